// Package results is what networks are worth, as the page shows it: the paper's
// tables, what this project's finished runs came to, and the figures made of
// both. The build writes a [Report] of the tables and of docs/results; the page
// fetches it when the reader opens the view, and reads it strictly.
package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"regnetlens/infer/arch"
)

// Data are the data sets of the tables.
var Data = [...]string{"CIFAR-10", "CIFAR-100"}

// Report is all that the view shows.
type Report struct {
	Tables      []Table      `json:"tables"`
	Early       []Early      `json:"early"` // the paper's Fig. 1(b)
	Runs        []Run        `json:"runs"`
	Comparisons []Comparison `json:"comparisons"`
}

// Table is one of the paper's.
type Table struct {
	Number   string    `json:"number"` // Roman, as the paper has it
	Networks []Network `json:"networks"`
}

// Network is a row of a table.
type Network struct {
	ID         string             `json:"id"` // as "regnet train" names it
	Title      string             `json:"title"`
	Regulator  string             `json:"regulator"` // "" for none, else "rnn", "gru" or "lstm"
	Depth      int                `json:"depth"`
	SE         bool               `json:"se"`
	Whole      bool               `json:"whole"`           // all its stages have the regulator, or none has
	Plain      string             `json:"plain,omitempty"` // id of the network that it is set beside
	Parameters int                `json:"parameters"`
	Paper      [len(Data)]float64 `json:"paper"` // right, in %; by Data, 0 for none
	Sweep      [len(Data)]string  `json:"sweep"` // of the paper's recipe, by Data; "" for none
}

// Early is how often the answer of a network is right when it is read off a
// block.
type Early struct {
	Network string  `json:"network"` // id
	Title   string  `json:"title"`
	Points  []Point `json:"points"` // in the order of depth
}

// Point is a block and a share of pictures in %.
type Point struct {
	arch.Place
	Right float64 `json:"right"`
}

// Run is a network that was trained and measured, with one seed.
type Run struct {
	Network    string  `json:"network"` // id
	Title      string  `json:"title"`
	Sweep      string  `json:"sweep"`
	Data       string  `json:"data"` // one of Data
	Seed       int     `json:"seed"`
	Epochs     int     `json:"epochs"`
	Parameters int     `json:"parameters"`
	Pictures   int     `json:"pictures"` // it was tested on
	Right      int     `json:"right"`    // of them
	Early      []Point `json:"early"`    // in the order of depth
}

// Percent is how often the run is right.
func (r *Run) Percent() float64 { return 100 * float64(r.Right) / float64(r.Pictures) }

// Comparison is how much more often one network is right than another on the
// same pictures, over the seeds that both have.
type Comparison struct {
	Sweep   string  `json:"sweep"`
	Data    string  `json:"data"`
	Network string  `json:"network"` // title
	Plain   string  `json:"plain"`   // title of the other
	Seeds   int     `json:"seeds"`
	Epochs  int     `json:"epochs"`
	Gain    float64 `json:"gain"` // points
	Low     float64 `json:"low"`  // of its 95 % interval
	High    float64 `json:"high"`
	P       float64 `json:"p"` // McNemar's exact test over the pooled seeds
}

// Read reads a report. Whatever is not as the build writes it is an error that
// names the place.
func Read(b []byte) (*Report, error) {
	var r Report
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		return nil, fmt.Errorf("results: not the JSON expected: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("results: followed by something else")
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	return &r, nil
}

func (r *Report) check() error {
	if len(r.Tables) == 0 {
		return errors.New("no tables")
	}
	seen := map[string]bool{}
	for _, t := range r.Tables {
		if t.Number == "" || len(t.Networks) == 0 {
			return fmt.Errorf("table %q has %d networks", t.Number, len(t.Networks))
		}
		for i := range t.Networks {
			n := &t.Networks[i]
			if seen[n.ID] {
				return fmt.Errorf("%s stands there twice", n.ID)
			}
			seen[n.ID] = true
			if err := n.check(); err != nil {
				return fmt.Errorf("table %s, row %d: %w", t.Number, i+1, err)
			}
		}
	}
	for i, e := range r.Early {
		if e.Title == "" || len(e.Points) == 0 {
			return fmt.Errorf("early answers %d: of %q there are %d", i+1, e.Title, len(e.Points))
		}
		if err := checkPoints(e.Points); err != nil {
			return fmt.Errorf("early answers %d: %w", i+1, err)
		}
	}
	for i := range r.Runs {
		if err := r.Runs[i].check(); err != nil {
			return fmt.Errorf("run %d: %w", i+1, err)
		}
	}
	for i, c := range r.Comparisons {
		if err := c.check(); err != nil {
			return fmt.Errorf("comparison %d: %w", i+1, err)
		}
	}
	return nil
}

func (n *Network) check() error {
	switch {
	case n.ID == "" || n.Title == "":
		return errors.New("it has no name")
	case !slices.Contains([]string{"", "rnn", "gru", "lstm"}, n.Regulator):
		return fmt.Errorf("there is no regulator %q", n.Regulator)
	case n.Depth < 1 || n.Parameters < 1:
		return fmt.Errorf("%d layers, %d parameters", n.Depth, n.Parameters)
	}
	for _, share := range n.Paper {
		if !percent(share) {
			return fmt.Errorf("the paper has %v %%", share)
		}
	}
	return nil
}

func (r *Run) check() error {
	switch {
	case r.Network == "" || r.Title == "":
		return errors.New("it has no network")
	case !slices.Contains(Data[:], r.Data):
		return fmt.Errorf("there is no data set %q", r.Data)
	case r.Epochs < 1 || r.Parameters < 1 || r.Seed < 0:
		return fmt.Errorf("seed %d, %d epochs, %d parameters", r.Seed, r.Epochs, r.Parameters)
	case r.Pictures < 1 || r.Right < 0 || r.Right > r.Pictures:
		return fmt.Errorf("%d of %d pictures right", r.Right, r.Pictures)
	}
	return checkPoints(r.Early)
}

func (c *Comparison) check() error {
	switch {
	case c.Network == "" || c.Plain == "" || c.Seeds < 1 || c.Epochs < 1:
		return fmt.Errorf("%q beside %q, %d seeds, %d epochs", c.Network, c.Plain, c.Seeds, c.Epochs)
	case !slices.Contains(Data[:], c.Data):
		return fmt.Errorf("there is no data set %q", c.Data)
	case !(c.Low <= c.Gain && c.Gain <= c.High && c.Low >= -100 && c.High <= 100):
		return fmt.Errorf("a gain of %v between %v and %v", c.Gain, c.Low, c.High)
	case !(c.P >= 0 && c.P <= 1):
		return fmt.Errorf("a probability of %v", c.P)
	}
	return nil
}

func checkPoints(points []Point) error {
	for i, p := range points {
		switch {
		case p.Stage < 1 || p.Block < 1 || i > 0 && p.Place.Compare(points[i-1].Place) <= 0:
			return fmt.Errorf("block %v stands behind %v", p.Place, points[max(0, i-1)].Place)
		case !percent(p.Right):
			return fmt.Errorf("%v %% right after block %v", p.Right, p.Place)
		}
	}
	return nil
}

// percent reports whether a number is a share in %.
func percent(v float64) bool { return !math.IsNaN(v) && v >= 0 && v <= 100 }
