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
	t := Tap{Name: name, Kind: name, Shape: s, Value: v}
	if rest, ok := strings.CutPrefix(name, "stage"); ok {
		stage, rest, _ := strings.Cut(rest, ".block")
		block, kind, _ := strings.Cut(rest, ".")
		t.Stage, _ = strconv.Atoi(stage)
		t.Block, _ = strconv.Atoi(block)
		t.Kind = kind
	}
	return t
}
