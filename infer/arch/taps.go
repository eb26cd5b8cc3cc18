package arch

import (
	"strconv"
	"strings"
)

// Tap is a value that can be looked at.
type Tap struct {
	Name  string // "stage2.block1.gate_i", "stem", "gap"
	Stage int    // from 1; 0 outside the stages
	Block int    // from 1 within its stage; 0 outside the stages
	Kind  string // "i", "h", "c", "gate_<g>", "mix", "residual", "o"; the name outside the stages
	Shape Shape
	Value ValueID
}

// Taps lists everything that can be looked at, in the order of execution.
func (g *Graph) Taps() []Tap {
	var out []Tap
	for _, op := range g.Ops {
		for _, v := range op.Writes() {
			if name := g.Values[v].Tap; name != "" {
				out = append(out, tapOf(name, v, g.Shape(v)))
			}
		}
	}
	return out
}

// Tap finds a tap by its name.
func (g *Graph) Tap(name string) (Tap, bool) {
	for v := range g.Values {
		if name != "" && g.Values[v].Tap == name {
			return tapOf(name, ValueID(v), g.Values[v].Shape), true
		}
	}
	return Tap{}, false
}

// tapOf takes a name of the builder's apart.
func tapOf(name string, v ValueID, s Shape) Tap {
	t := Tap{Name: name, Shape: s, Value: v}
	t.Stage, t.Block, t.Kind = Place(name)
	return t
}

// Place takes the name of a tap or an operation apart, such as
// "stage2.block1.conv1": stage and block from 1, and the rest. Outside the
// stages both are 0 and the rest is the whole name.
func Place(name string) (stage, block int, rest string) {
	in, ok := strings.CutPrefix(name, "stage")
	if !ok {
		return 0, 0, name
	}
	s, in, _ := strings.Cut(in, ".block")
	b, rest, _ := strings.Cut(in, ".")
	stage, _ = strconv.Atoi(s)
	block, _ = strconv.Atoi(b)
	return stage, block, rest
}
