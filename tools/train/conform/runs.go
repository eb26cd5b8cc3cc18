package conform

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/run"
)

// Runs tests training runs on a device.
func Runs(t *testing.T, open Open) {
	for name, test := range map[string]func(*testing.T, Open){
		"files":              files,
		"stop and resume":    stopAndResume,
		"kill and resume":    killAndResume,
		"full disk":          fullDisk,
		"broken checkpoint":  brokenCheckpoint,
		"interrupt":          interrupted,
		"divergence":         diverged,
		"held out":           heldOut,
		"export":             export,
		"streamed":           streamed,
		"streamed, diverged": streamedDiverged,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

// Silent is a reporter that only calls functions, where there are some.
type Silent struct {
	Line   func(text string)
	OnStep func(done int)
}

// Say implements [run.Reporter].
func (s Silent) Say(text string) {
	if s.Line != nil {
		s.Line(text)
	}
}

// Begin implements [run.Reporter].
func (Silent) Begin(int, int, bool) {}

// Epoch implements [run.Reporter].
func (Silent) Epoch(run.Epoch) {}

// Step implements [run.Reporter].
func (s Silent) Step(done int, _ float64, _ device.Meters) {
	if s.OnStep != nil {
		s.OnStep(done)
	}
}

// Recipe is fast-cifar made small, and changed.
func Recipe(t testing.TB, sets ...string) recipe.Recipe {
	t.Helper()
	r, err := recipe.Load("fast-cifar", append([]string{"size=8", "batch=6", "epochs=4", "augment.crop=1", "ema=0.9"}, sets...))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Options are a run of 20 steps in 4 epochs.
func Options(t testing.TB, d device.Device, dir string) run.Options {
	t.Helper()
	return run.Options{
		Recipe: Recipe(t), Seed: 3, Train: Pictures(33), Device: d, Dir: dir, Keep: 2, Every: time.Hour, Report: Silent{},
		Arch: arch.Record{
			Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{2, 1},
			Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 3,
		},
	}
}

// Finish is a run that must end well.
func Finish(t testing.TB, o run.Options) *run.Result {
	t.Helper()
	r, err := run.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(t *testing.T, a, b learn.State) {
	t.Helper()
	for name := range a {
		if !slices.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d tensors, and %d", len(a), len(b))
	}
}

func files(t *testing.T, open Open) {
	o := Options(t, open(t), t.TempDir())
	r := Finish(t, o)
	if r.Steps != 20 || len(r.Epochs) != 4 {
		t.Fatalf("%d steps, %d epochs", r.Steps, len(r.Epochs))
	}
	log, err := run.ReadLog(o.Dir)
	if err != nil || !slices.Equal(log, r.Epochs) || log[3].Epoch != 4 || log[3].Steps != 20 {
		t.Errorf("log %+v, %v", log, err)
	}
	names, _ := filepath.Glob(filepath.Join(o.Dir, "*"))
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	want := []string{".lock", "best.safetensors", "epochs.csv", run.LogFile, "last.safetensors", "step-00000015.safetensors", "step-00000020.safetensors"}
	if !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
	steps, last, err := run.ReadCheckpoint(filepath.Join(o.Dir, "last.safetensors"))
	if err != nil || steps != 20 {
		t.Fatalf("last: %d steps, %v", steps, err)
	}
	same(t, last, r.State)
	lowest := slices.MinFunc(log, func(a, b run.Epoch) int { return int(math.Copysign(1, a.Loss-b.Loss)) })
	if steps, _, err := run.ReadCheckpoint(filepath.Join(o.Dir, "best.safetensors")); err != nil || steps != lowest.Steps {
		t.Errorf("best is of step %d, want %d (%v)", steps, lowest.Steps, err)
	}

	if _, err := run.Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "--resume") {
		t.Errorf("over a run: %v", err)
	}
	o.Resume, o.Seed = true, 4
	if _, err := run.Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "seed") {
		t.Errorf("another seed's run taken up: %v", err)
	}
}

// When it is asked to stop, a run saves, and goes on to the same bits and the
// same log.
func stopAndResume(t *testing.T, open Open) {
	d := open(t)
	whole := Finish(t, Options(t, d, t.TempDir()))
	o := Options(t, d, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := run.Run(ctx, o); !errors.Is(err, run.ErrStopped) {
		t.Fatalf("stopped at once: %v", err)
	}
	o.Resume, o.Stop = true, 13
	if _, err := run.Run(t.Context(), o); !errors.Is(err, run.ErrStopped) {
		t.Fatalf("stopped at step 13: %v", err)
	}
	o.Stop = 0
	rest := Finish(t, o)
	same(t, whole.State, rest.State)
	if len(rest.Epochs) != 4 || rest.Epochs[2].Loss != whole.Epochs[2].Loss || rest.Epochs[2].Accuracy != whole.Epochs[2].Accuracy {
		t.Errorf("epochs %+v, want %+v", rest.Epochs, whole.Epochs)
	}
}

// A broken "last" is passed over for the checkpoint before, which is said; the
// run ends in the same bits.
func brokenCheckpoint(t *testing.T, open Open) {
	d := open(t)
	whole := Finish(t, Options(t, d, t.TempDir()))
	o := Options(t, d, t.TempDir())
	o.Stop = 13
	if _, err := run.Run(t.Context(), o); !errors.Is(err, run.ErrStopped) {
		t.Fatal(err)
	}
	// The numbered file is the same one; a copy that broke is another.
	for _, name := range []string{"last.safetensors", "step-00000013.safetensors"} {
		path := filepath.Join(o.Dir, name)
		b, err := os.ReadFile(path)
		if err == nil {
			err = errors.Join(os.Remove(path), os.WriteFile(path, b[:len(b)/2], 0o644))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var said []string
	o.Resume, o.Stop, o.Report = true, 0, Silent{Line: func(text string) { said = append(said, text) }}
	same(t, whole.State, Finish(t, o).State)
	if len(said) != 1 || !strings.Contains(said[0], "step-00000010") {
		t.Errorf("said %q", said)
	}
}

// Ctrl-C in the middle of an epoch leaves a checkpoint of the steps taken.
func interrupted(t *testing.T, open Open) {
	d := open(t)
	whole := Finish(t, Options(t, d, t.TempDir()))
	o := Options(t, d, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	o.Report = Silent{OnStep: func(done int) {
		if done == 10 {
			cancel()
		}
	}}
	if _, err := run.Run(ctx, o); !errors.Is(err, run.ErrStopped) {
		t.Fatalf("interrupted: %v", err)
	}
	steps, _, err := run.ReadCheckpoint(filepath.Join(o.Dir, "last.safetensors"))
	if err != nil || steps < 10 || steps > 11 {
		t.Errorf("the checkpoint is of step %d, %v", steps, err)
	}
	o.Resume, o.Report = true, Silent{}
	same(t, whole.State, Finish(t, o).State)
}

func diverged(t *testing.T, open Open) {
	o := Options(t, open(t), t.TempDir())
	o.Recipe.Schedule.Start, o.Recipe.Schedule.Peak, o.Recipe.Optimizer.Clip = 1e30, 1e30, 0
	_, err := run.Run(t.Context(), o)
	var diverged *run.DivergedError
	if !errors.As(err, &diverged) || diverged.Step < 2 || diverged.Layer == "" {
		t.Fatalf("%v", err)
	}
	t.Log(err)
	steps, s, err := run.ReadCheckpoint(filepath.Join(o.Dir, "last.safetensors"))
	if err != nil || steps != diverged.Step-1 {
		t.Fatalf("kept is step %d, %v", steps, err)
	}
	for name, data := range s {
		if slices.ContainsFunc(data, func(v float32) bool { return v != v }) {
			t.Errorf("%s of the kept state is no number", name)
		}
	}
}

// With a hold-out the result is the epoch that did best on pictures that were
// never drawn, with the accuracy that the log says.
func heldOut(t *testing.T, open Open) {
	o := Options(t, open(t), t.TempDir())
	o.Recipe = Recipe(t, "epochs=6", "ema=0.0", "hold_out=9")
	result := Finish(t, o)
	if result.Steps != 24 || len(result.Epochs) != 6 {
		t.Fatalf("%d steps, %d epochs of 24 pictures", result.Steps, len(result.Epochs))
	}
	best := run.Best(result.Epochs)
	steps, state, err := run.ReadCheckpoint(filepath.Join(o.Dir, "best.safetensors"))
	if err != nil || steps != result.Epochs[best].Steps {
		t.Errorf("best is of step %d, want %d (%v)", steps, result.Epochs[best].Steps, err)
	}
	same(t, state, result.State)

	_, held := input.HoldOut(33, 9)
	set, err := o.Train.Plain(held)
	if err != nil {
		t.Fatal(err)
	}
	about := run.About{Arch: o.Arch, Recipe: o.Recipe, Classes: set.Classes}
	got, err := run.Measure(t.Context(), o.Device, about, result.State, "held out", set)
	if err != nil || got.Top1 != result.Epochs[best].HeldOut || got.Top1 == 0 {
		t.Errorf("accuracy %g (%v), the log says %g", got.Top1, err, result.Epochs[best].HeldOut)
	}
}
