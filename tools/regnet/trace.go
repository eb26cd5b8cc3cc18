package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/picture"
	"regnetlens/weights"
	"regnetlens/weights/filekind"
	"regnetlens/weights/safetensors"
)

func newTraceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "trace WEIGHTS INPUT -o OUT.safetensors",
		Short: "Write the activations of a network to a file",
		Long: `Write the activations of a network to a file.

WEIGHTS is a model's id (see "regnet models") or a weight file. INPUT is a
picture, or a .safetensors file with a tensor "input" [batch,3,height,width]
that is normalised already; it may be WEIGHTS itself. "-" is standard input.
OUT.safetensors, or with "-" standard output, gets the tensors "input", "tap/<name>" for every tap asked for,
and "logits", all F32. "regnet info WEIGHTS" names the taps.`,
		Args: arguments("WEIGHTS", "INPUT"),
	}
	var (
		out     = cmd.Flags().StringP("output", "o", "", "the file to write (needed)")
		taps    = cmd.Flags().String("taps", "all", "all, or names separated by commas; empty for none")
		backend = backendFlag(cmd)
	)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *out == "" {
			return usage("trace needs the file to write: -o OUT.safetensors")
		}
		if _, err := chooseFormat(*out, formatSafetensors, formatSafetensors); err != nil {
			return err
		}
		if err := notInput(*out, args...); err != nil {
			return err
		}
		w, err := weights.Load(args[0])
		if err != nil {
			return err
		}
		input, shape, err := readInput(cmd, args[1], w.Model)
		if err != nil {
			return err
		}
		t, err := newTrace(w, *taps, input, shape)
		if err != nil {
			return err
		}
		if err := t.run(cmd.Context(), w, *backend); err != nil {
			return err
		}
		metadata := map[string]string{weights.KeyPrefix + "arch": w.Arch.String(), weights.KeyPrefix + "backend": *backend}
		return writeFile(cmd, *out, func(to io.Writer) error { return safetensors.Encode(to, metadata, t.tensors()) })
	}
	return cmd
}

// readInput reads a picture, as the model wants it, or the tensor "input" of a
// safetensors file. The file's content tells which it is.
func readInput(cmd *cobra.Command, name string, m weights.Model) (input []float32, shape []int, err error) {
	b, err := readFile(cmd, name)
	if err != nil {
		return nil, nil, err
	}
	img, err := picture.Decode(b)
	if err == nil {
		if err := m.Complete(); err != nil {
			return nil, nil, fmt.Errorf("the weights can't read a picture, only a tensor: %w", err)
		}
		input = make([]float32, 3*m.Input*m.Input)
		picture.Normalise(input, picture.Square(img, m.Input), m.Mean, m.Std)
		return input, []int{1, 3, m.Input, m.Input}, nil
	}
	if !errors.Is(err, picture.ErrFormat) {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	f, err := safetensors.Parse(b)
	if kind := filekind.Of(b); err != nil && kind != filekind.Safetensors {
		return nil, nil, fmt.Errorf("%s: neither a picture nor a safetensors file, it is %s", name, kind)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: this safetensors file is damaged or cut short: %w", name, err)
	}
	if input, shape, err = f.Float32("input"); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(shape) != 4 || shape[0] < 1 || shape[1] != 3 {
		return nil, nil, fmt.Errorf("%s: the tensor \"input\" has shape %v, not [batch 3 height width]", name, shape)
	}
	return input, shape, nil
}

// trace is one pass of a whole input, its results included.
type trace struct {
	graph  *arch.Graph
	shape  []int // of the input
	input  []float32
	logits []float32
	taps   []arch.Tap
	values map[string][]float32 // of the taps
}

// newTrace plans a trace of the taps named.
func newTrace(w *weights.Weights, names string, input []float32, shape []int) (*trace, error) {
	g, err := w.Arch.Build(shape[2], shape[3])
	if err != nil {
		return nil, err
	}
	t := &trace{graph: g, shape: shape, input: input, values: map[string][]float32{}}
	if names == "all" {
		t.taps = g.Taps()
	} else if names != "" {
		for name := range strings.SplitSeq(names, ",") {
			tap, ok := g.Tap(strings.TrimSpace(name))
			if !ok {
				return nil, fmt.Errorf("the network has no tap %q; \"regnet info\" names them", name)
			}
			t.taps = append(t.taps, tap)
		}
	}
	for _, tap := range t.taps {
		if t.values[tap.Name] != nil {
			return nil, fmt.Errorf("the tap %q is named twice", tap.Name)
		}
		t.values[tap.Name] = make([]float32, shape[0]*tap.Shape.Len())
	}
	t.logits = make([]float32, shape[0]*g.Record.Classes)
	return t, nil
}

// run takes the input through the network, at most 32 pictures at a time: the
// engine's memory grows with the batch.
func (t *trace) run(ctx context.Context, w *weights.Weights, backend string) error {
	batch := min(t.shape[0], 32)
	net, err := newNetwork(w, backend, t.shape[2], t.shape[3], batch)
	if err != nil {
		return err
	}
	defer net.Close()
	for from := 0; from < t.shape[0]; from += batch {
		n := min(batch, t.shape[0]-from)
		part := func(values []float32, each int) []float32 { return values[from*each:][:n*each] }
		r := infer.Request{
			Batch:  n,
			Input:  part(t.input, t.graph.Shape(t.graph.Input).Len()),
			Logits: part(t.logits, t.graph.Record.Classes),
			Taps:   map[string][]float32{},
		}
		for _, tap := range t.taps {
			r.Taps[tap.Name] = part(t.values[tap.Name], tap.Shape.Len())
		}
		if err := net.Run(ctx, &r); err != nil {
			return err
		}
	}
	return nil
}

// tensors lists what is written.
func (t *trace) tensors() []safetensors.Tensor {
	all := []safetensors.Tensor{{Name: "input", DType: safetensors.F32, Shape: t.shape, Data: t.input}}
	for _, tap := range t.taps {
		shape := []int{t.shape[0], tap.Shape.C, tap.Shape.H, tap.Shape.W}
		if tap.Kind == arch.KindGAP {
			shape = shape[:2] // the mean has no rows and columns
		}
		all = append(all, safetensors.Tensor{Name: "tap/" + tap.Name, DType: safetensors.F32, Shape: shape, Data: t.values[tap.Name]})
	}
	return append(all, safetensors.Tensor{
		Name:  "logits",
		DType: safetensors.F32,
		Shape: []int{t.shape[0], t.graph.Record.Classes},
		Data:  t.logits,
	})
}
