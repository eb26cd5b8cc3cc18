package session

import (
	"slices"

	"regnetlens/wasm/protocol"
)

// tapWish is a wish for all values of a tap.
type tapWish struct {
	tap  string
	done func(*protocol.TapValues)
}

// GetTap asks a slot for all values of a tap (see [arch.Tap]), of the picture
// whose result it shows when they come: the picture's number is TapValues.Run,
// as in Slot.Result. done is called with them later, once; with nil where they
// are not to be had: the network has no such tap, it was changed for another,
// its worker cannot compute them.
//
// Who wants a tap that is being waited for already shares the answer. A worker
// that dies takes no wish along.
func (s *Session) GetTap(slot int, tap string, done func(*protocol.TapValues)) {
	d := s.Slots[slot]
	if _, ok := d.taps[tap]; !ok {
		done(nil)
		return
	}
	d.wishes = append(d.wishes, tapWish{tap, done})
	if d.idle() {
		d.getTaps()
	}
}

// getTaps asks for what is wished.
func (d *Slot) getTaps() {
	for _, w := range d.wishes {
		k := key{toGetTap, w.tap}
		if d.ask(k, d.Run, &protocol.GetTap{Tap: w.tap}, func(m protocol.Message, err error) { d.tapValues(w.tap, m, err) }) {
			d.session.markDirty(everything)
		}
	}
}

// tapValues fulfils all wishes for a tap. Values of another picture than the one
// shown are no answer: while the worker is at a picture it will be asked again,
// otherwise that one has failed and there is nothing to wait for.
func (d *Slot) tapValues(tap string, m protocol.Message, err error) {
	if err == errCrashed || err == errRestarted {
		return // the next worker is asked
	}
	delete(d.asked, key{toGetTap, tap})
	values, _ := m.(*protocol.TapValues)
	if values != nil && (d.Result == nil || values.Run != d.Run) {
		if d.pending(toShow) || d.ahead.Result != nil {
			return
		}
		values = nil
	}
	var now []tapWish
	d.wishes = slices.DeleteFunc(d.wishes, func(w tapWish) bool {
		if w.tap == tap {
			now = append(now, w)
		}
		return w.tap == tap
	})
	for _, w := range now {
		w.done(values)
	}
}

// dropWishes tells all who wait that the network is gone.
func (d *Slot) dropWishes() {
	gone := d.wishes
	d.wishes = nil
	for _, w := range gone {
		w.done(nil)
	}
}
