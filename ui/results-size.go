package ui

import (
	"slices"

	"regnetlens/ui/results"
)

// families are the paper's networks of growing depth that the figure joins, by
// their regulator.
var families = []struct{ regulator, name string }{{"", "ResNet"}, {"gru", "RegNet GRU"}, {"lstm", "RegNet LSTM"}}

func (c *ResultsSize) hint() string {
	return c.S.Text.Fill(c.S.Text.Results.SizeHint, results.Data[c.S.Published.Data])
}

// family are the paper's networks with a regulator, or without one, the smallest
// first.
func (c *ResultsSize) family(regulator string) []results.Network {
	var out []results.Network
	for _, t := range c.S.Published.Report.Tables {
		for _, n := range t.Networks {
			if n.Regulator == regulator && n.Whole && !n.SE && n.Paper[c.S.Published.Data] > 0 {
				out = append(out, n)
			}
		}
	}
	slices.SortFunc(out, func(a, b results.Network) int { return a.Parameters - b.Parameters })
	return out
}

// sized is a network, or runs of one, in the figure.
type sized struct {
	parameters int
	right      float64
}

// series are the paper's families, and our own runs apart.
func (c *ResultsSize) series() (lines []plotLine, points [][]sized) {
	for i, f := range families {
		line, of := plotLine{Net: "B", Dashed: i == 2, Hollow: i == 2}, []sized(nil)
		if f.regulator == "" {
			line.Net = "A"
		}
		for _, n := range c.family(f.regulator) {
			of = append(of, sized{n.Parameters, n.Paper[c.S.Published.Data]})
		}
		if len(of) > 0 {
			line.Points = []plotPoint{{Text: f.name}}
			lines, points = append(lines, line), append(points, of)
		}
	}
	r := c.S.Published.Report
	for _, t := range r.Tables {
		for _, n := range t.Networks {
			for _, g := range r.Groups(n.ID, results.Data[c.S.Published.Data]) {
				name := c.S.Text.Fill(c.S.Text.Results.OursName, n.Title, g.Epochs)
				lines = append(lines, plotLine{Net: netOf(n), Apart: true, Points: []plotPoint{{Text: name}}})
				points = append(points, []sized{{n.Parameters, g.Mean()}})
			}
		}
	}
	return lines, points
}

// keys name the lines, each by its only point's text.
func (c *ResultsSize) keys() []plotLine {
	lines, _ := c.series()
	return lines
}

func (c *ResultsSize) plot() *Plot {
	lines, points := c.series()
	var millions, shares []float64
	for _, of := range points {
		for _, s := range of {
			millions, shares = append(millions, float64(s.parameters)/1e6), append(shares, s.right)
		}
	}
	x, y := results.Around(4, millions...), results.Around(4, shares...).Within(0, 100)
	for i, of := range points {
		lines[i].Points = nil
		for _, s := range of {
			p := plotPoint{X: x.At(float64(s.parameters) / 1e6), Y: y.At(s.right)}
			if lines[i].Apart {
				p.Text, p.Below = c.S.Text.Results.OursMark, true
			}
			lines[i].Points = append(lines[i].Points, p)
		}
	}
	return &Plot{Kind: "size", Label: c.S.Text.Results.Size + " " + c.hint(), X: ticks(x), Y: ticks(y), Lines: lines}
}

// smaller names the largest plain network that a smaller regulated one beats, in
// the paper, and the smallest that does.
func (c *ResultsSize) smaller() string {
	data, plain := c.S.Published.Data, c.family("")
	var regulated []results.Network
	for _, f := range families[1:] {
		regulated = append(regulated, c.family(f.regulator)...)
	}
	slices.SortFunc(regulated, func(a, b results.Network) int { return a.Parameters - b.Parameters })
	slices.Reverse(plain)
	for _, p := range plain {
		for _, n := range regulated {
			if n.Parameters < p.Parameters && n.Paper[data] > p.Paper[data] {
				return c.S.Text.Fill(c.S.Text.Results.Smaller, n.Title, million(n.Parameters), p.Title, million(p.Parameters))
			}
		}
	}
	return ""
}
