package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// root is the repository, as seen from this package.
const root = "../.."

// module is what the paths of our packages begin with, in all of our modules.
const module = "regnetlens/"

// file is a Go file of ours, whatever it is built for.
type file struct {
	path string // from the repository's root, with slashes
	test bool
	ast  *ast.File
}

// folder is where the file lies: "." for the root.
func (f file) folder() string { return path.Dir(f.path) }

// generated reports whether a program wrote the file.
func (f file) generated() bool { return ast.IsGenerated(f.ast) || strings.HasSuffix(f.path, "_gen.go") }

// imports are the folders of our packages that the file imports.
func (f file) imports() []string {
	var out []string
	for _, i := range f.ast.Imports {
		if folder, ours := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), module); ours {
			out = append(out, folder)
		}
	}
	return out
}

// files are all Go files of the repository, of every module and for every
// system.
func files(t *testing.T) []file {
	t.Helper()
	var out []file
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		at, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		at = filepath.ToSlash(at)
		if d.IsDir() {
			if base := d.Name(); at != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "testdata" || at == "build") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(at, ".go") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(set, at, text, parser.ParseComments|parser.SkipObjectResolution)
		out = append(out, file{at, strings.HasSuffix(at, "_test.go"), parsed})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 500 {
		t.Fatalf("%d Go files: this is not the whole repository", len(out))
	}
	return out
}

// covers reports whether a pattern, a folder or "folder/...", means a folder.
func covers(pattern, folder string) bool {
	if below, tree := strings.CutSuffix(pattern, "/..."); tree {
		return folder == below || strings.HasPrefix(folder, below+"/")
	}
	return folder == pattern
}
