package rules

import (
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

// gone are names that the code has given up, by folder: what it says instead.
// The field's own term is the right one; a name comes here when its last use is
// gone, so that it does not come back.
var gone = map[string]map[string]string{
	"": {
		"aspect": "dirtyFlags", "holdBuild": "lockBuild", "keepClick": "replayClick", "obey": "handle",
		"giveUpOwn": "revertToShipped", "MostVaried": "PickHighestVariance",
	},
	"ui/": {
		"Side": "Slot", "Sides": "Slots", "Lane": "Row", "Lanes": "Rows", "Trouble": "Error", "touched": "dirty", "deaths": "crashes",
		"lent": "fallback", "Picked": "HighestVariance", "Why": "Attribute", "Likeness": "Similarity",
	},
	"wasm/": {
		"Aside": "Evaluate", "Half": "BlockOutputs", "halves": "outputQueue", "hand": "send", "Look": "GetChannel", "Give": "GetTap",
		"Likeness": "Similarity", "Less": "Difference", "patience": "timeout", "leisure": "idleDelay", "Cover": "Opacity", "Colours": "Colormap",
	},
}

func TestWordsThatAreGone(t *testing.T) {
	for _, f := range files(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			for folder, words := range gone {
				if strings.HasPrefix(f.path, folder) && words[id.Name] != "" {
					t.Errorf("%s: %s is called %s in this code", f.path, id.Name, words[id.Name])
				}
			}
			return true
		})
	}
}

// told is how the comment of a function that reports something must not begin:
// a Go programmer would search for "reports whether".
var told = regexp.MustCompile(`^\w+ (tells|says) (whether|if) `)

func TestPhrasesThatAreGone(t *testing.T) {
	for _, f := range files(t) {
		for _, c := range f.ast.Comments {
			text := strings.Join(strings.Fields(c.Text()), " ") // lines are broken anywhere
			if begins := told.FindString(text); begins != "" {
				t.Errorf("%s: a comment begins %q: write \"reports whether\"", f.path, begins)
			}
		}
	}
}
