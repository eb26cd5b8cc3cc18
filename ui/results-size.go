package ui

import (
	"slices"

	"regnetlens/ui/chart"
	"regnetlens/ui/format"
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

// traces are the paper's families, and our own runs apart.
func (c *ResultsSize) traces() []chart.Trace {
	p := &c.S.Published
	var out []chart.Trace
	for _, f := range families {
		trace := chart.Trace{Name: f.name, Ink: chart.B, Hollow: f.regulator == "lstm"}
		for _, n := range c.family(f.regulator) {
			trace.Ink = inkOf(n)
			trace.Points = append(trace.Points, chart.Spot{X: float64(n.Parameters) / 1e6, Y: n.Paper[p.Data]})
		}
		if trace.Points != nil {
			out = append(out, trace)
		}
	}
	for _, t := range p.Report.Tables {
		for _, n := range t.Networks {
			for _, g := range p.Report.Groups(n.ID, results.Data[p.Data]) {
				out = append(out, chart.Trace{Name: c.S.Text.Fill(c.S.Text.Results.OursName, n.Title, g.Epochs), Ink: inkOf(n), Apart: true, Points: []chart.Spot{
					{X: float64(n.Parameters) / 1e6, Y: g.Mean(), Text: c.S.Text.Results.OursMark, Below: true},
				}})
			}
		}
	}
	return out
}

func (c *ResultsSize) figure() chart.Figure {
	is := chart.Figure{Source: c.hint(), XName: c.S.Text.Results.Parameters, YName: c.S.Text.Results.Right, Traces: c.traces(), Says: c.smaller()}
	var millions, shares []float64
	for _, t := range is.Traces {
		for _, p := range t.Points {
			millions, shares = append(millions, p.X), append(shares, p.Y)
		}
	}
	is.X, is.Y = axisOf(results.Around(4, millions...)), axisOf(results.Around(4, shares...).Within(0, 100))
	return is
}

// keyClass is that of a trace's name below the figure.
func keyClass(t chart.Trace) string {
	return on("key-of "+format.Networks[t.Ink-chart.A], t.Hollow, "hollow")
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
