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
	p.s.Dialog = session.DialogSave
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
			p.sound(code, view, want, "cat.png", "RegNet-20 (LSTM)", "ResNet-20")
		}
	}
	if session.Drawn(session.ViewLens) {
		t.Error("maps are no drawing")
	}
	p.s.Dialog = session.DialogSave
	html := p.html()
	p.wants(html, `id="save-chart-off-svg"`, `id="save-alike-svg"`, `id="save-block-2"`)
}

// sound fails the test unless a view is an SVG file that needs nothing else, with
// its title and what is wanted.
func (p *page) sound(language, view string, wants ...string) {
	p.Helper()
	if !session.Drawn(view) {
		p.Errorf("%s cannot be had as SVG", view)
	}
	svg := SVG(p.s, view)
	if err := xml.Unmarshal([]byte(svg), new(struct{ XMLName xml.Name })); err != nil {
		p.Errorf("%s: %v", view, err)
	}
	for _, want := range append(wants, html.EscapeString(PictureTitle(p.s, view)), `xmlns="http://www.w3.org/2000/svg"`) {
		if !strings.Contains(svg, want) {
			p.Errorf("%s lacks %s", view, want)
		}
	}
	if strings.Contains(svg, "NaN") || strings.Contains(svg, "var(") || strings.Contains(svg, " class=") {
		p.Errorf("%s needs a style sheet", view)
	}
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, language+"-"+view+".svg"), []byte(svg), 0o644); err != nil {
			p.Error(err)
		}
	}
}

// saves presses the buttons of a view in the dialog, and gives the files' names.
func (p *page) saves(view string) []string {
	p.Helper()
	p.browser.saved = nil
	for _, id := range []string{"save-" + view + "-svg", "save-" + view + "-2"} {
		p.fire(p.find("id", id), "click", nil)
	}
	return p.browser.saved
}

// Under Many pictures the dialog offers the chart of the early answers, where the
// classes of some are known, under the names of the networks that read them.
func TestSaveBatchEarly(t *testing.T) {
	p := newBatchPage(t, "frog/1.jpg", "cat/2.jpg", "3.jpg")
	if got, want := p.s.Views(), []string{"batch"}; !slices.Equal(got, want) {
		t.Errorf("before any is read %q, want %q", got, want)
	}
	p.reads(frog, cat, 0.9, 0.6)
	p.reads(cat, cat, 0.9, 0.6)
	if got, want := p.s.Views(), []string{"batch", "batch-early"}; !slices.Equal(got, want) {
		t.Errorf("offered %q, want %q", got, want)
	}
	p.s.Dialog = session.DialogSave
	p.s.SelectModel(1, "resnet-20") // what was read stays that of the networks that did
	if got, want := p.saves("batch-early"), []string{"batch-of-2_resnet-20_regnet-20-lstm_batch-early.svg", "batch-of-2_resnet-20_regnet-20-lstm_batch-early_2x.png"}; !slices.Equal(got, want) {
		t.Errorf("saved as %q, want %q", got, want)
	}
	for code, subject := range map[string]string{"en": "RegNet Lens · 2 of 3 pictures", "ko": "RegNet Lens · 그림 2 / 3"} {
		p.s.SetLanguage(code)
		p.sound(code, session.ViewBatchEarly, subject, "ResNet-20", "RegNet-20 (LSTM)", ">3.1<", ">3.2<", ">100<", ">50<")
	}
	p = newBatchPage(t, "1.jpg")
	p.reads(frog, cat, 0.9, 0.6)
	if slices.Contains(p.s.Views(), session.ViewBatchEarly) {
		t.Error("a chart of no values is offered")
	}
}

// Under Results the dialog offers the two figures, of the data and not of any
// picture.
func TestSaveResults(t *testing.T) {
	p := resultsPage(t)
	if got, want := p.s.Views(), []string{"results-size", "results-early"}; !slices.Equal(got, want) {
		t.Errorf("offered %q, want %q", got, want)
	}
	p.s.Dialog = session.DialogSave
	p.s.Published.Data = 1
	for view, want := range map[string][]string{
		"results-size":  {"cifar-100_results-size.svg", "cifar-100_results-size_2x.png"},
		"results-early": {"cifar-10_resnet-20_results-early.svg", "cifar-10_resnet-20_results-early_2x.png"},
	} {
		if got := p.saves(view); !slices.Equal(got, want) {
			t.Errorf("%s is saved as %q, want %q", view, got, want)
		}
	}
	p.sound("en", session.ViewResultsSize, "RegNet Lens · Results · CIFAR-100", ">RegNet LSTM<", "parameters, million")
	p.s.Published.Data = 0
	p.sound("en", session.ViewResultsEarly, "RegNet Lens · Results · CIFAR-10<", ">paper: ResNet-20<", ">ours: ResNet-20, 30 epochs<", ">55.6<", "stroke-dasharray", ">Ours, dashed, after 30 epochs: ResNet-20 47.0, 91.5.<", ">3.2<")
	p.sound("en", session.ViewResultsSize, "is right more often than ResNet-56", "after the paper&#39;s Fig. 4: its accuracies on CIFAR-10", ">ours: RegNet-20 (LSTM), 30 epochs<")
	if svg := SVG(p.s, session.ViewResultsSize); strings.Contains(svg, `font-weight="650" xml:space="preserve">B `) {
		t.Error("published results are of no A and B")
	}
	p.s.SetLanguage("ko")
	p.sound("ko", session.ViewResultsSize, "RegNet Lens · 결과 · CIFAR-10<", "논문의 그림 4를 따름: CIFAR-10")
	p.sound("ko", session.ViewResultsEarly, ">논문: ResNet-20<")
	p.s.Published.Report = nil
	if views := p.s.Views(); len(views) != 0 {
		t.Errorf("before the results are here %q", views)
	}
}
