//go:build !js

package weights

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"regnetlens/weights/models"
	"regnetlens/weights/quantized"
	"regnetlens/weights/safetensors"
)

// varied is the tiny model with parameters that differ from each other.
func varied(t *testing.T) (Model, []safetensors.Tensor) {
	t.Helper()
	m, tensors := tiny(t)
	for i, p := range tensors {
		for k := range p.Data {
			tensors[i].Data[k] = 1 + float32(math.Sin(float64(i+7*k)))/2
		}
	}
	return m, tensors
}

func parsed(t *testing.T, b []byte) *Weights {
	t.Helper()
	w, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func encodeWire(t *testing.T, w *Weights) []byte {
	t.Helper()
	b, err := EncodeWire(w)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The form for the page is a weight file: it says what the model is without its
// history, and its values are near those of the full file.
func TestEncodeWire(t *testing.T) {
	m, tensors := varied(t)
	w := parsed(t, encode(t, m, tensors))
	page := parsed(t, encodeWire(t, w))
	if err := page.Complete(); err != nil || page.ID != m.ID || page.Licence != m.Licence || page.Arch.String() != m.Arch.String() {
		t.Errorf("%+v, %v", page.Model, err)
	}
	if page.Recipe != "" || page.Epochs != nil || page.Accuracy != nil || page.Wire.SHA256 != "" {
		t.Errorf("the history goes with it: %+v", page.Model)
	}
	if page.Metadata()[quantized.Key] != quantized.Version {
		t.Errorf("metadata %v", page.Metadata())
	}
	for _, p := range tensors {
		got, shape, err := page.Float32(p.Name)
		if err != nil || !slices.Equal(shape, p.Shape) {
			t.Fatalf("%s: %v, %v", p.Name, shape, err)
		}
		for i, v := range got {
			if math.Abs(float64(v-p.Data[i])) > 1.5/127 {
				t.Errorf("%s: value %d is %g, was %g", p.Name, i, v, p.Data[i])
			}
		}
		if info, _ := page.Info(p.Name); p.Name == "conv0.weight" && info.DType != safetensors.I8 {
			t.Errorf("%s is %s", p.Name, info.DType)
		}
	}
}

// What was measured of a file changes nothing of its form for the page; what is
// kept does.
func TestEncodeWireAgain(t *testing.T) {
	m, tensors := varied(t)
	w := parsed(t, encode(t, m, tensors))
	first := encodeWire(t, w)
	w.Accuracy, w.Wire.Accuracy, w.Wire.SHA256 = nil, []Accuracy{{"x", 1, 1}}, "ab"
	if !bytes.Equal(encodeWire(t, w), first) {
		t.Error("a measurement changes the form for the page")
	}
	w.Wire.Keep = []string{"conv0.weight"}
	kept := parsed(t, encodeWire(t, w))
	if info, _ := kept.Info("conv0.weight"); info.DType != safetensors.F16 {
		t.Errorf("the matrix to be kept is %s", info.DType)
	}
	w.Wire.Keep = []string{"conv99.weight"}
	if _, err := EncodeWire(w); err == nil || !strings.Contains(err.Error(), "conv99.weight") {
		t.Errorf("a matrix to be kept that is not there: %v", err)
	}
}

// It can be written as F32 and F16 like every weight file, rewritten, and made
// anew of itself.
func TestWireIsAWeightFile(t *testing.T) {
	m, tensors := varied(t)
	b := encodeWire(t, parsed(t, encode(t, m, tensors)))
	page := parsed(t, b)
	for _, dtype := range []safetensors.DType{safetensors.F32, ""} {
		params, err := page.Params(dtype)
		if err != nil {
			t.Fatal(err)
		}
		wide := parsed(t, encode(t, page.Model, params))
		got, _, _ := wide.Float32("fc.weight")
		want, _, _ := page.Float32("fc.weight")
		if info, _ := wide.Info("fc.weight"); info.DType != safetensors.F32 || !slices.Equal(got, want) {
			t.Errorf("as %q: %s, %v, want %v", dtype, info.DType, got, want)
		}
	}
	var again bytes.Buffer
	if err := page.Rewrite(&again); err != nil {
		t.Fatal(err)
	}
	got, _, err := parsed(t, again.Bytes()).Float32("conv0.weight")
	if want, _, _ := page.Float32("conv0.weight"); err != nil || !slices.Equal(got, want) {
		t.Errorf("rewritten: %v, want %v, %v", got, want, err)
	}
}

// A file with I8 that is not of this form is refused, and said why.
func TestWireErrors(t *testing.T) {
	m, tensors := varied(t)
	b := encodeWire(t, parsed(t, encode(t, m, tensors)))
	replaced := func(old, new string) []byte {
		if len(old) != len(new) || bytes.Count(b, []byte(old)) != 1 {
			t.Fatalf("%q cannot be put in the place of %q", new, old)
		}
		return bytes.Replace(b, []byte(old), []byte(new), 1)
	}
	for want, file := range map[string][]byte{
		"conv0.weight: " + quantized.ErrVersion.Error():    replaced(`"regnet.quantized":"1"`, `"regnet.quantized":"2"`),
		"conv0.weight: " + quantized.ErrNoScale.Error():    replaced(`"conv0.weight_scale"`, `"conv0.weight_sca1e"`),
		"conv0.weight: " + quantized.ErrScaleShape.Error(): replaced(`"conv0.weight_scale":{"dtype":"F16"`, `"conv0.weight_scale":{"dtype":"I16"`),
	} {
		if _, err := Parse(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	meta, err := m.metadata()
	if err != nil {
		t.Fatal(err)
	}
	meta[quantized.Key] = quantized.Version
	file := func(change func(*safetensors.Tensor)) []byte {
		form, err := quantized.Tensors(tensors, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range form {
			change(&form[i])
		}
		var out bytes.Buffer
		if err := safetensors.Encode(&out, meta, form); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	_, err = Parse(file(func(x *safetensors.Tensor) {
		if x.Name == "bn0.bias" {
			x.DType, x.Data = safetensors.I8, make([]float32, len(x.Data))
		}
	}))
	if err == nil || !strings.Contains(err.Error(), "bn0.bias: "+quantized.ErrNoMatrix.Error()) {
		t.Errorf("a vector of I8: %v", err)
	}
	for name, c := range map[string]struct {
		value float32
		want  string
	}{
		"conv0.weight_scale": {0, quantized.ErrScaleValue.Error()}, "conv0.weight": {-128, quantized.ErrCode.Error()},
	} {
		w := parsed(t, file(func(x *safetensors.Tensor) {
			if x.Name == name {
				x.Data[0] = c.value
			}
		}))
		if _, _, err := w.Float32("conv0.weight"); err == nil || !strings.Contains(err.Error(), "conv0.weight: "+c.want) {
			t.Errorf("%s of %g: %v, want %q", name, c.value, err, c.want)
		}
	}
}

// FuzzWire: no file makes the reader panic, and what it reads of whole numbers is
// finite.
func FuzzWire(f *testing.F) {
	m, tensors := tiny(f)
	var full bytes.Buffer
	if err := Encode(&full, m, tensors); err != nil {
		f.Fatal(err)
	}
	w, err := Parse(full.Bytes())
	if err != nil {
		f.Fatal(err)
	}
	b, err := EncodeWire(w)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)-1])
	f.Add(bytes.Replace(b, []byte(`"F16"`), []byte(`"I16"`), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		w, err := Parse(b)
		if err != nil {
			return
		}
		g, err := w.Arch.Build(1, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range g.Params() {
			data, _, err := w.Float32(p.Name)
			if info, _ := w.Info(p.Name); err != nil || info.DType != safetensors.I8 {
				continue
			}
			for i, v := range data {
				if v-v != 0 {
					t.Fatalf("%s: value %d is %g", p.Name, i, v)
				}
			}
		}
	})
}

// The shipped networks travel in little more than half of what their files take
// under the same compressor, and the catalogue knows the bytes that do.
func TestShippedWire(t *testing.T) {
	list, err := Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	size := func(b []byte) int {
		var out bytes.Buffer
		w := brotli.NewWriterLevel(&out, 5)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Len()
	}
	for _, m := range list {
		w, err := Load(m.ID)
		if err != nil {
			t.Fatal(err)
		}
		full, err := models.Files.ReadFile(m.File)
		if err != nil {
			t.Fatal(err)
		}
		wire := encodeWire(t, w)
		page, err := ParseFile("", wire)
		if err != nil {
			t.Fatal(err)
		}
		if page.SHA256 != m.Wire.SHA256 || page.Bytes != m.Wire.Bytes {
			t.Errorf("%s: the catalogue has other bytes for the page (run \"make generate\")", m.ID)
		}
		if s, of := size(wire), size(full); s > of*6/10 {
			t.Errorf("%s: %d bytes on the wire, %d of the full file", m.ID, s, of)
		}
		asPage, err := LoadAsPage(m.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, _, _ := asPage.Float32("conv0.weight")
		want, _, _ := page.Float32("conv0.weight")
		if len(got) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: LoadAsPage has other values than the page", m.ID)
		}
	}
}
