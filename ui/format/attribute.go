package format

import (
	"fmt"
	"strconv"
)

// Bool is an attribute's word for yes or no, such as aria-pressed's or
// aria-selected's, which has to stand there for no, too.
func Bool(yes bool) string { return strconv.FormatBool(yes) }

// TabIndex lets the keyboard reach an element, or leaves it to a script: of a
// group, one is reached and the arrow keys lead to the others.
func TabIndex(reached bool) string {
	if reached {
		return "0"
	}
	return "-1"
}

// ViewBox is an SVG's, from the origin on.
func ViewBox(width, height int) string { return fmt.Sprintf("0 0 %d %d", width, height) }

// Length is a share of a bar as a length of SVG: "50.0%". What is more than
// nothing is not too short to be seen.
func Length(share float32) string { return fmt.Sprintf("%.1f%%", max(0.8, 100*share)) }

// ID is an element's of a numbered row: "tab-2".
func ID(what string, i int) string { return what + strconv.Itoa(i) }
