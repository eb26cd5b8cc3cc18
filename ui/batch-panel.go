package ui

import (
	"strings"

	"regnetlens/ui/session"
	"regnetlens/ui/text"
)

func (c *BatchPanel) t() *text.Inputs { return &c.S.Text.Inputs }

// state says how far the batch is, or that there is none.
func (c *BatchPanel) state() string {
	switch {
	case c.S.Input.Gathering:
		return c.t().Gathering
	case c.S.Batch == nil:
		return c.t().NoBatch
	}
	return batchState(c.S)
}

// batchState says how far the batch is, and whether it goes on.
func batchState(s *session.Session) string {
	b, t := s.Batch, &s.Text.Inputs
	switch {
	case b.Running:
		return s.Text.Fill(t.BatchReads, b.Done, len(b.Items))
	case b.Ended == session.Complete:
		return s.Text.Fill(t.BatchComplete, len(b.Items))
	case b.Ended == session.Interrupted:
		return s.Text.Fill(t.BatchInterrupted, b.Done, len(b.Items))
	}
	return s.Text.Fill(t.BatchStopped, b.Done, len(b.Items))
}

// more is whose results these are, how fast they came, and what was left out.
func (c *BatchPanel) more() string {
	b := c.S.Batch
	if b == nil {
		return c.t().NoBatchHint
	}
	parts := []string{"A " + b.Titles[0] + ", B " + b.Titles[1]}
	if s := b.Took().Seconds(); s > 0 && b.Done > 0 {
		parts = append(parts, c.S.Text.Fill(c.t().BatchRate, float64(b.Done)/s, s))
	}
	if b.Left > 0 {
		parts = append(parts, c.S.Text.Fill(c.t().BatchLeft, b.Left))
	}
	return strings.Join(parts, " · ")
}

func (c *BatchPanel) runs() bool    { return c.S.Batch != nil && c.S.Batch.Running }
func (c *BatchPanel) canGoOn() bool { return c.S.Batch != nil && c.S.Batch.CanGoOn() }

func (c *BatchPanel) all() int {
	if c.S.Batch == nil {
		return 1
	}
	return len(c.S.Batch.Items)
}

func (c *BatchPanel) done() int {
	if c.S.Batch == nil {
		return 0
	}
	return c.S.Batch.Done
}

// again is the word for going on, or for reading all anew with other networks,
// which it names.
func (c *BatchPanel) again() string {
	b := c.S.Batch
	if b == nil || b.Same() {
		return c.t().GoOn
	}
	var others []string
	for i, d := range c.S.Slots {
		if d.Model.Title != b.Titles[i] {
			others = append(others, d.Model.Title)
		}
	}
	return c.S.Text.Fill(c.t().ReadAgain, strings.Join(others, c.t().And))
}

// other stands before the ways to read other pictures than those there are.
func (c *BatchPanel) other() string {
	if c.S.Batch == nil {
		return ""
	}
	return c.t().Other
}

// rule says where the classes are from, and how many there are.
func (c *BatchPanel) rule() string {
	if c.S.Batch == nil {
		return ""
	}
	known := 0
	for i := range c.S.Batch.Items {
		if c.S.Batch.Items[i].Label != "" {
			known++
		}
	}
	return c.S.Text.Fill(c.t().LabelRule, known, len(c.S.Batch.Items))
}

// note explains the matrices, or why there are none; "" where no class is known.
func (c *BatchPanel) note() string {
	b := c.S.Batch
	switch {
	case len(b.Classes()) > 0:
		return c.t().MatrixHint
	case len(b.Scores[0].Confusion) > 0:
		return c.t().TooManyClasses
	}
	return ""
}
