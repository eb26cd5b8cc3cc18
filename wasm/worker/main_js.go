//go:build js

package worker

import (
	"context"
	"fmt"
	"runtime/debug"
	"syscall/js"
	"time"

	"regnetlens/wasm/browser"
	"regnetlens/wasm/fetch"
	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
	"regnetlens/weights"
)

// worker is the program: an engine, and the canvases it paints on.
type worker struct {
	engine    engine
	canvases  map[string]*canvas
	paintings map[string]any // ImageBitmaps by subject that the page has not got yet
	link      link
	looked    *protocol.Look   // what the lens shows
	asked     *protocol.Why    // last; nil before
	reason    *protocol.Reason // the last whole one; nil after a new picture
	job       *occlusion       // under way; nil for none
	painted   bool             // the maps of a picture, once
	first     *protocol.Result // to be run again; nil for none
	reader    reader
	opened    *weights.Weights // parsed, and not loaded yet; nil for none
}

// gcPercent lets the heap grow to several times what is in use before it is
// collected: a network's values are kept, and only messages come and go.
const gcPercent = 400

// Main runs the program until the page ends the worker.
func Main() {
	type parcel struct {
		message protocol.Message
		beside  js.Value
	}
	inbox := make(chan parcel, 1024)
	browser.Handle(browser.Global(), "onmessage", func(event js.Value) {
		m, beside, err := wire.Open(event)
		if err != nil {
			panic(err) // page and worker are built together
		}
		inbox <- parcel{m, beside}
	})
	debug.SetGCPercent(gcPercent)
	w := &worker{canvases: map[string]*canvas{}, paintings: map[string]any{}, link: link{halves: newHalves()}}
	w.reader.post = w.post
	w.post(&protocol.Ready{})
	for {
		if w.job == nil {
			var free <-chan time.Time // never
			if w.first != nil {
				free = time.After(leisure)
			}
			select {
			case p := <-inbox:
				w.obey(p.message, p.beside)
			case <-free:
				w.runAgain()
			}
			continue
		}
		select {
		case p := <-inbox:
			w.obey(p.message, p.beside)
		default:
			w.work()
			time.Sleep(time.Millisecond) // lets the browser hand messages in
		}
	}
}

// obey carries one command out and reports. beside is what came with it.
func (w *worker) obey(m protocol.Message, beside js.Value) {
	switch m := m.(type) {
	case *protocol.Load:
		if err := w.load(m); err != nil {
			f := failed(protocol.FailedLoad, 0, err)
			if f.Stage == protocol.FailedLoad {
				f.Reason = fetch.Reason(err)
			}
			w.post(f)
		}
	case *protocol.Canvases:
		for _, c := range m.Canvases {
			w.canvases[c.Subject] = newCanvas(c)
		}
		if w.engine.run > 0 {
			w.report(w.engine.run, w.paintAll(m.Canvases))
		}
	case *protocol.Link:
		w.link.open(beside)
	case *protocol.Open:
		var err error
		if w.opened, err = weights.Parse(m.Bytes); err != nil {
			w.post(failed(protocol.FailedLoad, 0, err))
		} else {
			w.post(&protocol.Opened{Model: w.opened.Model})
		}
	case *protocol.Prepare:
		w.reader.begin(m, beside)
	case *protocol.Run:
		w.report(m.Run, w.run(m))
	case *protocol.Look:
		w.looked = m
		w.report(w.engine.run, w.paint(protocol.SubjectLens))
	case *protocol.Explain:
		r, pixels, width, height, err := w.engine.explanation(m)
		if err == nil {
			w.draw(protocol.SubjectRead, pixels, width, height)
			w.post(r)
		}
		w.report(w.engine.run, err)
	case *protocol.Why:
		w.job, w.asked = nil, m
		var err error
		if m.Method == protocol.ByOcclusion {
			w.job, err = w.engine.occlude(m.Class)
		} else {
			err = w.mapClass()
		}
		w.report(w.engine.run, err)
	case *protocol.Paint:
		w.engine.restyle(m)
		if w.engine.run > 0 {
			w.report(w.engine.run, w.repaint())
			w.post(&protocol.Painted{Run: w.engine.run})
		}
	case *protocol.Give:
		w.post(w.engine.give(m))
	case *protocol.Compare:
		likeness := w.engine.compare(m)
		for subject := range w.canvases {
			if differs(subject) {
				w.report(m.Run, w.paint(subject))
			}
		}
		w.post(likeness)
	case *protocol.Time:
		times, err := w.engine.time()
		if err == nil {
			w.post(times)
		}
		w.report(w.engine.run, err)
	case *protocol.Verify:
		c, err := w.verify(m)
		if err == nil {
			w.post(c)
		}
		w.report(w.engine.run, err)
	default:
		panic(fmt.Sprintf("worker: %T is no command", m))
	}
}

// mapClass answers the last Why by class map.
func (w *worker) mapClass() error {
	r, err := w.engine.classMap(w.asked.Class)
	if err == nil {
		w.reasoned(r)
	}
	return err
}

// work goes on with an occlusion map.
func (w *worker) work() {
	r, err := w.engine.step(w.job)
	if err != nil {
		w.job = nil
		w.report(w.engine.run, err)
		return
	}
	if r.Done == r.Total {
		w.job = nil
	}
	w.reasoned(r)
}

