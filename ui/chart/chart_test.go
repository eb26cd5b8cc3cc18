package chart

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

// blocks are columns of stages with so many blocks.
func blocks(stages ...int) []Column {
	var places []arch.Place
	for s, n := range stages {
		for b := range n {
			places = append(places, arch.Place{Stage: s + 1, Block: b + 1})
		}
	}
	return Columns(places)
}

func series(ink Ink, digits int, values ...float64) Series {
	s := Series{Ink: ink}
	for _, v := range values {
		p := None
		if !math.IsNaN(v) {
			p = Point{Value: v, Text: fmt.Sprintf("%.*f", digits, v)}
		}
		s.Points = append(s.Points, p)
	}
	return s
}

var nan = math.NaN()

// likeness is a chart as on the page: a gap first, equal values, crossing lines.
func likeness() Chart {
	return Chart{
		Title: "Alike", Hint: "O to the block before", Columns: blocks(3, 3, 3), Selected: 4,
		Axis: Axis{0.5, 1, []Tick{{0.5, "0.5"}, {1, "1"}}},
		Series: []Series{
			series(A, 2, nan, 0.92, 0.78, 0.71, 0.93, 0.94, 0.67, 0.87, 0.78),
			series(B, 2, nan, 0.86, 0.89, 0.71, 0.93, 0.94, 0.70, 0.84, 1),
		},
		Sum: []Word{{"A", A, true}, {" 0.87 ", Both, false}, {"B", B, true}, {" 0.89", Both, false}}, SumNote: "mean within stages (CKA)",
	}
}

func off(values ...float64) Chart {
	return Chart{
		Title: "H off", Hint: "B’s cat %; press one", Kind: Rings, Columns: blocks(3, 3, 3), Selected: -1,
		Axis: Axis{0, 100, []Tick{{0, "0"}, {100, "100"}}}, Series: []Series{series(B, 0, values...)}, Base: []float64{51.5},
	}
}

func texts(shapes []Shape, roles ...Role) []string {
	var out []string
	for _, s := range shapes {
		if slices.Contains(roles, s.Role) {
			out = append(out, s.Text)
		}
	}
	return out
}

func TestSpans(t *testing.T) {
	columns := blocks(2, 2)
	columns[1] = Column{Place: arch.Place{Stage: 1, Block: 2}, Folded: 5, Width: 0.5}
	got := Spans(columns[:3])
	want := []Span{{0, 0.4}, {0.4, 0.2}, {0.6, 0.4}}
	for i := range want {
		if math.Abs(got[i].Left-want[i].Left) > 1e-12 || math.Abs(got[i].Width-want[i].Width) > 1e-12 {
			t.Errorf("column %d at %v, want %v", i, got[i], want[i])
		}
	}
	if name := columns[1].Name(); name != "1.2–1.6" {
		t.Errorf("named %q", name)
	}
	for place, want := range map[arch.Place]bool{{Stage: 1, Block: 1}: false, {Stage: 1, Block: 2}: true, {Stage: 1, Block: 6}: true, {Stage: 1, Block: 7}: false, {Stage: 2, Block: 2}: false} {
		if columns[1].Holds(place) != want {
			t.Errorf("holds %v: %v", place, !want)
		}
	}
	if columns[0].Name() != "1.1" || len(columns[0].Blocks()) != 1 {
		t.Errorf("one block is %v", columns[0].Blocks())
	}
}

func TestCeiling(t *testing.T) {
	for v, want := range map[float64]float64{5.9: 6, 6: 6, 6.1: 8, 8.2: 10, 1.01: 1.5, 0.031: 0.04, 420: 500, 900: 1000, 0: 1, math.Inf(1): 1} {
		if v == 420 {
			want = 500
		}
		if got := Ceiling(v); math.Abs(got-want) > 1e-9*want {
			t.Errorf("an axis to %v ends at %v, want %v", v, got, want)
		}
	}
	if Ceiling(nan) != 1 || Ceiling(-3) != 1 {
		t.Error("no values have no axis")
	}
}

