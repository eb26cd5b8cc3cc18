package ui

import (
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/infer/explain"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// A convolution's value is a sum: what came in past it, its bias, what the
// strongest of the maps it reads adds, and what the others add.

// madeRow is a line of the table of what a value is made of.
type madeRow struct {
	Name   string
	Total  bool
	Values [2]madeValue
}

// madeValue is a network's part of a line, and its bar from zero in a box from
// −1 to 1.
type madeValue struct {
	Text     string
	X, Width float64
}

// summands are the parts of a convolution's sum, before the nonlinearity.
type summands struct {
	in, bias, strongest, others, value float32
	added                              bool // something came in past the convolution
	sum                                float32
	act                                arch.Act
	maps                               int // that are read
}

// summandsOf are those of an explained value; false where it is no sum over
// maps.
func summandsOf(p *explain.Pixel) (summands, bool) {
	w := p.Window
	if w == nil || len(p.Sums) == 0 {
		return summands{}, false
	}
	last := p.Sums[len(p.Sums)-1]
	s := summands{in: p.Add, bias: p.Sums[0], sum: last + p.Add, value: p.Value, added: p.Add != 0, act: p.Act, maps: w.Of}
	if w.Fused { // a gate reads one map
		s.strongest, s.maps = last-p.Sums[0], 1
		return s, true
	}
	for i, v := range w.Values {
		s.strongest += v * w.Weights[i]
	}
	s.others = last - s.bias - s.strongest
	return s, true
}

// rows are the lines of the table; none where neither value is such a sum.
func (c *Explain) rows() []madeRow {
	t := &c.S.Text.Inspector
	var of [2]summands
	var has [2]bool
	most, maps, act := float32(0), 1, arch.Linear
	for i, d := range c.S.Slots {
		if d.Activation == nil {
			continue
		}
		if of[i], has[i] = summandsOf(&d.Activation.Pixel); has[i] {
			maps, act = max(maps, of[i].maps), of[i].act
			for _, v := range []float32{of[i].in, of[i].bias, of[i].strongest, of[i].others, of[i].sum} {
				if protocol.Finite(v) {
					most = max(most, v, -v)
				}
			}
		}
	}
	if !has[0] && !has[1] {
		return nil
	}
	rows := []madeRow{{Name: t.CameIn}, {Name: t.Bias}, {Name: t.Strongest}, {Name: c.S.Text.Fill(t.Others, maps-1)}, {Name: t.Sum + actNames[act], Total: true}}
	for i := range of {
		if !has[i] {
			for r := range rows {
				rows[r].Values[i].Text = c.S.Text.NoAnswer
			}
			continue
		}
		s := of[i]
		parts := []float64{float64(s.in), float64(s.bias), float64(s.strongest), float64(s.others)}
		texts := format.Parts(parts, float64(s.sum))
		for r, v := range parts {
			rows[r].Values[i] = bar(texts[r], v, most)
		}
		if !s.added {
			rows[0].Values[i] = madeValue{Text: c.S.Text.NoAnswer}
		}
		rows[len(rows)-1].Values[i] = bar(s.result(), float64(s.value), most)
	}
	return rows
}

// actNames are what the nonlinearities are called after a sum.
var actNames = map[arch.Act]string{arch.ReLU: ", ReLU", arch.Sigmoid: ", σ", arch.Tanh: ", tanh"}

// result is the sum, and what the nonlinearity makes of it where that is
// something else.
func (s summands) result() string {
	sum, value := format.Decimals(float64(s.sum), 2), format.Decimals(float64(s.value), 2)
	if sum == value {
		return value
	}
	return fmt.Sprintf("%s → %s", sum, value)
}

func bar(text string, v float64, most float32) madeValue {
	if most == 0 || !protocol.Finite(float32(v)) {
		return madeValue{Text: text}
	}
	length := v / float64(most)
	return madeValue{text, min(0, length), max(length, -length)}
}

// strongestText is what the window shown adds.
func (c *Explain) strongestText(d *session.Slot) string {
	if d.Activation == nil {
		return ""
	}
	s, ok := summandsOf(&d.Activation.Pixel)
	if !ok {
		return ""
	}
	return "= " + format.Signed(float64(s.strongest))
}
