//go:build js

package worker

import "regnetlens/wasm/protocol"

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
		w.post(report)
		return nil
	}
	w.painted = true
	return w.runAgain(r)
}

// runAgain reports what the first picture's run takes once the browser has
// compiled its loops, and that its maps are painted. A network that paints what
// it runs on is left alone.
func (w *worker) runAgain(r *protocol.Result) error {
	took := r.RunMS
	if !w.engine.paints() {
		again, err := w.engine.again()
		if err != nil {
			return err
		}
		took = min(took, milliseconds(again))
	}
	w.post(&protocol.Painted{Run: r.Run, RunMS: took})
	return nil
}
