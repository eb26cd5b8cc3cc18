//go:build js

package worker

import (
	"time"

	"regnetlens/wasm/protocol"
)

// show carries a Show out. A worker's first answer does not wait for its maps.
func (w *worker) show(call int, m *protocol.Show) (protocol.Message, error) {
	w.occlusion, w.ablation, w.attribution = nil, nil, nil
	r, err := w.engine.show(m)
	if err != nil {
		return nil, err
	}
	if !w.painted {
		w.painted = true
		w.post(protocol.Header{Call: call}, r)
		w.report(w.paintMaps(!w.engine.paints()))
		w.tell(&protocol.Painted{Run: m.Run})
		if !w.engine.paints() { // it would run on what it has painted
			w.first = r
		}
		return nil, nil
	}
	if err := w.paintMaps(!w.engine.paints()); err != nil {
		return nil, err
	}
	return r, w.follow(protocol.Header{Call: call, More: true})
}

// follow looks at the new picture where it was looked at the one before, so
// that all that the page shows of it comes with the answer.
func (w *worker) follow(h protocol.Header) error {
	channel, err := w.paintLens()
	if err != nil {
		return err
	}
	if channel != nil {
		w.post(h, channel)
	}
	sheet, err := w.paintSheet()
	if err != nil {
		return err
	}
	if sheet != nil {
		w.post(h, sheet)
	}
	if w.attribute == nil || w.attribute.Method != protocol.ByClassMap {
		return nil
	}
	a, err := w.classMap(w.attribute)
	if err == nil {
		w.post(h, a)
	}
	return err
}

// evaluate carries an Evaluate out.
func (w *worker) evaluate(m *protocol.Evaluate) (protocol.Message, error) {
	var others *protocol.BlockOutputs
	if m.Receive {
		others = w.link.receive(m.Run)
	}
	r, err := w.engine.evaluate(m, others)
	if err != nil {
		return nil, err
	}
	if m.Send { // before the page hears of it and has the other worker receive it
		w.link.send(w.engine.outputs(m.Run, w.engine.evaluation.Taps))
	}
	return r, nil
}

// compare carries a Compare out.
func (w *worker) compare(m *protocol.Compare) (protocol.Message, error) {
	var others *protocol.BlockOutputs
	if m.Receive {
		others = w.link.receive(m.Run)
	}
	similarity, outputs, err := w.engine.compare(m, others)
	if err != nil {
		return nil, err
	}
	if m.Send {
		w.link.send(outputs)
	}
	for subject := range w.canvases {
		if isDifference(subject) {
			if err := w.paint(subject); err != nil {
				return nil, err
			}
		}
	}
	return similarity, nil
}

// idleDelay is how long a worker waits for something to do before it runs its
// first picture again: the other network may still be at its own.
const idleDelay = 500 * time.Millisecond

// warmRun reports what the first picture's run takes once the browser has
// compiled its loops.
func (w *worker) warmRun() {
	r := w.first
	w.first = nil
	if r.Run != w.engine.run {
		return
	}
	least, err := w.engine.warmRun()
	if err == nil {
		w.tell(&protocol.WarmRun{Run: r.Run, RunMS: min(r.RunMS, milliseconds(least))})
	}
	w.report(err)
}
