package protocol

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/explain"
	"regnetlens/weights"
)

// every is one filled message of each kind.
var every = []Message{
	&Ready{},
	&Load{Model: "resnet-20", URL: "http://localhost/models/x", Backend: Automatic},
	&Load{Model: "mine", Opened: true},
	&Progress{Model: "m", Bytes: 1, Total: 2},
	&Loaded{Model: "m", Backend: "simd"},
	&Open{Bytes: []byte{8}},
	&Opened{Model: weights.Model{ID: "mine", Title: "Mine", Classes: []string{"cat"}, Input: 32, Mean: [3]float32{0.5}}},
	&Prepare{Sizes: []int{32, 64}, Width: 4000, Height: 3000, Bytes: []byte{0xff, 0xd8}},
	&Preparing{Part: 0.5},
	&Prepared{Sizes: []int{1}, MS: 1.5, Inputs: []byte{1, 2, 3, 255}},
	&Show{Run: 3, Edits: []infer.Edit{{Tap: "stage1.block1.h", Channel: infer.AllChannels, Op: infer.Scale, Factor: 0.5}}, Taps: []string{"stage1.block1.o"}, Picture: Picture{Bytes: []byte{0xff, 0xd8}}},
	&Show{Run: 5, Picture: Picture{Width: 1, Height: 1, PreparedMS: 1.5, Bytes: []byte{1, 2, 3, 255}}},
	&Evaluate{Run: -4, Send: true, Receive: true, Picture: Picture{Width: 1, Height: 1, Bytes: []byte{1, 2, 3, 255}}},
	&Result{Run: 3, Unedited: []float32{0.5, 0.5}, Probabilities: []float32{0.25, 0.75}, Readout: []Reading{{3, 1, []float32{1}}}, Own: []byte{7}, Cross: []byte{8}, PrepareMS: 1.5, RunMS: 2.5, Size: 1, View: []byte{1, 2, 3, 255}},
	&WarmRun{Run: 3, RunMS: 1.5},
	&Canvases{Canvases: []Canvas{{Subject: "stage1.block2.h", Width: 67, Height: 67}}},
	&Paint{Colormap: "grey", Channel: PickTelling, Maps: 4, Opacity: 60},
	&Painted{Run: 3},
	&Tiles{Run: 3, Rows: []TileRow{{Kind: arch.KindO, Stage: 1, Channels: []int{1, 2}, Telling: true, Count: 4, Spread: []float32{0.5, 1}}}},
	&Ends{Run: 3, Highs: map[string]float32{EndOf(arch.KindH, 2): 3.5, SubjectLens: 1}},
	&GetSheet{Tap: "stem", Order: ByStrength},
	&Sheet{Run: 3, GetSheet: GetSheet{Tap: "stem", Order: ByEffect}, Channels: []int{1, 0}, Signed: true, High: 2, Count: 1, Spread: []float32{2}},
	&GetChannel{Tap: "stage3.block3.gate_i", Channel: 63},
	&ChannelMap{Run: 3, Tap: "t", Channel: 7, Of: 32, Height: 1, Width: 2, Low: -2, High: 2, Signed: true,
		Bins: []int{1, 1}, Values: PutFloats([]float32{-1, 2})},
	&GetTap{Tap: "stem"},
	&TapValues{Run: 3, Tap: "t", Channels: 2, Height: 1, Width: 1, Values: PutFloats([]float32{-1, 2})},
	&GetActivation{Tap: "stage1.block1.o", Channel: 1, Y: 2, X: 3},
	&Activation{Run: 3, GetActivation: GetActivation{Tap: "t", Y: 2}, Shown: 1, Pixel: explain.Pixel{Value: 1, Sums: []float32{1}, Window: &explain.Window{Tap: "s", Kernel: 1, Values: []float32{1}, Weights: []float32{1}}}},
	&Attribute{Method: ByOcclusion, Class: 3},
	&Attribution{Run: 3, Method: ByOcclusion, Class: 3, Done: 1, Total: 1, Rows: 1, Columns: 1, Patch: 8, Stride: 4, Most: 1, Values: PutFloats([]float32{1})},
	&Ablate{Blocks: []arch.Place{{Stage: 1, Block: 2}}, Kinds: []arch.Kind{arch.KindO}},
	&Effects{Run: 3, Kind: arch.KindO, Stages: []StageEffects{{Channels: []int{2, 0}, Drops: []float32{-0.5, 0.25}}}, Left: 1},
	&WithoutH{Run: 3, Reading: Reading{1, 2, []float32{0.5, 0.5}}, Left: 8},
	&Compare{Run: 3, Send: true, Receive: true},
	&Similarity{Run: 3, Blocks: []Block{{1, 2, 1, 1, 1}}, Own: []byte{1}, Others: []Block{{1, 2, 3, 4, 5}}, Cross: []byte{2}},
	&Link{},
	&BlockOutputs{Run: -3, Blocks: []Block{{1, 2, 1, 1, 1}}, Values: PutFloats([]float32{1})},
	&Verify{With: SIMD, Taps: []string{"stage1.block2.h"}},
	&Verified{Run: 3, Backend: WebGPU, With: SIMD, Logits: 1e-6, Taps: 2e-6, Worst: "stage1.block2.h", Tolerance: 1e-3},
	&Time{},
	&Timed{Backend: SIMD, Operations: map[string]float64{"conv0": 0.25}},
	&Recovered{Reason: "gone"},
	&Failed{Message: "no", Load: "checksum", Device: "lost"},
}

