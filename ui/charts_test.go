package ui

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vugu/vugu"
	"github.com/vugu/vugu/staticrender"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/ui/chart"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// likenessTable has these values beside its diagonal, and one value elsewhere.
func likenessTable(n int, elsewhere float64, beside []float64) measure.Table {
	t := measure.Table{Rows: n, Columns: n, Pairs: make([]measure.Pair, n*n)}
	for i := range n {
		for j := range n {
			v := elsewhere
			switch {
			case i == j:
				v = 1
			case (i == j+1 || j == i+1) && beside != nil:
				v = beside[max(i, j)-1]
			}
			t.Pairs[i*n+j] = measure.Pair{Cosine: v / 2, Pictures: 1, HSICXY: v, HSICXX: 1, HSICYY: 1}
		}
	}
	return t
}

// share gives a class a share, and another what is left.
func share(class int, p float32, other int) []float32 {
	out := make([]float32, 10)
	out[class], out[other] = p, 1-p
	return out
}

const cat, dog = 3, 5

// read lets both networks answer, as in the sketch of the page: cat, by early
// answers of these shares, and blocks alike by these values.
func (p *page) read() {
	p.Helper()
	p.s.Choose("cat.png", session.InMemory([]byte("png")))
	blocks := make([]protocol.Block, 9)
	for i := range blocks {
		blocks[i] = protocol.Block{Stage: i/3 + 1, Block: i%3 + 1}
	}
	early := [2][3][]float32{
		{share(cat, 0.24, dog), share(cat, 0.34, dog), share(cat, 0.81, dog)},
		{share(cat, 0.38, dog), share(cat, 0.69, dog), share(cat, 0.52, dog)},
	}
	alike := [2][]float64{{0.92, 0.78, 0.71, 0.93, 0.94, 0.67, 0.87, 0.78}, {0.86, 0.89, 0.71, 0.93, 0.94, 0.70, 0.84, 0.90}}
	for side := range p.s.Slots {
		result := &protocol.Result{Run: 2, Probabilities: early[side][2], RunMS: 1, PrepareMS: 1, Size: 32, View: make([]byte, 4*32*32)}
		for i, read := range early[side] {
			result.Readout = append(result.Readout, protocol.Reading{Stage: 3, Block: i + 1, Probabilities: read})
		}
		own := likenessTable(9, 0.4, alike[side])
		for _, m := range []protocol.Message{&protocol.Ready{}, &protocol.Loaded{Backend: "simd"}, result} {
			p.say(side, m)
		}
		similar := &protocol.Similarity{Run: 2, Blocks: blocks, Own: own.Pack()}
		if side == 1 {
			cross := likenessTable(9, 0.6, nil)
			for i := range 9 {
				cross.Pairs[10*i].HSICXY = 0.65 + 0.01*float64(i)
			}
			similar.Others, similar.Cross = blocks, cross.Pack()
		}
		p.comparing(side, similar)
	}
}

// comparing answers a network's question of likeness.
func (p *page) comparing(side int, m *protocol.Similarity) {
	p.Helper()
	p.s.Receive(side, p.s.Slots[side].Generation, p.asked(side, func(asked protocol.Message) bool { _, ok := asked.(*protocol.Compare); return ok }), m)
}

// asked is a question that comes to a network, if need be after others, which
// nothing answers.
func (p *page) asked(side int, is func(protocol.Message) bool) protocol.Header {
	p.Helper()
	for range 20 {
		c := p.browser.calls[side]
		if is(c.command) {
			return c.header
		}
		p.s.Receive(side, p.s.Slots[side].Generation, c.header, &protocol.Painted{})
	}
	p.Fatalf("network %d is not asked", side)
	return protocol.Header{}
}

func words(w []chart.Word) string {
	var b strings.Builder
	for _, w := range w {
		b.WriteString(w.Text)
	}
	return strings.ReplaceAll(b.String(), "\u2002", " ")
}

func (p *page) described(of string) chart.Chart {
	return describe(p.s, of, chart.Columns(p.s.Columns()))
}

// values of a series, "-" for none.
func values(s chart.Series) string {
	var out []string
	for _, p := range s.Points {
		if out = append(out, p.Text); p.Text == "" {
			out[len(out)-1] = "-"
		}
	}
	return strings.Join(out, " ")
}

