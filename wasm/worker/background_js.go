//go:build js

package worker

import (
	"context"
	"time"

	"regnetlens/wasm/protocol"
)

// What takes long is worked at in slices, while nothing else is to be done: an
// occlusion map first, which the reader waits for, and then ablations.

// slice is how long the worker is at it before it looks for messages. The
// browser hands them in while the worker sleeps, and not before.
const slice = 8 * time.Millisecond

// interruptible is the context of a run that is given up when a message comes: a
// network asks for its error before each layer. So a picture that comes is not
// kept waiting for a run of a large network.
type interruptible struct {
	context.Context
	inbox chan parcel
	slept time.Time
}

// Err implements [context.Context].
func (c *interruptible) Err() error {
	if time.Since(c.slept) > slice {
		time.Sleep(time.Millisecond)
		c.slept = time.Now()
	}
	if len(c.inbox) > 0 {
		return context.Canceled
	}
	return nil
}

// work goes on with what takes long, for about a slice. How fast the network is
// once it is compiled, which the page waits to say, comes first: the page asks for
// nothing of it before both networks have answered.
func (w *worker) work(inbox chan parcel) {
	if w.first != nil {
		w.warmRun()
		return
	}
	ctx := &interruptible{context.Background(), inbox, time.Now()}
	if w.occlusion != nil {
		w.occlude(ctx)
	}
	for w.occlusion == nil && w.ablation != nil && ctx.Err() == nil && time.Since(ctx.slept) < slice {
		w.ablate(ctx)
	}
	time.Sleep(time.Millisecond)
}

// answerAttribute answers by class map at once; by occlusion it begins to work.
func (w *worker) answerAttribute(call int, m *protocol.Attribute) (protocol.Message, error) {
	w.occlusion, w.attribute = nil, m
	w.engine.ends.forget(protocol.SubjectAttribution)
	if m.Method == protocol.ByClassMap {
		return asMessage(w.classMap(m))
	}
	var err error
	w.occlusion, err = w.engine.occlude(call, m.Class)
	return nil, err
}

func (w *worker) classMap(m *protocol.Attribute) (*protocol.Attribution, error) {
	a, err := w.engine.classMap(m.Class)
	if err != nil {
		return nil, err
	}
	return a, w.complete(a)
}

// complete paints an attribution.
func (w *worker) complete(a *protocol.Attribution) error {
	w.attribution = a
	return w.paint(protocol.SubjectAttribution)
}

// occlude goes on with an occlusion map.
func (w *worker) occlude(ctx context.Context) {
	h := protocol.Header{Call: w.occlusion.call}
	a, err := w.engine.step(ctx, w.occlusion)
	if err == nil && a.Complete() {
		err = w.complete(a)
	}
	switch {
	case err == context.Canceled: // another time
		return
	case err != nil:
		w.occlusion = nil
		w.post(h, failed(err))
		return
	}
	if h.More = !a.Complete(); !h.More {
		w.occlusion = nil
	}
	w.post(h, a)
}

// ablate goes on with an ablation.
func (w *worker) ablate(ctx context.Context) {
	h := protocol.Header{Call: w.ablation.call}
	m, err := w.ablation.take(ctx)
	switch {
	case err == context.Canceled: // another time
		return
	case err != nil:
		w.ablation = nil
		w.post(h, failed(err))
		return
	}
	if h.More = w.ablation.left() > 0; !h.More {
		w.ablation = nil
	}
	if f, ok := m.(*protocol.Effects); ok && w.engine.learn(f) {
		w.report(w.paintKind(f.Kind))
	}
	if m != nil {
		w.post(h, m)
	}
}
