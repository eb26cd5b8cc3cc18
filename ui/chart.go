package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vugu/vugu"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// Compute implements Vugu's callback before a build.
func (c *Chart) Compute() {
	if c.Columns == nil {
		c.Columns = chart.Columns(c.S.Columns())
	}
	is := c.Described[c.Of]
	folded := slices.ContainsFunc(c.Columns, func(column chart.Column) bool { return column.Folded > 0 })
	if is == nil || folded || is.version != c.Version || !slices.Equal(is.columns, c.Columns) {
		is = &description{version: c.Version, columns: c.Columns, is: describe(c.S, c.Of, c.Columns)}
		if !folded {
			is.is.Selected = -1 // there is room for all values
		}
		is.plot = vugu.HTML(is.is.Plot())
		if c.Described != nil {
			c.Described[c.Of] = is
		}
	}
	c.is, c.plot = is.is, is.plot
	c.selected = slices.IndexFunc(c.Columns, func(column chart.Column) bool { return column.Holds(c.S.Select.Place) })
}

// described are the charts of the axis as they were described last: another
// selected block marks another column, and changes nothing else.
type described map[string]*description

// description is a chart, and what it is a description of.
type description struct {
	version int
	columns []chart.Column
	is      chart.Chart
	plot    vugu.HTML
}

// percent is a share as a length of SVG.
func percent(share float64) string { return format.Fixed(100*share, 2) + "%" }

// band is a column that is marked.
type band struct {
	chart.Span
	Class string
}

// bands are the columns of the selected block and of the pair of blocks that was
// pressed in a matrix.
func (c *Chart) bands() []band {
	var out []band
	spans := chart.Spans(c.Columns)
	if c.selected >= 0 {
		out = append(out, band{spans[c.selected], "column-band"})
	}
	for i, column := range c.Columns {
		if marked := c.S.Compared.Marked; column.Holds(marked[0]) || column.Holds(marked[1]) {
			out = append(out, band{spans[i], "column-band paired"})
		}
	}
	return out
}

// press is a column that switches H off at its block, and on again.
type press struct {
	ID, X, Width, Label string
	Edit                session.Edit
}

// presses of two networks share a column, A's at the left.
func (c *Chart) presses() []press {
	if c.Of != session.ChartOff {
		return nil
	}
	var out []press
	slots := remembering(c.S)
	for i, span := range chart.Spans(c.Columns) {
		for k, d := range slots {
			at := c.Columns[i].Place
			e := offAt(d, at)
			if c.Columns[i].Folded > 0 || !c.S.CanEdit(e) {
				continue
			}
			label := c.S.Text.Fill(c.S.Text.Charts.Press, d.Name(), at)
			if len(c.is.Series) > 0 {
				if p := c.is.Series[k].Points[i]; p.Text != "" {
					label += ", " + strings.TrimSpace(p.Text+" % "+p.Flag)
				}
			}
			width := span.Width / float64(len(slots))
			out = append(out, press{pressID(c.Of, at, d.Index, k < len(slots)-1), percent(span.Left + float64(k)*width), percent(width), label, e})
		}
	}
	return out
}

// pressID is the id of a column's press: that of A beside one of B says so.
func pressID(of string, at arch.Place, slot int, beside bool) string {
	if beside {
		of += "-" + strings.ToLower(format.Networks[slot])
	}
	return fmt.Sprintf("%s-%d-%d", of, at.Stage, at.Block)
}

// role is that of a picture, unless there is something to press in it.
func (c *Chart) role() string {
	if len(c.presses()) > 0 {
		return "group"
	}
	return "img"
}

// label says everything the chart shows.
func (c *Chart) label() string {
	t := c.S.Text
	parts := []string{c.is.Title + ", " + c.is.Hint}
	if c.is.Note != "" {
		parts = append(parts, strings.TrimSuffix(c.is.Note, "."))
	}
	for _, s := range c.is.Series {
		name := c.is.Title
		if s.Ink != chart.Both {
			name = format.Networks[s.Ink-chart.A]
		}
		var values []string
		for i, p := range s.Points {
			if p.Text != "" {
				values = append(values, t.Fill(t.Charts.ValueAt, c.Columns[i].Name(), strings.TrimSpace(p.Text+" "+p.Flag)))
			}
		}
		if values == nil {
			parts = append(parts, t.Fill(t.Charts.NoValues, name))
		} else {
			parts = append(parts, t.Fill(t.Charts.Values, name, strings.Join(values, ", ")))
		}
	}
	return strings.Join(parts, ". ")
}

// wordClass colours a word.
func wordClass(w chart.Word) string {
	class := [...]string{chart.Both: "", chart.A: "A", chart.B: "B"}[w.Ink]
	return strings.TrimSpace(on(class, w.Strong, "strong"))
}
