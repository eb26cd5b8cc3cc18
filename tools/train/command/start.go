package command

import (
	"fmt"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/weights"
)

// start is the weight file that a run begins with; nil: none.
type start struct {
	path    string
	weights *weights.Weights
}

// loadStart reads --init and compares its architecture, but for the classes,
// with the network that is to be trained.
func loadStart(path, network string) (*start, error) {
	if path == "" {
		_, err := parseNetwork(network, 10)
		return nil, err
	}
	w, err := weights.Load(path)
	if err != nil {
		return nil, fmt.Errorf("--init: %w", err)
	}
	want, err := parseNetwork(network, w.Arch.Classes)
	if err != nil {
		return nil, err
	}
	have := w.Arch
	have.Classes = want.record.Classes
	if have.String() != want.record.String() {
		return nil, fmt.Errorf("--init: %s holds another network than %s: %s, not %s", path, network, have, want.record)
	}
	return &start{path, w}, nil
}

// String is what the weight file that comes of it says.
func (s *start) String() string {
	if s == nil {
		return ""
	}
	name := s.weights.ID
	if name == "" {
		name = s.weights.Model.File
	}
	return fmt.Sprintf("the weights of %s (SHA-256 %s)", name, s.weights.SHA256)
}

// parameters are the file's for a network with these classes. The classifier
// goes by the classes' names: it is kept where they are the same, put in their
// order where they stand in another, and left out, to be drawn anew, where
// they are others.
func (s *start) parameters(r arch.Record, classes []string) (learn.State, error) {
	g, err := s.weights.Arch.Build(224, 224) // the parameters are those of any size
	if err != nil {
		return nil, err
	}
	out := learn.State{}
	var classifier []string
	for _, p := range g.Params() {
		if p.Role.Classifier() {
			classifier = append(classifier, p.Name)
		}
		data, _, err := s.weights.Float32(p.Name)
		if err != nil {
			return nil, fmt.Errorf("--init: %s: %w", s.path, err)
		}
		out[p.Name] = slices.Clone(data)
	}
	have := s.weights.Classes
	switch {
	case slices.Equal(have, classes), have == nil && s.weights.Arch.Classes == len(classes):
		say("begins with %s", s)
	case len(have) == len(classes) && slices.Equal(slices.Sorted(slices.Values(have)), slices.Sorted(slices.Values(classes))):
		say("begins with %s, its classes in the data's order", s)
		for _, name := range classifier {
			out[name] = reorder(out[name], have, classes)
		}
	default:
		say("begins with %s, with a new classifier: it has %d classes, the data %d others", s, s.weights.Arch.Classes, r.Classes)
		for _, name := range classifier {
			delete(out, name)
		}
	}
	return out, nil
}

// reorder takes rows, one for each of have, into the order of want.
func reorder(rows []float32, have, want []string) []float32 {
	width := len(rows) / len(have)
	var out []float32
	for _, class := range want {
		at := slices.Index(have, class)
		out = append(out, rows[at*width:][:width]...)
	}
	return out
}
