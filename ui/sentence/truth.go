package sentence

import (
	"strings"

	"regnetlens/ui/text"
)

// Known says what a picture is known to show.
func Known(t *text.Table, class string) Sentence {
	name, phrase := t.Class(class), t.Answers.Known
	if strings.ContainsAny(name[:min(1, len(name))], "aeiouAEIOU") {
		phrase = t.Answers.KnownA
	}
	return fill(phrase, "class", name)
}
