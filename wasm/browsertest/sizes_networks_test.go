//go:build !js

package browsertest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

	"regnetlens/infer/arch"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// cifar is the record of a network for small pictures with n blocks a stage.
func cifar(n int, r arch.Regulator) arch.Record {
	return arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32, 64}, Blocks: []int{n, n, n},
		Shortcut: arch.ShortcutProjection, Regulator: r, Classes: 10,
	}
}

// imageNet50 is the record of ResNet-50, or of RegNet-50.
func imageNet50(r arch.Regulator) arch.Record {
	return arch.Record{
		Stem: arch.StemImageNet, StemWidth: 64, Block: arch.BlockBottleneck, Widths: []int{64, 128, 256, 512}, Blocks: []int{3, 4, 6, 3},
		Shortcut: arch.ShortcutProjection, Regulator: r, Classes: 1000,
	}
}

// random writes a weight file of random weights, as small as its values allow,
// and returns its path. The names of classes are as long as ImageNet's.
func random(t testing.TB, id string, r arch.Record, input int) string {
	t.Helper()
	m := weights.Model{ID: id, Title: id, Arch: r, Input: input, Mean: [3]float32{.5, .5, .5}, Std: [3]float32{.25, .25, .25}}
	for i := range r.Classes {
		m.Classes = append(m.Classes, fmt.Sprintf([...]string{"ferret %d, black-footed ferret, Mustela nigripes", "hippopotamus amphibius %d"}[i%2], i))
	}
	if r.Classes == 10 {
		m.Classes = strings.Fields("airplane automobile bird cat deer dog frog horse ship truck")
	}
	g, err := r.Build(input, input)
	if err != nil {
		t.Fatal(err)
	}
	source := rand.New(rand.NewPCG(3, uint64(len(id))))
	var tensors []safetensors.Tensor
	for _, p := range g.Params() {
		data := make([]float32, p.Len())
		each := 1 // values that one output is a sum of
		for _, n := range p.Shape[1:] {
			each *= n
		}
		scale := float32(math.Sqrt(2 / float64(each)))
		for i := range data {
			switch {
			case strings.HasSuffix(p.Name, "running_var"), len(p.Shape) == 1 && strings.HasSuffix(p.Name, "weight"):
				data[i] = 0.5 + 0.5*source.Float32()
			case len(p.Shape) > 1:
				data[i] = scale * float32(source.NormFloat64())
			}
		}
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: safetensors.F16, Shape: p.Shape, Data: data})
	}
	path := filepath.Join(t.TempDir(), id+".safetensors")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := weights.Encode(f, m, tensors); err != nil {
		t.Fatal(err)
	}
	return path
}

// upload chooses weight files for A and B, and waits for their answers.
func (v *visit) upload(paths ...string) {
	v.Helper()
	v.tab(1)
	v.do(chromedp.SetUploadFiles("#weights", paths, chromedp.ByQuery))
	for i, path := range paths {
		v.until(fmt.Sprintf(`document.querySelector("#model-%c").value == %q`, "ab"[i], strings.TrimSuffix(filepath.Base(path), ".safetensors")))
	}
	v.answered("")
}

// columns are what stands over the columns of the axis.
func (v *visit) columns() string {
	v.Helper()
	var out []string
	v.eval(`[...document.querySelectorAll("#grid th.num")].map(e => e.textContent)`, &out)
	return strings.Join(out, " ")
}

// axisIs fails unless these are the columns.
func (v *visit) axisIs(want string) {
	v.Helper()
	v.rendered()
	if got := v.columns(); got != want {
		v.Errorf("the columns are %s, want %s", got, want)
	}
}

// switches presses a switch of H, and takes it back; it makes so many changes.
func (v *visit) switches(id string, want int) {
	v.Helper()
	v.click(id)
	v.until(fmt.Sprintf(`document.querySelector(%q).ariaPressed == "true" && document.querySelectorAll("#edits li").length == %d`, id, want))
	v.answered("")
	v.click(id)
	v.until(fmt.Sprintf(`document.querySelector(%q).ariaPressed == "false" && document.querySelectorAll("#edits li").length == 0`, id))
	v.answered("")
}

