package run

import (
	"bufio"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/step"
)

// silent is a reporter that only calls a function.
type silent struct{ step func(done int) }

func (silent) Begin(int, int, bool) {}
func (silent) Epoch(Epoch)          {}
func (s silent) Step(done int, _ float64, _ step.Meters) {
	if s.step != nil {
		s.step(done)
	}
}

// pictures are noise around a colour for each of three classes.
func pictures(n int) *input.Set {
	rng := rand.New(rand.NewPCG(5, 6))
	s := &input.Set{Header: input.Header{Size: 8, Images: n, Classes: []string{"red", "green", "blue"}, SHA256: "sum"}}
	for i := range n {
		s.Labels = append(s.Labels, int32(i%3))
		for p := range 8 * 8 * 3 {
			v := rng.IntN(100)
			if p%3 == i%3 {
				v += 100
			}
			s.Pixels = append(s.Pixels, byte(v))
		}
	}
	return s
}

// options are a run of 20 steps in 4 epochs on the pure-Go backend.
func options(t testing.TB, dir string, kind device.Kind) Options {
	t.Helper()
	dev, err := device.Open(kind, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := recipe.Load("fast-cifar", []string{"size=8", "batch=6", "epochs=4", "augment.crop=1", "ema=0.9"})
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Recipe: r, Seed: 3, Train: pictures(33), Device: dev, Dir: dir, Keep: 2, Every: time.Hour, Report: silent{},
		Arch: arch.Record{
			Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{2, 1},
			Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 3,
		},
	}
}

func finish(t *testing.T, o Options) *Result {
	t.Helper()
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(t *testing.T, a, b step.State) {
	t.Helper()
	for name := range a {
		if !slices.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestRunFiles(t *testing.T) {
	o := options(t, t.TempDir(), device.Go)
	r := finish(t, o)
	if r.Steps != 20 || len(r.Epochs) != 4 {
		t.Fatalf("%d steps, %d epochs", r.Steps, len(r.Epochs))
	}
	log, err := ReadLog(o.Dir)
	if err != nil || !slices.Equal(log, r.Epochs) || log[3].Epoch != 4 || log[3].Steps != 20 {
		t.Errorf("log %+v, %v", log, err)
	}
	files, _ := filepath.Glob(filepath.Join(o.Dir, "*"))
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	want := []string{lockFile, "best.safetensors", csvFile, LogFile, "last.safetensors", "step-00000015.safetensors", "step-00000020.safetensors"}
	if !slices.Equal(files, want) {
		t.Errorf("files %q, want %q", files, want)
	}
	p, last, err := load(filepath.Join(o.Dir, lastFile))
	if err != nil || p.Steps != 20 {
		t.Fatalf("last: %d steps, %v", p.Steps, err)
	}
	same(t, last, r.State)
	lowest := slices.MinFunc(log, func(a, b Epoch) int { return int(math.Copysign(1, a.Loss-b.Loss)) })
	if p, _, err := load(filepath.Join(o.Dir, bestFile)); err != nil || p.Steps != lowest.Steps {
		t.Errorf("best is of step %d, want %d (%v)", p.Steps, lowest.Steps, err)
	}

	if _, err := Run(context.Background(), o); err == nil || !strings.Contains(err.Error(), "--resume") {
		t.Errorf("over a run: %v", err)
	}
	o.Resume, o.Seed = true, 4
	if _, err := Run(context.Background(), o); err == nil || !strings.Contains(err.Error(), "seed") {
		t.Errorf("another seed's run taken up: %v", err)
	}
}

// When it is asked to stop, a run saves, and goes on to the same bits.
func TestStopAndResume(t *testing.T) {
	whole := finish(t, options(t, t.TempDir(), device.Go))
	o := options(t, t.TempDir(), device.Go)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, o); !errors.Is(err, ErrStopped) {
		t.Fatalf("stopped at once: %v", err)
	}
	o.Resume, o.Stop = true, 13
	if _, err := Run(context.Background(), o); !errors.Is(err, ErrStopped) {
		t.Fatalf("stopped at step 13: %v", err)
	}
	o.Stop = 0
	rest := finish(t, o)
	same(t, whole.State, rest.State)
	if len(rest.Epochs) != 4 || rest.Epochs[2].Loss != whole.Epochs[2].Loss {
		t.Errorf("epochs %+v, want %+v", rest.Epochs, whole.Epochs)
	}
}

// childEnv makes the test binary a training run in the folder it names, which
// waits to be killed after step 10.
const childEnv = "REGNET_TEST_RUN"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		child(dir, device.Kind(os.Getenv(childEnv+"_DEVICE")))
	}
	os.Exit(m.Run())
}

