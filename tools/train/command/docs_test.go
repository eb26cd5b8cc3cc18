package command

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"regnetlens/tools/train/results"
	"regnetlens/tools/train/sweep"
)

// The tables in docs/results.md are those that the committed results make.
func TestDocumentedResults(t *testing.T) {
	docs := filepath.Join("..", "..", "..", "docs")
	text, err := os.ReadFile(filepath.Join(docs, "results.md"))
	if err != nil {
		t.Fatal(err)
	}
	tables := regexp.MustCompile(`(?s)<!-- ([a-z0-9-]+)( blocks)? -->\n(.*?)<!-- end -->`).FindAllStringSubmatch(string(text), -1)
	if len(tables) == 0 {
		t.Fatal("docs/results.md has no table")
	}
	for _, table := range tables {
		s, err := sweep.Load(table[1])
		if err != nil {
			t.Fatal(err)
		}
		all, err := results.Read(filepath.Join(docs, "results", table[1]+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		want, err := results.Markdown(rowsOf(s), all)
		if err != nil {
			t.Fatal(err)
		}
		if table[2] != "" {
			want = results.BlocksMarkdown(rowsOf(s), all)
		}
		if table[3] != want {
			t.Errorf("the table of %s%s is\n%s\nthe results make\n%s", table[1], table[2], table[3], want)
		}
	}
}
