package ui

import (
	"path"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// heading is a column's name and which way it is sorted.
func (c *BatchList) heading(order string) string {
	t := c.t()
	name := map[string]string{
		"file": t.FileColumn, "label": t.Label, "agree": t.Agree, "ms": t.Time,
		"A": c.S.Text.Fill(t.Answer, "A"), "B": c.S.Text.Fill(t.Answer, "B"),
		"PA": c.S.Text.Fill(t.Probability, "A"), "PB": c.S.Text.Fill(t.Probability, "B"),
	}[order]
	switch c.sorted(order) {
	case "ascending":
		return name + " " + t.SortedUp
	case "descending":
		return name + " " + t.SortedDown
	}
	return name
}

func (c *BatchList) sorted(order string) string {
	switch l := c.S.Batch.List; {
	case l.Sort != order:
		return "none"
	case l.Down:
		return "descending"
	}
	return "ascending"
}

// field is what a row has in a column.
func (c *BatchList) field(row int, order string) string {
	r, t := &c.S.Batch.Items[row], c.t()
	switch order {
	case "label":
		if r.Label == "" {
			return c.S.Text.NoAnswer
		}
		return c.S.Text.Class(r.Label)
	case "agree":
		return map[string]string{"yes": t.Yes, "no": t.No, "": c.S.Text.NoAnswer}[r.Agree()]
	case "ms":
		if ms := r.Answers[0].MS + r.Answers[1].MS; ms > 0 {
			return format.Fixed(ms, 1)
		}
		return c.S.Text.NoAnswer
	}
	a := r.Answers[order[len(order)-1]-'A']
	switch {
	case r.Error != "" && order == "A":
		if r.Fault == nil {
			return t.Unread
		}
		return session.Fault(c.S.Text, path.Base(r.File), r.Fault)
	case a.Class == "" && a.Error != "" && r.Error == "" && len(order) == 1:
		return t.Unread
	case a.Class == "":
		return c.S.Text.NoAnswer
	case len(order) == 2:
		return format.Percent(a.P)
	}
	side := int(order[0] - 'A')
	if right, known := c.S.Batch.RightAt(r, side); known {
		return map[bool]string{true: "✓ ", false: "✗ "}[right] + c.S.Text.Class(a.Class)
	}
	return c.S.Text.Class(a.Class)
}

func (c *BatchList) fieldClass(row int, order string) string {
	r := &c.S.Batch.Items[row]
	switch {
	case order == "A" || order == "B":
		right, known := c.S.Batch.RightAt(r, int(order[0]-'A'))
		return on(on("field", known && right, "right"), known && !right, "wrong")
	case order == "agree" || order == "label":
		return "field"
	}
	return "field number"
}
