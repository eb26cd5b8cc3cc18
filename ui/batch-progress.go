package ui

import (
	"github.com/vugu/vugu"

	"regnetlens/ui/session"
)

func (c *BatchProgress) runs() bool { return c.S.Batch != nil && c.S.Batch.Running }

func (c *BatchProgress) say() string {
	if !c.runs() {
		return ""
	}
	return batchState(c.S)
}

func (c *BatchProgress) all() int {
	if !c.runs() {
		return 1
	}
	return len(c.S.Batch.Items)
}

func (c *BatchProgress) done() int {
	if !c.runs() {
		return 0
	}
	return c.S.Batch.Done
}

// open brings the batch on the screen; the address stays that of what is seen.
func (c *BatchProgress) open(e vugu.DOMEvent) {
	e.PreventDefault()
	c.S.InView = session.PartBatch
}
