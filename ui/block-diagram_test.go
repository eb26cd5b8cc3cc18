package ui

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/text"
)

// drawnOf is the drawing of a block of a network of a record.
func drawnOf(t *testing.T, p *page, at arch.Place, change func(*arch.Record)) chart.Block {
	t.Helper()
	d := p.s.Slots[1]
	r := d.Graph.Record
	r.RegulatedStages = nil
	change(&r)
	g, err := r.Build(32, 32)
	if err != nil {
		t.Fatal(err)
	}
	before := d.Graph
	defer func() { d.Graph = before }()
	d.Graph = g
	return blockOf(&text.English, d, at)
}

// What is drawn is what the graph has.
func TestBlockOfGraph(t *testing.T) {
	p := newPage(t)
	kinds := func(b chart.Block) string {
		var out []string
		for _, part := range b.Parts() {
			out = append(out, part.Name)
		}
		return strings.Join(out, " ")
	}
	first, middle, last := arch.Place{Stage: 2, Block: 1}, arch.Place{Stage: 2, Block: 2}, arch.Place{Stage: 2, Block: 3}
	for _, test := range []struct {
		name                      string
		at                        arch.Place
		change                    func(*arch.Record)
		title, parts              string
		begin, middle, end, short string
		cell, before, next        string
		regulated, empty          bool
	}{
		{name: "LSTM", at: middle, change: func(r *arch.Record) {}, title: "B regulated", parts: "X I H C gates mix R O", begin: "3×3", middle: "1×1", end: "3×3", cell: "LSTM", before: "from block before", next: "to next", regulated: true},
		{name: "the first of a stage", at: first, change: func(r *arch.Record) {}, title: "B regulated", parts: "X I H C gates mix R O", begin: "3×3 ↓", middle: "1×1", end: "3×3", short: "1×1 ↓", cell: "LSTM", before: "begins empty", next: "to next", regulated: true, empty: true},
		{name: "the last of a stage", at: last, change: func(r *arch.Record) {}, title: "B regulated", parts: "X I H C gates mix R O", begin: "3×3", middle: "1×1", end: "3×3", cell: "LSTM", before: "from block before", regulated: true},
		{name: "GRU", at: middle, change: func(r *arch.Record) { r.Regulator = arch.RegulatorGRU }, title: "B regulated", parts: "X I H gates mix R O", begin: "3×3", middle: "1×1", end: "3×3", cell: "GRU", before: "from block before", next: "to next", regulated: true},
		{name: "RNN", at: middle, change: func(r *arch.Record) { r.Regulator = arch.RegulatorRNN }, title: "B regulated", parts: "X I H gates mix R O", begin: "3×3", middle: "1×1", end: "3×3", cell: "RNN", before: "from block before", next: "to next", regulated: true},
		{name: "plain", at: middle, change: func(r *arch.Record) { r.Regulator = arch.RegulatorNone }, title: "B plain", parts: "X I R O", begin: "3×3", end: "3×3"},
		{name: "a stage without a regulator", at: middle, change: func(r *arch.Record) { r.RegulatedStages = []int{1} }, title: "B plain", parts: "X I R O", begin: "3×3", end: "3×3"},
		{name: "squeeze and excitation", at: middle, change: func(r *arch.Record) { r.Regulator, r.SE = arch.RegulatorNone, 4 }, title: "B plain", parts: "X I R O", begin: "3×3", end: "3×3, SE"},
		{name: "padded", at: first, change: func(r *arch.Record) {
			r.Regulator, r.Shortcut = arch.RegulatorNone, arch.ShortcutPad
		}, title: "B plain", parts: "X I R O", begin: "3×3 ↓", end: "3×3", short: "pad"},
		{name: "bottleneck", at: first, change: func(r *arch.Record) {
			r.Regulator, r.Block, r.BottleneckStride = arch.RegulatorNone, arch.BlockBottleneck, arch.StrideConv2
		}, title: "B plain", parts: "X I R O", begin: "1×1", end: "3×3 ↓, 1×1", short: "1×1 ↓"},
		{name: "regulated bottleneck with SE", at: middle, change: func(r *arch.Record) {
			r.Block, r.SE = arch.BlockBottleneck, 4
		}, title: "B regulated", parts: "X I H C gates mix R O", begin: "1×1", middle: "3×3, 1×1", end: "1×1, SE", cell: "LSTM", before: "from block before", next: "to next", regulated: true},
	} {
		b := drawnOf(t, p, test.at, test.change)
		if b.Title != test.title || kinds(b) != test.parts || b.Begin != test.begin || b.Middle != test.middle || b.End != test.end || b.Shortcut != test.short {
			t.Errorf("%s: %q with %q: %q, %q, %q beside %q", test.name, b.Title, kinds(b), b.Begin, b.Middle, b.End, b.Shortcut)
		}
		if (b.Memory != nil) != test.regulated {
			t.Errorf("%s: memory %v", test.name, b.Memory)
		} else if m := b.Memory; m != nil && (m.Cell != test.cell || strings.Join(m.Before, " ") != test.before || m.Next != test.next || m.Empty != test.empty) {
			t.Errorf("%s: memory %+v", test.name, m)
		}
	}
}

