//go:build js

package worker

import (
	"time"

	"regnetlens/wasm/protocol"
)

// run carries a Run out. A worker's first answer does not wait for its maps.
func (w *worker) run(m *protocol.Run) error {
	if !m.Aside {
		w.job, w.reason = nil, nil
	}
	w.engine.half = nil
	if m.Take {
		w.engine.half = w.link.take(m.Run)
	}
	report, err := w.engine.classify(m)
	r, answers := report.(*protocol.Result)
	if answers && m.Hand {
		w.link.hand(w.engine.handed(m.Run)) // before the page hears of it and has the other worker take it
	}
	if err != nil {
		return err
	}
	if !answers || m.Aside {
		w.post(report)
		return nil
	}
	first := !w.painted
	if first {
		w.post(report)
	}
	if err := w.paintMaps(!w.engine.paints()); err != nil {
		return err
	}
	if !first {
		if err := w.follow(); err != nil {
			return err
		}
		w.post(report)
		return nil
	}
	w.painted = true
	w.post(&protocol.Painted{Run: m.Run})
	if !w.engine.paints() { // it would run on what it has painted
		w.first = r
	}
	return nil
}

// follow looks at the new picture where it was looked at the one before, so
// that all that the page shows of it comes with the answer.
func (w *worker) follow() error {
	if err := w.paintLens(func(m *protocol.Channel) { w.post(m) }); err != nil {
		return err
	}
	if w.asked != nil && w.asked.Method == protocol.ByClassMap {
		return w.mapClass()
	}
	return nil
}

// leisure is how long a worker waits for something to do before it runs its
// first picture again: the other network may still be at its own.
const leisure = 500 * time.Millisecond

// runAgain reports what the first picture's run takes once the browser has
// compiled its loops.
func (w *worker) runAgain() {
	r := w.first
	w.first = nil
	if r.Run != w.engine.run {
		return
	}
	again, err := w.engine.again()
	if err == nil {
		w.post(&protocol.Again{Run: r.Run, RunMS: min(r.RunMS, milliseconds(again))})
	}
	w.report(r.Run, err)
}
