package ui

import (
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/results"
)

// earlyLine is a network's answers read off its blocks, the paper's or ours.
type earlyLine struct {
	title  string
	net    string
	epochs int // of ours; 0 for the paper's
	points []results.Point
}

// lines are those of the paper, and of the same networks our longest runs on the
// same data.
func (c *ResultsEarly) lines() []earlyLine {
	r := c.S.Published.Report
	var out []earlyLine
	for _, e := range r.Early {
		out = append(out, earlyLine{title: e.Title, net: c.net(e.Network), points: e.Points})
	}
	for _, e := range r.Early {
		if groups := r.Groups(e.Network, results.Data[0]); len(groups) > 0 && len(groups[0].Early()) > 0 {
			out = append(out, earlyLine{title: groups[0].Runs[0].Title, net: c.net(e.Network), epochs: groups[0].Epochs, points: groups[0].Early()})
		}
	}
	return out
}

func (c *ResultsEarly) net(id string) string {
	n, _ := c.S.Published.Network(id)
	return netOf(n)
}

func (c *ResultsEarly) plot() *Plot {
	lines := c.lines()
	var places []arch.Place
	var shares []float64
	seen := map[arch.Place]bool{}
	for _, l := range lines {
		for _, p := range l.points {
			shares = append(shares, p.Right)
			if !seen[p.Place] {
				seen[p.Place] = true
				places = append(places, p.Place)
			}
		}
	}
	at := map[arch.Place]float64{}
	var x []plotTick
	for i, p := range places {
		at[p] = (float64(i) + 0.5) / float64(len(places))
		x = append(x, plotTick{at[p], p.String()})
	}
	y := results.Around(3, shares...).Within(0, 100)
	var drawn []plotLine
	for _, l := range lines {
		line := plotLine{Net: l.net, Dashed: l.epochs > 0, Hollow: l.epochs > 0}
		for i, p := range l.points {
			point := plotPoint{X: at[p.Place], Y: y.At(p.Right), Below: l.net == "A", Left: i == 0}
			if l.epochs == 0 {
				point.Text = format.Fixed(p.Right, 1)
			}
			line.Points = append(line.Points, point)
		}
		drawn = append(drawn, line)
	}
	return &Plot{Kind: "early", Label: c.S.Text.Results.Early + ": " + c.S.Text.Results.EarlyHint, X: x, Y: ticks(y), Lines: drawn}
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
