package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var quoted = regexp.MustCompile("`([^`]+)`")

// names are what is quoted in a cell of the table.
func names(cell string) []string {
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
		out = append(out, m[1])
	}
	return out
}

// ARCHITECTURE.md has the rooms of the table above, in its order, and says what
// each holds and what it may import.
func TestArchitecture(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "## The rooms\n")
	table, _, _ = strings.Cut(table, "\n## ")
	if !found {
		t.Fatal("ARCHITECTURE.md has no section of rooms")
	}
	at := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) < 2 || strings.Contains(line, "---") || strings.Contains(line, "| folder |") {
			continue
		}
		if len(cells) != 5 || strings.TrimSpace(cells[2]) == "" {
			t.Errorf("a row is not folder, what it holds, what it may import: %s", line)
			continue
		}
		if at == len(rooms) {
			t.Errorf("a row that tools/rules/rooms_test.go does not have: %s", line)
			continue
		}
		want := rooms[at]
		if got := names(cells[1]); !slices.Equal(got, strings.Fields(want.folders)) {
			t.Fatalf("row %d is of %q; tools/rules/rooms_test.go has %q there", at+1, got, want.folders)
		}
		if got := names(cells[3]); !slices.Equal(got, strings.Fields(want.may)) {
			t.Errorf("%s may import %q in ARCHITECTURE.md, %q in tools/rules/rooms_test.go", want.folders, got, want.may)
		}
		at++
	}
	if at < len(rooms) {
		t.Errorf("ARCHITECTURE.md has no row for %s", rooms[at].folders)
	}
	for _, r := range rooms {
		for _, p := range strings.Fields(r.folders + " " + r.may) {
			folder, _ := strings.CutSuffix(p, "/...")
			if found, _ := filepath.Glob(filepath.Join(root, folder, "*.go")); len(found) == 0 && folder == p {
				t.Errorf("%s is no folder with Go files", p)
			}
		}
	}
}
