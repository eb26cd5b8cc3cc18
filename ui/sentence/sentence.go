// Package sentence computes what the page says of what it shows: the thesis,
// the finding over the axis, whether the paper's two claims hold, what a change
// did, how a batch came out. Whoever knows the facts gives them as plain values
// ([Facts], [Batch], [Teach]); the words are those of package text.
//
// Every rule has its threshold as a constant with its reason. Probabilities are
// compared as the page writes them, in tenths of a per cent, so that no sentence
// contradicts the numbers beside it.
package sentence

import (
	"strings"

	"regnetlens/ui/text"
)

// Role says what a run of a sentence is, so that it can be coloured.
type Role int

// The roles.
const (
	Plain   Role = iota
	A            // of network A
	B            // of network B
	Strong       // what the sentence is about
	Seen         // announces what shows here
	Missing      // announces what does not
	Link         // leads to the results of the training runs
)

// Run is a piece of a sentence in one role.
type Run struct {
	Text string
	Role Role
}

// Sentence is one or several sentences as the page writes them; nil for nothing
// to say.
type Sentence []Run

// String is the sentence without its roles.
func (s Sentence) String() string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(r.Text)
	}
	return b.String()
}

// letters are the networks' names, which every sentence uses.
var letters = [2]Sentence{{{"A", A}}, {{"B", B}}}

// marks begin and end what a phrase has in a role.
var marks = map[rune]Role{'*': Strong, '+': Seen, '~': Missing, '|': Link}

// fill puts values into a phrase of package text: {name} stands for the value
// that follows its name in values, a string or a Sentence, and {은/는} for the
// particle that fits what stands before it. Marks round a part give it a role.
func fill(phrase string, values ...any) Sentence {
	var out Sentence
	role := Plain
	add := func(r Run) {
		if last := len(out) - 1; last >= 0 && out[last].Role == r.Role {
			out[last].Text += r.Text
		} else if r.Text != "" {
			out = append(out, r)
		}
	}
	for phrase != "" {
		at := strings.IndexAny(phrase, "{*+~|")
		if at < 0 {
			add(Run{phrase, role})
			break
		}
		add(Run{phrase[:at], role})
		mark := phrase[at]
		phrase = phrase[at+1:]
		if mark != '{' {
			if role == Plain {
				role = marks[rune(mark)]
			} else {
				role = Plain
			}
			continue
		}
		name, rest, _ := strings.Cut(phrase, "}")
		phrase = rest
		if with, without, ok := strings.Cut(name, "/"); ok {
			add(Run{text.Particle(out.String(), with, without), role})
			continue
		}
		for i := 0; i < len(values); i += 2 {
			if values[i] != name {
				continue
			}
			switch v := values[i+1].(type) {
			case string:
				add(Run{v, role})
			case Sentence:
				for _, r := range v {
					add(r)
				}
			}
		}
	}
	return out
}

// join puts sentences one behind the other.
func join(sentences ...Sentence) Sentence { return joinBy(" ", sentences...) }

func joinBy(between string, sentences ...Sentence) Sentence {
	var out Sentence
	for _, s := range sentences {
		if len(s) == 0 {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].Role == Plain {
			out[last].Text += between
		} else if last >= 0 {
			out = append(out, Run{between, Plain})
		}
		if last := len(out) - 1; last >= 0 && out[last].Role == s[0].Role {
			out[last].Text += s[0].Text
			s = s[1:]
		}
		out = append(out, s...)
	}
	return out
}