// A value lies as high as the axis says; what is beyond it at its end.
func TestPlaces(t *testing.T) {
	c := likeness()
	c.Series[1].Points[2].Value = 0.3
	for _, s := range c.shapes(900, 50, 900) {
		if s.Role == Dot && s.Ink == A && s.X < 0.2 && (math.Abs(s.X-1.5/9) > 1e-12 || math.Abs(s.Y-0.16) > 1e-12) {
			t.Errorf("0.92 at %v, %v", s.X, s.Y)
		}
		if s.Role == Dot && s.Ink == B && math.Abs(s.X-2.5/9) < 1e-9 && s.Y != 1 {
			t.Errorf("0.3 at %v", s.Y)
		}
	}
	count := map[Role]int{}
	for _, s := range c.shapes(900, 50, 900) {
		count[s.Role]++
	}
	for role, want := range map[Role]int{Grid: 2, TickText: 2, Edge: 2, Line: 14, Dot: 16, Value: 16} {
		if count[role] != want {
			t.Errorf("%d of role %d, want %d", count[role], role, want)
		}
	}
}

// Lines do not cross what has no value.
func TestGap(t *testing.T) {
	c := off(10, 20, nan, 40, nan, 60, 70, 80, 90)
	var lines []float64
	for _, s := range c.shapes(900, 50, 900) {
		if s.Role == PaleLine {
			lines = append(lines, math.Round(9*s.X+0.5))
		}
	}
	if !slices.Equal(lines, []float64{1, 6, 7, 8}) {
		t.Errorf("lines from %v", lines)
	}
}

// boxes are where the written values lie, in pixels.
func boxes(shapes []Shape, width, height float64, phone bool) []box {
	var out []box
	for _, s := range shapes {
		if strings.HasPrefix(s.Class, "roomy") && phone {
			continue
		}
		half := extent(s.Text, labelSize) / 2
		x, foot := s.X*width+s.DX, s.Y*height+s.DY
		switch s.Role {
		case Value, Flag:
			out = append(out, box{x - half, x + half, foot - 8, foot})
		case ValueLeft:
			out = append(out, box{x - 2*half, x, foot - 8, foot})
		case ValueRight:
			out = append(out, box{x, x + 2*half, foot - 8, foot})
		}
	}
	return out
}

// No value lies over another or outside the chart, on no size of the page.
func TestLabelsApart(t *testing.T) {
	flagged := off(62, 44, 77, 59, 72, 84, 89, 87, 44)
	flagged.Series[0].Points[1].Flag = "says dog"
	flagged.Series[0].Points[8].Flag = "says automobile"
	low := off(0, 3, 0, 1, 2, 0, 100, 100, 0)
	low.Series[0].Points[0].Flag = "says automobile"
	low.Series[0].Points[7].Flag = "says automobile"
	pair := likeness()
	pair.Axis = Axis{0, 1, nil}
	pair.Series = []Series{series(A, 2, 0, 0.01, 1, 0, 0.5, 0.52, 0, 1, 0.9), series(B, 2, 0, 0, 1, 1, 0.5, 0.48, 0.1, 0.99, 0.95)}
	bars := Chart{Kind: Bars, Columns: blocks(3, 3, 3), Selected: -1, Axis: Axis{0, 6, nil}, Series: []Series{
		series(A, 2, 4.72, 4.72, 4.72, 3.5, 4.72, 4.72, 3.5, 4.72, 4.72), series(B, 2, 5.9, 5.9, 5.9, 4.6, 5.6, 5.6, 4.4, 5.4, 5.4)}}
	deep := Chart{Columns: blocks(9, 9, 9), Selected: 13, Axis: Axis{0, 1, nil}, Series: []Series{{Ink: A}, {Ink: B}}}
	for i := range 27 {
		for k := range deep.Series {
			v := 0.5 + 0.5*math.Sin(float64(i*(k+2)))
			deep.Series[k].Points = append(deep.Series[k].Points, Point{Value: v, Text: fmt.Sprintf("%.2f", v)})
		}
	}
	folded := deep
	folded.Columns = slices.Clone(deep.Columns[:12])
	folded.Columns[0] = Column{Place: arch.Place{Stage: 1, Block: 1}, Folded: 9, Width: 0.3}
	folded.Series = []Series{{Ink: A, Points: deep.Series[0].Points[:12]}, {Ink: B, Points: deep.Series[1].Points[:12]}}
	both := off(100, 44, 100, 59, 72, 0, 89, 100, 44)
	both.Series = []Series{series(A, 0, 100, 45, 99, 100, 72, 0, 90, 100, 100), both.Series[0]}
	both.Base = []float64{81, nan}
	both.Series[0].Points[1].Flag, both.Series[1].Points[1].Flag = "A says dog", "B says dog"
	both.Series[0].Points[8].Flag, both.Series[1].Points[0].Flag = "A says automobile", "B says automobile"
	deepBoth := deep
	deepBoth.Kind = Rings
	for name, c := range map[string]Chart{"off in both": both, "off in both, 27 blocks": deepBoth, "alike": likeness(), "flags": flagged, "at the ends": low, "close": pair, "bars": bars, "27 blocks": deep, "folded": folded} {
		for _, size := range []struct {
			width, height float64
			phone         bool
		}{{plotWidth, plotHeight, false}, {756, 55, false}, {leastWidth, 44, true}} {
			shapes := c.shapes(plotWidth, plotHeight, leastWidth)
			all := boxes(shapes, size.width, size.height, size.phone)
			if len(all) < 4 {
				t.Errorf("%s: %d values", name, len(all))
			}
			for i, b := range all {
				if b.top < -above-1 || b.bottom > size.height+below+3 {
					t.Errorf("%s, %v wide: %v leaves the chart", name, size.width, b)
				}
				for _, o := range all[:i] {
					if b.meets(o) {
						t.Errorf("%s, %v wide: %v lies over %v", name, size.width, b, o)
					}
				}
			}
		}
	}
	if got := texts(flagged.shapes(plotWidth, plotHeight, leastWidth), Flag); !slices.Equal(got, []string{"says dog", "says automobile"}) {
		t.Errorf("flags %q", got)
	}
	if n := len(texts(deep.shapes(plotWidth, plotHeight, leastWidth), Value)); n < 20 || n > 40 {
		t.Errorf("%d of 54 values are written", n)
	}
	if got := texts(deep.shapes(plotWidth, plotHeight, leastWidth), Value); !slices.Contains(got, deep.Series[0].Points[13].Text) {
		t.Error("the selected block's value is left out")
	}
}

