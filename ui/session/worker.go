package session

import (
	"errors"
	"slices"

	"regnetlens/wasm/protocol"
)

// Phase says how far a worker is.
type Phase int

// The phases of a worker.
const (
	Starting Phase = iota // its program is not running yet
	Loading               // the weights are on their way
	Ready                 // the network takes pictures
	Broken                // it does not work; see Notice
)

// worker is the conversation with a Web Worker: how far it is, and the calls
// that are made of it. One call is carried out at a time, the others wait, the
// most urgent first; only what takes long goes on beside.
//
//	call ──▶ queue ──▶ flight ──▶ done(report, nil)
//	           │          ├─────▶ done(nil, error)
//	           │          └─ the worker ended ─▶ done(nil, errRestarted)
//	           └─ a later call of the same key ─▶ dropped
type worker struct {
	Phase      Phase
	Generation int // counts the workers: canvases belong to one

	crashes    int            // workers that ended since a picture was last answered
	queue      []*call        // the most urgent first
	flight     *call          // being carried out; nil for none
	background []*call        // being carried out beside, at most one of a topic
	asked      map[key]any    // the question last asked of this worker, answered or not
	style      protocol.Paint // how it paints
	told       protocol.Ends  // where its colours end
	last       int            // number of the call last made
	held       bool           // a report is being taken in: what waits is sent afterwards
	post       func(protocol.Header, protocol.Message)
}

// maxCrashes is how often in a row a worker may end before it is left alone.
const maxCrashes = 3

// key names what a call is about. Of two calls with one key the later takes the
// place of the earlier, as long as that waits.
type key struct {
	topic topic
	tap   string // of toGetTap
}

// topic is what a call is about; the first is the most urgent.
type topic int

// The topics.
const (
	toShow topic = iota
	toGetChannel
	toAttribute
	toGetActivation
	toGetTap
	toGetSheet
	toCompare
	toVerify
	toTime
	toAblate
	toEvaluate
	toLoad
)

// call is a command with whom its answer goes to.
type call struct {
	key
	number  int // from 1; 0 while it waits
	command protocol.Message
	// done is called with every report on the call, and once with an error if
	// it failed or the worker is no more.
	done func(protocol.Message, error)
}

// What becomes of a call when its worker is no more.
var (
	errRestarted = errors.New("session: the worker was started anew")
	errCrashed   = errors.New("session: the worker ended")
)

// Call has a command carried out, when the worker is ready and nothing more
// urgent waits.
func (w *worker) Call(k key, m protocol.Message, done func(protocol.Message, error)) {
	w.withdraw(k)
	at := slices.IndexFunc(w.queue, func(c *call) bool { return c.topic > k.topic })
	if at < 0 {
		at = len(w.queue)
	}
	w.queue = slices.Insert(w.queue, at, &call{key: k, command: m, done: done})
	w.flush()
}

// withdraw takes back a call that waits.
func (w *worker) withdraw(k key) {
	w.queue = slices.DeleteFunc(w.queue, func(c *call) bool { return c.key == k })
}

// ask is Call for a question, which can be compared with others of its key:
// nothing is asked twice in a row of one worker, whatever became of it. It
// reports whether it was asked now.
func (w *worker) ask(k key, question any, m protocol.Message, done func(protocol.Message, error)) bool {
	if was, ok := w.asked[k]; ok && was == question {
		return false
	}
	w.asked[k] = question
	w.Call(k, m, done)
	return true
}

// flush sends what waits, if the worker is free.
func (w *worker) flush() {
	for w.Phase == Ready && w.flight == nil && !w.held && len(w.queue) > 0 {
		c := w.queue[0]
		w.queue = w.queue[1:]
		w.send(c)
	}
}

func (w *worker) send(c *call) {
	w.last++
	c.number = w.last
	w.background = slices.DeleteFunc(w.background, func(b *call) bool {
		return c.topic == toShow || c.topic == b.topic // the worker ends it, unanswered
	})
	if c.takesLong() {
		w.background = append(w.background, c)
	} else {
		w.flight = c
	}
	w.post(protocol.Header{Call: c.number}, c.command)
}

// takesLong reports whether a worker carries a call out beside others.
func (c *call) takesLong() bool {
	a, attributes := c.command.(*protocol.Attribute)
	return attributes && a.Method == protocol.ByOcclusion || c.topic == toAblate
}

// sent are the calls being carried out.
func (w *worker) sent() []*call {
	if w.flight == nil {
		return w.background
	}
	return append([]*call{w.flight}, w.background...)
}

// answer takes in a report on a call; those on calls that were given up are
// none.
func (w *worker) answer(h protocol.Header, m protocol.Message) {
	for _, c := range w.sent() {
		if c.number != h.Call {
			continue
		}
		if !h.More {
			if c == w.flight {
				w.flight = nil
			}
			w.background = slices.DeleteFunc(w.background, func(b *call) bool { return b == c })
		}
		if f, ok := m.(*protocol.Failed); ok {
			c.done(nil, f)
		} else {
			c.done(m, nil)
		}
		return
	}
}

// pending reports whether a call of a topic waits or is being carried out.
func (w *worker) pending(t topic) bool {
	return w.flight != nil && w.flight.topic == t || slices.ContainsFunc(w.queue, func(c *call) bool { return c.topic == t })
}

// load begins the worker's work, once its program runs.
func (w *worker) load(m *protocol.Load, done func(protocol.Message, error)) {
	w.Phase = Loading
	w.send(&call{key: key{topic: toLoad}, command: m, done: done})
}

// drop gives the worker up: all calls of it end with an error. What that one was
// asked when it crashed is not asked of the next: it may have been the cause. A
// picture is tried again, and values that somebody waits for.
func (w *worker) drop(why error) {
	sent, asked := w.sent(), map[key]any{}
	for _, c := range sent {
		if why == errCrashed && c.topic != toShow && c.topic != toGetTap {
			asked[c.key] = w.asked[c.key]
		}
	}
	calls := append(sent, w.queue...)
	w.Phase, w.queue, w.flight, w.background, w.asked, w.style, w.told = Starting, nil, nil, nil, asked, protocol.FirstPaint, protocol.Ends{}
	for _, c := range calls {
		c.done(nil, why)
	}
}
