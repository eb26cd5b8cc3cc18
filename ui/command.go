package ui

// word is the button's: for a moment, that it worked.
func (c *Command) word() string {
	if c.S.Copied == c.Line.String() {
		return c.S.Text.Teach.Copied
	}
	return c.S.Text.Teach.Copy
}

// label tells the buttons apart for those who do not see what they stand beside.
func (c *Command) label() string { return c.word() + ": " + c.Line.String() }
