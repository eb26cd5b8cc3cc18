package ui

import (
	"fmt"
	"strings"

	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/results"
	"regnetlens/ui/sentence"
	"regnetlens/ui/session"
)

func (c *Results) p() *session.Published { return &c.S.Published }

// state says what the view waits for.
func (c *Results) state() string {
	if err := c.p().Failed; err != nil {
		return c.S.Text.Results.Failed + " " + err.Error()
	}
	return c.S.Text.Results.Fetching
}

// netOf is whose colour a network has: that of A without a regulator, that of B
// with one.
func netOf(n results.Network) string { return format.Networks[inkOf(n)-chart.A] }

func inkOf(n results.Network) chart.Ink {
	if n.Regulator != "" {
		return chart.B
	}
	return chart.A
}

// axisOf is an axis of results as one that a chart has.
func axisOf(a results.Axis) chart.Axis {
	out := chart.Axis{Low: a.Low, High: a.High}
	for _, v := range a.Ticks() {
		out.Ticks = append(out.Ticks, chart.Tick{Value: v, Text: format.Decimals(v, a.Decimals())})
	}
	return out
}

// million writes a number of parameters.
func million(parameters int) string { return format.Fixed(float64(parameters)/1e6, 2) }

// beaten counts the paper's regulated networks, and those that are right more
// often than the plain ones that they are set beside.
func beaten(r *results.Report) (better, all int) {
	accuracy := map[string][len(results.Data)]float64{}
	for _, t := range r.Tables {
		for _, n := range t.Networks {
			accuracy[n.ID] = n.Paper
		}
	}
	for _, t := range r.Tables {
		for _, n := range t.Networks {
			if n.Plain == "" {
				continue
			}
			all++
			ahead := true
			for i, share := range n.Paper {
				ahead = ahead && (share == 0 || share > accuracy[n.Plain][i])
			}
			if ahead {
				better++
			}
		}
	}
	return better, all
}

// finding is what the paper and our own runs say of regulators.
func (c *ResultsTable) finding() string {
	t, r := &c.S.Text.Results, c.S.Published.Report
	said := []string{t.AllBeat}
	if better, all := beaten(r); better < all {
		said[0] = c.S.Text.Fill(t.NotAllDo, better, all)
	}
	for _, k := range r.Comparisons {
		if k.Data == c.data() {
			said = append(said, c.compared(k))
		}
	}
	return strings.Join(said, " ")
}

func (c *ResultsTable) compared(k results.Comparison) string {
	t := &c.S.Text.Results
	chance := t.Within
	if k.P < sentence.Significance {
		chance = t.Beyond
	}
	chance = c.S.Text.Fill(chance, strings.ReplaceAll(sentence.Chance(k.P), " ", "\u00a0")) // on one line
	switch {
	case fmt.Sprintf("%.2f", k.Gain) == "0.00" || fmt.Sprintf("%.2f", k.Gain) == "-0.00":
		return c.S.Text.Fill(t.Level, k.Data, k.Epochs, k.Network, k.Plain, chance)
	case k.Gain > 0:
		return c.S.Text.Fill(t.Ahead, k.Data, k.Epochs, k.Network, k.Plain, k.Gain, chance)
	}
	return c.S.Text.Fill(t.Behind, k.Data, k.Epochs, k.Network, k.Plain, -k.Gain, chance)
}