func child(dir string, kind device.Kind) {
	o := options(&testing.T{}, dir, kind)
	o.Every = 0 // a checkpoint at every look
	o.Report = silent{step: func(done int) {
		if done > syncEvery {
			os.Stdout.WriteString("past the checkpoint\n")
			select {}
		}
	}}
	Run(context.Background(), o)
	os.Exit(1)
}

// 20 steps have the same bits as 10, kill -9 and the rest.
func TestKillAndResume(t *testing.T) {
	for _, kind := range []device.Kind{device.Go, device.CPU} {
		t.Run(string(kind), func(t *testing.T) {
			if _, err := device.Chosen(kind, ""); err != nil {
				t.Skipf("skipped: %v", err)
			}
			whole := finish(t, options(t, t.TempDir(), kind))
			dir := t.TempDir()
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), childEnv+"="+dir, childEnv+"_DEVICE="+string(kind))
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			past := false
			for lines := bufio.NewScanner(out); !past && lines.Scan(); {
				past = strings.Contains(lines.Text(), "past the checkpoint")
			}
			if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			cmd.Wait()
			if !past {
				t.Fatal("the child never came past its checkpoint")
			}
			o := options(t, dir, kind)
			o.Resume = true
			same(t, whole.State, finish(t, o).State)
		})
	}
}

// When the disk is full half-way through a checkpoint, the one before stays as
// it was and nothing is left behind.
func TestFullDisk(t *testing.T) {
	o := options(t, t.TempDir(), device.Go)
	o.Stop = 10
	if _, err := Run(context.Background(), o); !errors.Is(err, ErrStopped) {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(o.Dir, lastFile))
	if err != nil {
		t.Fatal(err)
	}
	full := func(f *os.File) error {
		if _, err := f.Write(before[:100]); err != nil {
			return err
		}
		return syscall.ENOSPC
	}
	err = atomically(filepath.Join(o.Dir, lastFile), full)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "still there") {
		t.Errorf("%v", err)
	}
	after, err := os.ReadFile(filepath.Join(o.Dir, lastFile))
	if err != nil || !slices.Equal(before, after) {
		t.Errorf("the old checkpoint changed (%v)", err)
	}
	if left, _ := filepath.Glob(filepath.Join(o.Dir, ".writing-*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestDiverged(t *testing.T) {
	o := options(t, t.TempDir(), device.Go)
	o.Recipe.Schedule.Start, o.Recipe.Schedule.Peak, o.Recipe.Optimizer.Clip = 1e30, 1e30, 0
	_, err := Run(context.Background(), o)
	var diverged *DivergedError
	if !errors.As(err, &diverged) || diverged.Step < 2 || diverged.Layer == "" {
		t.Fatalf("%v", err)
	}
	t.Log(err)
	p, s, err := load(filepath.Join(o.Dir, lastFile))
	if err != nil || p.Steps != diverged.Step-1 {
		t.Fatalf("kept is step %d, %v", p.Steps, err)
	}
	for name, data := range s {
		if slices.ContainsFunc(data, func(v float32) bool { return v != v }) {
			t.Errorf("%s of the kept state is no number", name)
		}
	}
}
