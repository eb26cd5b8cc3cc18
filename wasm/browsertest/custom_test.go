//go:build !js

package browsertest

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"regnetlens/infer/arch"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// strange is a network unlike those of the catalogue: other depth, other size
// of picture, other classes, a regulator of another kind; with random weights.
func strange(t testing.TB) []byte { return strangeTimes(t, 1) }

// strangeTimes is the same with the classifier's weights times a factor.
func strangeTimes(t testing.TB, factor float32) []byte {
	t.Helper()
	m := weights.Model{
		ID: "strange", Title: `<img src=x onerror="console.error(1)">`, Input: 27, Classes: []string{"ship", "left & right", "새"},
		Mean: [3]float32{.5, .4, .3}, Std: [3]float32{.25, .25, .25},
		Arch: arch.Record{
			Stem: arch.StemCIFAR, StemWidth: 6, Block: arch.BlockBasic, Widths: []int{6, 10}, Blocks: []int{4, 2},
			Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorGRU, Classes: 3,
		},
	}
	g, err := m.Arch.Build(m.Input, m.Input)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	var tensors []safetensors.Tensor
	for _, p := range g.Params() {
		data := make([]float32, p.Len())
		for i := range data {
			data[i] = 0.4 * float32(random.NormFloat64())
			if strings.HasSuffix(p.Name, "running_var") || strings.HasPrefix(p.Name, "bn") && strings.HasSuffix(p.Name, "weight") {
				data[i] = 0.5 + random.Float32()
			}
		}
		if p.Name == "fc.weight" || p.Name == "linear.weight" {
			for i := range data {
				data[i] *= factor
			}
		}
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: safetensors.F32, Shape: p.Shape, Data: data})
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, m, tensors); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A dropped weight file takes the place of B, beside a network it shares one
// class with; the views work with it, and so does a worker that is started anew.
func TestCustomModel(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	file := strange(t)
	path := filepath.Join(t.TempDir(), "strange.safetensors")
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	v.send("drop", `<img src=x onerror="console.error(1)">.safetensors`, file)
	v.until(`document.querySelector("#model-b").value == "strange"`)
	v.answered("A ship")
	if got, want := v.text("#answer-B"), native(t, path, sample(t, "ship.jpg")); got != want {
		t.Errorf("B says %q, the native reference %q", got, want)
	}
	v.agreesA(sample(t, "ship.jpg"))
	v.until(`document.querySelector("#model-b").selectedOptions[0].textContent.startsWith("<img src=x")`)
	v.painted("#lens-B", "#cell-0-1-1")
	for _, mode := range []string{"diff", "overlay", "figure", "maps"} {
		v.more()
		v.click("#view-" + mode)
		v.answered("A ship")
		v.axe("view " + mode + " with a network of the reader's own")
	}
	v.choose("#backend", "gonum")
	v.until(`document.querySelector("#chip").textContent.includes("gonum") || !document.querySelector(".chip").classList.contains("busy")`)
	v.answered("A ship")
	if got, want := v.text("#answer-B"), native(t, path, sample(t, "ship.jpg")); got != want {
		t.Errorf("after a new worker B says %q, the native reference %q", got, want)
	}
	// The catalogue's can be chosen again, and the reader's own too.
	v.choose("#model-b", "regnet-20-lstm")
	v.answered("A ship")
	v.agrees(sample(t, "ship.jpg"))
	v.choose("#model-a", "strange")
	v.answered("A ship")
	if got, want := v.text("#answer-A"), native(t, path, sample(t, "ship.jpg")); got != want {
		t.Errorf("A says %q, the native reference %q", got, want)
	}
}

// agreesA is agrees for A alone.
func (v *visit) agreesA(file []byte) {
	v.Helper()
	if got, want := v.text("#answer-A"), native(v.TB, sides["A"], file); got != want {
		v.Errorf("A says %q, the native backend %q", got, want)
	}
}

// Two files through the file picker become A and B; what is no weight file, or
// half of one, is refused in words and the page stays.
func TestCustomModelsAndRefusals(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	file := strange(t)
	for name, bad := range map[string][]byte{
		"letter.safetensors": []byte("Dear reader"),
		"half.safetensors":   file[:len(file)/2],
		"empty.safetensors":  {},
	} {
		v.send("drop", name, bad)
		v.until(`document.querySelector("#notice .say").textContent.startsWith("` + name + `")`)
		v.answered("A ship")
		v.agrees(sample(t, "ship.jpg"))
		v.click("#dismiss")
	}
	dir := t.TempDir()
	var paths []string
	for i, model := range []string{"resnet-20", "regnet-20-lstm"} {
		b, err := os.ReadFile(filepath.Join(root, "weights/models", model+".safetensors"))
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, filepath.Join(dir, string(rune('b'-i))+".safetensors"))
		if err := os.WriteFile(paths[i], b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	v.tab(1)
	v.do(chromedp.SetUploadFiles("#weights", paths, chromedp.ByQuery))
	v.until(`document.querySelector("#model-a").value == "resnet-20.2" && document.querySelector("#model-b").value == "regnet-20-lstm.2"`)
	v.answered("A ship")
	v.agrees(sample(t, "ship.jpg")) // the very files of the catalogue
}
