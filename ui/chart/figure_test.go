package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// The page's figure and the file's show the same points at the same places.
func TestFigure(t *testing.T) {
	f := Figure{
		Source: "whose", XName: "millions", YName: "% right", Says: strings.Repeat("more than a line of words ", 12),
		X: Axis{Low: 0, High: 2, Ticks: []Tick{{0, "0"}, {2, "2"}}}, Y: Axis{Low: 90, High: 94, Ticks: []Tick{{90, "90"}, {94, "94"}}},
		Traces: []Trace{
			{Name: "plain", Ink: A, Points: []Spot{{X: 0.5, Y: 91, Text: "91.0", Left: true}, {X: 1, Y: 93}}},
			{Name: "dashed", Ink: B, Hollow: true, Points: []Spot{{X: 0.5, Y: 92}, {X: 1, Y: 94, Text: "94.0", Below: true}}},
			{Name: "apart", Ink: B, Apart: true, Points: []Spot{{X: 1.5, Y: 90}, {X: 2, Y: 91}}},
		},
	}
	for _, want := range []string{
		`<line class="l A" x1="25.00%" y1="75.00%" x2="50.00%" y2="25.00%">`, `<line class="l dashed B" x1="25.00%" y1="50.00%" x2="50.00%" y2="0.00%">`,
		`<circle class="dot A" cx="25.00%" cy="75.00%" r="4">`, `<circle class="ring B" cx="50.00%" cy="0.00%" r="4">`, `<circle class="dot B" cx="100.00%" cy="75.00%" r="4">`,
		`<text class="v end A" x="25.00%" y="75.00%" dx="-10" dy="4">91.0</text>`, `<text class="v B" x="50.00%" y="0.00%" dy="17">94.0</text>`,
		`<text class="tick mid K" x="100.00%" y="100.00%" dy="16">2</text>`,
	} {
		if !strings.Contains(f.Plot(), want) {
			t.Errorf("the page's lacks %s", want)
		}
	}
	if n := strings.Count(f.Plot(), `<line class="l `); n != 2 {
		t.Errorf("%d lines join points, want those of two traces", n)
	}
	shapes, height := f.Draw(920)
	var texts []string
	for _, s := range shapes {
		if s.Y < 0 || s.Y > height || s.X < 0 || s.X > 920 || math.IsNaN(s.X+s.Y) {
			t.Errorf("%q at %v, %v is outside of 920 × %v", s.Text, s.X, s.Y, height)
		}
		texts = append(texts, s.Text)
	}
	for _, want := range []string{"whose", "millions", "% right", "plain", "dashed", "apart", "91.0", "90"} {
		if !slices.Contains(texts, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	if n := len(slices.DeleteFunc(texts, func(s string) bool { return !strings.Contains(s, "words") })); n < 2 {
		t.Errorf("what it says has %d lines", n)
	}
}

// What stands beside a chart in a file stays within its row, however long it is.
func TestChartBesideLongWords(t *testing.T) {
	c := Chart{Title: "Right, if read after block", Hint: "% of the pictures with a class", Sum: Words("%s says this, and that is more than there is room for in a line", Word{"A", A, true}), SumNote: strings.Repeat("after 3.1 p = 0.0006, ", 9), Columns: blocks(3), Selected: -1, Axis: Axis{High: 100}}
	shapes, height := c.Draw(920)
	said := ""
	for _, s := range shapes {
		wide := extent(s.Text, labelSize)
		for _, w := range s.Words {
			wide += extent(w.Text, 12.5)
			said += w.Text
		}
		if x := 920 - fileWhole; s.X > float64(x) && s.X+wide > 920 && s.Role != ColumnText {
			t.Errorf("%q %v passes the edge", s.Text, s.Words)
		}
		if s.Y > height || (s.Role == Small || s.Role == Plain) && s.X == 0 && wide > fileLane-20 {
			t.Errorf("%q %v, %v wide, at %v of %v", s.Text, s.Words, wide, s.Y, height)
		}
	}
	if !strings.HasSuffix(said, "A says this, and that is more than there is room for in a line") {
		t.Errorf("it says %q", said)
	}
}
