package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// someRows has a row that keeps its bar, one that misses it, one without a bar
// and one that computes something else.
func someRows(t *testing.T) []row {
	t.Helper()
	inPage, err := works(page)
	if err != nil {
		t.Fatal(err)
	}
	natively, err := works(native)
	if err != nil {
		t.Fatal(err)
	}
	peer := measured{timing{5, 1}, []float32{1}}
	same := func(ms float64) measured { return measured{timing{7, ms}, []float32{1}} }
	return []row{
		newRow(natively[0], "simd", "peer 1", same(1.2), peer),
		newRow(inPage[len(inPage)-1], "simd", "peer 2", same(1.2), peer),
		newRow(natively[0], "gonum", "peer 1", same(9), peer),
		newRow(natively[0], "simd", "peer 1", measured{timing{7, 1}, []float32{2}}, peer),
	}
}

func TestRows(t *testing.T) {
	rows := someRows(t)
	if *rows[0].Bar != 1.3 || rows[0].missed() || rows[0].Ratio != 1.2 || rows[0].Error != "" {
		t.Errorf("native ResNet: %+v", rows[0])
	}
	if *rows[1].Bar != 1.0 || !rows[1].missed() {
		t.Errorf("RegNet in the page: %+v", rows[1])
	}
	if rows[2].Bar != nil || rows[2].missed() {
		t.Errorf("the reference backend: %+v", rows[2])
	}
	if rows[3].Error == "" {
		t.Errorf("other logits: %+v", rows[3])
	}
	for _, test := range []struct {
		rows  []row
		check bool
		want  string // in the error; "" for none
	}{
		{rows[:1], true, ""},
		{rows[:3], false, ""},
		{rows[:3], true, "1 rows of 3 miss"},
		{rows, false, "1 rows of 4 compute"},
	} {
		err := verdict(test.rows, test.check)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%d rows, check %v: %v, want %q", len(test.rows), test.check, err, test.want)
		}
	}
}

func TestPrinted(t *testing.T) {
	h := header{Date: "2026-01-02", Machine: "a processor", Method: "Somehow.", Engines: []string{"fast"}}
	for name, print := range map[string]func(*bytes.Buffer) error{
		"table":    func(b *bytes.Buffer) error { return printTable(b, h, someRows(t)) },
		"markdown": func(b *bytes.Buffer) error { return printMarkdown(b, h, someRows(t)) },
	} {
		var b bytes.Buffer
		if err := print(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"2026-01-02, a processor.", "Somehow.", "simd is fast.", "ResNet-20 batch 1, native, 1 thread",
			"RegNet-20 (LSTM) batch 32, page, 1 thread", "MISSED ≤ 1.0", "ERROR: logits differ by 1 ",
		} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", name, want, b.String())
			}
		}
	}
}

func TestWriteJSON(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "bench.json")
	if err := writeJSON(path, someRows(t)); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"work", "backend", "peer", "ours_ms", "peer_ms", "ratio", "bar"} {
		if _, ok := rows[2][key]; !ok {
			t.Errorf("a row has no %q", key)
		}
	}
	if rows[0]["bar"] != 1.3 || rows[2]["bar"] != nil {
		t.Errorf("bars %v and %v, want 1.3 and null", rows[0]["bar"], rows[2]["bar"])
	}
}

func TestEngine(t *testing.T) {
	if _, err := engine("gonum (built without it)"); err == nil {
		t.Error("the reference backend passes for the fast one")
	}
	if d, err := engine("SIMD, 8 lanes"); err != nil || d != "SIMD, 8 lanes" {
		t.Errorf("%q, %v", d, err)
	}
}