// reasoned paints a reason, if it is whole, and tells it.
func (w *worker) reasoned(r *protocol.Reason) {
	if r.Done == r.Total {
		w.reason = r
		w.report(r.Run, w.paint(protocol.SubjectWhy))
	}
	w.post(r)
}

// repaint paints all that is shown, in a new style.
func (w *worker) repaint() error {
	if err := w.paintMaps(true); err != nil {
		return err
	}
	return w.paintLens(func(*protocol.Channel) {}) // its numbers are known
}

// paintMaps paints the maps of the grid in the present style: the atlases, if
// asked to, or one channel of each.
func (w *worker) paintMaps(atlases bool) error {
	one := w.engine.style.Channel != 0
	if !one && atlases && w.engine.paints() {
		return w.engine.show(w.engine.shown, nil, nil)
	}
	for subject := range w.canvases {
		tap, single := protocol.TapOf(subject)
		if _, ok := w.engine.net.Graph().Tap(tap); !ok || single != one || !one && !atlases {
			continue
		}
		if err := w.paint(subject); err != nil {
			return err
		}
	}
	return w.reportPicked()
}

// reportPicked tells which channels the maps show, where that is the worker's choice.
func (w *worker) reportPicked() error {
	if w.engine.style.Channel != protocol.MostVaried {
		return nil
	}
	channels, err := w.engine.pick()
	if err == nil {
		w.post(&protocol.Picked{Run: w.engine.run, Channels: channels})
	}
	return err
}

// report tells of an error, if it is one.
func (w *worker) report(run int, err error) {
	if run == 0 { // the last one has failed
		run = w.engine.tried
	}
	if err != nil {
		w.post(failed(protocol.FailedRun, run, err))
	}
}

// load fetches a model and makes its network.
func (w *worker) load(m *protocol.Load) error {
	type opened struct {
		choice
		err error
	}
	backend := make(chan opened, 1)
	go func() { // while the weights are on their way
		c, err := w.choose(m.Backend)
		backend <- opened{c, err}
	}()
	loaded, err := w.weights(m)
	if err != nil {
		go func() { // nobody else will want it
			if g, ok := (<-backend).backend.(*gpuBackend); ok {
				g.Close()
			}
		}()
		return err
	}
	chosen := <-backend
	if chosen.err != nil {
		return chosen.err
	}
	w.engine.backend = chosen.backend
	if err := w.engine.load(loaded); err != nil {
		return err
	}
	w.post(&protocol.Loaded{Model: m.Model, Backend: chosen.backend.Name(), Adapter: chosen.adapter, Reason: string(chosen.reason)})
	return nil
}

// weights are those that come with the command, or those of the catalogue,
// fetched.
func (w *worker) weights(m *protocol.Load) (*weights.Weights, error) {
	if m.Opened {
		opened := w.opened
		w.opened = nil
		return opened, nil
	}
	if len(m.Bytes) > 0 {
		return weights.Parse(m.Bytes)
	}
	model, err := weights.Lookup(m.Model)
	if err != nil {
		return nil, err
	}
	var there progress
	ctx, here := context.WithCancel(context.Background())
	defer here()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	go there.tell(ctx, tick.C, func(bytes int64) {
		w.post(&protocol.Progress{Model: model.ID, Bytes: bytes, Total: model.Bytes})
	})
	return fetch.Load(ctx, m.URL, model, func(bytes, _ int64) { there.come(bytes) })
}

// paintAll paints what the page newly wants.
func (w *worker) paintAll(canvases []protocol.Canvas) error {
	shown := w.engine.shown
	for _, c := range canvases {
		if _, one := protocol.TapOf(c.Subject); !one && !differs(c.Subject) && w.engine.paints() && w.isTap(c.Subject) {
			shown = append(shown, c.Subject)
		} else if err := w.paint(c.Subject); err != nil {
			return err
		}
	}
	if len(shown) > len(w.engine.shown) {
		if err := w.engine.show(shown, nil, nil); err != nil {
			return err
		}
	}
	w.post(&protocol.Painted{Run: w.engine.run})
	return nil
}

func (w *worker) isTap(subject string) bool {
	_, ok := w.engine.net.Graph().Tap(subject)
	return ok
}

// paint makes a painting of a subject for the last picture; the lens also
// reports the numbers. What the page does not want is not painted.
func (w *worker) paint(subject string) error {
	_, ok := w.canvases[subject]
	if subject == protocol.SubjectRead {
		return nil // painted with the next explanation
	}
	if subject == protocol.SubjectWhy {
		if ok && w.reason != nil {
			pixels, size := w.engine.paintReason(w.reason)
			w.draw(subject, pixels, size, size)
		}
		return nil
	}
	if subject == protocol.SubjectLens {
		return w.paintLens(func(m *protocol.Channel) { w.post(m) })
	}
	if !ok {
		return nil
	}
	pixels, width, height, err := w.engine.mapOf(subject)
	if err == nil {
		w.draw(subject, pixels, width, height)
	}
	return err
}

// paintLens paints the channel that was asked for last, and hands its numbers on.
func (w *worker) paintLens(report func(*protocol.Channel)) error {
	if w.looked == nil {
		return nil
	}
	channel, pixels, err := w.engine.look(w.looked)
	if err != nil {
		return err
	}
	w.draw(protocol.SubjectLens, pixels, channel.Width, channel.Height)
	report(channel)
	return nil
}
