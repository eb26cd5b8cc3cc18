package run

import (
	"strings"
	"testing"

	"regnetlens/infer/learn/gonum"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/recipe"
)

func TestBest(t *testing.T) {
	for _, c := range []struct {
		epochs []Epoch
		want   int
	}{
		{nil, -1},
		{[]Epoch{{Loss: 2}, {Loss: 1}, {Loss: 1}, {Loss: 3}}, 1},
		{[]Epoch{{Loss: 2, HeldOut: 0.5}, {Loss: 1, HeldOut: 0.4}, {Loss: 0.5, HeldOut: 0.5}}, 0},
		{[]Epoch{{Loss: 2}, {Loss: 3, HeldOut: 0.1}}, 1}, // none of the first's was right
	} {
		if got := Best(c.epochs); got != c.want {
			t.Errorf("%+v: %d, want %d", c.epochs, got, c.want)
		}
	}
}

func TestTrained(t *testing.T) {
	about := About{Recipe: recipe.Recipe{Name: "mine", HoldOut: 9, Batch: 6, Passes: 1}, Seed: 3, Start: "the weights of x", Device: &device.Engine{Learn: gonum.Backend{}}}
	result := &Result{Epochs: []Epoch{{Epoch: 1, HeldOut: 0.5}, {Epoch: 2, HeldOut: 0.4}}, Steps: 20}
	text := trained(about, result)
	for _, word := range []string{"recipe mine", "from the weights of x", "seed 3, 20 steps of 6 pictures", "epoch 1, the best on 9 training pictures held out", "engine"} {
		if !strings.Contains(text, word) {
			t.Errorf("no %q in %q", word, text)
		}
	}
}