func TestEveryMessageComesBack(t *testing.T) {
	seen := map[string]bool{}
	for i, m := range every {
		want := Header{Call: i, More: i%2 == 0}
		control, bytes, err := Encode(want, m)
		if err != nil {
			t.Fatal(err)
		}
		header, back, err := Decode(control, bytes)
		if err != nil {
			t.Fatalf("%s: %v", control, err)
		}
		if header != want || !reflect.DeepEqual(m, back) {
			t.Errorf("%+v %#v came back as %+v %#v", want, m, header, back)
		}
		if strings.Contains(control, "/9g") { // the base64 of the picture
			t.Errorf("bytes among the control: %s", control)
		}
		seen[nameOf(m)] = true
	}
	for _, r := range registry {
		if nameOf(r.blank) != r.name || typeOf(r.name) != reflect.TypeOf(r.blank).Elem() {
			t.Errorf("message %s shares its name or its type", r.name)
		}
		if !seen[r.name] {
			t.Errorf("message %s is not tested", r.name)
		}
	}
	if _, _, err := Encode(Header{}, Ready{}); err == nil {
		t.Error("a struct that is no message was encoded")
	}
}

// NaN and the infinities are numbers to a message like any other.
func TestNonFiniteNumbersComeBack(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, m := range []Message{
		&Result{Run: 1, Probabilities: []float32{nan, 0.5, inf, -inf}, Readout: []Reading{{1, 1, []float32{1, nan}}}, Overflow: &Overflow{2, 1, arch.KindH}, Unedited: []float32{0.25}},
		&Verified{Logits: math.NaN(), Taps: math.Inf(1), Tolerance: 1e-4},
		&ChannelMap{Low: -inf, High: 3},
		&Timed{Operations: map[string]float64{"a": 1, "b": math.NaN(), "c": math.Inf(-1)}},
		&Activation{Shown: nan, Pixel: explain.Pixel{Value: inf, Sums: []float32{0, nan}, Cell: map[string]float32{"T": nan, "H": 1}, Window: &explain.Window{Values: []float32{nan}}}},
	} {
		before := fmt.Sprintf("%+v", m)
		control, bytes, err := Encode(Header{}, m)
		if err != nil {
			t.Fatal(err)
		}
		if after := fmt.Sprintf("%+v", m); after != before {
			t.Errorf("encoding changed %s to %s", before, after)
		}
		_, back, err := Decode(control, bytes)
		if err != nil {
			t.Fatalf("%s: %v", control, err)
		}
		again, _, err := Encode(Header{}, back)
		if err != nil || again != control || !strings.Contains(control, `"nonFinite":{`) {
			t.Errorf("%s came back as %s, %v", control, again, err)
		}
	}
	control, _, _ := Encode(Header{}, &Result{Probabilities: []float32{nan, 0.5, -inf}})
	_, m, _ := Decode(control, nil)
	if p := m.(*Result).Probabilities; p[0] == p[0] || p[1] != 0.5 || p[2] != -inf {
		t.Errorf("came back as %v", p)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, test := range []struct {
		control, want string
		bytes         []byte
	}{
		{"", "not a message", nil},
		{`{"kind":"shout","body":{}}`, `no message "shout"`, nil},
		{`{"kind":"getChannel","body":{"channel":"x"}}`, "message getChannel", nil},
		{`{"kind":"ready"}`, "message ready", nil},
		{`{"kind":"ready","body":{}}`, "no place for", []byte{1}},
	} {
		if _, m, err := Decode(test.control, test.bytes); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, %v; want an error with %q", test.control, m, err, test.want)
		}
	}
}

