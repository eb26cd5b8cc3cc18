package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"text/tabwriter"

	"regnetlens/tools/atomicfile"
)

// row is one backend beside the peer.
type row struct {
	Work       string   `json:"work"`
	Backend    string   `json:"backend"`
	Peer       string   `json:"peer"`
	OursMS     float64  `json:"ours_ms"`
	PeerMS     float64  `json:"peer_ms"`
	Ratio      float64  `json:"ratio"` // ours to the peer's
	Bar        *float64 `json:"bar"`   // largest ratio allowed; null: none
	OursFirst  float64  `json:"ours_first_ms"`
	PeerFirst  float64  `json:"peer_first_ms"`
	Difference float64  `json:"difference"`      // largest, between the logits
	Error      string   `json:"error,omitempty"` // why the row does not count
}

func newRow(w work, backend, peer string, ours, theirs measured) row {
	r := row{
		Work: w.String(), Backend: backend, Peer: peer,
		OursMS: rounded(ours.ms), PeerMS: rounded(theirs.ms), Ratio: rounded(ours.ms / theirs.ms),
		OursFirst: rounded(ours.first), PeerFirst: rounded(theirs.first),
	}
	if bar := w.bar(backend); bar != 0 {
		r.Bar = &bar
	}
	d, err := difference(ours.logits, theirs.logits)
	r.Difference = d
	if err != nil {
		r.Error = err.Error()
	}
	return r
}

// rounded keeps a tenth of a microsecond.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// missed reports whether a row's bar is not kept.
func (r row) missed() bool { return r.Bar != nil && r.Ratio > *r.Bar }

// remark is the last column.
func (r row) remark() string {
	switch {
	case r.Error != "":
		return "ERROR: " + r.Error
	case r.Bar == nil:
		return ""
	case r.missed():
		return fmt.Sprintf("MISSED ≤ %.1f", *r.Bar)
	}
	return fmt.Sprintf("≤ %.1f", *r.Bar)
}

// cells are the row's in the printed tables; see columns.
func (r row) cells() []string {
	time := func(ms float64) string { return fmt.Sprintf("%.2f", ms) }
	return []string{
		r.Work, r.Backend, time(r.OursMS), r.Peer, time(r.PeerMS), fmt.Sprintf("%.2f", r.Ratio),
		time(r.OursFirst), time(r.PeerFirst), r.remark(),
	}
}

var columns = []string{"work", "backend", "ms", "peer", "ms", "ratio", "first run, ms", "peer's", "bar"}

// header says when and on what was measured, and how.
type header struct {
	Date    string
	Machine string
	Method  string
	Engines []string // what the simd backend is here and there
}

func (h header) lines() []string {
	lines := []string{h.Date + ", " + h.Machine + ".", h.Method}
	for _, e := range h.Engines {
		lines = append(lines, "simd is "+e+".")
	}
	return lines
}

// printTable writes an aligned table for a terminal.
func printTable(out io.Writer, h header, rows []row) error {
	for _, line := range h.lines() {
		fmt.Fprintln(out, line)
	}
	fmt.Fprintln(out)
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, cells := range append([][]string{columns}, cellsOf(rows)...) {
		for i, c := range cells {
			if i > 0 {
				fmt.Fprint(t, "\t")
			}
			fmt.Fprint(t, c)
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// printMarkdown writes the same for a README.
func printMarkdown(out io.Writer, h header, rows []row) error {
	line := func(cells []string) {
		for _, c := range cells {
			fmt.Fprintf(out, "| %s ", c)
		}
		fmt.Fprintln(out, "|")
	}
	line(columns)
	line([]string{"---", "---", "--:", "---", "--:", "--:", "--:", "--:", "---"})
	for _, cells := range cellsOf(rows) {
		line(cells)
	}
	fmt.Fprintln(out)
	for _, l := range h.lines() {
		fmt.Fprintln(out, l)
	}
	return nil
}

func cellsOf(rows []row) [][]string {
	var all [][]string
	for _, r := range rows {
		all = append(all, r.cells())
	}
	return all
}

// writeJSON writes the rows to a file, whose folder it makes.
func writeJSON[T any](path string, rows []T) error {
	b, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return atomicfile.WriteBytes(path, append(b, '\n'))
}
