package session

import (
	"math"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
)

// What an address may ask for at most: edits, and a factor of one.
const (
	maxEdits  = 64
	maxFactor = 1000
)

// writeEdits puts edits into the words of an address: "b-off-2.1" is slot B's
// regulator off at stage 2, block 1, "b-off-2.0" at all of the stage's, and
// "a-scale-1.2-o-8-0.5" slot A's channel 8 of O times a half. Commas part them.
func writeEdits(edits []Edit) string {
	var out []string
	for _, e := range edits {
		word := sideWords[e.Slot] + "-" + string(e.Do) + "-" + arch.Place{Stage: e.Stage, Block: e.Block}.String()
		if e.Do == Scaled {
			word += "-" + e.Kind.String() + "-" + strconv.Itoa(e.Channel+1) + "-" + strconv.FormatFloat(float64(e.Factor), 'f', -1, 32)
		}
		out = append(out, word)
	}
	return strings.Join(out, ",")
}

var sideWords = []string{"a", "b"}

// readEdits reads what writeEdits wrote, leaving out what makes no sense.
func readEdits(text string) []Edit {
	var out []Edit
	for _, word := range strings.SplitN(text, ",", maxEdits+1) {
		if e, ok := readEdit(strings.SplitN(word, "-", 6)); ok && len(out) < maxEdits {
			out = append(out, e)
		}
	}
	return out
}

func readEdit(words []string) (Edit, bool) {
	if len(words) < 3 {
		return Edit{}, false
	}
	e := Edit{Do: Change(words[1])}
	if words[0] == sideWords[1] {
		e.Slot = 1
	}
	at, err := arch.ParsePlace(words[2])
	e.Stage, e.Block = at.Stage, at.Block
	ok := words[0] == sideWords[e.Slot] && err == nil && max(at.Stage, at.Block) <= maxNumber
	switch {
	case e.Do == Scaled && len(words) == 6:
		factor, err := strconv.ParseFloat(words[5], 32)
		kind, unknown := arch.ParseKind(words[3])
		ok = ok && math.Abs(factor) <= maxFactor && err == nil && unknown == nil && number(words[4], 1, maxNumber, &e.Channel)
		e.Kind, e.Channel, e.Factor = kind, e.Channel-1, float32(factor)
	case e.Do != RegulatorOff && e.Do != StateFrozen || len(words) != 3:
		ok = false
	}
	return e, ok
}
