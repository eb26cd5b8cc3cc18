package ui

import (
	"html"
	"strings"
	"testing"

	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// batchPage is the page with a batch of files, of which it reads as many as it is
// told the answers to.
type batchPage struct {
	*page
	d    *devices
	read int
}

func newBatchPage(t *testing.T, files ...string) *batchPage {
	p := &batchPage{page: newPage(t), d: &devices{read: map[int]func(session.File, error){}}}
	p.s.Equip(p.d)
	p.s.Choose("x.jpg", session.InMemory([]byte("jpeg")))
	p.answer(0, 0.75)
	p.answer(1, 0.75)
	p.s.StartBatch(files, 1)
	return p
}

// reads plays the next file: the classes that the networks say, by number, and
// how sure they are. A's early answer is cat, B's frog.
func (p *batchPage) reads(a, b int, pa, pb float32) {
	p.d.read[p.read](session.InMemory([]byte("x")), nil)
	for side, class := range []int{a, b} {
		answer, early := make([]float32, 10), make([]float32, 10)
		answer[class] = []float32{pa, pb}[side]
		early[3+3*side] = 1
		p.say(side, &protocol.Result{Run: -1 - p.read, Probabilities: answer, RunMS: 2, View: make([]byte, 4*16),
			Readout: []protocol.Reading{{Stage: 3, Block: 1, Probabilities: early}, {Stage: 3, Block: 2, Probabilities: answer}}})
	}
	p.read++
}

// said is a sentence of the page, whose pieces have elements of their own.
func (p *batchPage) said(id string) string {
	p.Helper()
	said := ""
	for n := p.find("id", id).FirstChild; n != nil; n = n.NextSibling {
		if n.InnerHTML != nil {
			said += html.UnescapeString(*n.InnerHTML)
		}
	}
	return said
}

const frog = 6 // among the classes, as cat

// The view says how far the batch is in each of its states, and what can be done.
func TestBatchStates(t *testing.T) {
	p := newBatchPage(t, "frog/1.jpg", "frog/2.jpg", "frog/3.jpg")
	state := func(want string, phrases ...string) {
		t.Helper()
		page := p.html()
		if got := p.find("id", "batch-state"); *got.InnerHTML != want {
			t.Errorf("the state is %q, want %q", *got.InnerHTML, want)
		}
		p.wants(page, phrases...)
	}
	gone := func(id string) bool {
		for _, a := range p.find("id", id).Attr {
			if a.Key == "class" {
				return strings.Contains(a.Val, "gone")
			}
		}
		return false
	}
	state("Reading 0 of 3", "A ResNet-20, B RegNet-20 (LSTM) · 1 other files left out", "3 of 3 pictures have one", "> 0 of 3<")
	p.reads(frog, frog, 0.9, 0.8)
	state("Reading 1 of 3", `value="1"`)
	if !gone("batch-again") {
		t.Error("what runs can go on")
	}
	p.fire(p.find("id", "batch-cancel"), "click", nil)
	state("Stopped after 1 of 3", ">Go on<")
	p.fire(p.find("id", "batch-again"), "click", nil)
	p.read = 1
	for range 2 {
		p.d.read[p.read](session.InMemory([]byte("x")), nil)
		for side := range 2 {
			p.say(side, &protocol.Result{Run: -4 - p.read, Probabilities: []float32{0, 0, 0, 0, 0, 0, 1, 0, 0, 0}})
		}
		p.read++
	}
	state("All 3 read")
	if got := p.said("batch-agreed"); got != "Of these 3, A has 3 right and B 3. That is within chance." {
		t.Errorf("found %q", got)
	}
	if !gone("batch-again") {
		t.Error("what is read can go on")
	}
	// Another network: the result stays under its own names.
	p.fire(p.find("id", "model-b"), "change", map[string]any{"target": map[string]any{"value": "resnet-20"}})
	state("All 3 read", "A ResNet-20, B RegNet-20 (LSTM)", ">Read again with ResNet-20<", "<span>RegNet-20 (LSTM)</span>")
	p.fire(p.find("id", "batch-again"), "click", nil)
	p.fire(p.find("id", "model-b"), "change", map[string]any{"target": map[string]any{"value": "regnet-20-lstm"}})
	p.fire(p.find("id", "model-a"), "change", map[string]any{"target": map[string]any{"value": "regnet-20-lstm"}})
	state("Stopped after 0 of 3: another network was chosen", ">Read again with RegNet-20 (LSTM) and RegNet-20 (LSTM)<")
	p.fire(p.find("id", "batch-remove"), "click", nil)
	state("Read many pictures, one after another", "Drop pictures or a folder anywhere")
	for _, id := range []string{"batch-files", "batch-folder"} {
		p.browser.files = 0
		if p.fire(p.find("id", id), "change", nil); p.browser.files != 1 {
			t.Errorf("%s opens nothing", id)
		}
	}
	p.fire(p.find("id", "language"), "click", nil)
	state("여러 그림을 차례로 읽기")
}

// What came of the pictures: accuracies with their intervals, right when read
// early, and the matrices, whose numbers filter the pictures and free them again.
func TestBatchFindings(t *testing.T) {
	p := newBatchPage(t, "frog/1.jpg", "frog/<b>2.jpg", "cat/3.jpg", "4.jpg")
	p.reads(frog, cat, 0.9, 0.6)
	p.reads(frog, cat, 0.9, 0.7)
	p.reads(cat, cat, 0.5, 0.5)
	p.reads(cat, cat, 0.5, 0.5)
	page := p.html()
	// Wilson's interval for 3 of 3 is 43.85 to 100 %, and for 1 of 3 6.15 to 79.23 %.
	p.wants(page, "<strong>100.0 %</strong>", "<strong>33.3 %</strong>", "3 of 3 right · 95 % interval 43.9–100.0 %", "1 of 3 right · 95 % interval 6.1–79.2 %", "2.0 ms a picture",
		"Right, if read after block", "A: 3.1 33 3.2 100", "B: 3.1 67 3.2 33", "McNemar&#39;s exact test: after 3.1 p = 1, after 3.2 p = 0.50",
		"different answers 2", "only A right 2", "all 4", "page 1 of 1, 4 rows", "frog/&lt;b&gt;2.jpg", ">A frog 90 %</span><span>✓</span>", ">B cat 70 %</span><span>✗</span>", ">A cat 50 %</span><span></span>")
	if got, want := p.said("batch-agreed"), "Of these 3, A has 3 right and B 1. That is within chance."; got != want {
		t.Errorf("found %q, want %q", got, want)
	}
	if got := p.said("batch-chance"); !strings.HasPrefix(got, "Only A right: 2, only B right: 0, both wrong: 0. McNemar's exact test: p = 0.50.") {
		t.Errorf("cautioned %q", got)
	}
	order := func() (rows []string) {
		for _, part := range strings.Split(p.html(), `id="row-`)[1:] {
			rows = append(rows, part[:1])
		}
		return rows
	}
	if got := strings.Join(order(), ""); got != "1023" {
		t.Errorf("the pictures stand as %s; the surest disagreement is to be first", got)
	}
	const cell = "frog taken for cat: 2"
	p.fire(p.find("aria-label", cell), "click", nil)
	p.wants(p.html(), "× B: "+cell, "2 rows")
	p.fire(p.find("id", "filter-onlyB"), "click", nil)
	p.wants(p.html(), "0 rows", "No picture is like that.")
	p.fire(p.find("id", "filter-all"), "click", nil)
	p.fire(p.find("aria-label", cell), "click", nil)
	p.wants(p.html(), "4 rows")
	p.fire(p.find("aria-label", cell), "click", nil)
	p.fire(p.find("id", "batch-cell"), "click", nil)
	p.fire(p.find("id", "batch-search"), "input", map[string]any{"target": map[string]any{"value": "2.JPG"}})
	p.wants(p.html(), "1 rows")
	p.fire(p.find("id", "batch-search"), "input", map[string]any{"target": map[string]any{"value": ""}})
	p.fire(p.find("id", "as-table"), "click", nil)
	p.wants(p.html(), `id="batch-table"`, "✓ frog", "✗ cat", "90.0 %")
	if got := strings.Join(order(), ""); got != "0123" {
		t.Errorf("the table's rows stand as %s", got)
	}
	p.fire(p.find("id", "sort-PB"), "click", nil)
	if got := strings.Join(order(), ""); got != "1023" {
		t.Errorf("by B's probability they stand as %s", got)
	}
	p.islandsOf()
	thumbs := 0
	for _, c := range p.browser.islands {
		if c.Subject == Thumb && c.Generation == p.s.Batch.Number {
			thumbs++
		}
	}
	if thumbs != 4 {
		t.Errorf("%d small pictures", thumbs)
	}
	// A row opens under One picture; the list stays as it is.
	p.fire(p.find("id", "row-1"), "click", nil)
	p.d.read[1](session.InMemory([]byte("jpeg")), nil)
	if p.s.Screen != session.ManyPictures {
		t.Error("a picture that is not read yet is shown")
	}
}

// Without classes nothing is claimed about them.
func TestBatchWithoutClasses(t *testing.T) {
	p := newBatchPage(t, "1.jpg")
	p.reads(frog, cat, 0.9, 0.6)
	page := p.html()
	p.wants(page, "No folder is named after a class", "<strong>–</strong>", "A frog 90 %<")
	if strings.Contains(page, "% interval") || strings.Contains(page, "NaN") || strings.Contains(page, `id="confusion-A"`) {
		t.Error("a number nobody knows")
	}
}
