package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/infer/arch"
	"regnetlens/weights"
)

// description is what info prints.
type description struct {
	Input    [3]int            `json:"input"` // channels, rows, columns
	Layers   []layer           `json:"layers"`
	Params   int64             `json:"parameters"` // trained ones
	MulAdds  int64             `json:"multiply_adds"`
	Tensors  int               `json:"tensors"` // in the file
	Bytes    int64             `json:"bytes"`   // of the file
	SHA256   string            `json:"sha256"`
	Metadata map[string]string `json:"metadata"`
}

// layer is one operation of the graph.
type layer struct {
	Name    string   `json:"name"`
	Shape   [3]int   `json:"shape"` // of its output: channels, rows, columns
	Params  int64    `json:"parameters"`
	MulAdds int64    `json:"multiply_adds"`
	Taps    []string `json:"taps"`
}

func newInfoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "info WEIGHTS",
		Short: "Describe a weight file: layers, shapes, parameters, multiply-adds, metadata",
		Long: `Describe a weight file: layers, shapes, parameters, multiply-adds, metadata.

WEIGHTS is a model's id (see "regnet models") or a weight file. A regulator's
parameters, which the blocks of a stage share, stand at the first of them.
Counts are for one picture of the network's input size.`,
		Args: arguments("WEIGHTS"),
	}
	size := cmd.Flags().Int("size", 0, "side of the picture in pixels (default: what the file says; without, 32 or for ImageNet's stem 224)")
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := weights.Load(args[0])
		if err != nil {
			return err
		}
		d, err := describe(w, *size)
		if err != nil {
			return err
		}
		if *asJSON {
			return writeJSON(cmd.OutOrStdout(), d)
		}
		return d.print(cmd.OutOrStdout())
	}
	return cmd
}

// describe counts a network's layers for square pictures of a size; 0 is the
// network's own, or the one that its stem is made for.
func describe(w *weights.Weights, size int) (*description, error) {
	if size == 0 {
		size = w.Input
	}
	if size == 0 && w.Arch.Stem == arch.StemImageNet {
		size = 224
	} else if size == 0 {
		size = 32
	}
	g, err := w.Arch.Build(size, size)
	if err != nil {
		return nil, err
	}
	cost := g.Cost()
	d := &description{
		Input:    dimensions(g.Shape(g.Input)),
		Params:   cost.Params,
		MulAdds:  cost.MulAdds,
		Tensors:  len(w.Names()),
		Bytes:    w.Bytes,
		SHA256:   w.SHA256,
		Metadata: w.Metadata(),
	}
	counted := map[string]bool{}
	for _, op := range g.Ops {
		out := op.Writes()
		l := layer{Name: op.Name(), Shape: dimensions(g.Shape(out[0])), MulAdds: op.MulAdds(g)}
		for _, p := range op.Params() {
			if p.Role.Trained() && !counted[p.Name] {
				counted[p.Name] = true
				l.Params += p.Len()
			}
		}
		for _, v := range out {
			if tap := g.Values[v].Tap; tap != "" {
				l.Taps = append(l.Taps, tap)
			}
		}
		d.Layers = append(d.Layers, l)
	}
	return d, nil
}

func dimensions(s arch.Shape) [3]int { return [3]int{s.C, s.H, s.W} }

func (d *description) print(out io.Writer) error {
	err := table(out, func(row func(string, ...any)) {
		row("layer\toutput\tparameters\tmultiply-adds\ttaps")
		row("input\t%s\t\t\t", shapeText(d.Input))
		for _, l := range d.Layers {
			row("%s\t%s\t%s\t%s\t%s", l.Name, shapeText(l.Shape), thousands(l.Params), thousands(l.MulAdds), strings.Join(l.Taps, " "))
		}
		row("total\t\t%s\t%s\t", thousands(d.Params), thousands(d.MulAdds))
	})
	if err != nil {
		return err
	}
	_ = say(out, "\n%d tensors, %s bytes, SHA-256 %s\n\n", d.Tensors, thousands(d.Bytes), d.SHA256)
	return table(out, func(row func(string, ...any)) {
		for _, key := range sortedKeys(d.Metadata) {
			row("%s\t%s", key, d.Metadata[key])
		}
	})
}

func shapeText(s [3]int) string { return arch.Shape{C: s[0], H: s[1], W: s[2]}.String() }