// The axis stays usable with networks of other depths: stages fold, and open
// where they are pressed.
func TestSizesOfNetworks(t *testing.T) {
	for _, c := range []struct {
		name    string
		a, b    string
		columns string // at 2.2
		press   string // a folded cell
		opened  string // the columns then
		then    func(v *visit)
	}{
		{"56 beside RegNet-56", random(t, "resnet-56", cifar(9, arch.RegulatorNone), 32), random(t, "regnet-56", cifar(9, arch.RegulatorLSTM), 32),
			"1.1–9 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 3.1–9", "#cell-3-3-9", "1.1–9 2.1–9 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9",
			func(v *visit) { v.switches("#edit-stage-B-2", 1) }},
		{"RegNet-20 beside 56", random(t, "regnet-20-random", cifar(3, arch.RegulatorGRU), 32), random(t, "resnet-56-plain", cifar(9, arch.RegulatorNone), 32),
			"1.1–9 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 3.1–9", "#cell-1-1-3", "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 2.1–9 3.1–9",
			func(v *visit) {
				v.painted("#cell-2-3-3", "#cell-3-3-9") // each the last of its network
				if got := v.text("#edit-stage-A-2"); got != "2.1–3" {
					t.Errorf("the switch of A's stage 2 says %q", got)
				}
				v.switches("#edit-stage-A-2", 1)
			}},
		{"20 beside RegNet-110", random(t, "resnet-20-random", cifar(3, arch.RegulatorNone), 32), random(t, "regnet-110", cifar(18, arch.RegulatorRNN), 32),
			"1.1–18 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9–18 3.1–18", "#cell-3-2-18", "1.1–18 2.1–10 2.11 2.12 2.13 2.14 2.15 2.16 2.17 2.18 3.1–18",
			func(v *visit) {
				v.until(`document.querySelector(".map.A .what").textContent == "no such block" && !document.querySelector("#lens-A canvas") &&
					document.querySelector(".map.A .ends").textContent.trim() == "––"`)
				v.switches("#edit-off-B-2-10", 10)
				v.switches("#edit-stage-B-1", 1)
			}},
		{"50 beside RegNet-50", random(t, "resnet-50", imageNet50(arch.RegulatorNone), 64), random(t, "regnet-50", imageNet50(arch.RegulatorLSTM), 64),
			"1.1–3 2.1 2.2 2.3 2.4 3.1–6 4.1–3", "#cell-3-4-3", "1.1–3 2.1–4 3.1–6 4.1 4.2 4.3", (*visit).thousand},
	} {
		t.Run(c.name, func(t *testing.T) {
			begin := time.Now()
			v := open(t, options{width: 1440, height: 900, timeout: 3 * time.Minute})
			v.answered("")
			v.upload(c.a, c.b)
			t.Logf("answers after %v", time.Since(begin))
			v.until(`/A and of B/.test(document.querySelector("#alike-found").textContent)`)
			v.click("#cell-0-2-2")
			v.axisIs(c.columns)
			for _, w := range []window{{name: "1440 × 900", width: 1440, height: 900}, {name: "1024 × 768", width: 1024, height: 768}, {name: "390 × 844", width: 390, height: 844, touch: true}} {
				v.resize(w)
				v.fits(c.name + " " + w.name)
			}
			v.resize(window{width: 1440, height: 900})
			v.click(c.press)
			v.axisIs(c.opened)
			v.fits(c.name + " opened")
			c.then(v)
			t.Logf("done after %v", time.Since(begin))
		})
	}
}

// thousand looks at what a network of 1,000 classes and 2,048 maps has more of
// than there is room for.
func (v *visit) thousand() {
	v.Helper()
	shown := func() (out []string) {
		v.eval(`[...document.querySelectorAll(".bar-row .class")].map(e => e.textContent)`, &out)
		return out
	}
	find := func(text string) {
		v.eval(fmt.Sprintf(`(e => { e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true})); })(document.querySelector("#class-search"))`, text), nil)
		v.rendered()
	}
	if n := len(shown()); n != 10 {
		v.Errorf("%d of 1,000 classes are shown", n)
	}
	for search, want := range map[string]string{"ferret 778": "ferret 778", "amphibius 77": "hippopotamus amphibius 77", "unicorn": ""} {
		find(search)
		if got := shown(); (want == "") != (len(got) == 0) || want != "" && !slices.Contains(got, want) {
			v.Errorf("found for %q: %q", search, got)
		}
	}
	find("")

	v.do(performance.Enable())
	begin := v.busy()
	v.inspect("all")
	v.painted("#sheet-A", "#sheet-B")
	v.fits("2,048 maps")
	if took := v.busy() - begin; took <= 0 || took > time.Second {
		v.Errorf("all maps kept the main thread busy for %v", took)
	}
	// The maps are large enough to be told apart and pressed, the sheet scrolls to the last.
	v.eval(`document.querySelector("#sheet-A").parentElement.parentElement.scrollTo(0, 1e6)`, nil)
	var map_, frame float64
	v.eval(`document.querySelector("#sheet-A").clientWidth / 16`, &map_)
	v.eval(`document.querySelector(".sheet-frame").clientHeight`, &frame)
	if map_ < 16 || frame > 400 {
		v.Errorf("a map is %.0f wide, the sheet %.0f high", map_, frame)
	}
	v.eval(`document.querySelector(".sheet-frame").scrollIntoView({block: "center"})`, nil)
	var at struct{ X, Y float64 }
	v.eval(`(b => ({X: b.right - 8, Y: b.bottom - 8}))(document.querySelector("#sheet-A").getBoundingClientRect())`, &at)
	v.do(chromedp.MouseClickXY(at.X, at.Y))
	v.until(`document.querySelector("#lens-channel").textContent.startsWith("2048 of 2048")`)

	begin = v.busy()
	const presses = 10
	for range presses {
		v.eval(interactions["channel"], nil)
		v.rendered()
	}
	took := (v.busy() - begin) / presses
	v.Logf("the next map takes the main thread %v", took)
	if took <= 0 || took > 100*time.Millisecond {
		v.Errorf("the next map takes the main thread %v", took)
	}
}
