package ui

import (
	"slices"

	"regnetlens/ui/sentence"
	"regnetlens/ui/session"
)

// truthOption is something that the picture may really show.
type truthOption struct {
	Value, Text string
	Truth       session.Truth
}

// mostOptions is how many classes the reader chooses from at once; of more, from
// those that the answer shows, which can be searched.
const mostOptions = 100

// asks reports whether the reader may say what the picture shows.
func (c *Truth) asks() bool { return c.S.CanSay() }

// options are what the reader can say: nothing, each class, none of them.
func (c *Truth) options() []truthOption {
	if !c.asks() {
		return nil
	}
	t := c.S.Text.Answers
	classes := c.S.Classes()
	n := len(classes)
	if n > mostOptions {
		classes = nil
		for _, b := range c.S.Bars() {
			classes = append(classes, b.Class)
		}
		if said := c.S.Truth().Class; said != "" && !slices.Contains(classes, said) {
			classes = append(classes, said)
		}
	}
	out := []truthOption{{"", t.YouSay, session.Truth{}}}
	for _, class := range classes {
		out = append(out, truthOption{"class " + class, c.S.Text.Class(class), session.Truth{Class: class}})
	}
	none := t.NoneOfTen
	if n != 10 {
		none = c.S.Text.Fill(t.NoneOf, n)
	}
	return append(out, truthOption{"none", none, session.Truth{None: true}})
}

// say takes in which option was chosen, by its value.
func (c *Truth) say(value string) {
	for _, o := range c.options() {
		if o.Value == value {
			c.S.Say(o.Truth)
			return
		}
	}
}

// known says what the picture is known to show.
func (c *Truth) known() sentence.Sentence {
	if class := c.S.Truth().Class; class != "" && !c.asks() {
		return sentence.Known(c.S.Text, class)
	}
	return nil
}

// verdict is the network's letter with a mark; a blank where nobody knows.
func (c *Truth) verdict(d *session.Slot) string {
	switch right, known := d.Right(); {
	case !known:
		return "\u00a0"
	case right:
		return d.Name() + " ✓"
	}
	return d.Name() + " ✗"
}

// verdictSays is the same in words.
func (c *Truth) verdictSays(d *session.Slot) string {
	switch right, known := d.Right(); {
	case !known:
		return ""
	case right:
		return c.S.Text.Fill(c.S.Text.Answers.Right, d.Name())
	}
	return c.S.Text.Fill(c.S.Text.Answers.Wrong, d.Name())
}

func (c *Truth) verdictClass(d *session.Slot) string {
	right, known := d.Right()
	return on(on("verdict "+d.Name(), known && right, "right"), known && !right, "wrong")
}
