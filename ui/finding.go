package ui

import "regnetlens/ui/sentence"

// Compute implements Vugu's callback before a build.
func (c *Finding) Compute() {
	facts := c.S.Facts()
	c.found = sentence.Find(c.S.Text, &facts)
}

// line is the line under the headline without the link at its end.
func (c *Finding) line() sentence.Sentence {
	if n := len(c.found.Line); n > 0 && c.found.Line[n-1].Role == sentence.Link {
		return c.found.Line[:n-1]
	}
	return c.found.Line
}

// link is the text of the link to the results; "" where there is none.
func (c *Finding) link() string {
	if n := len(c.found.Line); n > 0 && c.found.Line[n-1].Role == sentence.Link {
		return c.found.Line[n-1].Text
	}
	return ""
}

// live reports whether the headline is read out when it changes: not while frames of
// a camera follow each other.
func (c *Finding) live() string {
	if c.S.Moving() {
		return "off"
	}
	return "polite"
}
