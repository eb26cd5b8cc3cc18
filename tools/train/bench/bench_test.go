package bench

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"regnetlens/infer/learn"
)

// clock is a subject whose rounds take the times given.
type clock struct {
	name  string
	times []float64
	log   *[]string
}

func (c *clock) Round(_ context.Context, steps int) (float64, error) {
	*c.log = append(*c.log, c.name)
	t := c.times[0]
	c.times = c.times[1:]
	if t < 0 {
		return 0, errors.New("broken")
	}
	return t * float64(steps), nil
}

func (*clock) Close() error { return nil }

// Subjects take turns; each one's best round counts.
func TestTurns(t *testing.T) {
	var log []string
	subjects := []Subject{&clock{"a", []float64{5, 3, 4}, &log}, &clock{"b", []float64{1, 2, 2}, &log}}
	best, err := Plan{Rounds: 3, Steps: 10}.Turns(t.Context(), subjects)
	if err != nil || best[0] != 3 || best[1] != 1 || strings.Join(log, "") != "ababab" {
		t.Errorf("%v, %v, order %v", best, err, log)
	}
	for _, bad := range []float64{-1, 0, math.NaN()} {
		if _, err := (Plan{Rounds: 1, Steps: 1}).Turns(t.Context(), []Subject{&clock{"a", []float64{bad}, &log}}); err == nil {
			t.Errorf("a round of %g seconds is no error", bad)
		}
	}
}

func TestShares(t *testing.T) {
	var p Passes
	times := func(scale float64) []learn.PassTime {
		return []learn.PassTime{
			{Name: "conv0", Peers: "conv0", Seconds: 0.001 * scale, MulAdds: 1e6, Bytes: 2e6},
			{Name: "stage1.block1.conv1", Peers: "stage1 conv1", Seconds: 0.002 * scale, MulAdds: 6e9, Bytes: 1e9},
			{Name: "stage1.block2.conv1", Peers: "stage1 conv1", Seconds: 0.004 * scale, MulAdds: 6e9, Bytes: 2e9},
			{Name: "stage1.block1.conv1", Peers: "stage1 conv1", Backward: true, Seconds: 0.003 * scale, MulAdds: 9e9, Bytes: 1e9},
		}
	}
	p.Add(times(2))
	p.Add(times(1))
	p.Add(times(3))
	list := p.Shares("x", 2, Peak{Flops: 8e12, Bytes: 1e12})
	if len(list) != 3 {
		t.Fatalf("%+v", list)
	}
	s := list[0] // the longest
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9*math.Abs(b) }
	if s.Kind != "stage1 conv1" || s.Backward || s.Passes != 2 || !near(s.MS, 6) || !near(s.OfTime, 0.6) ||
		!near(s.GFlops, 4000) || !near(s.OfFlops, 0.5) || !near(s.GBytes, 500) || !near(s.OfBytes, 0.5) {
		t.Errorf("%+v", s)
	}
	if !list[1].Backward || list[1].Kind != "stage1.block1.conv1" || list[2].Kind != "conv0" {
		t.Errorf("%+v", list)
	}
	var out strings.Builder
	WriteShares(&out, list)
	if want := "| x | stage1 conv1 | forward | 2 | 6.00 | 60.0 % | 4000 | 50 % | 500.0 | 50 % |"; !strings.Contains(out.String(), want) {
		t.Errorf("no %q in\n%s", want, out.String())
	}
}

func TestRows(t *testing.T) {
	one := Row{Network: "x", Batch: 128, Threads: 1, Ours: 500}
	two := Row{Network: "x", Batch: 128, Threads: 2, Ours: 975, Eager: 390, Compiled: 300, Memory: 219e6}
	one.Finish(nil)
	two.Finish(&one)
	var out strings.Builder
	WriteRows(&out, []Row{one, two})
	for _, want := range []string{"| x | 128 | 1 | 500 | – | – | – | – | – |", "| x | 128 | 2 | 975 | 390 | 300 | 2.50 | 1.95 | 219 MB |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if m := ThisMachine(); m.Cores < 1 || m.CPU == "" {
		t.Errorf("%+v", m)
	}
}
