package ui

import (
	"fmt"

	"regnetlens/ui/session"
)

// costs is what the depth grid's last row shows: both networks' costs, by
// column.
type costs struct {
	blocks [2]map[session.Column]float64
	whole  [2]float64
	known  [2]bool
	most   float64 // of any block
}

func costsOf(s *session.Session) costs {
	var c costs
	for i, d := range s.Sides {
		c.blocks[i], c.whole[i], c.known[i] = d.Cost(s.Measure)
		for _, v := range c.blocks[i] {
			c.most = max(c.most, v)
		}
	}
	return c
}

// height of a bar, of 40.
func (c costs) height(side int, b session.Column) float64 {
	if c.most == 0 {
		return 0
	}
	return 40 * c.blocks[side][b] / c.most
}

// y is where a bar begins.
func (c costs) y(side int, b session.Column) string { return fmt.Sprintf("%.2f", 40-c.height(side, b)) }

func (c costs) tall(side int, b session.Column) string {
	return fmt.Sprintf("%.2f", c.height(side, b))
}

// unit is how many of what a cost counts go into the unit that is shown.
var unit = map[session.Measure]float64{session.MulAdds: 1e6, session.Params: 1e3, session.Memory: 1024, session.Time: 1}

// amount is a cost in the unit shown, short.
func amount(s *session.Session, v float64, known bool) string {
	if !known {
		return s.Text.NoAnswer
	}
	v /= unit[s.Measure]
	switch {
	case v == 0:
		return "0"
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func (c *Depth) cost(b session.Column, side int) string {
	all := costsOf(c.S)
	v, has := all.blocks[side][b]
	return amount(c.S, v, all.known[side] && has)
}

func (c *Depth) costLabel(b session.Column) string {
	t := &c.S.Text.Cost
	return c.S.Text.Fill(t.Label, b.Stage, b.Block, c.cost(b, 0), c.cost(b, 1), c.costUnit())
}

func (c *Depth) costUnit() string { return c.S.Text.Cost.Units[string(c.S.Measure)] }

func (c *Depth) costClass(b session.Column) string {
	return on("costs", b.Block == 1 && b.Stage > 1, "begins")
}

// whole is the cost of the networks as they are.
func (c *Depth) whole() string {
	all := costsOf(c.S)
	t := &c.S.Text.Cost
	if !all.known[0] && !all.known[1] {
		return t.Unknown
	}
	return c.S.Text.Fill(t.Whole, amount(c.S, all.whole[0], all.known[0]), amount(c.S, all.whole[1], all.known[1]), c.costUnit()) +
		" " + t.Notes[string(c.S.Measure)]
}

func (c *Depth) measured(m session.Measure) string { return fmt.Sprint(c.S.Measure == m) }
