package ui

import "regnetlens/ui/sentence"

// Compute implements Vugu's callback before a build.
func (c *Finding) Compute() {
	facts := c.S.Facts()
	c.found = sentence.Find(c.S.Text, &facts)
}

// line is the line under the headline without the link at its end.
func (c *Finding) line() sentence.Sentence {
	line, _ := linked(c.found.Line)
	return line
}

// link is the text of the link to the results; "" where there is none.
func (c *Finding) link() string {
	_, link := linked(c.found.Line)
	return link
}

// linked takes the link off the end of a sentence; "" where there is none.
func linked(s sentence.Sentence) (line sentence.Sentence, link string) {
	if n := len(s); n > 0 && s[n-1].Role == sentence.Link {
		return s[:n-1], s[n-1].Text
	}
	return s, ""
}

// live is how the headline is read out when it changes: not at all while frames of
// a camera follow each other.
func (c *Finding) live() string {
	if c.S.Moving() {
		return "off"
	}
	return "polite"
}
