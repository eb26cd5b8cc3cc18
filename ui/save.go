package ui

import (
	"fmt"
	"strings"
	"unicode"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// view names one of [session.Session.Views].
func (c *Save) view(view string) string { return viewName(c.S, view) }

func viewName(s *session.Session, view string) string {
	t := &s.Text.Save
	return map[string]string{
		session.ViewLens: t.Lens, session.ViewBlocks: t.Blocks, session.ViewCurves: t.Curves, session.ViewRibbons: t.Ribbons,
		session.ViewCost: t.Cost, session.ViewSimilarity: t.Similarity, session.ViewAnswers: t.Answers, session.ViewAttribution: t.Attribution,
		session.ViewExplain: t.Explain, session.ViewBatch: t.Batch,
	}[view]
}

// saveID is the button that saves a view, so many times its plain size.
func saveID(view string, scale int) string { return fmt.Sprintf("save-%s-%d", view, scale) }

// PictureTitle is what stands over a saved view: what it shows, and what was
// chosen of it.
func PictureTitle(s *session.Session, view string) string {
	parts := []string{viewName(s, view)}
	switch view {
	case session.ViewCurves:
		parts = append(parts, likenessName(s))
	case session.ViewSimilarity:
		row, column := SimilarityNames(s)
		parts = append(parts, row+" × "+column, likenessName(s))
	case session.ViewCost:
		parts = append(parts, s.Text.Cost.Names[string(s.Measure)])
	case session.ViewAttribution:
		parts = append(parts, (&Attribution{S: s}).class())
	}
	title := []rune(strings.Join(parts, " · "))
	title[0] = unicode.ToUpper(title[0])
	return string(title)
}

// SimilarityNames are the networks of the rows and of the columns of the table of
// likeness.
func SimilarityNames(s *session.Session) (row, column string) {
	return (&SimilarityTable{S: s}).names()
}

// PictureSubject is what a saved view is of, where it is of a batch: so many of
// its pictures; "" for the picture on the page.
func PictureSubject(s *session.Session, view string) string {
	if view == session.ViewBatch {
		return s.Text.Fill(s.Text.Inputs.BatchOf, s.Batch.Done, len(s.Batch.Items))
	}
	if !s.OverBatch() || view != session.ViewCurves && view != session.ViewSimilarity {
		return ""
	}
	read := 0
	for side := range s.Slots {
		if d, ok := s.Depth(side); ok {
			read = max(read, d.Seen)
		}
	}
	if d, ok := s.DepthAcross(); ok && view == session.ViewSimilarity && s.Compared.Pairing == session.Across {
		read = d.Met
	}
	return s.Text.Fill(s.Text.Save.OfBatch, read)
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
