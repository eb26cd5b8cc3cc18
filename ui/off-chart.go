package ui

import (
	"math"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// remembering are the networks whose memory the chart "H off" switches off.
func remembering(s *session.Session) []*session.Slot {
	var out []*session.Slot
	for _, d := range s.Slots {
		if d.Regulated() {
			out = append(out, d)
		}
	}
	return out
}

// offAt is the edit that switches H off at a block.
func offAt(d *session.Slot, at arch.Place) session.Edit {
	return session.Edit{Slot: d.Index, Do: session.RegulatorOff, Stage: at.Stage, Block: at.Block}
}

// off is what becomes of the answers with H off at one block alone, beside what
// they are. It is of the networks without edits, one or both.
func off(s *session.Session, columns []chart.Column) chart.Chart {
	t, slots := &s.Text.Charts, remembering(s)
	c := chart.Chart{Title: t.Off, Kind: chart.Rings, Axis: shares}
	if len(slots) == 0 {
		c.Note, c.NoteColumns = t.OffNone, len(columns)
		return c
	}
	var classes []string // of those that have answered
	for _, d := range slots {
		without, base, class := withoutH(s, d, len(slots) > 1, columns)
		if c.Series, c.Base = append(c.Series, without), append(c.Base, base); class != "" {
			classes = append(classes, s.Text.Class(class))
		}
	}
	c.Hint = offHint(s, slots, classes)
	if classes == nil {
		c.Series, c.Base = nil, nil
		return c
	}
	if len(slots) == 1 {
		d := slots[0]
		c.Sum = chart.Words(t.OffAsIs, chart.Word{Text: d.Name(), Ink: inks[d.Index], Strong: true}, chart.Word{Text: format.Fixed(c.Base[0], 1)})
	} else {
		c.Sum = append([]chart.Word{{Text: t.OffAsTheyAre}, {Text: " "}}, whole(s, func(d *session.Slot) (string, bool) {
			v := c.Base[d.Index]
			return format.Fixed(v, 1), !math.IsNaN(v)
		})...)
	}
	c.SumNote = offCounts(s, slots)
	return c
}

// withoutH are the shares of a network's answer with H off at each block alone;
// base is its share as it is, NaN before there is one, and class what it says.
// Beside the other network's, what is said of a block names the network.
func withoutH(s *session.Session, d *session.Slot, beside bool, columns []chart.Column) (without chart.Series, base float64, class string) {
	p, _ := d.AsItIs()
	top, ok := d.Likeliest(p)
	if base = math.NaN(); ok {
		base, class = 100*float64(p[top]), d.Model.Classes[top]
	}
	without = chart.Series{Ink: inks[d.Index], Points: points(columns, func(at arch.Place) (float64, bool) {
		p, known := d.WithoutH(at)
		if !known || !ok {
			return 0, false
		}
		return 100 * float64(p[top]), true
	}, round)}
	for i, column := range columns {
		if column.Folded > 0 {
			continue
		}
		without.Points[i].On = s.HasEdit(offAt(d, column.Place))
		if other, changed, ok := d.TopWithoutH(column.Place); ok && changed {
			says := s.Text.Fill(s.Text.Charts.Says, s.Text.Class(d.Model.Classes[other]))
			if beside {
				says = s.Text.Fill(s.Text.Charts.Network, d.Name(), says)
			}
			without.Points[i].Flag = says
		}
	}
	return without, base, class
}

// offHint says whose answer the chart is of.
func offHint(s *session.Session, slots []*session.Slot, classes []string) string {
	t := &s.Text.Charts
	switch {
	case len(slots) == 1 && len(classes) == 1:
		return s.Text.Fill(t.OffHint, slots[0].Name(), classes[0])
	case len(slots) == 1:
		return s.Text.Fill(t.OffHintFirst, slots[0].Name())
	case len(classes) == 2 && classes[0] == classes[1]:
		return s.Text.Fill(t.OffHintBoth, classes[0])
	}
	return t.OffHintEach
}

// offCounts says at how many blocks the answers change, of those networks for
// which every block is known.
func offCounts(s *session.Session, slots []*session.Slot) string {
	t := &s.Text.Charts
	var each []string
	for _, d := range slots {
		switch changed, known, blocks := d.CountWithoutH(); {
		case known < blocks:
		case len(slots) > 1:
			each = append(each, s.Text.Fill(t.OffCount, d.Name(), changed, blocks))
		case changed == 0:
			return s.Text.Fill(t.OffKeeps, blocks)
		default:
			return s.Text.Fill(t.OffChanges, changed, blocks)
		}
	}
	if each == nil {
		return ""
	}
	return s.Text.Fill(t.OffChangeEach, strings.Join(each, ", "))
}