func TestCharts(t *testing.T) {
	p := newPage(t)
	for _, of := range session.Charts {
		c := p.described(of)
		for _, s := range c.Series {
			if of != session.ChartCost && strings.Trim(values(s), "- ") != "" {
				t.Errorf("%s has values before any answer: %s", of, values(s))
			}
		}
		if of != session.ChartCost && c.Sum != nil {
			t.Errorf("%s comes to %q before any answer", of, words(c.Sum))
		}
	}
	p.read()
	for _, want := range []struct {
		of, hint, a, b, sum, note string
		low, high                 float64
	}{
		{session.ChartAlike, "O to O before", "- 0.92 0.78 0.71 0.93 0.94 0.67 0.87 0.78", "- 0.86 0.89 0.71 0.93 0.94 0.70 0.84 0.90", "A 0.87 B 0.89", "mean within stages (CKA)", 0.5, 1},
		{session.ChartAnswer, "cat %, if read here", "- - - - - - 24 34 81", "- - - - - - 38 69 52", "Only in the last block, 3.3, do they come to agree.", "", 0, 100},
		{session.ChartAcross, "same block", "0.65 0.66 0.67 0.68 0.69 0.70 0.71 0.72 0.73", "", "0.69", "mean over blocks (CKA)", 0.5, 1},
		{session.ChartCost, "million mul-adds", "4.72 4.72 4.72 3.67 4.72 4.72 3.67 4.72 4.72", "5.96 5.96 5.96 4.55 5.60 5.60 4.37 5.42 5.42", "A 40.8 B 49.3", "million mul-adds, whole network", 0, 6},
	} {
		c := p.described(want.of)
		if c.Hint != want.hint || words(c.Sum) != want.sum || c.SumNote != want.note || c.Axis.Low != want.low || c.Axis.High != want.high {
			t.Errorf("%s: %q comes to %q, %q, from %v to %v", want.of, c.Hint, words(c.Sum), c.SumNote, c.Axis.Low, c.Axis.High)
		}
		if got := values(c.Series[0]); got != want.a {
			t.Errorf("%s: %s, want %s", want.of, got, want.a)
		}
		if want.b != "" && values(c.Series[1]) != want.b {
			t.Errorf("%s: B %s, want %s", want.of, values(c.Series[1]), want.b)
		}
	}
	if c := p.described(session.ChartAnswer); c.Note != "Readable in stage 3 only: the last layer takes 64 maps." || c.NoteColumns != 6 {
		t.Errorf("%q over %d columns", c.Note, c.NoteColumns)
	}
	p.s.Compared.Similarity = session.Cosine
	if c := p.described(session.ChartAlike); c.Axis.Low != 0 || c.SumNote != "mean within stages (cosine)" {
		t.Errorf("the axis of %q begins at %v", c.SumNote, c.Axis.Low)
	}
	p.s.SetLanguage("ko")
	if c := p.described(session.ChartAnswer); words(c.Sum) != "마지막 블록 3.3에 와서야 답이 같아집니다." {
		t.Errorf("in Korean: %q", words(c.Sum))
	}
}

// What the likeness was before an edit stands in the sum beside what it is.
func TestLikenessBeforeAnEdit(t *testing.T) {
	p := newPage(t)
	p.read()
	p.s.ToggleEdit(session.Edit{Slot: 1, Do: session.RegulatorOff, Stage: 1, Block: 2})
	blocks := p.s.Slots[0].Similar.Blocks
	run := p.s.Slots[0].Run + 1
	for side := range p.s.Slots {
		r := &protocol.Result{Run: run, Probabilities: share(cat, 0.6, dog), Size: 32, View: make([]byte, 4*32*32)}
		if side == 1 {
			r.Unedited = share(cat, 0.52, dog)
		}
		p.say(side, r)
	}
	for side := range p.s.Slots {
		own := likenessTable(9, 0.5, nil)
		similar := &protocol.Similarity{Run: run, Blocks: blocks, Own: own.Pack()}
		if side == 1 {
			cross := likenessTable(9, 0.5, nil)
			similar.Others, similar.Cross = blocks, cross.Pack()
		}
		p.comparing(side, similar)
	}
	for of, want := range map[string][2]string{session.ChartAlike: {"A 0.50 B 0.50", "B was 0.89 (CKA)"}, session.ChartAcross: {"1.00", "was 0.69 (CKA)"}} {
		if c := p.described(of); words(c.Sum) != want[0] || c.SumNote != want[1] {
			t.Errorf("%s: %q, %q, want %q", of, words(c.Sum), c.SumNote, want)
		}
	}
	p.s.SetLanguage("ko")
	if c := p.described(session.ChartAlike); c.SumNote != "B 전에는 0.89 (CKA)" {
		t.Errorf("in Korean: %q", c.SumNote)
	}
	p.s.Slots[1].Similar = nil // not compared yet
	if c := p.described(session.ChartAcross); c.SumNote != "" {
		t.Errorf("before the blocks are compared %q", c.SumNote)
	}
}

// Beside a network that reads there is nothing of it, and no sum of both.
func TestChartsOfOne(t *testing.T) {
	p := newPage(t)
	p.read()
	p.s.Slots[1].Result = nil // late
	if c := p.described(session.ChartAnswer); c.Sum != nil || strings.Trim(values(c.Series[1]), "- ") != "" || values(c.Series[0]) != "- - - - - - 24 34 81" {
		t.Errorf("beside a network that reads: %q, %s", words(c.Sum), values(c.Series[0]))
	}
	if c := p.described(session.ChartOff); c.Series != nil || c.Sum != nil {
		t.Errorf("the chart of a network that reads has %v", c.Series)
	}
}

