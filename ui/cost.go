package ui

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// unit is how many of what a cost counts go into the unit that is shown.
var unit = map[session.Measure]float64{session.MulAdds: 1e6, session.Params: 1e3, session.Memory: 1024, session.Time: 1}

// costs is what the blocks cost, in the measure that was chosen.
func costs(s *session.Session, columns []chart.Column) chart.Chart {
	t := &s.Text.Cost
	c := chart.Chart{Title: t.Title, Hint: t.Units[string(s.Measure)], Kind: chart.Bars}
	most := 0.0
	for i, d := range s.Slots {
		blocks, _, _ := d.Cost(s.Measure)
		p := points(columns, func(p arch.Place) (float64, bool) { v, ok := blocks[p]; return v / unit[s.Measure], ok }, format.Three)
		for _, p := range p {
			if p.Value > most {
				most = p.Value
			}
		}
		c.Series = append(c.Series, chart.Series{Ink: inks[i], Points: p})
	}
	high := chart.Ceiling(most)
	c.Axis = chart.Axis{High: high, Ticks: []chart.Tick{{Value: 0, Text: "0"}, {Value: high, Text: format.Factor(float32(high))}}}
	c.Sum = whole(s, func(d *session.Slot) (string, bool) {
		_, v, ok := d.Cost(s.Measure)
		return format.Three(v / unit[s.Measure]), ok
	})
	c.SumNote = s.Text.Fill(t.Sum, c.Hint)
	if c.Sum == nil {
		c.SumNote = t.Unknown
	}
	return c
}

// means says what the cost counts.
func (c *Cost) means() string { return c.S.Text.Cost.Notes[string(c.S.Measure)] }
