package session

import (
	"cmp"
	"slices"

	"regnetlens/wasm/protocol"
)

// Bar is a line of the answer: a class and what each network gives it.
type Bar struct {
	Class string
	P     [2]float32
	Known [2]bool // the network answered, and knows the class

	Unedited [2]float32 // what it gives without the edits
	Edited   [2]bool    // there are some, in this network
}

// both is what the networks together give the class, as far as that is numbers.
func (b *Bar) both() float32 {
	sum := float32(0)
	for _, p := range b.P {
		if protocol.Finite(p) {
			sum += p
		}
	}
	return sum
}

// Bars lists the classes that the networks together find likeliest.
func (s *Session) Bars(most int) []Bar {
	var bars []Bar
	places := map[string]int{}
	for i, d := range s.Slots {
		p, unedited := d.Probabilities(), d.Unedited()
		for _, class := range d.Model.Classes {
			if p == nil {
				break
			}
			at, ok := places[class]
			if !ok {
				at = len(bars)
				places[class] = at
				bars = append(bars, Bar{Class: class})
			}
			bars[at].P[i], bars[at].Known[i] = p[class], true
			bars[at].Unedited[i], bars[at].Edited[i] = unedited[class], unedited != nil
		}
	}
	order := make([]int, len(bars))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(bars[j].both(), bars[i].both()) })
	out := make([]Bar, 0, most)
	for _, i := range order[:min(most, len(bars))] {
		out = append(out, bars[i])
	}
	return out
}

// Probabilities of the slot's answer by class.
func (d *Slot) Probabilities() map[string]float32 {
	if d.Result == nil {
		return nil
	}
	p := make(map[string]float32, len(d.Result.Probabilities))
	for i, v := range d.Result.Probabilities {
		p[d.Model.Classes[i]] = v
	}
	return p
}

// Unedited are the probabilities of the network as it is, by class; nil where
// nothing is edited.
func (d *Slot) Unedited() map[string]float32 {
	if d.Result == nil || len(d.Result.Unedited) != len(d.Model.Classes) {
		return nil
	}
	p := make(map[string]float32, len(d.Model.Classes))
	for i, v := range d.Result.Unedited {
		p[d.Model.Classes[i]] = v
	}
	return p
}

// class is the likeliest class of an answer; "" where it is no number.
func (d *Slot) class(m *protocol.Result) string {
	if i, ok := likeliest(m.Probabilities); ok {
		return d.Model.Classes[i]
	}
	return ""
}

// likeliest is the place of the greatest probability; false where they are no
// numbers.
func likeliest(p []float32) (int, bool) {
	top := 0
	for i, v := range p {
		if !protocol.Finite(v) {
			return 0, false
		}
		if v > p[top] {
			top = i
		}
	}
	return top, len(p) > 0
}

// Top is the slot's answer; "" before there is one, and where it is no number.
func (d *Slot) Top() string {
	if d.Result == nil {
		return ""
	}
	return d.class(d.Result)
}