// The rings of two networks stand beside each other in a column, A's at the left,
// and a network that has not answered has no line of its own share.
func TestRingsOfTwo(t *testing.T) {
	c := off(50, 50, 50, 50, 50, 50, 50, 50, 50)
	c.Series = []Series{series(A, 0, 50, 50, 50, 50, 50, 50, 50, 50, 50), c.Series[0]}
	c.Base = []float64{nan, 60}
	var at [3][]float64
	bases := 0
	for _, s := range c.shapes(plotWidth, plotHeight, leastWidth) {
		switch s.Role {
		case Ring:
			at[s.Ink] = append(at[s.Ink], s.X)
		case Reference:
			bases++
			if s.Ink != B || math.Abs(s.Y-0.4) > 1e-9 {
				t.Errorf("a share as it is of %v at %v", s.Ink, s.Y)
			}
		}
	}
	if bases != 1 || len(at[A]) != 9 || len(at[B]) != 9 {
		t.Fatalf("%d shares as they are, %d and %d rings", bases, len(at[A]), len(at[B]))
	}
	for i, span := range Spans(c.Columns) {
		if a, b := at[A][i], at[B][i]; !(span.Left < a && a < span.Middle() && span.Middle() < b && b < span.Left+span.Width) || (b-a)*leastWidth < 2*4.5+2 {
			t.Errorf("in the column from %v to %v they stand at %v and %v", span.Left, span.Left+span.Width, a, b)
		}
	}
}

// Of two values the upper one stands over its point, the lower one under its own.
func TestUpperAndLower(t *testing.T) {
	feet := likeness().feet(1, 33)
	if a, b := 33*0.16, 33*0.28; math.Abs(feet[0]-(a-rise)) > 1e-9 || math.Abs(feet[1]-(b+fall)) > 1e-9 {
		t.Errorf("base lines %v", feet)
	}
}

