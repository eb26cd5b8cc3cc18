//go:build js

package worker

import (
	"context"
	"fmt"
	"runtime/debug"
	"syscall/js"
	"time"

	"regnetlens/infer/picture"
	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
	"regnetlens/weights"
)

// worker is the program: an engine, and the canvases it paints on.
type worker struct {
	engine      engine
	canvases    map[string]*canvas
	paintings   map[string]any // ImageBitmaps by subject that the page has not got yet
	link        link
	lens        *protocol.GetChannel  // what the lens shows; nil before
	sheet       *protocol.GetSheet    // what the sheet shows; nil for none
	attribute   *protocol.Attribute   // asked last; nil before
	attribution *protocol.Attribution // the last complete one; nil after a new picture
	occlusion   *occlusion            // under way; nil for none
	ablation    *ablation             // under way; nil for none
	painted     bool                  // the maps of a picture, once
	first       *protocol.Result      // to be run again; nil for none
	reader      reader
	opened      *weights.Weights // parsed, and not loaded yet; nil for none
}

// gcPercent lets the heap grow to several times what is in use before it is
// collected: a network's values are kept, and only messages come and go.
const gcPercent = 400

// parcel is a message that has come, and what came beside it.
type parcel struct {
	header  protocol.Header
	message protocol.Message
	beside  js.Value
}

// Main runs the program until the page ends the worker.
func Main() {
	inbox := make(chan parcel, 1024)
	browser.Handle(browser.Global(), "onmessage", func(event js.Value) {
		h, m, beside, err := wire.Open(event)
		if err != nil {
			panic(err) // page and worker are built together
		}
		inbox <- parcel{h, m, beside}
	})
	debug.SetGCPercent(gcPercent)
	w := &worker{canvases: map[string]*canvas{}, paintings: map[string]any{}, link: link{outputQueue: newOutputQueue()}}
	w.engine.style = protocol.FirstPaint
	w.reader.post = w.post
	w.tell(&protocol.Ready{})
	for {
		if w.occlusion == nil && w.ablation == nil {
			var idle <-chan time.Time // never
			if w.first != nil {
				idle = time.After(idleDelay)
			}
			select {
			case p := <-inbox:
				w.handle(p.header, p.message, p.beside)
			case <-idle:
				w.warmRun()
			}
			continue
		}
		select {
		case p := <-inbox:
			w.handle(p.header, p.message, p.beside)
		default:
			w.work(inbox)
		}
	}
}

// handle carries one command out and answers it. beside is what came with it.
func (w *worker) handle(h protocol.Header, m protocol.Message, beside js.Value) {
	var report protocol.Message
	err := protocol.ReadFile(m, readFile)
	if _, loads := m.(*protocol.Load); loads && err != nil {
		err = loadFailed(err)
	} else if err == nil {
		report, err = w.carryOut(h.Call, m, beside)
	}
	switch {
	case err != nil:
		w.post(protocol.Header{Call: h.Call}, failed(err))
	case report != nil:
		w.post(protocol.Header{Call: h.Call}, report)
	}
}

// readFile reads a Blob. One on a disk may have gone since it was chosen.
func readFile(file any) ([]byte, error) {
	buffer, err := browser.Await(context.Background(), file.(js.Value).Call("arrayBuffer"))
	if err != nil {
		return nil, &protocol.Failed{Message: err.Error(), Picture: &picture.Fault{Kind: picture.Gone, Err: err}}
	}
	return browser.Bytes(buffer), nil
}

// carryOut carries out a command. Without a report and an error it needs no
// answer, has it already, or gets it later.
func (w *worker) carryOut(call int, m protocol.Message, beside js.Value) (protocol.Message, error) {
	switch m := m.(type) {
	case *protocol.Load:
		return w.load(call, m)
	case *protocol.Open:
		return w.open(m)
	case *protocol.Prepare:
		w.reader.begin(call, m, beside)
		return nil, nil
	case *protocol.Link:
		w.link.open(beside)
		return nil, nil
	case *protocol.Canvases:
		return nil, w.setCanvases(m.Canvases)
	case *protocol.Paint:
		return nil, w.restyle(m)
	case *protocol.Ends:
		return nil, w.setEnds(m)
	case *protocol.Show:
		return w.show(call, m)
	case *protocol.Evaluate:
		return w.evaluate(m)
	case *protocol.GetChannel:
		w.lens = m
		w.engine.ends.forget(protocol.SubjectLens)
		return asMessage(w.paintLens())
	case *protocol.GetSheet:
		if w.sheet = m; m.Tap == "" {
			w.sheet = nil
		}
		w.engine.ends.forget(protocol.SubjectSheet)
		return asMessage(w.paintSheet())
	case *protocol.GetTap:
		return asMessage(w.engine.tapValues(m))
	case *protocol.GetActivation:
		return w.activation(m)
	case *protocol.Attribute:
		return w.answerAttribute(call, m)
	case *protocol.Ablate:
		var err error
		w.ablation, err = w.engine.ablate(call, m)
		return nil, err
	case *protocol.Compare:
		return w.compare(m)
	case *protocol.Time:
		return asMessage(w.engine.time())
	case *protocol.Verify:
		return asMessage(w.verify(m))
	}
	panic(fmt.Sprintf("worker: %T is no command", m))
}

// asMessage turns a report that may be nil into a message that may be nil.
func asMessage[T any](report *T, err error) (protocol.Message, error) {
	if report == nil {
		return nil, err
	}
	return report, err
}

// report tells of an error, if it is one, that answers no call.
func (w *worker) report(err error) {
	if err != nil {
		w.tell(failed(err))
	}
}

// activation says how a value came about, and paints the map it was read from.
func (w *worker) activation(m *protocol.GetActivation) (protocol.Message, error) {
	a, pixels, width, height, err := w.engine.activation(m)
	if err != nil {
		return nil, err
	}
	w.draw(protocol.SubjectSource, pixels, width, height)
	return a, nil
}