// A file travels beside a message as it is, and is read where it arrives.
func TestFile(t *testing.T) {
	read := func(file any) ([]byte, error) {
		if file != "a blob" {
			return nil, errors.New("gone")
		}
		return []byte{1, 2}, nil
	}
	for _, m := range []Message{&Show{Picture: Picture{File: "a blob"}}, &Evaluate{Picture: Picture{File: "a blob"}}, &Open{File: "a blob"}, &Load{File: "a blob"}, &Prepare{File: "a blob"}} {
		control, bytes, err := Encode(Header{}, m)
		if err != nil || bytes != nil || strings.Contains(control, "blob") {
			t.Errorf("%s with %d bytes, %v", control, len(bytes), err)
		}
		_, back, err := Decode(control, bytes)
		if err != nil {
			t.Fatal(err)
		}
		SetFile(back, "another")
		if err := ReadFile(back, read); err == nil || File(back) != "another" {
			t.Errorf("%T: a file that is gone was read, %v", back, err)
		}
		SetFile(back, File(m))
		if err := ReadFile(back, read); err != nil || File(back) != nil || len(*back.(carrier).payload()) != 2 {
			t.Errorf("%T: %+v, %v", back, back, err)
		}
	}
	m := &GetTap{Tap: "stem"}
	SetFile(m, "a blob")
	if err := ReadFile(m, read); err != nil || File(m) != nil {
		t.Errorf("a question has a file, %v", err)
	}
}

func TestChannelMapAt(t *testing.T) {
	c := ChannelMap{Height: 2, Width: 2, Values: PutFloats([]float32{1, 2, 3, float32(math.Inf(1))})}
	if v, ok := c.At(1, 0); !ok || v != 3 {
		t.Errorf("At(1, 0) = %v, %v", v, ok)
	}
	for _, p := range [][2]int{{-1, 0}, {0, -1}, {2, 0}, {0, 2}} {
		if _, ok := c.At(p[0], p[1]); ok {
			t.Errorf("a value outside the channel, at %v", p)
		}
	}
	c.Values = c.Values[:4] // shorter than it says
	if _, ok := c.At(1, 1); ok {
		t.Error("a value past the bytes")
	}
}

func TestFloats(t *testing.T) {
	want := []float32{0, -1.5, math.MaxFloat32, float32(math.Inf(-1))}
	if got := Floats(PutFloats(want)); !reflect.DeepEqual(got, want) {
		t.Errorf("%v came back as %v", want, got)
	}
	if got := Floats([]byte{0, 0, 128}); len(got) != 0 {
		t.Errorf("three bytes gave %v", got)
	}
}

func FuzzDecode(f *testing.F) {
	for _, m := range every {
		control, bytes, _ := Encode(Header{Call: 7}, m)
		f.Add(control, bytes)
	}
	f.Fuzz(func(t *testing.T, control string, bytes []byte) {
		h, m, err := Decode(control, bytes)
		if err != nil {
			return
		}
		if _, _, err := Encode(h, m); err != nil {
			t.Errorf("%s: decoded, but %v", control, err)
		}
	})
}
