package ui

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// The dialog offers what there is to save, and each picture says what it shows
// and of what.
func TestSaveViews(t *testing.T) {
	p := newPage(t)
	if got, want := p.s.Views(), []string{"lens", "blocks", "cost"}; !slices.Equal(got, want) {
		t.Errorf("before any answer %q, want %q", got, want)
	}
	d := &devices{read: map[int]func(session.File, error){}}
	p.s.Equip(d)
	p.s.Choose("x.jpg", session.InMemory([]byte("jpeg")))
	p.answer(0, 0.75)
	p.answer(1, 0.75)
	if got, want := p.s.Views(), []string{"lens", "blocks", "curves", "classes", "cost", "answers"}; !slices.Equal(got, want) {
		t.Errorf("with an answer %q, want %q", got, want)
	}
	if got := PictureSubject(p.s, session.ViewCurves); got != "" {
		t.Errorf("the page's picture is %q", got)
	}
	maps := make([]measure.Map, 9)
	for i := range maps {
		maps[i] = measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, float32(i), 7}}
	}
	table := measure.Compare(maps, maps)
	p.s.StartBatch([]string{"frog/1.jpg", "frog/2.jpg"}, 0)
	for row := range 2 {
		d.read[row](session.InMemory([]byte("x")), nil)
		for side := range p.s.Slots {
			r := &protocol.Result{Run: -1 - row, Probabilities: make([]float32, 10), Own: table.Pack()}
			if row == 1 {
				r.Cross = table.Pack()
			}
			p.say(side, r)
		}
	}
	if got, want := p.s.Views(), []string{"batch"}; !slices.Equal(got, want) {
		t.Errorf("of many pictures %q, want %q", got, want)
	}
	p.wants(p.html(), `id="save-batch-2"`)
	p.s.OpenScreen(session.OnePicture)
	p.fire(p.find("id", "over-batch"), "click", nil)
	p.fire(p.find("id", "pairing-2"), "click", nil)
	p.fire(p.find("id", "by-cosine"), "click", nil)
	p.wants(p.html(), "The same block of A and of B, over the 1 pictures compared across them: 1.00 in the mean.", `id="save-alike-1"`)
	for view, want := range map[string][2]string{
		session.ViewSimilarity:  {"How alike the blocks are · A × B · cosine", "1 pictures of a batch"},
		session.ViewCurves:      {"Likeness and early answer over depth · cosine", "2 pictures of a batch"},
		session.ViewBatch:       {"Many pictures: accuracy and confusion", "2 of 2 pictures"},
		session.ViewCost:        {"What each block costs · multiply-adds", ""},
		session.ViewAttribution: {"Why this class? · frog", ""},
	} {
		if title, subject := PictureTitle(p.s, view), PictureSubject(p.s, view); title != want[0] || subject != want[1] {
			t.Errorf("%s: %q of %q, want %q", view, title, subject, want)
		}
	}
	p.s.View.Mode = session.ModeFigure
	if views := p.s.Views(); slices.Contains(views, session.ViewCurves) || !slices.Contains(views, session.ViewSimilarity) {
		t.Errorf("beside the figure there are %q", views)
	}
}
