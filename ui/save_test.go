package ui

import (
	"encoding/xml"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	if got, want := p.s.Views(), []string{"lens", "blocks", "chart-cost", "block"}; !slices.Equal(got, want) {
		t.Errorf("before any answer %q, want %q", got, want)
	}
	d := &devices{read: map[int]func(session.File, error){}}
	p.s.Equip(d)
	p.s.Choose("x.jpg", session.InMemory([]byte("jpeg")))
	p.answer(0, 0.75)
	p.answer(1, 0.75)
	if got, want := p.s.Views(), []string{"lens", "blocks", "curves", "chart-answer", "chart-off", "chart-cost", "block", "answers"}; !slices.Equal(got, want) {
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
	p.fire(p.find("id", "by-cosine"), "click", nil)
	p.wants(p.html(), "The same block of A and of B, over the 1 pictures compared across them: 1.00 in the mean.", `id="save-alike-1"`)
	for view, want := range map[string][2]string{
		session.ViewSimilarity:  {"How alike any two blocks are · cosine", "2 pictures of a batch"},
		session.ViewCurves:      {"All charts over the blocks · cosine", "2 pictures of a batch"},
		session.ViewBatch:       {"Many pictures: accuracy and confusion", "2 of 2 pictures"},
		session.ChartCost:       {"What each block costs · multiply-adds", ""},
		session.ViewAttribution: {"Why this class? · frog", ""},
	} {
		if title, subject := PictureTitle(p.s, view), PictureSubject(p.s, view); title != want[0] || subject != want[1] {
			t.Errorf("%s: %q of %q, want %q", view, title, subject, want)
		}
	}
	p.s.View.Mode = session.ModeFigure
	if views := p.s.Views(); !slices.Contains(views, session.ViewCurves) || !slices.Contains(views, session.ViewSimilarity) {
		t.Errorf("beside the figure there are %q", views)
	}
	curves := SVG(p.s, session.ViewCurves)
	if strings.Contains(curves, ">H off<") || !strings.Contains(curves, "RegNet Lens · 2 pictures of a batch") {
		t.Error("beside what is of a batch stands what is of one picture")
	}
}

// Every view that is drawn is a sound SVG file with title, picture, networks and
// what it shows.
func TestSaveSVG(t *testing.T) {
	p := newPage(t)
	p.read()
	for _, code := range []string{"en", "ko"} {
		p.s.SetLanguage(code)
		for view, want := range map[string]string{
			session.ViewCurves: ">0.92<", session.ChartAlike: ">0.92<", session.ChartAnswer: ">81<", session.ChartOff: ">100<", session.ChartAcross: ">0.65<", session.ChartCost: ">5.96<",
			session.ViewSimilarity: `fill="#fde725"`, session.ViewBlock: ">LSTM<",
		} {
			if !session.Drawn(view) {
				t.Errorf("%s cannot be had as SVG", view)
			}
			svg := SVG(p.s, view)
			if err := xml.Unmarshal([]byte(svg), new(struct{ XMLName xml.Name })); err != nil {
				t.Errorf("%s: %v", view, err)
			}
			for _, want := range []string{want, "cat.png", "RegNet-20 (LSTM)", "ResNet-20", html.EscapeString(PictureTitle(p.s, view)), `xmlns="http://www.w3.org/2000/svg"`} {
				if !strings.Contains(svg, want) {
					t.Errorf("%s lacks %s", view, want)
				}
			}
			if strings.Contains(svg, "NaN") || strings.Contains(svg, "var(") || strings.Contains(svg, " class=") {
				t.Errorf("%s needs a style sheet", view)
			}
			if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, code+"-"+view+".svg"), []byte(svg), 0o644); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if session.Drawn(session.ViewLens) {
		t.Error("maps are no drawing")
	}
	html := p.html()
	p.wants(html, `id="save-chart-off-svg"`, `id="save-alike-svg"`, `id="save-block-2"`)
}
