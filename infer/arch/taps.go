package arch

// Tap is a value that can be looked at.
type Tap struct {
	Name  string // as requests and files name it: "stage2.block1.gate_i", "stem", "gap"
	Place Place  // the zero Place outside the stages
	Kind  Kind
	Shape Shape
	Value ValueID
}

// Taps lists everything that can be looked at, in the order of execution.
func (g *Graph) Taps() []Tap {
	var out []Tap
	for _, op := range g.Ops {
		for _, v := range op.Writes() {
			if g.Values[v].Tap != "" {
				out = append(out, g.tap(v))
			}
		}
	}
	return out
}

// Tap finds a tap by its name.
func (g *Graph) Tap(name string) (Tap, bool) {
	for v := range g.Values {
		if name != "" && g.Values[v].Tap == name {
			return g.tap(ValueID(v)), true
		}
	}
	return Tap{}, false
}

// TapAt finds a tap by its place and kind.
func (g *Graph) TapAt(p Place, k Kind) (Tap, bool) { return g.Tap(tapName(p, k)) }

func (g *Graph) tap(v ValueID) Tap {
	value := &g.Values[v]
	return Tap{Name: value.Tap, Place: value.Place, Kind: value.Kind, Shape: value.Shape, Value: v}
}
