//go:build !js

package weights

import (
	"bytes"
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
)

// tiny is a complete model with parameters that count up.
func tiny(t testing.TB) (Model, []safetensors.Tensor) {
	t.Helper()
	m := Model{
		ID: "tiny-1.x", Title: "Tiny", Dataset: "nothing", Licence: "CC0-1.0", Trained: "not at all",
		Arch: arch.Record{Stem: arch.StemCIFAR, StemWidth: 2, Block: arch.BlockBasic, Widths: []int{2, 4}, Blocks: []int{1, 1},
			Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, RegulatedStages: []int{}, Classes: 2},
		Classes: []string{"cat", "no <cat> & \"co\""}, Input: 8, Mean: [3]float32{0.5, 0.25, 0}, Std: [3]float32{1, 0.1, 0.3},
		Accuracy: []Accuracy{{"ten pictures", 10, 0.9}, {"two", 2, 0}},
		Recipe:   "epochs = 2\n[augment]\nflip = true\n",
		Epochs:   []Epoch{{1, 10, 2.25, 0.125, 0.1, 3.5, 100, 0, 0.375}, {2, 20, 1.5, 0.5, 0, 7, 99, 0.25, 0}}, EpochCount: 2,
	}
	g, err := m.Arch.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	var tensors []safetensors.Tensor
	for i, p := range g.Params() {
		data := slices.Repeat([]float32{float32(i)}, int(p.Len()))
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: safetensors.F16, Shape: p.Shape, Data: data})
	}
	return m, tensors
}

func encode(t *testing.T, m Model, tensors []safetensors.Tensor) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, m, tensors); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	m, tensors := tiny(t)
	w, err := Parse(encode(t, m, tensors))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(w.Model, m) {
		t.Errorf("read back\n%+v\nwant\n%+v", w.Model, m)
	}
	if err := w.Complete(); err != nil {
		t.Error(err)
	}
	again, err := w.Params("")
	if err != nil || !reflect.DeepEqual(again, tensors) {
		t.Errorf("the parameters changed: %v", err)
	}
	if wide, err := w.Params(safetensors.F32); err != nil || wide[0].DType != safetensors.F32 {
		t.Errorf("as F32: %v %v", wide[0].DType, err)
	}
}

// A file of bare parameters can be run, but lacks what pictures need.
func TestIncomplete(t *testing.T) {
	m, tensors := tiny(t)
	bare := Model{Arch: m.Arch}
	extra := append(tensors, safetensors.Tensor{Name: "logits", DType: safetensors.F32, Shape: []int{1}, Data: []float32{1}})
	w, err := Parse(encode(t, bare, extra))
	if err != nil {
		t.Fatal(err)
	}
	for key, fill := range map[string]func(*Model){
		keyID: func(m *Model) { m.ID = "" }, keyTitle: func(m *Model) { m.Title = "" }, keyClasses: func(m *Model) { m.Classes = nil },
		keyInput: func(m *Model) { m.Input = 0 }, keyStd: func(m *Model) { m.Std = [3]float32{} },
	} {
		lacking := m
		fill(&lacking)
		if err := lacking.Complete(); err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("without %s: %v", key, err)
		}
	}
	if w.Complete() == nil {
		t.Error("bare parameters pass as complete")
	}
}

func TestParseErrors(t *testing.T) {
	m, tensors := tiny(t)
	good, err := m.metadata()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key, value string // value "-" removes the key
		want       string
	}{
		{keyArch, "-", "no regnet.arch"},
		{keyArch, "{", keyArch},
		{keyArch, `{"stem":"cifar","block":"basic","stem_width":0}`, "stem_width"},
		{keyID, "../x", keyID},
		{keyID, "Big", keyID},
		{keyID, strings.Repeat("a", 65), keyID},
		{keyClasses, `["a"]`, "1 names for 2 classes"},
		{keyClasses, `["a","a"]`, "twice"},
		{keyClasses, `["a"," "]`, "empty"},
		{keyClasses, `"a"`, keyClasses},
		{keyInput, "-8", keyInput},
		{keyInput, "eight", keyInput},
		{keyInput, "100000", keyInput},
		{keyMean, `[1,2]`, "2 numbers"},
		{keyMean, "-", "one without the other"},
		{keyStd, `[1,0,1]`, "not positive"},
		{keyStd, `[0,0,0]`, "all zero"},
		{keyStd, `[1,1e99,1]`, keyStd},
		{keyAccuracy, `[{"data":"x","images":0,"top1":1}]`, keyAccuracy},
		{keyAccuracy, `[{"data":"x","images":1,"top1":91.5}]`, keyAccuracy},
		{keyAccuracy, `{}`, keyAccuracy},
		{keyWire, `[]`, keyWire},
		{keyWire, `{"sha256":"ab","accuracy":[{"data":"","images":1,"top1":1}]}`, keyWire},
	} {
		meta := maps.Clone(good)
		if meta[c.key] = c.value; c.value == "-" {
			delete(meta, c.key)
		}
		var b bytes.Buffer
		if err := safetensors.Encode(&b, meta, tensors); err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(b.Bytes()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s: got %v, want %q in it", c.key, c.value, err, c.want)
		}
	}
	if _, err := Parse([]byte("hello")); err == nil {
		t.Error("text was read as weights")
	}
}

