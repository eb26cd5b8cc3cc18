package recipe

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRecipes(t *testing.T) {
	if len(Names()) < 2 {
		t.Fatalf("recipes %q", Names())
	}
	for _, name := range Names() {
		r, err := Load(name, nil)
		if err != nil {
			t.Error(err)
			continue
		}
		if r.Name != name || r.Note == "" {
			t.Errorf("%s is called %q, note %q", name, r.Name, r.Note)
		}
		again, err := Parse(r.String())
		if err != nil || again.String() != r.String() {
			t.Errorf("%s comes back as %s, %v", name, again, err)
		}
	}
}

// The paper: 0.1, divided by 10 at 32,000 and at 48,000 of 64,000 iterations.
func TestPaperCIFAR(t *testing.T) {
	r, err := Load("paper-cifar", nil)
	if err != nil {
		t.Fatal(err)
	}
	total := r.Steps(50000)
	for step, want := range map[int]float64{0: 0.1, 31999: 0.1, 32000: 0.01, 47999: 0.01, 48000: 0.001, 63999: 0.001} {
		if got := r.Schedule.Rate(step, total); math.Abs(got-want) > 1e-12 {
			t.Errorf("step %d: rate %g, want %g", step, got, want)
		}
	}
}

func TestSchedules(t *testing.T) {
	for _, c := range []struct {
		s    Schedule
		step int
		want float64
	}{
		{Schedule{Kind: "one-cycle", Start: 0, Peak: 1, Warmup: 0.5}, 0, 0.02},
		{Schedule{Kind: "one-cycle", Start: 0, Peak: 1, Warmup: 0.5}, 49, 1},
		{Schedule{Kind: "one-cycle", Start: 0, Peak: 1, Warmup: 0.5}, 50, 1},
		{Schedule{Kind: "one-cycle", Start: 0, Peak: 1, Warmup: 0.5}, 75, 0.5},
		{Schedule{Kind: "cosine", Peak: 2, End: 1}, 0, 2},
		{Schedule{Kind: "cosine", Peak: 2, End: 1}, 50, 1.5},
	} {
		if got := c.s.Rate(c.step, 100); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%+v, step %d: %g, want %g", c.s, c.step, got, c.want)
		}
	}
}

func TestSet(t *testing.T) {
	r, err := Load("fast-cifar", []string{"batch=64", "augment.padding=zero", `precision = "bfloat16"`, "schedule.peak=0.5", "optimizer.nesterov=false"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Batch != 64 || r.Augment.Padding != "zero" || r.Precision != "bfloat16" || r.Schedule.Peak != 0.5 || r.Optimizer.Nesterov || r.Optimizer.Momentum != 0.9 {
		t.Errorf("%+v", r)
	}
	for set, word := range map[string]string{
		"colour=1": "colour", "batch=many": "batch", "batch=0": "batch", "nonsense": "nonsense",
		"schedule.kind=wave": "schedule.kind", "iterations=5": "epochs and iterations", "augment.crop=40": "augment.crop",
		"augment.resized=2": "augment.resized", "augment.resized=0.5": "resized and crop", "hold_out=-1": "hold_out",
	} {
		if _, err := Load("fast-cifar", []string{set}); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("--set %s: %v", set, err)
		}
	}
	if _, err := Load("slow-cifar", nil); err == nil || !strings.Contains(err.Error(), "fast-cifar") {
		t.Errorf("an unknown name: %v", err)
	}
	path := filepath.Join(t.TempDir(), "mine.toml")
	if err := os.WriteFile(path, []byte(r.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	if mine, err := Load(path, nil); err != nil || mine.Batch != 64 {
		t.Errorf("a file: %+v, %v", mine, err)
	}
}
