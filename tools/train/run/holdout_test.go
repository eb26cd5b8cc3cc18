package run

import (
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
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

// With a hold-out the result is the epoch that did best on pictures that were
// never drawn, with the accuracy that the log says.
func TestHoldOut(t *testing.T) {
	o := options(t, t.TempDir(), device.Go)
	var err error
	if o.Recipe, err = recipe.Load("fast-cifar", []string{"size=8", "batch=6", "epochs=6", "augment.crop=1", "hold_out=9"}); err != nil {
		t.Fatal(err)
	}
	result := finish(t, o)
	if result.Steps != 24 || len(result.Epochs) != 6 {
		t.Fatalf("%d steps, %d epochs of 24 pictures", result.Steps, len(result.Epochs))
	}
	best := Best(result.Epochs)
	p, state, err := load(filepath.Join(o.Dir, bestFile))
	if err != nil || p.Steps != result.Epochs[best].Steps {
		t.Errorf("best is of step %d, want %d (%v)", p.Steps, result.Epochs[best].Steps, err)
	}
	same(t, state, result.State)

	_, held := input.HoldOut(33, 9)
	set, err := o.Train.Plain(held)
	if err != nil {
		t.Fatal(err)
	}
	o.Train = set
	r := &run{Options: o}
	if r.config, err = StepConfig(o.Recipe, o.Arch, 1); err != nil {
		t.Fatal(err)
	}
	all := []int32{0, 1, 2, 3, 4, 5, 6, 7, 8}
	h, err := r.openHeldOut(all)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if got, err := h.accuracy(result.State); err != nil || got != result.Epochs[best].HeldOut || got == 0 {
		t.Errorf("accuracy %g (%v), the log says %g", got, err, result.Epochs[best].HeldOut)
	}
	about := About{Arch: o.Arch, Recipe: o.Recipe, Device: o.Device}
	if s := trained(about, result); !strings.Contains(s, "the best on 9 training pictures held out") {
		t.Errorf("the weight file says %q", s)
	}
}
