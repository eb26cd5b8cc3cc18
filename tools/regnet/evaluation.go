package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"regnetlens/tools/dataset"
	"regnetlens/tools/evaluate"
)

// evaluation is what eval prints of one network.
type evaluation struct {
	Weights string            `json:"weights"`
	Data    string            `json:"data"`
	Split   string            `json:"split"` // "all" of data that is not divided
	Backend string            `json:"backend"`
	Images  int               `json:"images"`
	Left    []dataset.LeftOut `json:"left_out,omitempty"` // files that are no part of the data
	Top1    float64           `json:"top1"`               // shares, 0 to 1
	Top5    float64           `json:"top5"`
	Classes []classShare      `json:"classes"`
	// Confusion is [label][answer], in the order of classes; of more than
	// maxMatrix classes it is left out, and Mistakes say the same.
	Confusion [][]int   `json:"confusion,omitempty"`
	Mistakes  []mistake `json:"mistakes,omitempty"` // the most frequent first
	Seconds   float64   `json:"seconds"`            // reading, decoding and resampling included
	PerSecond float64   `json:"images_per_second"`
}

// maxMatrix is the number of classes up to which a matrix of them is written:
// that of a thousand has a million entries, nearly all of them 0.
const maxMatrix = 100

type classShare struct {
	Name   string  `json:"name"`
	Images int     `json:"images"`
	Right  int     `json:"right"`
	Top1   float64 `json:"top1"` // 0 where there are no images
}

// mistake counts the pictures of a class that were taken for another; both are
// places in the list of classes. In JSON it is a list of the three numbers.
type mistake struct{ label, answer, images int }

// MarshalJSON implements json.Marshaler.
func (m mistake) MarshalJSON() ([]byte, error) {
	return json.Marshal([3]int{m.label, m.answer, m.images})
}

// UnmarshalJSON implements json.Unmarshaler.
func (m *mistake) UnmarshalJSON(b []byte) error {
	var three [3]int
	err := json.Unmarshal(b, &three)
	m.label, m.answer, m.images = three[0], three[1], three[2]
	return err
}

func newEvaluation(t *evaluate.Tally, classes []string) evaluation {
	e := evaluation{
		Images:   t.Images,
		Top1:     float64(t.Top1) / float64(t.Images),
		Top5:     float64(t.Top5) / float64(t.Images),
		Mistakes: mistakes(t.Confusion),
	}
	if len(classes) <= maxMatrix {
		e.Confusion = t.Confusion
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
	_ = say(out, "%s on %d images of %s (%s), backend %s\n\n", e.Weights, e.Images, e.Data, e.Split, e.Backend)
	_ = say(out, "top-1 %s   top-5 %s   %.0f images/s\n\n", percent(e.Top1), percent(e.Top5), e.PerSecond)
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
		columns := strings.Repeat("\t%v", len(e.Classes))
		var names []any
		for _, c := range e.Classes {
			names = append(names, c.Name)
		}
		row("is \\ taken for"+columns, names...)
		for label, answers := range e.Confusion {
			cells := []any{names[label]}
			for _, n := range answers {
				cells = append(cells, n)
			}
			row("%s"+columns, cells...)
		}
	})
}

// mistakes lists the entries of a confusion matrix off its diagonal.
func mistakes(confusion [][]int) []mistake {
	var all []mistake
	for label, answers := range confusion {
		for answer, n := range answers {
			if n > 0 && label != answer {
				all = append(all, mistake{label, answer, n})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mistake) int { return cmp.Compare(b.images, a.images) })
	return all
}

// printMistakes prints the ten most frequent mistakes.
func (e evaluation) printMistakes(out io.Writer) error {
	return table(out, func(row func(string, ...any)) {
		list := e.Mistakes
		if list == nil {
			list = mistakes(e.Confusion)
		}
		row("is\ttaken for\timages (the most frequent mistakes; --json prints all)")
		for _, m := range list[:min(10, len(list))] {
			row("%s\t%s\t%d", e.Classes[m.label].Name, e.Classes[m.answer].Name, m.images)
		}
	})
}

// printEvaluations sets networks beside each other.
func printEvaluations(out io.Writer, all []evaluation) error {
	if err := say(out, "%d images of %s (%s), backend %s\n\n", all[0].Images, all[0].Data, all[0].Split, all[0].Backend); err != nil {
		return err
	}
	return table(out, func(row func(string, ...any)) {
		row("weights\ttop-1\ttop-5\timages/s")
		for _, e := range all {
			row("%s\t%s\t%s\t%.0f", e.Weights, percent(e.Top1), percent(e.Top5), e.PerSecond)
		}
	})
}
