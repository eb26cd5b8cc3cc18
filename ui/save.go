package ui

import (
	"fmt"
	"strings"
	"unicode"

	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// view names one of [session.Session.Views].
func (c *Save) view(view string) string { return viewName(c.S, view) }

func viewName(s *session.Session, view string) string {
	t := &s.Text.Save
	return map[string]string{
		session.ViewLens: t.Lens, session.ViewBlocks: t.Blocks, session.ViewCurves: t.Curves,
		session.ChartAlike: t.ToBefore, session.ChartAnswer: t.Early, session.ChartOff: t.WithoutH, session.ChartAcross: t.Across,
		session.ChartCost: t.Cost, session.ViewBlock: t.Drawing, session.ViewSimilarity: t.Similarity, session.ViewAnswers: t.Answers, session.ViewAttribution: t.Attribution,
		session.ViewExplain: t.Explain, session.ViewBatch: t.Batch,
		session.ViewBatchEarly: s.Text.Inputs.RightWhenRead, session.ViewResultsSize: s.Text.Results.Size, session.ViewResultsEarly: s.Text.Results.Early,
	}[view]
}

// saveID is the button that saves a view, so many times its plain size.
func saveID(view string, scale int) string { return fmt.Sprintf("save-%s-%d", view, scale) }

func scaleName(scale int) string { return fmt.Sprintf("PNG %d×", scale) }

// scales are how many times its plain size a PNG file can be.
var scales = []int{1, 2}

// PictureTitle is what stands over a saved view: what it shows, and what was
// chosen of it.
func PictureTitle(s *session.Session, view string) string {
	parts := []string{viewName(s, view)}
	switch view {
	case session.ViewCurves, session.ViewSimilarity, session.ChartAlike, session.ChartAcross:
		parts = append(parts, likenessName(s))
	case session.ChartCost:
		parts = append(parts, s.Text.Cost.Names[string(s.Measure)])
	case session.ViewBlock:
		parts = append(parts, s.Select.Place.String())
	case session.ViewAttribution:
		parts = append(parts, (&Attribution{S: s}).class())
	}
	title := []rune(strings.Join(parts, " · "))
	title[0] = unicode.ToUpper(title[0])
	return string(title)
}

// PictureSubject is what a saved view is of, where it is not of the picture on
// the page: so many pictures of a batch, or the data of published results; ""
// elsewhere.
func PictureSubject(s *session.Session, view string) string {
	n, ok := s.BatchSize(view)
	switch {
	case len(s.ViewModels(view)) == 0:
		return s.Text.Screens.Names[3] + " · " + s.Published.DataOf(view)
	case !ok:
		return ""
	case view == session.ViewBatch, view == session.ViewBatchEarly:
		return s.Text.Fill(s.Text.Inputs.BatchOf, n, len(s.Batch.Items))
	}
	return s.Text.Fill(s.Text.Save.OfBatch, n)
}

// SVG is a view that is drawn as a file.
func SVG(s *session.Session, view string) string {
	subject := PictureSubject(s, view)
	if subject == "" {
		subject = s.ShownTitle()
	}
	h := chart.Heading{Subject: "RegNet Lens · " + subject, Title: PictureTitle(s, view)}
	for i, m := range s.ViewModels(view) {
		h.Networks[i] = m.Title
	}
	return chart.File(h, pieces(s, view)...)
}

// pieces are what a view's file is made of.
func pieces(s *session.Session, view string) []chart.Piece {
	switch view {
	case session.ViewSimilarity:
		return []chart.Piece{(&Matrices{S: s}).piece()}
	case session.ViewBlock:
		return []chart.Piece{(&BlockDiagram{S: s}).piece()}
	case session.ViewBatchEarly:
		is := (&BatchSummary{S: s}).chart()
		return []chart.Piece{chart.Names(is.Columns), is}
	case session.ViewResultsSize:
		return []chart.Piece{(&ResultsSize{S: s}).figure()}
	case session.ViewResultsEarly:
		return []chart.Piece{(&ResultsEarly{S: s}).figure()}
	}
	columns := chart.Columns(s.Columns())
	out := []chart.Piece{chart.Names(columns)}
	if view != session.ViewCurves {
		return append(out, describe(s, view, columns))
	}
	for _, of := range session.Charts {
		if of != session.ChartOff || !s.OverBatch() { // that one is of the picture on the page
			out = append(out, describe(s, of, columns))
		}
	}
	return out
}

// tap names what would be saved of a side.
func (c *Save) tap(d *session.Slot) string {
	t, _, ok := d.Selected()
	if !ok {
		return d.Name()
	}
	return fmt.Sprintf("%s · %s · %s", d.Name(), t.Name, format.Size(t.Shape))
}

// network names the network of a side, and how large its weight file is.
func (c *Save) network(d *session.Slot) string {
	return fmt.Sprintf("%s · %s · %.2f MB", d.Name(), d.Model.Title, float64(d.Model.Bytes)/1e6)
}

// read reports whether somebody reads the dialog: otherwise it is empty.
func (c *Save) read() bool {
	return c.S.Dialog == session.DialogSave || c.S.Modal == session.DialogSave
}
