package command

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/run"
)

// reporter writes a run's progress: on a terminal one line that is written
// over, elsewhere a line now and then; and a line for every epoch.
type reporter struct {
	out      io.Writer
	terminal bool

	total     int
	from      int // steps already taken when this process began
	began     time.Time
	lastShown time.Time
}

// quiet is the time between two lines where there is no terminal.
const quiet = time.Minute

func newReporter(f *os.File) *reporter {
	return &reporter{out: f, terminal: term.IsTerminal(int(f.Fd()))}
}

// Say implements [run.Reporter].
func (r *reporter) Say(text string) { fmt.Fprintln(r.out, text) }

// Begin implements [run.Reporter].
func (r *reporter) Begin(total, done int, resumed bool) {
	r.total, r.from, r.began, r.lastShown = total, done, time.Now(), time.Now()
	if resumed {
		fmt.Fprintf(r.out, "going on at step %d of %d\n", done, total)
	}
}

// Step implements [run.Reporter].
func (r *reporter) Step(done int, rate float64, m device.Meters) {
	wait := quiet
	if r.terminal {
		wait = time.Second / 4
	}
	if time.Since(r.lastShown) < wait || done == r.from {
		return
	}
	r.lastShown = time.Now()
	speed := float64(done-r.from) / time.Since(r.began).Seconds()
	line := fmt.Sprintf("step %d of %d, %.2f steps/s, %v left, loss %.4f, accuracy %.2f %%, rate %.4g",
		done, r.total, speed, r.left(done), m.Loss/m.Steps, 100*m.Right/m.Images, rate)
	if r.terminal {
		fmt.Fprintf(r.out, "\r\x1b[K%s", line)
	} else {
		fmt.Fprintln(r.out, line)
	}
}

// left is how long the rest will take at the speed so far, measurements between
// the epochs included.
func (r *reporter) left(done int) time.Duration {
	each := time.Since(r.began) / time.Duration(max(1, done-r.from))
	return (time.Duration(r.total-done) * each).Round(time.Second)
}

// Epoch implements [run.Reporter].
func (r *reporter) Epoch(e run.Epoch) {
	if r.terminal {
		fmt.Fprint(r.out, "\r\x1b[K")
	}
	validated := ""
	switch {
	case e.HeldOut > 0:
		validated = fmt.Sprintf(" (held out: %.2f %%)", 100*e.HeldOut)
	case e.Test > 0:
		validated = fmt.Sprintf(" (test: %.2f %%)", 100*e.Test)
	}
	fmt.Fprintf(r.out, "epoch %d: loss %.4f, accuracy %.2f %%%s, %.0f images/s, %v left\n",
		e.Epoch, e.Loss, 100*e.Accuracy, validated, e.ImagesPer, r.left(e.Steps))
}
