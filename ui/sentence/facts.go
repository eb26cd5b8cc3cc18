package sentence

import (
	"fmt"
	"math"
	"slices"

	"regnetlens/infer/arch"
)

// Network is what the sentences need of one of the two networks.
type Network struct {
	Title   string
	Arch    arch.Record
	Classes []string
	Epochs  int // it was trained for; 0: not stated
}

// regulated reports whether the network has a regulator anywhere.
func (n *Network) regulated() bool { return n.Arch.Regulator != arch.RegulatorNone }

// regulatedOne is the slot with a regulator where exactly one has one.
func regulatedOne(nets [2]Network) (slot int, ok bool) {
	if nets[0].regulated() == nets[1].regulated() {
		return 0, false
	}
	if nets[1].regulated() {
		slot = 1
	}
	return slot, true
}

// State is how far a network is with the picture on the page.
type State int

// The states.
const (
	Absent   State = iota // there is no network, or it does not work
	Reading               // it has not answered yet
	Overflow              // its answer is not a number
	Answered
)

// Slot is one network and what it made of the picture.
type Slot struct {
	Network
	State         State
	Probabilities []float32 // of Classes; nil unless it has answered
	Unedited      []float32 // what they are without the changes; nil without changes
	Early         []Early   // the answers read off its blocks, in the order of depth
	Edited        arch.Place
	Alike         float64 // mean CKA of neighbouring blocks within stages; NaN where it is not known
	AlikeUnedited float64 // the same without the changes; NaN where it is not known
}

// Early is the answer read off a block. That of the last block is the answer.
type Early struct {
	Place         arch.Place
	Probabilities []float32
}

// ChangeKind is what a "what if" does.
type ChangeKind int

// The kinds.
const (
	MemoryOff  ChangeKind = iota // H = 0
	MemoryHeld                   // H and C stay as the block before left them
	MapScaled                    // a channel of a map times a factor
)

// Change is a "what if" that is on.
type Change struct {
	Slot    int
	Kind    ChangeKind
	Place   arch.Place // of Block 0: all of the stage
	Map     arch.Kind  // of MapScaled
	Channel int        // of MapScaled, from 0
	Factor  float32    // of MapScaled
}

// Facts are what the page knows of the picture on it.
type Facts struct {
	Picture   string // its title; "" before the first
	Slots     [2]Slot
	Changes   []Change // those that the answers were given under
	Comparing bool     // the blocks' likeness is still to come
}

// share is a probability in tenths of a per cent, as the page writes it.
type share int

// point is a percentage point.
const point share = 10

func shareOf(p float32) share { return share(math.Round(1000 * float64(p))) }

// whole writes a probability without decimals: "81 %".
func whole(p float32) string { return fmt.Sprintf("%.0f %%", 100*p) }

// tenths writes it as the bars do: "81.0 %".
func (s share) tenths() string { return fmt.Sprintf("%d.%d %%", s/10, s%10) }

// answer is a network's likeliest class and the one behind it.
type answer struct {
	class, second   string
	p, pSecond      float32
	margin          share // between them
	index, runnerUp int   // among the classes; runnerUp is -1 where there is no other
}

// answerOf finds the likeliest two of a network's classes.
func (n *Network) answerOf(p []float32) answer {
	a := answer{runnerUp: -1}
	for i := range p {
		if p[i] > p[a.index] {
			a.index = i
		}
	}
	for i := range p {
		if i != a.index && (a.runnerUp < 0 || p[i] > p[a.runnerUp]) {
			a.runnerUp = i
		}
	}
	a.class, a.p, a.margin = n.Classes[a.index], p[a.index], shareOf(p[a.index])
	if a.runnerUp >= 0 {
		a.second, a.pSecond = n.Classes[a.runnerUp], p[a.runnerUp]
		a.margin -= shareOf(a.pSecond)
	}
	return a
}

func (s *Slot) answer() answer { return s.answerOf(s.Probabilities) }

// of is the probability of a class, by its name; 0 for one that it has not.
func (s *Slot) of(p []float32, class string) float32 {
	if i := slices.Index(s.Classes, class); i >= 0 {
		return p[i]
	}
	return 0
}

// edited reports whether the slot's answer is that of a changed network.
func (s *Slot) edited() bool { return s.State != Reading && s.Unedited != nil }

// changed reports whether any answer is that of a changed network.
func (f *Facts) changed() bool { return f.Slots[0].edited() || f.Slots[1].edited() }

// meeting are the places where the answers of both networks can be read, in the
// order of depth: none where the networks are not equally deep, since a block of
// one is then not where the block of the same name of the other is.
func (f *Facts) meeting() []arch.Place {
	a, b := &f.Slots[0], &f.Slots[1]
	if !slices.Equal(a.Arch.Blocks, b.Arch.Blocks) {
		return nil
	}
	var out []arch.Place
	for _, r := range a.Early {
		if _, ok := b.at(r.Place); ok {
			out = append(out, r.Place)
		}
	}
	return out
}

// at are the probabilities read off a block.
func (s *Slot) at(c arch.Place) ([]float32, bool) {
	for _, r := range s.Early {
		if r.Place == c {
			return r.Probabilities, true
		}
	}
	return nil, false
}
