package ui

import (
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/results"
)

// earlyLine is a network's answers read off its blocks, the paper's or ours.
type earlyLine struct {
	title  string
	ink    chart.Ink
	epochs int // of ours; 0 for the paper's
	points []results.Point
}

// lines are those of the paper, and of the same networks our longest runs on the
// same data.
func (c *ResultsEarly) lines() []earlyLine {
	r := c.S.Published.Report
	var out []earlyLine
	for _, e := range r.Early {
		out = append(out, earlyLine{title: e.Title, ink: c.ink(e.Network), points: e.Points})
	}
	for _, e := range r.Early {
		if groups := r.Groups(e.Network, results.Data[0]); len(groups) > 0 && len(groups[0].Early()) > 0 {
			out = append(out, earlyLine{title: groups[0].Runs[0].Title, ink: c.ink(e.Network), epochs: groups[0].Epochs, points: groups[0].Early()})
		}
	}
	return out
}

func (c *ResultsEarly) ink(id string) chart.Ink {
	n, _ := c.S.Published.Network(id)
	return inkOf(n)
}

func (c *ResultsEarly) figure() chart.Figure {
	lines, t := c.lines(), &c.S.Text.Results
	at := map[arch.Place]float64{}
	var x chart.Axis
	var shares []float64
	for _, l := range lines {
		for _, p := range l.points {
			shares = append(shares, p.Right)
			if _, seen := at[p.Place]; !seen {
				at[p.Place] = x.High + 0.5
				x.Ticks = append(x.Ticks, chart.Tick{Value: at[p.Place], Text: p.Place.String()})
				x.High++
			}
		}
	}
	is := chart.Figure{Source: t.EarlyHint, XName: t.Block, YName: t.Right, X: x, Y: axisOf(results.Around(3, shares...).Within(0, 100)), Says: c.ours()}
	for _, l := range lines {
		trace := chart.Trace{Name: c.S.Text.Fill(t.PaperLine, l.title), Ink: l.ink, Hollow: l.epochs > 0}
		if trace.Hollow {
			trace.Name = c.S.Text.Fill(t.OursName, l.title, l.epochs)
		}
		for i, p := range l.points {
			spot := chart.Spot{X: at[p.Place], Y: p.Right, Below: l.ink == chart.A, Left: i == 0}
			if !trace.Hollow {
				spot.Text = format.Fixed(p.Right, 1)
			}
			trace.Points = append(trace.Points, spot)
		}
		is.Traces = append(is.Traces, trace)
	}
	return is
}

// ours gives the numbers of our runs, which the figure draws dashed.
func (c *ResultsEarly) ours() string {
	var said []string
	epochs := 0
	for _, l := range c.lines() {
		if l.epochs == 0 {
			continue
		}
		epochs = l.epochs
		var numbers []string
		for _, p := range l.points {
			numbers = append(numbers, format.Fixed(p.Right, 1))
		}
		said = append(said, c.S.Text.Fill(c.S.Text.Results.EarlyOf, l.title, strings.Join(numbers, ", ")))
	}
	if said == nil {
		return ""
	}
	return c.S.Text.Fill(c.S.Text.Results.EarlyOurs, epochs) + strings.Join(said, "; ") + "."
}