func TestWrapped(t *testing.T) {
	got := wrapped("Readable in stage 3 only: the last layer takes 64 maps.", 170, 12)
	if len(got) < 2 || len(got) > 3 || strings.Join(got, " ") != "Readable in stage 3 only: the last layer takes 64 maps." {
		t.Errorf("%q", got)
	}
	for _, line := range got {
		if extent(line, 12) > 170 {
			t.Errorf("%q is too long", line)
		}
	}
	if wrapped("", 100, 12) != nil {
		t.Error("nothing has lines")
	}
}

func TestWords(t *testing.T) {
	got := Words("Both say %s from %s on", Word{Text: "cat"}, Word{Text: "3.2", Strong: true})
	if want := []Word{{Text: "Both say "}, {Text: "cat"}, {Text: " from "}, {Text: "3.2", Strong: true}, {Text: " on"}}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// elements are the names and attributes of a piece of XML; it has to be sound.
func elements(t *testing.T, svg string) (out []xml.StartElement) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		if e, ok := token.(xml.StartElement); ok {
			out = append(out, e)
		}
	}
}

// What stands on the page has classes and shares of the plot's size.
func TestPlotOnPage(t *testing.T) {
	c := likeness()
	c.Series[0].Points[1].Text = `<b>&"`
	plot := c.Plot()
	elements(t, "<g>"+plot+"</g>")
	for _, want := range []string{`<circle class="dot A" cx="16.67%" cy="16.00%" r="3.2"></circle>`, `<line class="g K" x1="0.00%" y1="0.00%" x2="100.00%" y2="0.00%"></line>`, `&lt;b&gt;&amp;`} {
		if !strings.Contains(plot, want) {
			t.Errorf("the plot lacks %s", want)
		}
	}
	if strings.Contains(plot, `"#`) || strings.Contains(plot, "style") {
		t.Error("colours are the style sheet's")
	}
}

// A file needs nothing: no style sheet, no classes, no script, no shares.
func TestFile(t *testing.T) {
	file := File(Heading{"RegNet Lens · <cat>", "Alike · CKA", [2]string{"ResNet-20", "RegNet-20 (LSTM)"}}, Names(likeness().Columns), likeness(), off(62, 44, 77, 59, 72, 84, 89, 87, 44))
	all := elements(t, file)
	if all[0].Name.Local != "svg" || all[0].Name.Space != "http://www.w3.org/2000/svg" {
		t.Errorf("begins with %v", all[0].Name)
	}
	count := map[string]int{}
	for _, e := range all {
		count[e.Name.Local]++
		for _, a := range e.Attr {
			if a.Name.Local == "class" || a.Name.Local == "style" || strings.Contains(a.Value, "var(") || strings.Contains(a.Value, "INK") || strings.Contains(a.Value, "%") && a.Name.Local != "title" || strings.Contains(a.Value, "NaN") {
				t.Errorf("%s has %s=%q", e.Name.Local, a.Name.Local, a.Value)
			}
		}
	}
	if count["circle"] != 16+9 || count["title"] != 1 || count["script"] != 0 {
		t.Errorf("%v", count)
	}
	for _, want := range []string{">Alike<", ">0.92<", ">1.1<", ">3.3<", "RegNet-20 (LSTM)", "&lt;cat&gt;", "mean within stages (CKA)"} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	if dir := os.Getenv("REGNET_SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "charts.svg"), []byte(file), 0o644); err != nil {
			t.Error(err)
		}
	}
}

// The colours of files are those of the page in the light.
func TestColours(t *testing.T) {
	sheet, err := os.ReadFile("../style/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	root, _, _ := strings.Cut(string(sheet), "}")
	token := func(name string) string {
		m := regexp.MustCompile(`--` + name + `: (#[0-9a-f]+);`).FindStringSubmatch(root)
		if m == nil {
			t.Fatalf("the page has no --%s", name)
		}
		return m[1]
	}
	for name, ink := range map[string]Ink{"ink": Both, "a": A, "b": B} {
		if light[ink] != token(name) {
			t.Errorf("--%s is %s on the page and %s in files", name, token(name), light[ink])
		}
	}
	allowed := []string{token("line"), token("muted"), token("card"), token("warn"), token("b-soft"), token("empty")}
	for _, o := range of {
		for _, colour := range regexp.MustCompile(`#[0-9a-f]+`).FindAllString(o.look, -1) {
			if !slices.Contains(allowed, colour) {
				t.Errorf("%s is no colour of the page", colour)
			}
		}
	}
}