func TestParamErrors(t *testing.T) {
	m, tensors := tiny(t)
	meta, err := m.metadata()
	if err != nil {
		t.Fatal(err)
	}
	missing := slices.Clone(tensors)[1:]
	reshaped := slices.Clone(tensors)
	reshaped[0].Shape = []int{2, 27}
	for want, list := range map[string][]safetensors.Tensor{
		"conv0.weight is missing": missing, "conv0.weight has shape [2 27], the architecture asks for [2 3 3 3]": reshaped,
	} {
		var b bytes.Buffer
		if err := safetensors.Encode(&b, meta, list); err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(b.Bytes()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("reading: got %v, want %q", err, want)
		}
		if err := Encode(&b, m, list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("writing: got %v, want %q", err, want)
		}
	}
	b := encode(t, m, tensors)
	integers := bytes.Replace(b, []byte(`"bn0.bias":{"dtype":"F16"`), []byte(`"bn0.bias":{"dtype":"I16"`), 1)
	if _, err := Parse(integers); err == nil || !strings.Contains(err.Error(), "bn0.bias is of type I16") {
		t.Errorf("integer parameters: %v", err)
	}
	m.Mean[0] = float32(math.NaN())
	if err := Encode(&bytes.Buffer{}, m, tensors); err == nil {
		t.Error("a mean that is no number was written")
	}
}

// FuzzParse: no file makes Parse panic, and the metadata of one that is read
// are written as they were understood.
func FuzzParse(f *testing.F) {
	f.Add(`{"stem":"cifar","stem_width":1,"block":"basic","widths":[1],"blocks":[1],"classes":1}`, "x", `["a"]`, "8", `[0,0,0]`, `[1,1,1]`, `[]`, `{"sha256":"ab","bytes":1,"accuracy":[],"keep":["fc.weight"]}`)
	f.Add(`{"stem":"cifar","stem_width":9,"block":"basic","widths":[99999],"blocks":[1],"classes":1}`, "", ``, "-1", `[]`, `[1,1]`, `[{}]`, `[]`)
	f.Fuzz(func(t *testing.T, record, id, classes, input, mean, std, accuracy, wire string) {
		meta := map[string]string{keyArch: record, keyID: id, keyClasses: classes, keyInput: input, keyMean: mean, keyStd: std, keyAccuracy: accuracy, keyWire: wire}
		maps.DeleteFunc(meta, func(_, v string) bool { return v == "" })
		m, err := ParseMetadata(meta)
		if err != nil {
			return
		}
		again, err := m.metadata()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseMetadata(again)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Accuracy) == 0 {
			m.Accuracy = nil // an empty list and none say the same
		}
		if m.Wire.SHA256 != "" && (back.Wire.SHA256 != m.Wire.SHA256 || !slices.Equal(back.Wire.Accuracy, m.Wire.Accuracy) || !slices.Equal(back.Wire.Keep, m.Wire.Keep)) {
			t.Fatalf("%+v came back as %+v", m.Wire, back.Wire)
		}
		if back.Arch.String() != m.Arch.String() || !slices.Equal(back.Accuracy, m.Accuracy) || !slices.Equal(back.Classes, m.Classes) ||
			back.Input != m.Input || back.Mean != m.Mean || back.Std != m.Std || back.ID != m.ID {
			t.Fatalf("%+v came back as %+v", m, back)
		}
	})
}

// What is shipped is whole, and is what the catalogue says.
func TestShipped(t *testing.T) {
	models, err := Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	if len(models) < 2 {
		t.Fatalf("%d models in the catalogue", len(models))
	}
	for _, m := range models {
		w, err := Load(m.ID)
		if err != nil {
			t.Errorf("%s: %v", m.ID, err)
			continue
		}
		if w.Recipe == "" || len(w.Epochs) == 0 {
			t.Errorf("%s: the file does not say its recipe and its epochs", m.ID)
		}
		if m.EpochCount != len(w.Epochs) {
			t.Errorf("%s: the catalogue says %d epochs, the file %d", m.ID, m.EpochCount, len(w.Epochs))
		}
		w.Recipe, w.Epochs = m.Recipe, m.Epochs // not in the catalogue, which every visitor loads
		if !reflect.DeepEqual(w.Model, m) {
			t.Errorf("%s: the catalogue says\n%+v\nthe file\n%+v", m.ID, m, w.Model)
		}
		if err := w.Complete(); err != nil {
			t.Errorf("%s: %v", m.ID, err)
		}
	}
	for id, params := range map[string]int64{"resnet-20": 272_474, "regnet-20-lstm": 311_450} {
		m, err := Lookup(id)
		if err != nil {
			t.Error(err)
			continue
		}
		if g, err := m.Arch.Build(m.Input, m.Input); err != nil || g.Cost().Params != params {
			t.Errorf("%s: %v parameters, want %d", id, g.Cost().Params, params)
		}
	}
}

func TestLoad(t *testing.T) {
	if _, err := Load("no-such-model"); err == nil || !strings.Contains(err.Error(), "resnet-20") {
		t.Errorf("the error %v does not list the models", err)
	}
	m, tensors := tiny(t)
	path := filepath.Join(t.TempDir(), "tiny.safetensors")
	if err := os.WriteFile(path, encode(t, m, tensors), 0o644); err != nil {
		t.Fatal(err)
	}
	w, err := Load(path)
	if err != nil || w.ID != m.ID || w.Model.File != "tiny.safetensors" || len(w.SHA256) != 64 || w.Bytes == 0 {
		t.Errorf("%+v, %v", w, err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "absent")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an absent file: %v", err)
	}
}