func TestBlockDiagram(t *testing.T) {
	p := newPage(t)
	p.read()
	p.wants(p.html(), "A plain", "B regulated", ">3×3</text>", `aria-label="B, H: what the memory answers; it goes on to the next block of the stage."`, "laneB row-h")
	for _, step := range []struct {
		id   string
		kind arch.Kind
		row  int // of the axis; -1 where its maps have none
	}{
		{"part-A-o", arch.KindO, 0},
		{"part-B-o", arch.KindO, 3},
		{"part-B-c", arch.KindC, -1},
		{"part-B-gates", arch.KindGateI, -1},
		{"part-B-gates", arch.KindGateF, -1},
		{"part-B-mix", arch.KindMix, -1},
		{"part-A-residual", arch.KindResidual, -1},
		{"part-B-i", arch.KindI, 1},
		{"part-B-h", arch.KindH, 2},
	} {
		p.fire(p.find("id", step.id), "click", nil)
		if s := p.s.Select; s.Kind != step.kind || s.Place != (arch.Place{Stage: 2, Block: 2}) || step.row >= 0 && s.Row != step.row {
			t.Errorf("%s selected %v at %v, row %d", step.id, s.Kind, s.Place, s.Row)
		}
		html := p.html()
		if key := partKey(step.kind); strings.Count(html, `class="say-`+key+` on"`) != 1 {
			t.Errorf("%s: its sentence is not shown", step.id)
		}
		if part := regexp.MustCompile(`<g[^>]* id="` + step.id + `"[^>]*>`).FindString(html); !strings.Contains(part, ` on"`) || !strings.Contains(part, `aria-pressed="true"`) {
			t.Errorf("selected, it is %s", part)
		}
	}
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		p.screenshot(dir, "block", &BlockDiagram{S: p.s})
	}
	p.fire(p.find("id", "part-B-x"), "click", nil)
	if s := p.s.Select; s.Kind != arch.KindO || s.Place != (arch.Place{Stage: 2, Block: 1}) {
		t.Errorf("what comes in is %v of %v", s.Kind, s.Place)
	}
	p.wants(p.html(), ">begins</text>", ">empty</text>", ">1×1 ↓</text>")
}

// A network of fewer blocks is drawn at its last block before.
func TestNearest(t *testing.T) {
	p := newPage(t)
	for at, want := range map[arch.Place]arch.Place{{Stage: 2, Block: 2}: {Stage: 2, Block: 2}, {Stage: 2, Block: 9}: {Stage: 2, Block: 3}, {Stage: 4, Block: 1}: {Stage: 3, Block: 1}} {
		if got := nearest(p.s.Slots[0].Graph, at); got != want {
			t.Errorf("for %v %v, want %v", at, got, want)
		}
	}
}

// Parts do not lie over each other, and what is pressed has 40 pixels on a phone,
// where the drawing is 310 wide.
func TestPartsApart(t *testing.T) {
	p := newPage(t)
	p.read()
	c := &BlockDiagram{S: p.s}
	c.Compute()
	wide := 0.0
	for _, b := range c.blocks {
		wide += b.Wide()
	}
	for _, b := range c.blocks {
		parts := b.Parts()
		for i, part := range parts {
			if high := (part.Height + 5) * 310 / wide; high < 40 {
				t.Errorf("%s is %.1f pixels high", part.Name, high)
			}
			if part.X < 0 || part.X+part.Width > b.Wide() || part.Y+part.Height > chart.BlockHigh {
				t.Errorf("%s leaves the drawing", part.Name)
			}
			for _, other := range parts[:i] {
				if part.X < other.X+other.Width && other.X < part.X+part.Width && part.Y < other.Y+other.Height && other.Y < part.Y+part.Height {
					t.Errorf("%s lies over %s", part.Name, other.Name)
				}
			}
		}
	}
}
