package explain

import (
	"fmt"
	"math"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Pixel says how one value of a tap came to be.
type Pixel struct {
	Value float32 `json:"value"` // what the numbers below make; edits of the tap itself come after
	// Window is what a convolution or a gate looks at; nil for h and c.
	Window *Window `json:"window,omitempty"`
	// Sums is the running sum: the bias first, then with every input channel of
	// a convolution, or with every weight of a gate's window.
	Sums []float32 `json:"sums,omitempty"`
	Add  float32   `json:"add"` // the shortcut, added to the last sum
	Act  arch.Act  `json:"act"` // then the nonlinearity
	// Cell is the numbers of a regulator's equation at this place, by their
	// letters: i, f, o, g, z, r, h for the gates; C0, H0 for the state before;
	// C; T for H̃; a, b for the norm of H = ReLU(a·T + b); H.
	Cell map[string]float32 `json:"cell,omitempty"`
	Kind arch.Regulator     `json:"kind,omitempty"` // which equation
}

// Window is a part of the map that is read. Of a convolution's input channels
// it is the one whose products add up to the largest magnitude. A gate reads u
// = a·I + b·H of its own channel.
type Window struct {
	Tap     string    `json:"tap"` // of the map; "" where that cannot be looked at
	Fused   bool      `json:"fused"`
	Channel int       `json:"channel"`
	Of      int       `json:"of"` // input channels
	Top     int       `json:"top"`
	Left    int       `json:"left"`
	Kernel  int       `json:"kernel"`
	Height  int       `json:"height"` // of the map
	Width   int       `json:"width"`
	Values  []float32 `json:"values"`  // [Kernel, Kernel], zero outside the map
	Weights []float32 `json:"weights"` // the norm behind taken in
}

// Explainer recomputes single values of a network.
type Explainer struct {
	Graph *arch.Graph
	// Weights are the file's.
	Weights infer.Source
	// Values gives what a run left at a tap, [C, H, W].
	Values func(tap string) ([]float32, error)
	// Input is what that run read.
	Input []float32

	convs map[*arch.Conv]*infer.ConvParams
	cells map[*arch.Cell]*infer.CellParams
	err   error // the first one
}

// Pixel explains the value of a tap's channel at row y and column x.
func (e *Explainer) Pixel(name string, channel, y, x int) (*Pixel, error) {
	tap, ok := e.Graph.Tap(name)
	if !ok {
		return nil, fmt.Errorf("explain: the network has no tap %q", name)
	}
	if s := tap.Shape; channel < 0 || channel >= s.C || y < 0 || y >= s.H || x < 0 || x >= s.W {
		return nil, fmt.Errorf("explain: tap %s has no channel %d, row %d, column %d", name, channel, y, x)
	}
	e.err = nil
	var p *Pixel
	switch op := e.Graph.Ops[e.Graph.Values[tap.Value].First].(type) {
	case *arch.Conv:
		p = e.conv(op, channel, y, x)
		if tap.Value == op.Out {
			p.finish(op.ReLU, e.value(op.Add, channel, y, x))
		} else {
			p.finish(false, 0)
		}
	case *arch.SE:
		if tap.Value != op.Out {
			return nil, fmt.Errorf("explain: there is nothing to explain at %s", name)
		}
		p = &Pixel{Sums: []float32{e.value(op.PreAdd, channel, y, x)}}
		p.finish(true, e.value(op.Add, channel, y, x))
	case *arch.Cell:
		for i, g := range op.Gates {
			if g.Tap == tap.Value {
				p = e.gate(op, i, channel, y, x)
			}
		}
		if p == nil {
			p = e.state(op, tap.Value == op.OutC, channel, y, x)
		}
	default:
		return nil, fmt.Errorf("explain: there is nothing to explain at %s", name)
	}
	return p, e.err
}

func (p *Pixel) finish(relu bool, add float32) {
	p.Add = add
	p.Value = p.Sums[len(p.Sums)-1] + add
	if relu {
		p.Act = arch.ReLU
		p.Value = max(0, p.Value)
	}
}

// convParams are a convolution's weights, read once; nil if they cannot be.
func (e *Explainer) convParams(op *arch.Conv) *infer.ConvParams {
	if e.convs == nil {
		e.convs = map[*arch.Conv]*infer.ConvParams{}
	}
	return once(e, e.convs, op, infer.ReadConv)
}

// cellParams are a cell's, likewise.
func (e *Explainer) cellParams(op *arch.Cell) *infer.CellParams {
	if e.cells == nil {
		e.cells = map[*arch.Cell]*infer.CellParams{}
	}
	return once(e, e.cells, op, infer.ReadCell)
}

func once[O comparable, P any](e *Explainer, known map[O]*P, op O, read func(O, infer.Source) (*P, error)) *P {
	p, ok := known[op]
	if !ok {
		var err error
		if p, err = read(op, e.Weights); err != nil && e.err == nil {
			e.err = err
		}
		known[op] = p
	}
	return p
}

// value is one value of an activation: from the run where it can be looked at,
// otherwise made anew. Outside the map, and of a state that is None, it is zero.
func (e *Explainer) value(v arch.ValueID, c, y, x int) float32 {
	if v == arch.None {
		return 0
	}
	s := e.Graph.Shape(v)
	if y < 0 || x < 0 || y >= s.H || x >= s.W || e.err != nil {
		return 0
	}
	at := (c*s.H+y)*s.W + x
	if v == e.Graph.Input {
		return e.Input[at]
	}
	if name := e.Graph.Values[v].Tap; name != "" {
		values, err := e.Values(name)
		if err != nil {
			e.err = err
			return 0
		}
		return values[at]
	}
	switch op := e.Graph.Ops[e.Graph.Values[v].First].(type) {
	case *arch.Conv:
		p := e.conv(op, c, y, x)
		p.finish(op.ReLU, e.value(op.Add, c, y, x))
		return p.Value
	case *arch.PadShortcut:
		if c -= op.Before(e.Graph); c < 0 || c >= e.Graph.Shape(op.In).C {
			return 0
		}
		return e.value(op.In, c, y*op.Stride, x*op.Stride)
	}
	e.err = fmt.Errorf("explain: a value that no tap shows is made by %s", e.Graph.Ops[e.Graph.Values[v].First].Name())
	return 0
}

// conv sums a convolution up, channel by channel.
func (e *Explainer) conv(op *arch.Conv, c, y, x int) *Pixel {
	params := e.convParams(op)
	if params == nil {
		return &Pixel{Sums: []float32{0}}
	}
	k := op.Kernel
	weights := params.Weight[c*op.InC*k*k:][:op.InC*k*k]
	top, left := y*op.Stride-op.Pad, x*op.Stride-op.Pad
	sum := params.Bias[c]
	p := &Pixel{Sums: []float32{sum}}
	first := e.Graph.Shape(op.In).C
	most := float32(-1) // a NaN is more than all
	for ch := range op.InC {
		from, channel := op.In, ch
		if ch >= first {
			from, channel = op.In2, ch-first
		}
		values, part := make([]float32, k*k), float32(0)
		w := weights[ch*k*k:][:k*k]
		for i := range values {
			values[i] = e.value(from, channel, top+i/k, left+i%k)
			part += w[i] * values[i]
		}
		sum += part
		p.Sums = append(p.Sums, sum)
		if part := max(part, -part); part > most || part != part && most == most {
			most = part
			s := e.Graph.Shape(from)
			p.Window = &Window{
				Tap: e.Graph.Values[from].Tap, Channel: channel, Of: op.InC, Top: top, Left: left, Kernel: k,
				Height: s.H, Width: s.W, Values: values, Weights: w,
			}
		}
	}
	return p
}

// gate sums a gate up, weight by weight.
func (e *Explainer) gate(op *arch.Cell, i, c, y, x int) *Pixel {
	params := e.cellParams(op)
	if params == nil {
		return &Pixel{}
	}
	g := params.Gates[i]
	s := e.Graph.Shape(op.X)
	w := &Window{
		Tap: e.Graph.Values[op.X].Tap, Fused: true, Channel: c, Of: 1, Top: y - 1, Left: x - 1, Kernel: 3,
		Height: s.H, Width: s.W, Values: make([]float32, 9), Weights: g.Conv[9*c:][:9],
	}
	sum := g.Bias[c]
	p := &Pixel{Window: w, Act: op.Gates[i].Act, Kind: op.Kind, Sums: []float32{sum}}
	for k := range 9 {
		w.Values[k] = e.fused(op, g, i, c, y-1+k/3, x-1+k%3)
		sum += w.Weights[k] * w.Values[k]
		p.Sums = append(p.Sums, sum)
	}
	p.Value = float32(p.Act.Of(float64(sum)))
	return p
}

// fused is u = a·X + b·H; a gru's candidate has r∘H in place of H.
func (e *Explainer) fused(op *arch.Cell, g infer.GateParams, i, c, y, x int) float32 {
	h := e.value(op.H, c, y, x)
	if op.Kind == arch.RegulatorGRU && op.Gates[i].Kind == arch.KindGateH && h != 0 {
		h *= e.value(op.Gates[1].Tap, c, y, x)
	}
	return g.Fuse[2*c]*e.value(op.X, c, y, x) + g.Fuse[2*c+1]*h
}

// Fused is the whole map u that a gate's window reads, for a tap of a gate.
func (e *Explainer) Fused(name string, c int) ([]float32, error) {
	tap, ok := e.Graph.Tap(name)
	if !ok {
		return nil, fmt.Errorf("explain: the network has no tap %q", name)
	}
	op, ok := e.Graph.Ops[e.Graph.Values[tap.Value].First].(*arch.Cell)
	if !ok {
		return nil, fmt.Errorf("explain: %s is no gate", name)
	}
	e.err = nil
	out := make([]float32, tap.Shape.H*tap.Shape.W)
	for i, g := range op.Gates {
		if params := e.cellParams(op); params != nil && g.Tap == tap.Value {
			for at := range out {
				out[at] = e.fused(op, params.Gates[i], i, c, at/tap.Shape.W, at%tap.Shape.W)
			}
		}
	}
	return out, e.err
}

// state puts the live numbers into the cell's equation.
func (e *Explainer) state(op *arch.Cell, memory bool, c, y, x int) *Pixel {
	params := e.cellParams(op)
	if params == nil {
		return &Pixel{}
	}
	n := map[string]float32{"H0": e.value(op.H, c, y, x), "C0": e.value(op.C, c, y, x), "a": params.Scale[c], "b": params.Shift[c]}
	for _, g := range op.Gates {
		n[g.Kind.Letter()] = e.value(g.Tap, c, y, x)
	}
	switch op.Kind {
	case arch.RegulatorRNN:
		n["T"] = n["h"]
	case arch.RegulatorGRU:
		n["T"] = (1-n["z"])*n["H0"] + n["z"]*n["h"]
	case arch.RegulatorLSTM:
		n["C"] = n["f"]*n["C0"] + n["i"]*n["g"]
		n["T"] = n["o"] * float32(math.Tanh(float64(n["C"])))
	}
	n["H"] = max(0, n["a"]*n["T"]+n["b"])
	p := &Pixel{Cell: n, Kind: op.Kind, Value: n["H"]}
	if memory {
		p.Value = n["C"]
	}
	return p
}
