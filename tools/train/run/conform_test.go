package run_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/cpu"
	"regnetlens/infer/learn/simd"
	"regnetlens/tools/train/conform"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/run"
)

func open(testing.TB) device.Device {
	return &device.Engine{Learn: simd.Backend{}, Infer: cpu.Backend{}}
}

func TestMain(m *testing.M) { conform.Main(m, map[device.Kind]conform.Open{device.SIMD: open}) }

func TestRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: under the race detector it takes minutes, and package device's tests have the same threads")
	}
	conform.Runs(t, open)
}

// A run has the same bits with any number of threads, also when it is taken up
// with another.
func TestThreads(t *testing.T) {
	with := func(threads int) device.Device {
		return &device.Engine{Learn: simd.Backend{}, Infer: cpu.Backend{}, Threads: threads}
	}
	want := conform.Finish(t, conform.Options(t, with(1), t.TempDir())).State
	for _, threads := range []int{2, 3, 16} {
		o := conform.Options(t, with(threads), t.TempDir())
		o.Stop = 7
		if _, err := run.Run(t.Context(), o); !errors.Is(err, run.ErrStopped) {
			t.Fatal(err)
		}
		o.Device, o.Resume, o.Stop = with(threads+1), true, 0
		got := conform.Finish(t, o).State
		for name := range want {
			if !slices.Equal(got[name], want[name]) {
				t.Errorf("%d threads: %s differs", threads, name)
			}
		}
	}
}

// A run that goes on under another order of sums says that its bits will be
// others.
func TestOtherRule(t *testing.T) {
	with := func(order string) device.Device {
		return &device.Engine{Learn: simd.Backend{}, Infer: cpu.Backend{}, Order: order}
	}
	o := conform.Options(t, with("1"), t.TempDir())
	var said []string
	o.Report = conform.Silent{Line: func(text string) { said = append(said, text) }}
	for _, c := range []struct {
		order string
		stop  int
		lines int
	}{{"1", 6, 0}, {"1", 11, 0}, {"2", 13, 1}, {"2", 15, 1}} {
		o.Device, o.Stop, o.Resume = with(c.order), c.stop, c.stop > 6
		if _, err := run.Run(t.Context(), o); !errors.Is(err, run.ErrStopped) {
			t.Fatal(err)
		}
		if len(said) != c.lines || c.lines > 0 && !strings.Contains(said[0], "order 1) and goes on on simd (simd/") {
			t.Errorf("to step %d by order %s: said %q", c.stop, c.order, said)
		}
	}
}

func TestLearnsPhotographs(t *testing.T) { conform.Photographs(t, open) }
