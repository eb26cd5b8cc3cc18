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
	for i, d := range s.Sides {
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
