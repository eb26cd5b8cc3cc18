package rules

import (
	"go/ast"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// selector is a use of a package's function, "js.Global", by the name that the
// package has in the file.
func selectors(f file, visit func(name string)) {
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				visit(x.Name + "." + s.Sel.Name)
			}
		}
		return true
	})
}

// JavaScript is reached through one package: elsewhere nobody catches what a
// property throws, or releases what JavaScript may call. Tests put a browser of
// their own in its place.
func TestOneWaist(t *testing.T) {
	waists := map[string][]string{
		"js.Global": {"wasm/browser", "infer/webgpu/gpu/js.go"},
		"js.FuncOf": {"wasm/browser", "infer/webgpu/gpu", "tools/bench/wasm"}, // the latter answer with a value
	}
	for _, f := range files(t) {
		if f.test {
			continue
		}
		selectors(f, func(name string) {
			if at, ok := waists[name]; ok && !slices.Contains(at, f.path) && !slices.Contains(at, f.folder()) {
				t.Errorf("%s uses %s: use package wasm/browser, which releases and catches", f.path, name)
			}
		})
	}
}

// Lists on the page are lists: one that is cut out of a text when the program
// runs may be too short, and ends it.
func TestListsAreLists(t *testing.T) {
	for _, f := range files(t) {
		if f.test || !slices.Contains([]string{"ui", "ui/text", "ui/format", "ui/part"}, f.folder()) {
			continue
		}
		selectors(f, func(name string) {
			if strings.HasPrefix(name, "strings.Split") || strings.HasPrefix(name, "strings.Fields") {
				t.Errorf("%s uses %s: write the list as one", f.path, name)
			}
		})
	}
}

// Every package says what it is.
func TestPackageComments(t *testing.T) {
	said := map[string]bool{}
	for _, f := range files(t) {
		said[f.folder()] = said[f.folder()] || f.ast.Doc != nil && !f.generated()
	}
	for folder, ok := range said {
		if !ok {
			t.Errorf("%s: the package has no comment that says what it is", folder)
		}
	}
}

// The program in the browser is fetched by everybody who comes: what doubles it
// stays out, and what only the native programs need.
func TestProgramWithout(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "./wasm")
	list.Dir = root
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if !slices.Contains(packages, module+"wasm/browser") {
		t.Fatal("the program is not what was listed")
	}
	for out, why := range map[string]string{
		"net/http": "it would double the program", "crypto/tls": "it would double the program", "encoding/gob": "the messages are JSON and bytes",
		"testing": "it is for tests", module + "tools/...": "tools run natively", module + "server/...": "it runs natively", module + "infer/learn/...": "the page does not train",
	} {
		for _, p := range packages {
			if covers(out, p) {
				t.Errorf("the program in the browser has %s: %s", p, why)
			}
		}
	}
}
