package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/tools/dataset"
	"regnetlens/tools/evaluate"
)

// evaluation is what eval prints.
type evaluation struct {
	Weights   string       `json:"weights"`
	Data      string       `json:"data"`
	Split     string       `json:"split"`
	Backend   string       `json:"backend"`
	Images    int          `json:"images"`
	Top1      float64      `json:"top1"` // shares, 0 to 1
	Top5      float64      `json:"top5"`
	Classes   []classShare `json:"classes"`
	Confusion [][]int      `json:"confusion"` // [label][answer], in the order of classes
	Seconds   float64      `json:"seconds"`   // reading, decoding and resampling included
	PerSecond float64      `json:"images_per_second"`
}

type classShare struct {
	Name   string  `json:"name"`
	Images int     `json:"images"`
	Right  int     `json:"right"`
	Top1   float64 `json:"top1"` // 0 where there are no images
}

func newEvalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval WEIGHTS DATA",
		Short: "Measure the accuracy of a network on labelled pictures",
		Long: `Measure the accuracy of a network on labelled pictures.

WEIGHTS is a model's id (see "regnet models") or a weight file.
DATA is a folder, or an archive of one (.tar, .tar.gz, .tar.xz), that holds the
binary version of CIFAR-10 or CIFAR-100 as published, or pictures as
<class>/<picture> or <split>/<class>/<picture>. Every picture is cut to its
centre square and resampled to the network's input with Lanczos.`,
		Args: arguments("WEIGHTS", "DATA"),
	}
	var (
		split   = cmd.Flags().String("split", "test", "the part of DATA to read, where it is divided")
		batch   = cmd.Flags().Int("batch", 32, "pictures in one pass through the network")
		backend = backendFlag(cmd)
		asJSON  = jsonFlag(cmd)
	)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *batch < 1 || *batch > 1024 {
			return fmt.Errorf("a batch of %d is not between 1 and 1024", *batch)
		}
		w, net, err := loadClassifier(args[0], *backend, *batch)
		if err != nil {
			return err
		}
		defer net.Close()
		d, err := dataset.Open(args[1], dataset.Options{Split: *split, Size: w.Input})
		if err != nil {
			return err
		}
		labels, err := evaluate.MatchClasses(d.Classes, w.Classes)
		if err != nil {
			return err
		}
		add, done := newProgress(cmd.ErrOrStderr(), d.Len(), args[0])
		defer done()
		start := time.Now()
		tally, err := evaluate.Run(cmd.Context(), net, *batch, d, labels, w.Mean, w.Std, add)
		if err != nil {
			return err
		}
		seconds := time.Since(start).Seconds()
		done()
		e := newEvaluation(tally, w.Classes)
		e.Weights, e.Data, e.Split, e.Backend = args[0], args[1], *split, *backend
		e.Seconds, e.PerSecond = seconds, float64(e.Images)/seconds
		if *asJSON {
			return writeJSON(cmd.OutOrStdout(), e)
		}
		return e.print(cmd.OutOrStdout())
	}
	return cmd
}

func newEvaluation(t *evaluate.Tally, classes []string) evaluation {
	e := evaluation{
		Images:    t.Images,
		Top1:      float64(t.Top1) / float64(t.Images),
		Top5:      float64(t.Top5) / float64(t.Images),
		Confusion: t.Confusion,
	}
	for i, name := range classes {
		c := classShare{Name: name}
		c.Images, c.Right = t.Class(i)
		if c.Images > 0 {
			c.Top1 = float64(c.Right) / float64(c.Images)
		}
		e.Classes = append(e.Classes, c)
	}
	return e
}

func (e evaluation) print(out io.Writer) error {
	fmt.Fprintf(out, "%s on %d images of %s (%s), backend %s\n\n", e.Weights, e.Images, e.Data, e.Split, e.Backend)
	fmt.Fprintf(out, "top-1 %s   top-5 %s   %.0f images/s\n\n", percent(e.Top1), percent(e.Top5), e.PerSecond)
	err := table(out, func(row func(string, ...any)) {
		row("class\timages\tright\ttop-1")
		for _, c := range e.Classes {
			if c.Images > 0 {
				row("%s\t%d\t%d\t%s", c.Name, c.Images, c.Right, percent(c.Top1))
			}
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(out)
	// A wide matrix can't be read; its largest entries can.
	if len(e.Classes) <= 20 {
		return e.printMatrix(out)
	}
	return e.printMistakes(out)
}

// printMatrix prints the confusion matrix: a row for each label, a column for
// each answer.
func (e evaluation) printMatrix(out io.Writer) error {
	return table(out, func(row func(string, ...any)) {
		var names []string
		for _, c := range e.Classes {
			names = append(names, c.Name)
		}
		row("is \\ taken for\t%s", strings.Join(names, "\t"))
		for label, answers := range e.Confusion {
			row("%s\t%s", names[label], strings.Trim(strings.ReplaceAll(fmt.Sprint(answers), " ", "\t"), "[]"))
		}
	})
}

// printMistakes prints the ten most frequent mistakes.
func (e evaluation) printMistakes(out io.Writer) error {
	type mistake struct{ label, answer, images int }
	var all []mistake
	for label, answers := range e.Confusion {
		for answer, n := range answers {
			if n > 0 && label != answer {
				all = append(all, mistake{label, answer, n})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mistake) int { return cmp.Compare(b.images, a.images) })
	return table(out, func(row func(string, ...any)) {
		row("is\ttaken for\timages (the most frequent mistakes; --json prints all)")
		for _, m := range all[:min(10, len(all))] {
			row("%s\t%s\t%d", e.Classes[m.label].Name, e.Classes[m.answer].Name, m.images)
		}
	})
}
