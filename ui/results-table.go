package ui

import (
	"strings"

	"regnetlens/ui/format"
	"regnetlens/ui/results"
	"regnetlens/ui/text"
)

func (c *ResultsTable) t() *text.Results { return &c.S.Text.Results }

// data is the data set whose runs stand beside the paper's.
func (c *ResultsTable) data() string { return results.Data[c.S.Published.Data] }

func (c *ResultsTable) choose(data int) { c.S.Published.Data = data }

func (c *ResultsTable) ours() string { return c.S.Text.Fill(c.t().Ours, c.data()) }

// about names a table of the paper.
func (c *ResultsTable) about(table results.Table) string {
	return c.S.Text.Fill(c.t().TableNumber, table.Number) + c.t().Numbers[table.Number]
}

// resultsRow is a network, and runs of ours; of one with several kinds of runs,
// a row for each.
type resultsRow struct {
	results.Network
	Group *results.Group // nil where nothing has been run
}

func (c *ResultsTable) rows(table results.Table) []resultsRow {
	var out []resultsRow
	for _, n := range table.Networks {
		groups := c.S.Published.Report.Groups(n.ID, c.data())
		for i := range groups {
			out = append(out, resultsRow{n, &groups[i]})
		}
		if len(groups) == 0 {
			out = append(out, resultsRow{n, nil})
		}
	}
	return out
}

// share is a share in %, or that there is none.
func (c *ResultsTable) share(v float64) string {
	if v == 0 {
		return c.S.Text.NoAnswer
	}
	return format.Fixed(v, 2)
}

func (r resultsRow) mean() string {
	if r.Group == nil {
		return ""
	}
	return format.Fixed(r.Group.Mean(), 2)
}

// axis is that of our runs on the data set: it follows them.
func (c *ResultsTable) axis() results.Axis {
	if c.scale == nil {
		a := c.around()
		c.scale = &a
	}
	return *c.scale
}

func (c *ResultsTable) around() results.Axis {
	var values []float64
	for _, table := range c.S.Published.Report.Tables {
		for _, row := range c.rows(table) {
			if row.Group == nil {
				continue
			}
			low, high := row.Group.Line()
			values = append(values, low, high)
			for i := range row.Group.Runs {
				values = append(values, row.Group.Runs[i].Percent())
			}
		}
	}
	if values == nil {
		return results.Axis{} // nothing has been run: no numbers
	}
	return results.Around(3, values...).Within(0, 100)
}

func (c *ResultsTable) at(row resultsRow) float64 { return c.axis().At(row.Group.Mean()) }

func (c *ResultsTable) low(row resultsRow) float64 {
	low, _ := row.Group.Line()
	return c.axis().At(low)
}

func (c *ResultsTable) high(row resultsRow) float64 {
	_, high := row.Group.Line()
	return c.axis().At(high)
}

// seeds are the runs' places; a single one is the mean itself.
func (c *ResultsTable) seeds(row resultsRow) []float64 {
	var out []float64
	for i := range row.Group.Runs {
		if len(row.Group.Runs) > 1 {
			out = append(out, c.axis().At(row.Group.Runs[i].Percent()))
		}
	}
	return out
}

// drawn says what is drawn of a row.
func (c *ResultsTable) drawn(row resultsRow) string {
	low, high := row.Group.Line()
	return strings.Join([]string{row.Title, format.Fixed(row.Group.Mean(), 2), format.Fixed(low, 2) + "–" + format.Fixed(high, 2)}, ", ")
}

// from says how many runs of which length there are.
func (c *ResultsTable) from(row resultsRow) string {
	if n := len(row.Group.Runs); n > 1 {
		return c.S.Text.Fill(c.t().Seeds, n, row.Group.Epochs)
	}
	return c.S.Text.Fill(c.t().Seed, row.Group.Epochs)
}