// A folded stage is one column with the mean of its blocks.
func TestFolded(t *testing.T) {
	p := newPage(t)
	p.read()
	columns := append([]chart.Column{{Place: arch.Place{Stage: 1, Block: 1}, Folded: 3, Width: 0.4}}, chart.Columns(p.s.Columns()[3:])...)
	c := describe(p.s, session.ChartAlike, columns)
	if got := values(c.Series[0]); got != "0.85 0.71 0.93 0.94 0.67 0.87 0.78" { // of 0.92 and 0.78
		t.Errorf("folded: %s", got)
	}
	p.s.Select.Place = arch.Place{Stage: 1, Block: 3}
	if c := describe(p.s, session.ChartAlike, columns); c.Selected != 0 {
		t.Errorf("the selected block is in column %d", c.Selected)
	}
	if html := rendered(t, &Charts{S: p.s, Parts: part.Parts{}, Columns: columns}); !strings.Contains(html, `width="6.25%" x="0.00%"`) || strings.Contains(html, `id="chart-off-1-1"`) || !strings.Contains(html, `id="chart-off-2-1"`) {
		t.Error("the page's charts have other columns")
	}
}

// Networks of any depth have their charts.
func TestChartsOfOtherNetworks(t *testing.T) {
	p := newPage(t)
	for _, blocks := range [][2][]int{{{9, 9, 9}, {9, 9, 9}}, {{3, 3, 3}, {9, 9, 9}}, {{3, 4, 6, 3}, {3, 4, 6, 3}}, {{1}, {1}}} {
		for side, d := range p.s.Slots {
			r := d.Graph.Record
			r.Blocks, r.Widths = blocks[side], []int{16, 32, 64, 128}[:len(blocks[side])]
			r.RegulatedStages = nil
			g, err := r.Build(32, 32)
			if err != nil {
				t.Fatal(err)
			}
			d.Graph = g
		}
		for _, of := range session.Charts {
			c := p.described(of)
			for _, s := range c.Series {
				if len(s.Points) != len(c.Columns) {
					t.Errorf("%v, %s: %d values over %d columns", blocks, of, len(s.Points), len(c.Columns))
				}
			}
			if svg := c.Plot(); strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
				t.Errorf("%v, %s: %s", blocks, of, svg)
			}
		}
	}
	for _, d := range p.s.Slots {
		d.Graph.Record.Regulator = arch.RegulatorNone
	}
	if c := p.described(session.ChartOff); c.Note == "" || c.NoteColumns != len(c.Columns) {
		t.Error("without a memory nothing says so")
	}
}

// rendered is a component without the page.
func rendered(t testing.TB, component vugu.Builder) string {
	t.Helper()
	env, err := vugu.NewBuildEnv(&staticrender.RWMutexEventEnv{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := staticrender.New(&b).Render(env.RunBuild(component)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestChartOnPage(t *testing.T) {
	p := newPage(t)
	p.read()
	html := p.html()
	p.wants(html, `id="chart-alike"`, `id="cost-params"`, "do they come to agree.", `<circle class="dot A"`, "A: 1.2 0.92, 1.3 0.78, 2.1 0.71", `aria-label="B: switch H off at block 1.2"`)
	var bands []string
	for _, m := range regexp.MustCompile(`class="column-band"[^>]* width="([^"]*)" x="([^"]*)"`).FindAllStringSubmatch(html, -1) {
		bands = append(bands, m[2]+" "+m[1])
	}
	if want := slices.Repeat([]string{"44.44% 11.11%"}, len(session.Charts)); !slices.Equal(bands, want) {
		t.Errorf("bands of the selected block at %q", bands)
	}
	edit := session.Edit{Slot: 1, Do: session.RegulatorOff, Stage: 1, Block: 2}
	p.fire(p.find("id", "chart-off-1-2"), "click", nil)
	if !p.s.HasEdit(edit) {
		t.Error("pressing a point switches nothing off")
	}
	p.fire(p.find("id", "chart-off-1-2"), "click", nil)
	if p.s.HasEdit(edit) {
		t.Error("pressing it again does not switch on")
	}
	p.fire(p.find("id", "cost-params"), "click", nil)
	p.wants(p.html(), "thousand parameters", "Trained numbers.")
}

// screenshot writes a component as a page of its own with the page's style, to
// be looked at.
func (p *page) screenshot(dir, name string, component vugu.Builder) {
	p.Helper()
	var sheet []byte
	files, err := filepath.Glob("style/*.css")
	if err != nil {
		p.Fatal(err)
	}
	slices.SortFunc(files, func(a, b string) int { // the tokens first
		return cmp.Compare(strings.TrimPrefix(a, "style/tokens"), strings.TrimPrefix(b, "style/tokens"))
	})
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			p.Fatal(err)
		}
		sheet = append(sheet, b...)
	}
	out := fmt.Sprintf(`<!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width"><style>%s</style><section class="card axis">%s</section>`, sheet, rendered(p, component))
	if err := os.WriteFile(filepath.Join(dir, name+".html"), []byte(out), 0o644); err != nil {
		p.Error(err)
	}
}
