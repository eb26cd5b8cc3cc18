package ui

import (
	"math"
	"os"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// What becomes of B's answer with H off at one block, block by block as that
// comes.
func TestOffChart(t *testing.T) {
	p := newPage(t)
	p.s.Turn(func() {}) // nothing is known
	if c := p.described(session.ChartOff); c.Hint != "B’s answer %; press one" || len(c.Series) > 0 {
		t.Errorf("before any answer: %q, %v", c.Hint, c.Series)
	}
	p.read()
	c := p.described(session.ChartOff)
	if c.Hint != "B’s cat %; press one" || words(c.Sum) != "B as it is: 52.0" || c.SumNote != "" || values(c.Series[0]) != "- - - - - - - - -" || len(c.Base) != 1 || math.Round(c.Base[0]) != 52 {
		t.Errorf("%q, %q, %q, %s, %v", c.Hint, words(c.Sum), c.SumNote, values(c.Series[0]), c.Base)
	}
	question := p.asked(1, func(asked protocol.Message) bool { _, ok := asked.(*protocol.Ablate); return ok })
	without := func(at arch.Place, left int, probabilities []float32) {
		question.More = left > 0
		p.s.Receive(1, p.s.Slots[1].Generation, question, &protocol.WithoutH{Run: 2, Reading: protocol.Reading{Stage: at.Stage, Block: at.Block, Probabilities: probabilities}, Left: left})
	}
	for i, percent := range []float32{62, 44, 77, 59, 72, 84, 89, 87} {
		without(p.s.Columns()[i], 8-i, share(cat, percent/100, dog))
	}
	if c := p.described(session.ChartOff); values(c.Series[0]) != "62 44 77 59 72 84 89 87 -" || c.SumNote != "" {
		t.Errorf("one block is left: %s, %q", values(c.Series[0]), c.SumNote)
	}
	last := share(cat, 0.44, dog)
	last[dog], last[0], last[1] = 0.2, 0.2, 0.16
	without(arch.Place{Stage: 3, Block: 3}, 0, last)
	c = p.described(session.ChartOff)
	if values(c.Series[0]) != "62 44 77 59 72 84 89 87 44" || c.SumNote != "changes its answer at 1 of 9 blocks" {
		t.Errorf("%s, %q", values(c.Series[0]), c.SumNote)
	}
	second, _ := p.s.Slots[1].WithoutH(p.s.Columns()[1])
	copy(second, share(cat, 0.9, dog))
	if now := p.described(session.ChartOff); now.SumNote != "keeps its answer at all 9 blocks" {
		t.Errorf("no block changes the answer: %q", now.SumNote)
	}
	copy(second, share(cat, 0.44, dog))
	for i, point := range c.Series[0].Points {
		if want := map[int]string{1: "says dog"}[i]; point.Flag != want {
			t.Errorf("block %d: %q, want %q", i, point.Flag, want)
		}
	}
	p.wants(p.html(), `aria-label="B: switch H off at block 1.2, 44 % says dog"`, ">says dog</text>")
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		p.screenshot(dir, "charts", &Charts{S: p.s, Parts: part.Parts{}})
	}
}

// Of two networks with a memory the chart shows both, and each can be pressed.
func TestOffChartOfBoth(t *testing.T) {
	p := newPage(t)
	p.s.SelectModel(0, "regnet-20-lstm")
	if c := p.described(session.ChartOff); c.Hint != "each its own, %; press one" || c.Series != nil {
		t.Errorf("before any answer: %q, %v", c.Hint, c.Series)
	}
	p.read()
	c := p.described(session.ChartOff)
	if c.Hint != "cat %; press one" || words(c.Sum) != "as is: A 81.0 B 52.0" || c.SumNote != "" {
		t.Errorf("%q, %q, %q", c.Hint, words(c.Sum), c.SumNote)
	}
	for side, percent := range [][]float32{{80, 44, 77, 70, 72, 84, 89, 87, 60}, {62, 44, 30, 59, 72, 84, 89, 87, 20}} {
		question := p.asked(side, func(asked protocol.Message) bool { _, ok := asked.(*protocol.Ablate); return ok })
		for i, at := range p.s.Columns() {
			question.More = i < 8
			p.s.Receive(side, p.s.Slots[side].Generation, question, &protocol.WithoutH{Run: 2, Reading: protocol.Reading{Stage: at.Stage, Block: at.Block, Probabilities: share(cat, percent[i]/100, dog)}, Left: 8 - i})
		}
	}
	c = p.described(session.ChartOff)
	if values(c.Series[0]) != "80 44 77 70 72 84 89 87 60" || values(c.Series[1]) != "62 44 30 59 72 84 89 87 20" || c.SumNote != "answer changes: A 1 of 9, B 3 of 9 blocks" {
		t.Errorf("A %s, B %s, %q", values(c.Series[0]), values(c.Series[1]), c.SumNote)
	}
	html := p.html()
	p.wants(html, `aria-label="A: switch H off at block 1.2, 44 % A says dog"`, `aria-label="B: switch H off at block 1.3, 30 % B says dog"`, `class="ring A"`, `class="ring B"`)
	for id, slot := range map[string]int{"chart-off-a-1-3": 0, "chart-off-1-3": 1} {
		p.fire(p.find("id", id), "click", nil)
		if !p.s.HasEdit(session.Edit{Slot: slot, Do: session.RegulatorOff, Stage: 1, Block: 3}) {
			t.Errorf("%s switches nothing off", id)
		}
	}
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		p.screenshot(dir, "charts-both", &Charts{S: p.s, Parts: part.Parts{}})
	}
	p.s.Slots[1].Result = nil // late
	if c := p.described(session.ChartOff); words(c.Sum) != "as is: A 81.0" || strings.Trim(values(c.Series[1]), "- ") != "" || strings.Contains(c.Plot(), "NaN") {
		t.Errorf("beside a network that reads: %q, %s", words(c.Sum), values(c.Series[1]))
	}
	p.s.SetLanguage("ko")
	if c := p.described(session.ChartOff); c.SumNote != "답이 바뀌는 블록: A 1 / 9" {
		t.Errorf("in Korean: %q", c.SumNote)
	}
}
