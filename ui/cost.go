package ui

// means says what the cost counts.
func (c *Cost) means() string { return c.S.Text.Cost.Notes[string(c.S.Measure)] }
