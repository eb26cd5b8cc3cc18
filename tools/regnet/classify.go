package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"regnetlens/infer"
	"regnetlens/infer/picture"
	"regnetlens/tools/evaluate"
	"regnetlens/weights"
)

// classified is what classify prints of one picture.
type classified struct {
	File string      `json:"file"`
	Top  []classProb `json:"top"` // the likeliest first
}

type classProb struct {
	Class       string  `json:"class"`
	Probability float32 `json:"probability"`
}

func newClassifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "classify WEIGHTS FILE…",
		Short: "Say what is in pictures",
		Long: `Say what is in pictures.

WEIGHTS is a model's id (see "regnet models") or a weight file. FILE is a JPEG,
PNG, GIF, WebP or BMP picture; its centre square is resampled to the network's
input with Lanczos.`,
		Args: arguments("WEIGHTS", "FILE…"),
	}
	var (
		top     = cmd.Flags().Int("top", 5, "how many classes to print")
		backend = backendFlag(cmd)
		asJSON  = jsonFlag(cmd)
	)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *top < 1 {
			return fmt.Errorf("--top %d prints nothing", *top)
		}
		w, net, err := loadClassifier(args[0], *backend, 1)
		if err != nil {
			return err
		}
		defer net.Close()
		r, err := infer.NewRequest(net.Graph(), 1)
		if err != nil {
			return err
		}
		probabilities := make([]float32, len(w.Classes))
		var all []classified
		for _, name := range args[1:] {
			if err := readPicture(cmd, r.Input, w.Model, name); err != nil {
				return err
			}
			if err := net.Run(cmd.Context(), r); err != nil {
				return err
			}
			infer.Softmax(probabilities, r.Logits)
			c := classified{File: name}
			for _, i := range evaluate.Top(probabilities, *top) {
				c.Top = append(c.Top, classProb{w.Classes[i], probabilities[i]})
			}
			all = append(all, c)
		}
		if *asJSON {
			return writeJSON(cmd.OutOrStdout(), all)
		}
		return table(cmd.OutOrStdout(), func(row func(string, ...any)) {
			for _, c := range all {
				row("%s", c.File)
				for _, p := range c.Top {
					row("  %s\t%s", percent(float64(p.Probability)), p.Class)
				}
			}
		})
	}
	return cmd
}

// readPicture fills dst, [3, m.Input, m.Input], from a picture file.
func readPicture(cmd *cobra.Command, dst []float32, m weights.Model, name string) error {
	b, err := readFile(cmd, name)
	if err != nil {
		return err
	}
	img, err := picture.Decode(b)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	picture.Normalise(dst, picture.Square(img, m.Input), m.Mean, m.Std)
	return nil
}
