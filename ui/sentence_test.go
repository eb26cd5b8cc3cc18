package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vugu/vugu"

	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// plainText is the text of an element.
func plainText(n *vugu.VGNode) string {
	var b strings.Builder
	var walk func(n *vugu.VGNode)
	walk = func(n *vugu.VGNode) {
		if n.InnerHTML != nil {
			b.WriteString(strings.NewReplacer("&#39;", "'", "&amp;", "&").Replace(*n.InnerHTML))
		} else if n.Type == 1 {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.TrimSpace(b.String())
}

// says holds the text of an element, by its id, against what it should be.
func (p *page) says(id, want string) {
	p.Helper()
	if got := plainText(p.find("id", id)); got != want {
		p.Errorf("#%s says %q, want %q", id, got, want)
	}
}

// attribute is an attribute of an element; "" where it has none.
func attribute(n *vugu.VGNode, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// reads lets a network answer with shares of the ten classes, in per cent; before
// are those without the edits, nil for none.
func (p *page) reads(side, run int, before []float32, shares ...float32) {
	r := &protocol.Result{Run: run, Probabilities: make([]float32, 10), Unedited: before, Size: 32, View: make([]byte, 4*32*32)}
	for i, v := range shares {
		r.Probabilities[i] = v / 100
	}
	p.say(side, r)
}

// ready lets both workers load.
func (p *page) ready() {
	for side := range p.s.Slots {
		p.say(side, &protocol.Ready{})
		p.say(side, &protocol.Loaded{Backend: "simd"})
	}
}

func TestThesis(t *testing.T) {
	p := newPage(t)
	p.says("thesis", "Two networks read one picture. A is a ResNet. B is the same with a regulator: a small memory that tells each block what earlier blocks saw. Does B repeat itself less, and know earlier?")
	if n := p.find("id", "paper-link"); attribute(n, "href") != "https://arxiv.org/abs/2101.00590" || !strings.HasPrefix(plainText(n), "Xu et al. 2021") {
		t.Errorf("the paper is %v", n.Attr)
	}
	p.fire(p.find("id", "open-story"), "click", nil)
	if p.s.Story.Step != 1 {
		t.Error("the story does not begin")
	}
	p.s.LeaveStory()
	p.fire(p.find("id", "open-how"), "click", nil)
	if p.s.Dialog != session.DialogHow {
		t.Error("“How it works” shows nothing")
	}
	p.s.Leave()
	p.fire(p.find("id", "model-a"), "change", map[string]any{"target": map[string]any{"value": "regnet-20-lstm"}})
	p.says("thesis", "A is RegNet-20 (LSTM), B is RegNet-20 (LSTM); both read the same picture.")
}

// The finding follows what is on the page, and so do the answers.
func TestFinding(t *testing.T) {
	p := newPage(t)
	p.says("finding", "Both are reading A ship.")
	p.s.Choose("my cat.jpg", session.InMemory([]byte("jpeg")))
	p.ready()
	p.says("finding", "Both are reading my cat.jpg.")
	p.reads(0, 2, nil, 0, 0, 8.2, 81, 2, 5.4, 3.4)
	p.says("finding", "A says cat (81 %). B is still reading my cat.jpg.")
	p.says("claims", "Nothing of the picture before is shown: what is empty has not been computed for this one yet.")
	p.says("answer-B", "reading…")
	p.says("effect", "Ready when B has read the picture.")
	p.says("share-B", "")
	if html := p.html(); !strings.Contains(html, "answer-panel late-B") || strings.Contains(html, "late-A") {
		t.Error("B is not marked as late, or A is")
	}
	for _, n := range p.cells("B") {
		if n != "" {
			t.Errorf("a share of %q of the late B", n)
		}
	}
	p.reads(1, 2, nil, 0, 0, 8, 51.5, 2, 30.4, 8.1)
	p.says("finding", "Both say cat. A is surer: 81 % against 52 %. B wavers to dog (30 %).")
	p.says("share-A", "81.0 %")
	p.says("share-B", "51.5 %")
	p.says("sign-A", "")
	p.says("sign-B", "close: dog 30 %")
	p.says("effect", p.s.Text.WhatIf.Hint)
	p.says("disagree", "")
	p.says("shares-among", "% shares among these ten classes; other things get one of them too.")
	if got, want := fmt.Sprint(p.cells("B")), "[0.0 0.0 8.0 51.5 2.0 30.4 8.1 0.0 0.0 0.0]"; got != want {
		t.Errorf("the shares of B are %s, want %s", got, want)
	}
	before := p.s.Slots[1].Result.Probabilities
	p.s.ToggleEdit(session.Edit{Slot: 1, Do: session.RegulatorOff, Stage: 1, Block: 2})
	p.reads(0, 3, nil, 0, 0, 8.2, 81, 2, 5.4, 3.4)
	p.reads(1, 3, before, 0, 0, 8, 44.4, 1.7, 45.9)
	p.says("finding", "With H off at block 1.2, B says dog (46 %) instead of cat (44 %). A stays with cat.")
	p.says("claims", "Everything of B from block 1.2 on is computed anew. Dashed bars: before the change.")
	p.says("sign-B", "was cat 51.5 %")
	p.says("disagree", "≠ They disagree")
	p.says("effect", "B cat 51.5 → 44.4 %, dog 30.4 → 45.9 %. The answer changes. A unchanged.")
	html := p.html()
	p.wants(html, `width="51.5%"`, `width="44.4%"`)
	p.fire(p.find("id", "language"), "click", nil)
	p.says("finding", "블록 1.2의 H를 끄면 B의 답이 고양이(44 %)에서 개(46 %)로 바뀝니다. A는 그대로 고양이입니다.")
	p.says("sign-B", "전에는 고양이 51.5 %")
	if n := p.find("id", "finding"); attribute(n, "aria-live") != "polite" {
		t.Errorf("the finding is %v", n.Attr)
	}
}

// The link to the results leads there.
func TestResultsLink(t *testing.T) {
	p := newPage(t)
	p.s.Choose("x", session.InMemory([]byte("x")))
	p.ready()
	if strings.Contains(p.html(), `id="open-results"`) {
		t.Error("a link to nothing")
	}
	for side := range p.s.Slots {
		p.reads(side, 2, nil, 0, 0, 0, 100)
		d := p.s.Slots[side]
		for _, of := range []float32{80, 100} { // nobody knows earlier
			r := make([]float32, 10)
			r[3] = of / 100
			d.Result.Readout = append(d.Result.Readout, protocol.Reading{Stage: 3, Block: 2 + len(d.Result.Readout), Probabilities: r})
		}
		d.Similar = &session.Similarities{}
	}
	p.says("claims", "Of the paper's two claims, not seen here: B knows earlier (after 3.2 cat 80 % against 80 %). Ours learnt for 10 epochs, the paper's for 164. Results")
	p.fire(p.find("id", "open-results"), "click", nil)
	if p.s.Screen != session.Results {
		t.Errorf("the link leads to %q", p.s.Screen)
	}
}

// cells are the numbers of a network's bars.
func (p *page) cells(net string) []string {
	p.Helper()
	var out []string
	p.html()
	var walk func(n *vugu.VGNode)
	walk = func(n *vugu.VGNode) {
		for ; n != nil; n = n.NextSibling {
			if attribute(n, "role") == "cell" && attribute(n, "class") == net {
				out = append(out, plainText(n))
			}
			if n.Component != nil {
				for _, o := range p.results.ResultFor(n.Component).Out {
					walk(o)
				}
			}
			walk(n.FirstChild)
		}
	}
	walk(p.results.Out.Out[0])
	return out
}

// Pressing a class asks why; of many classes the others are found by name.
func TestClasses(t *testing.T) {
	p := newPage(t)
	p.s.Choose("x", session.InMemory([]byte("x")))
	p.ready()
	p.reads(0, 2, nil, 0, 0, 0, 90)
	p.reads(1, 2, nil, 0, 0, 0, 90)
	p.fire(p.find("title", "Why dog?"), "click", nil)
	if p.s.Attribute.Class != "dog" {
		t.Errorf("asked about %q", p.s.Attribute.Class)
	}
	if n := p.find("id", "class-search"); !strings.Contains(attribute(n, "class"), "gone") {
		t.Error("ten classes are searched")
	}
	for _, d := range p.s.Slots {
		d.Model.Classes = make([]string, 1000)
		for i := range d.Model.Classes {
			d.Model.Classes[i] = fmt.Sprint("thing ", i)
		}
		d.Result.Probabilities = make([]float32, 1000)
		d.Result.Probabilities[700+d.Index] = 0.8
	}
	html := p.html()
	if n := strings.Count(html, `class="bar-row`); n != 10 {
		t.Errorf("%d bars of a thousand classes", n)
	}
	p.says("shares-among", "% shares among the 1000 classes; other things get one of them too.")
	p.wants(html, "thing 700", "thing 701")
	p.fire(p.find("id", "class-search"), "input", map[string]any{"target": map[string]any{"value": "thing 99"}})
	html = p.html()
	p.wants(html, "thing 999")
	if n := strings.Count(html, `class="bar-row`); n != 10 || !strings.Contains(html, "no-class gone") {
		t.Errorf("%d found", n)
	}
	p.fire(p.find("id", "class-search"), "input", map[string]any{"target": map[string]any{"value": "unicorn"}})
	if html = p.html(); strings.Contains(html, "no-class gone") || strings.Contains(html, `class="bar-row`) {
		t.Error("a unicorn was found")
	}
}

// The reader says what it really is.
func TestTruth(t *testing.T) {
	p := newPage(t)
	p.s.Data.Samples[0].Label = "frog"
	p.s.Choose("x", session.InMemory([]byte("x")))
	p.ready()
	p.reads(0, 2, nil, 0, 0, 0, 90)
	p.reads(1, 2, nil, 0, 0, 0, 0, 0, 90)
	choose := func(value string) {
		t.Helper()
		p.fire(p.find("id", "truth"), "change", map[string]any{"target": map[string]any{"value": value}})
	}
	p.wants(p.html(), "It is really", "you say…", "none of these ten", `class="known gone"`)
	choose("class cat")
	p.wants(p.html(), "A ✓", "B ✗", `aria-label="A is right"`, `aria-label="B is wrong"`)
	if n := p.find("value", "class cat"); attribute(n, "selected") == "" && !strings.Contains(fmt.Sprint(n.Attr, n.Prop), "selected") {
		t.Errorf("what was said is not chosen: %v %v", n.Attr, n.Prop)
	}
	choose("none")
	p.wants(p.html(), "A ✗", "B ✗")
	choose("")
	if html := p.html(); strings.Contains(html, "✓") || strings.Contains(html, "✗") {
		t.Error("a verdict on what nobody knows")
	}
	p.fire(p.find("id", "language"), "click", nil)
	p.wants(p.html(), "정답은", "이 열 가지가 아님")
	p.fire(p.find("id", "language"), "click", nil)
	p.s.Shown.Label = "cat"
	p.wants(p.html(), "It is a ", `class="really gone"`, "A ✓")
}
