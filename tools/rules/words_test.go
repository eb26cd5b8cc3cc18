package rules

import (
	"go/ast"
	"testing"
)

// gone are names that the code has given up, by what it says instead. The
// field's own term is the right one; a name comes here when its last use is
// gone, so that it does not come back.
var gone = map[string]string{
	"aspect":    "dirtyFlags",
	"holdBuild": "lockBuild",
	"keepClick": "replayClick",
}

func TestWordsThatAreGone(t *testing.T) {
	for _, f := range files(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && gone[id.Name] != "" {
				t.Errorf("%s: %s is called %s in this code", f.path, id.Name, gone[id.Name])
			}
			return true
		})
	}
}
