package session

import (
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
	slices.SortStableFunc(bars, func(a, b Bar) int {
		switch sa, sb := a.both(), b.both(); {
		case sa > sb:
			return -1
		case sa < sb:
			return 1
		}
		return 0
	})
	return bars[:min(most, len(bars))]
}
