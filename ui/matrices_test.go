package ui

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

func TestMatrices(t *testing.T) {
	p := newPage(t)
	html := p.html()
	p.wants(html, `id="matrix-aa"`, `id="matrix-bb"`, `id="matrix-ab"`, "A with itself", "A (rows) × B (columns)")
	if strings.Contains(html, "v9 K") {
		t.Error("a likeness before any answer")
	}
	p.read()
	all := (&Matrices{S: p.s}).all()
	for i, want := range []float64{0.92, 0.86, 0.6} { // rows 1.1, columns 1.2
		if got := all[i].Values[1]; got < want-1e-6 || got > want+1e-6 {
			t.Errorf("%s: 1.1 and 1.2 are alike by %v, want %v", all[i].ID, got, want)
		}
	}
	p.s.PressPair(session.WithinB, 1.5/9, 0.5/9)
	p.wants(p.html(), "B, stage 1 block 1 and stage 1 block 2: CKA 0.86", "On this picture a block and the one before it", "repeats itself no less than A")
	html = p.html()
	if n := strings.Count(html, `class="column-band paired"`); n != 2*len(session.Charts) {
		t.Errorf("%d columns of charts are marked, want 2 in each", n)
	}
	if n := len(regexp.MustCompile(`<td class="tile[^"]* paired`).FindAllString(html, -1)); n != 2*len(p.s.Rows()) {
		t.Errorf("%d tiles are marked, want 2 in each row", n)
	}
	if n := strings.Count(html, `class="pair hidden"`); n != 2 {
		t.Errorf("the pair is shown in %d matrices", 3-n)
	}
	if piece := (&Matrices{S: p.s}).piece(); piece.Of != 1 || piece.Marked != [2]int{0, 1} {
		t.Errorf("the file marks %v of %d", piece.Marked, piece.Of)
	}
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		p.screenshot(dir, "matrices", &Matrices{S: p.s})
	}
	p.s.PressPair(session.WithinB, 1.5/9, 0.5/9)
	if strings.Contains(p.html(), " paired") {
		t.Error("pressed again, the columns stay marked")
	}
}

// A pair in a folded stage marks its column.
func TestPairInFoldedStage(t *testing.T) {
	c := &Depth{S: newPage(t).s}
	c.S.Compared.Marked = [2]arch.Place{{Stage: 1, Block: 4}, {Stage: 2, Block: 1}}
	for _, test := range []struct {
		column session.AxisColumn
		want   bool
	}{
		{session.AxisColumn{Place: arch.Place{Stage: 1, Block: 9}, Blocks: 9}, true},
		{session.AxisColumn{Place: arch.Place{Stage: 2, Block: 1}, Blocks: 1}, true},
		{session.AxisColumn{Place: arch.Place{Stage: 2, Block: 2}, Blocks: 1}, false},
		{session.AxisColumn{Place: arch.Place{Stage: 3, Block: 9}, Blocks: 9}, false},
	} {
		if got := strings.Contains(c.columnClass("num", test.column), "paired"); got != test.want {
			t.Errorf("%v is marked: %v", test.column, got)
		}
	}
}

// Turns that concern the matrices or the chart of H off alone leave the page as
// building all of it anew would.
func TestNarrowCharts(t *testing.T) {
	p := newPage(t)
	p.read()
	question := p.asked(1, func(asked protocol.Message) bool { _, ok := asked.(*protocol.Ablate); return ok })
	question.More = true
	p.html()
	for _, turn := range []struct {
		name string
		do   func()
	}{
		{"pointed at", func() { p.s.PointPair(session.Across, 0.5, 0.2) }},
		{"pressed", func() { p.s.PressPair(session.Across, 0.5, 0.2) }},
		{"by the keys", func() { session.KeyFor("ArrowRight", false, session.OnMatrix).Do(p.s, "ArrowRight") }},
		{"another table", func() { p.s.ComparePairing(session.WithinA) }},
		{"without H", func() {
			p.s.Receive(1, p.s.Slots[1].Generation, question, &protocol.WithoutH{Run: 2, Reading: protocol.Reading{Stage: 1, Block: 1, Probabilities: share(dog, 0.9, cat)}, Left: 8})
		}},
		{"another block", func() { p.s.MoveBlock(1) }},
	} {
		before := p.as()
		p.s.Turn(turn.do)
		narrow := p.as()
		if all := p.html(); narrow != all {
			t.Errorf("%s: in part the page is not as on the whole", turn.name)
		}
		if narrow == before {
			t.Errorf("%s changes nothing", turn.name)
		}
	}
	if p.s.Compared.Marked[0] == (arch.Place{}) {
		t.Error("nothing is marked")
	}
}
