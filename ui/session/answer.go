package session

import (
	"cmp"
	"slices"
	"strings"

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

// greatest is what the network that is surer of the class gives it, as far as
// that is a number.
func (b *Bar) greatest() float32 {
	most := float32(0)
	for _, p := range b.P {
		if protocol.Finite(p) {
			most = max(most, p)
		}
	}
	return most
}

// mostBars is how many classes the answer shows at once: all of CIFAR-10's.
const mostBars = 10

// Bars lists the classes of the answer. Up to mostBars of them stand in a fixed
// order, so that a class keeps its place from picture to picture; of more, the
// likeliest of either network, among those that are searched for.
func (s *Session) Bars() []Bar {
	bars := s.bars()
	if len(bars) <= mostBars {
		return bars
	}
	search := strings.ToLower(strings.TrimSpace(s.ClassSearch))
	bars = slices.DeleteFunc(bars, func(b Bar) bool {
		return !strings.Contains(strings.ToLower(b.Class), search) && !strings.Contains(strings.ToLower(s.Text.Class(b.Class)), search)
	})
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(b.greatest(), a.greatest()) })
	return bars[:min(mostBars, len(bars))]
}

// HasMoreClasses reports whether Bars lists a part of the classes only.
func (s *Session) HasMoreClasses() bool { return len(s.Classes()) > mostBars }

// SearchClasses looks for classes by a part of their names; "" for all.
func (s *Session) SearchClasses(part string) { s.ClassSearch = part }

// bars are those of all classes, in the order of the models.
func (s *Session) bars() []Bar {
	classes := s.Classes()
	bars, places := make([]Bar, len(classes)), make(map[string]int, len(classes))
	for i, class := range classes {
		bars[i].Class, places[class] = class, i
	}
	for i, d := range s.Slots {
		if d.Result == nil {
			continue
		}
		for k, p := range d.Result.Probabilities {
			b := &bars[places[d.Model.Classes[k]]]
			b.P[i], b.Known[i] = p, true
			if d.isEdited() {
				b.Unedited[i], b.Edited[i] = d.Result.Unedited[k], true
			}
		}
	}
	return bars
}

// likeliest is the class that the networks together find likeliest; "" before
// there is an answer.
func (s *Session) likeliest() string {
	class, most := "", float32(-1)
	for _, b := range s.bars() {
		sum := float32(0)
		for _, p := range b.P {
			if protocol.Finite(p) {
				sum += p
			}
		}
		if (b.Known[0] || b.Known[1]) && sum > most {
			class, most = b.Class, sum
		}
	}
	return class
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
