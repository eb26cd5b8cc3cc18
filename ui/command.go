package ui

import "strings"

// word is the button's: for a moment, that it worked.
func (c *Command) word() string {
	if c.S.Copied == c.Text {
		return c.S.Text.Teach.Copied
	}
	return c.S.Text.Teach.Copy
}

// label tells the buttons apart for those who do not see what they stand beside.
func (c *Command) label() string { return c.word() + ": " + c.Text }

// words are the command's: a line breaks between them, and not at a hyphen.
func (c *Command) words() []string {
	var out []string
	for rest, more := c.Text, true; more; {
		var word string
		word, rest, more = strings.Cut(rest, " ")
		out = append(out, word)
	}
	return out
}
