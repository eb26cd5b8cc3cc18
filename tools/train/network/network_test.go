package network

import (
	"os"
	"path/filepath"
	"testing"
)

// Parameters are those of the paper's networks as an independent implementation
// counts them, for ten classes.
func TestParse(t *testing.T) {
	for name, want := range map[string]struct {
		title  string
		params int64
		input  int
	}{
		"resnet-20": {"ResNet-20", 272474, 32}, "regnet-20-rnn": {"RegNet-20 (RNN)", 307418, 32}, "regnet-20-gru": {"RegNet-20 (GRU)", 310106, 32},
		"regnet-20-lstm": {"RegNet-20 (LSTM)", 311450, 32}, "se-regnet-20-lstm": {"SE-RegNet-20 (LSTM)", 313823, 32}, "regnet-56-lstm": {"RegNet-56 (LSTM)", 961946, 32},
	} {
		n, err := Parse(name, 10)
		if err != nil {
			t.Fatal(err)
		}
		g, err := n.Record.Build(want.input, want.input)
		if err != nil {
			t.Fatal(err)
		}
		if n.ID != name || n.Title != want.title || g.Cost().Params != want.params {
			t.Errorf("%s is %s with %d parameters, want %s with %d", name, n.Title, g.Cost().Params, want.title, want.params)
		}
	}
	if n, err := Parse("regnet-20-gru-stage2", 10); err != nil || n.Title != "RegNet-20 (GRU, stage 2 only)" || len(n.Record.RegulatedStages) != 1 {
		t.Errorf("%+v, %v", n, err)
	}
	for _, name := range []string{"", "regnet-20", "resnet-20-lstm", "resnet-21", "resnet-20-stage1", "vgg-16", "resnet-20 "} {
		if _, err := Parse(name, 10); err == nil {
			t.Errorf("%q is a network", name)
		}
	}
}

// A record in a file without a number of classes has that of the data.
func TestParseFile(t *testing.T) {
	n, err := Parse("resnet-20", 10)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "own.json")
	if err := os.WriteFile(file, []byte(n.Record.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if own, err := Parse(file, 7); err != nil || own.Record.Classes != 10 || own.ID != "custom" {
		t.Errorf("%+v, %v", own, err)
	}
	if _, err := Parse(file+"x.json", 7); err == nil {
		t.Error("read a file that is not there")
	}
}
