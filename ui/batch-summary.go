package ui

import (
	"strings"

	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/results"
	"regnetlens/ui/sentence"
	"regnetlens/ui/text"
)

func (c *BatchSummary) t() *text.Inputs { return &c.S.Text.Inputs }

// Compute implements Vugu's callback before a build.
func (c *BatchSummary) Compute() {
	var ends []float64
	for i := range c.S.Batch.Scores {
		if share, low, high, ok := c.S.Batch.Scores[i].Accuracy(); ok {
			ends = append(ends, 100*share, 100*low, 100*high)
		}
	}
	c.axis = results.Axis{}
	if ends != nil {
		c.axis = results.Around(3, ends...).Within(0, 100)
	}
	c.is = c.chart()
	facts := c.S.Batch.Facts()
	c.found, c.caution = sentence.FindBatch(c.S.Text, &facts), sentence.BatchCaution(c.S.Text, &facts)
	if c.claims, c.link = linked(sentence.BatchClaims(c.S.Text, &facts)); facts.Judged == 0 {
		c.caution = sentence.Sentence{{Text: c.t().NoLabels}}
	}
}

func (c *BatchSummary) known(slot int) bool { return c.S.Batch.Scores[slot].Known > 0 }

func (c *BatchSummary) accuracy(slot int) string {
	share, _, _, ok := c.S.Batch.Scores[slot].Accuracy()
	if !ok {
		return c.S.Text.NoAnswer
	}
	return format.Percent(float32(share))
}

// interval says how many are right, and between what the accuracy may lie.
func (c *BatchSummary) interval(slot int) string {
	score := &c.S.Batch.Scores[slot]
	var parts []string
	if _, low, high, ok := score.Accuracy(); ok {
		parts = append(parts, c.S.Text.Fill(c.t().RightOf, score.Right, score.Known), c.S.Text.Fill(c.t().Interval, 100*low, 100*high))
	}
	if score.Answered > 0 {
		parts = append(parts, c.S.Text.Fill(c.t().PerPicture, score.MS/float64(score.Answered)))
	}
	return strings.Join(parts, " · ")
}

func (c *BatchSummary) low(slot int) string {
	_, low, _, _ := c.S.Batch.Scores[slot].Accuracy()
	return percent(c.axis.At(100 * low))
}

func (c *BatchSummary) high(slot int) string {
	_, _, high, _ := c.S.Batch.Scores[slot].Accuracy()
	return percent(c.axis.At(100 * high))
}

func (c *BatchSummary) at(slot int) string {
	share, _, _, _ := c.S.Batch.Scores[slot].Accuracy()
	return percent(c.axis.At(100 * share))
}

func (c *BatchSummary) ticks() []chart.Tick { return axisOf(c.axis).Ticks }

// chart is how often each network is right when it is read after a block; of no
// series where no class is known.
func (c *BatchSummary) chart() chart.Chart {
	is := chart.Chart{Title: c.t().RightWhenRead, Hint: c.t().ReadUnit, Selected: -1}
	var shares []float64
	series := []chart.Series{{Ink: chart.A}, {Ink: chart.B}}
	for _, e := range c.S.Batch.Early {
		is.Columns = append(is.Columns, chart.Column{Place: e.Place})
		for k := range series {
			p := chart.None
			if e.Judged[k] > 0 {
				share := 100 * float64(e.Right[k]) / float64(e.Judged[k])
				p = chart.Point{Value: share, Text: format.Fixed(share, 0)}
				shares = append(shares, share)
			}
			series[k].Points = append(series[k].Points, p)
		}
	}
	if shares == nil {
		return is
	}
	axis := results.Around(2, shares...).Within(0, 100)
	is.Series, is.Axis, is.SumNote = series, axisOf(axis), c.earlyChance()
	return is
}

func (c *BatchSummary) spans() []chart.Span { return chart.Spans(c.is.Columns) }

// early says what the chart shows.
func (c *BatchSummary) early() string {
	said := []string{c.is.Title + ", " + c.is.Hint}
	for k, s := range c.is.Series {
		values := format.Networks[k] + ":"
		for i, p := range s.Points {
			if p.Text != "" {
				values += " " + c.is.Columns[i].Name() + " " + p.Text
			}
		}
		said = append(said, values)
	}
	return strings.Join(said, ". ")
}

// earlyChance is what chance may have done to the answers read early.
func (c *BatchSummary) earlyChance() string {
	var said []string
	for i := range c.S.Batch.Early {
		e := &c.S.Batch.Early[i]
		if p, ok := e.Chance(); ok {
			said = append(said, c.S.Text.Fill(c.t().EarlyChance, e.Place.String(), sentence.Chance(p)))
		}
	}
	if said == nil {
		return ""
	}
	return c.t().Test + ": " + strings.Join(said, ", ")
}
