package session

import (
	"slices"

	"regnetlens/wasm/protocol"
)

// give is a wish for all values of a tap.
type give struct {
	tap  string
	done func(*protocol.Values)
}

// Give asks a side for all values of a tap (see [arch.Tap]), of the picture
// whose result it shows when they come: the picture's number is Values.Run, as
// in Side.Result. done is called with them later, once; with nil where they
// are not to be had: the network has no such tap, it was changed for another,
// its worker cannot compute them.
//
// A side's worker is asked for one tap at a time, after what the page itself
// shows. Who wants a tap that is being waited for already shares the answer.
// A worker that dies takes no wish along.
func (s *Session) Give(side int, tap string, done func(*protocol.Values)) {
	d := s.Sides[side]
	if _, ok := d.taps[tap]; !ok {
		done(nil)
		return
	}
	d.gives = append(d.gives, give{tap, done})
	d.give()
}

// give sends the oldest wish on its way, if the side is free.
func (d *Side) give() {
	if len(d.gives) == 0 || d.giving != "" || !d.idle() {
		return
	}
	d.giving = d.gives[0].tap
	d.post(&protocol.Give{Tap: d.giving})
}

// given fulfils all wishes for a tap. Values of another picture than the one
// shown are no answer: while the worker is at a picture it will be asked again,
// otherwise that one has failed and there is nothing to wait for.
func (d *Side) given(tap string, v *protocol.Values) {
	d.giving = ""
	if v != nil && (d.Result == nil || v.Run != d.Run) {
		if d.running != 0 || d.ahead.Result != nil {
			return
		}
		v = nil
	}
	var now []give
	d.gives = slices.DeleteFunc(d.gives, func(g give) bool {
		if g.tap == tap {
			now = append(now, g)
		}
		return g.tap == tap
	})
	for _, g := range now {
		g.done(v)
	}
}

// dropGives tells all who wait that the network is gone.
func (d *Side) dropGives() {
	gone := d.gives
	d.gives, d.giving = nil, ""
	for _, g := range gone {
		g.done(nil)
	}
}
