package page

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/ui/results"
)

// The report has the paper's tables with its figures (Table III: errors of 8.38
// and 7.28 % on CIFAR-10) and every run of docs/results as docs/results.md
// states it.
func TestResults(t *testing.T) {
	b, err := report("../..")
	if err != nil {
		t.Fatal(err)
	}
	r, err := results.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]results.Network{}
	for i, want := range []int{8, 6, 6} {
		if got := len(r.Tables[i].Networks); got != want {
			t.Errorf("table %s has %d rows, want %d", r.Tables[i].Number, got, want)
		}
		for _, n := range r.Tables[i].Networks {
			rows[n.ID] = n
		}
	}
	if n := rows["regnet-20-lstm"]; math.Abs(n.Paper[0]-92.72) > 1e-9 || math.Abs(n.Paper[1]-70.19) > 1e-9 || n.Parameters != 311450 || n.Regulator != "lstm" || n.Plain != "resnet-20" || n.Sweep[1] != "table3-cifar100" {
		t.Errorf("%+v", n)
	}
	if n := rows["regnet-20-gru-stage2"]; n.Whole || !rows["resnet-56"].Whole || !rows["se-resnet-20"].SE || rows["resnet-56"].Depth != 56 {
		t.Errorf("%+v", n)
	}
	text, err := os.ReadFile("../../docs/results.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range rows {
		for _, g := range r.Groups(n.ID, results.Data[0]) {
			if want := "| " + n.Title + " |"; !strings.Contains(string(text), want) {
				t.Errorf("docs/results.md does not have %s, which %s has run", n.Title, g.Sweep)
			}
		}
	}
	if len(r.Runs) == 0 || len(r.Comparisons) == 0 {
		t.Errorf("%d runs, %d comparisons", len(r.Runs), len(r.Comparisons))
	}
}

// A file that no sweep is named like, and one that is torn, stop the build.
func TestResultsRefuses(t *testing.T) {
	for name, content := range map[string]string{"no-such-sweep.jsonl": "", "cifar10-30.jsonl": "{"} {
		root := t.TempDir()
		dir := filepath.Join(root, "docs", "results")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := report(root); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
