package ui

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// costs is what the depth grid's last row shows: both networks' costs, by
// column.
type costs struct {
	blocks [2]map[arch.Place]float64
	whole  [2]float64
	known  [2]bool
	most   float64 // of any block
}

func costsOf(s *session.Session) costs {
	var c costs
	for i, d := range s.Slots {
		c.blocks[i], c.whole[i], c.known[i] = d.Cost(s.Measure)
		for _, v := range c.blocks[i] {
			c.most = max(c.most, v)
		}
	}
	return c
}

// Compute implements Vugu's callback before a build.
func (c *Cost) Compute() { c.of = costsOf(c.S) }

// height of a bar, of 40.
func (c *Cost) height(side int) float64 {
	if c.of.most == 0 {
		return 0
	}
	return 40 * c.of.blocks[side][c.At] / c.of.most
}

// y is where a bar begins.
func (c *Cost) y(side int) string { return format.Fixed(40-c.height(side), 2) }

func (c *Cost) tall(side int) string { return format.Fixed(c.height(side), 2) }

func (c *Cost) amount(side int) string {
	v, has := c.of.blocks[side][c.At]
	return amount(c.S, v, c.of.known[side] && has)
}

func (c *Cost) label() string {
	t := &c.S.Text.Cost
	return c.S.Text.Fill(t.Label, c.At.Stage, c.At.Block, c.amount(0), c.amount(1), t.Units[string(c.S.Measure)])
}

// unit is how many of what a cost counts go into the unit that is shown.
var unit = map[session.Measure]float64{session.MulAdds: 1e6, session.Params: 1e3, session.Memory: 1024, session.Time: 1}

// amount is a cost in the unit shown, short.
func amount(s *session.Session, v float64, known bool) string {
	if !known {
		return s.Text.NoAnswer
	}
	return format.Three(v / unit[s.Measure])
}

func (c *Depth) costUnit() string { return c.S.Text.Cost.Units[string(c.S.Measure)] }

func (c *Depth) costClass(b arch.Place) string {
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
