package ui

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// remembering is the network whose memory the chart "H off" switches off: B, or
// A where only that has one; nil for neither.
func remembering(s *session.Session) *session.Slot {
	for _, d := range []*session.Slot{s.Slots[1], s.Slots[0]} {
		if d.Regulated() {
			return d
		}
	}
	return nil
}

// offAt is the edit that switches H off at a block.
func offAt(d *session.Slot, at arch.Place) session.Edit {
	return session.Edit{Slot: d.Index, Do: session.RegulatorOff, Stage: at.Stage, Block: at.Block}
}

// off is what becomes of an answer with H off at one block alone, beside what
// it is. It is of the network without edits.
func off(s *session.Session, columns []chart.Column) chart.Chart {
	t, d := &s.Text.Charts, remembering(s)
	c := chart.Chart{Title: t.Off, Kind: chart.Rings, Axis: shares}
	if d == nil {
		c.Note, c.NoteColumns = t.OffNone, len(columns)
		return c
	}
	c.Hint = s.Text.Fill(t.OffHintFirst, d.Name())
	p, _ := d.AsItIs()
	class, ok := d.Likeliest(p)
	if !ok {
		return c
	}
	c.Hint = s.Text.Fill(t.OffHint, d.Name(), s.Text.Class(d.Model.Classes[class]))
	without := chart.Series{Ink: inks[d.Index], Points: points(columns, func(at arch.Place) (float64, bool) {
		p, ok := d.WithoutH(at)
		if !ok {
			return 0, false
		}
		return 100 * float64(p[class]), true
	}, round)}
	for i, column := range columns {
		without.Points[i].On = column.Folded == 0 && s.HasEdit(offAt(d, column.Place))
		if other, changed, ok := d.TopWithoutH(column.Place); ok && changed && column.Folded == 0 {
			without.Points[i].Flag = s.Text.Fill(t.Says, s.Text.Class(d.Model.Classes[other]))
		}
	}
	c.Series, c.Base = []chart.Series{without}, []float64{100 * float64(p[class])}
	c.Sum = chart.Words(t.OffAsIs, chart.Word{Text: d.Name(), Ink: inks[d.Index], Strong: true}, chart.Word{Text: format.Fixed(c.Base[0], 1)})
	switch changed, known, blocks := d.CountWithoutH(); {
	case known < blocks:
	case changed == 0:
		c.SumNote = s.Text.Fill(t.OffKeeps, blocks)
	default:
		c.SumNote = s.Text.Fill(t.OffChanges, changed, blocks)
	}
	return c
}
