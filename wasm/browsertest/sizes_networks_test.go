//go:build !js

package browsertest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
		m.Classes = append(m.Classes, fmt.Sprintf("black-footed ferret, polecat, Mustela nigripes %d", i+1))
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

// axisIs fails unless these are the columns, and the charts' and switches' are the same.
func (v *visit) axisIs(want string) {
	v.Helper()
	v.rendered()
	if got := v.columns(); got != want {
		v.Errorf("the columns are %s, want %s", got, want)
	}
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
	}{
		{"56 beside RegNet-56", random(t, "resnet-56", cifar(9, arch.RegulatorNone), 32), random(t, "regnet-56", cifar(9, arch.RegulatorLSTM), 32),
			"1.1–9 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 3.1–9", "#cell-3-3-9", "1.1–9 2.1–9 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9"},
		{"20 beside 56", random(t, "resnet-20-random", cifar(3, arch.RegulatorNone), 32), random(t, "resnet-56-plain", cifar(9, arch.RegulatorNone), 32),
			"1.1–9 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 3.1–9", "#cell-1-1-9", "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 2.1–9 3.1–9"},
		{"50 beside RegNet-50", random(t, "resnet-50", imageNet50(arch.RegulatorNone), 64), random(t, "regnet-50", imageNet50(arch.RegulatorLSTM), 64),
			"1.1–3 2.1 2.2 2.3 2.4 3.1–6 4.1–3", "#cell-3-4-3", "1.1–3 2.1–4 3.1–6 4.1 4.2 4.3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			begin := time.Now()
			v := open(t, options{width: 1440, height: 900, timeout: 3 * time.Minute})
			v.answered("")
			v.upload(c.a, c.b)
			t.Logf("answers after %v", time.Since(begin))
			v.until(`/CKA/.test(document.querySelector("#alike-found").textContent)`)
			t.Logf("compared after %v", time.Since(begin))
			v.axisIs(c.columns)
			for _, w := range []window{{name: "1440 × 900", width: 1440, height: 900}, {name: "1024 × 768", width: 1024, height: 768}, {name: "390 × 844", width: 390, height: 844, touch: true}} {
				v.resize(w)
				v.fits(c.name + " " + w.name)
			}
			v.resize(window{width: 1440, height: 900})
			v.click(c.press)
			v.axisIs(c.opened)
			v.fits(c.name + " opened")
			t.Logf("done after %v", time.Since(begin))
		})
	}
}
