package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/spf13/cobra"

	"regnetlens/infer"
	"regnetlens/infer/picture"
	"regnetlens/tools/evaluate"
	"regnetlens/weights"
	"regnetlens/weights/filekind"
)

// classified is what classify prints of one picture.
type classified struct {
	File  string      `json:"file"`
	Top   []classProb `json:"top,omitempty"`   // the likeliest first
	Error string      `json:"error,omitempty"` // instead, where there is no answer
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
PNG, GIF, WebP or BMP picture, "-" for standard input, a folder (its pictures,
at any depth) or a pattern like "*.jpg"; a picture's centre square is resampled
to the network's input with Lanczos.

Each answer is printed as soon as it is there, with --json as a line of its own.
A file that cannot be read is named and the others go on; then the exit status
is 1.`,
		Args: arguments("WEIGHTS", "FILE…"),
	}
	var (
		top     = cmd.Flags().Int("top", 5, "how many classes to print")
		backend = backendFlag(cmd)
		asJSON  = jsonFlag(cmd)
	)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *top < 1 {
			return usage("--top %d prints nothing", *top)
		}
		w, net, err := loadClassifier(args[0], *backend, 1)
		if err != nil {
			return err
		}
		defer net.Close()
		c, err := newClassifier(w, net, *top)
		if err != nil {
			return err
		}
		files, failed := 0, []error{}
		for _, name := range args[1:] {
			for file, err := range picturesOf(name) {
				answer := classified{File: file}
				if err == nil {
					answer.Top, err = c.classify(cmd, file)
				}
				if cmd.Context().Err() != nil {
					return cmd.Context().Err()
				}
				if files++; err != nil {
					answer.Error = err.Error()
					failed = append(failed, err)
				}
				if err := answer.print(cmd, *asJSON); err != nil {
					return err
				}
			}
		}
		switch {
		case len(failed) == 0:
			return nil
		case files == 1 && !*asJSON:
			return saidError{failed[0]}
		}
		return fmt.Errorf("%d of %d pictures could not be read", len(failed), files)
	}
	return cmd
}

// print prints a picture's answer or, of several pictures, that there is none.
func (c classified) print(cmd *cobra.Command, asJSON bool) error {
	if asJSON {
		return writeJSONLine(cmd.OutOrStdout(), c)
	}
	if c.Error != "" {
		return say(cmd.ErrOrStderr(), "regnet: %s\n", c.Error)
	}
	return table(cmd.OutOrStdout(), func(row func(string, ...any)) {
		row("%s", c.File)
		for _, p := range c.Top {
			row("  %s\t%s", percent(float64(p.Probability)), p.Class)
		}
	})
}

// classifier asks a network about one picture after another.
type classifier struct {
	w             *weights.Weights
	net           infer.Network
	request       *infer.Request
	probabilities []float32
	top           int
}

func newClassifier(w *weights.Weights, net infer.Network, top int) (*classifier, error) {
	r, err := infer.NewRequest(net.Graph(), 1)
	if err != nil {
		return nil, err
	}
	return &classifier{w, net, r, make([]float32, len(w.Classes)), top}, nil
}

// classify returns the likeliest classes of a picture.
func (c *classifier) classify(cmd *cobra.Command, file string) ([]classProb, error) {
	if err := readPicture(cmd, c.request.Input, c.w.Model, file); err != nil {
		return nil, err
	}
	if err := c.net.Run(cmd.Context(), c.request); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(c.request.Logits, notFinite); i >= 0 {
		return nil, fmt.Errorf("%s: the network's answer for %q is %v", file, c.w.Classes[i], c.request.Logits[i])
	}
	infer.Softmax(c.probabilities, c.request.Logits)
	var top []classProb
	for _, i := range evaluate.Top(c.probabilities, c.top) {
		top = append(top, classProb{c.w.Classes[i], c.probabilities[i]})
	}
	return top, nil
}

func notFinite(v float32) bool { return math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) }

// readPicture fills dst, [3, m.Input, m.Input], from a picture file.
func readPicture(cmd *cobra.Command, dst []float32, m weights.Model, name string) error {
	b, err := readFile(cmd, name)
	if err != nil {
		return err
	}
	img, err := picture.Decode(b)
	if err != nil {
		return fmt.Errorf("%s: %w", name, filekind.Explain(err, picture.ErrFormat, b))
	}
	picture.Normalise(dst, picture.Square(img, m.Input), m.Mean, m.Std)
	return nil
}
