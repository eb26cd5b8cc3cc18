package quantized

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"regnetlens/weights/safetensors"
)

// matrix is a matrix whose channels differ a thousandfold in size.
func matrix(name string, shape ...int) safetensors.Tensor {
	n := 1
	for _, d := range shape {
		n *= d
	}
	random := rand.New(rand.NewPCG(3, 5))
	data := make([]float32, n)
	for i := range data {
		data[i] = float32(random.NormFloat64() * math.Pow(10, -float64(i*shape[0]/n)/2))
	}
	return safetensors.Tensor{Name: name, DType: safetensors.F16, Shape: shape, Data: data}
}

// values are those that quantized tensors stand for, by name.
func values(t *testing.T, tensors []safetensors.Tensor) map[string][]float32 {
	t.Helper()
	out := map[string][]float32{}
	for _, x := range tensors {
		out[x.Name] = slices.Clone(x.Data)
	}
	for _, x := range tensors {
		if x.DType != safetensors.I8 {
			continue
		}
		codes := make([]int8, len(x.Data))
		for i, v := range x.Data {
			codes[i] = int8(v)
		}
		var err error
		if out[x.Name], err = Widen(codes, out[ScaleOf(x.Name)]); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Every value is within a code of what it was, whatever its channel's size, and
// most windows are nearer to their sum than rounding alone would leave them.
func TestTensors(t *testing.T) {
	in := matrix("w", 6, 20, 3, 3)
	out, err := Tensors([]safetensors.Tensor{in}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != 2 || out[0].DType != safetensors.I8 || out[1].DType != safetensors.F16 || out[1].Name != "w_scale" || !slices.Equal(out[1].Shape, []int{6}) {
		t.Fatalf("%d tensors, %v", len(out), out[1])
	}
	got := values(t, out)["w"]
	var sums, rounded float64
	for o := range 6 {
		row, scale := in.Data[o*180:][:180], float64(out[1].Data[o])
		largest := 0.0
		for _, v := range row {
			largest = max(largest, math.Abs(float64(v)))
		}
		if largest > 127*scale || largest < 126*scale {
			t.Errorf("channel %d: the largest value %g is %g codes", o, largest, largest/scale)
		}
		for w := 0; w < 180; w += 9 {
			var sum, plain float64
			for i := w; i < w+9; i++ {
				off := float64(got[o*180+i] - row[i])
				if math.Abs(off) > scale {
					t.Errorf("channel %d, value %d: off by %g codes", o, i, off/scale)
				}
				sum += off / scale
				plain += math.RoundToEven(float64(row[i])/scale) - float64(row[i])/scale
			}
			sums += sum * sum
			rounded += plain * plain
		}
	}
	if sums > rounded/2 {
		t.Errorf("the sums of windows are off by %g, by %g without error diffusion", sums, rounded)
	}
}

// Codes by hand: windows of two values, nine tenths of a rounding carried on, and
// not into the next window.
func TestRound(t *testing.T) {
	codes := make([]float32, 6)
	round(codes, []float32{1.25, 2.3, -3.25, -3.3, 0.5, 9}, 2, 0.5)
	// 2.5 → 2, carried 0.45 → 4.6+0.45 → 5; -6.5 → -6, carried -0.45 → -7.05 → -7; 1; 18.
	if want := []float32{2, 5, -6, -7, 1, 18}; !slices.Equal(codes, want) {
		t.Errorf("%v, want %v", codes, want)
	}
}

func TestWhatStays(t *testing.T) {
	in := []safetensors.Tensor{
		{Name: "bias", DType: safetensors.F32, Shape: []int{3}, Data: []float32{1, 2, 3}},
		matrix("fuse", 4, 2, 1, 1), matrix("kept", 2, 8), matrix("depthwise", 4, 1, 3, 3), matrix("dense", 2, 3),
		{Name: "empty", DType: safetensors.F32, Shape: []int{0, 9}},
	}
	out, err := Tensors(in, []string{"kept"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]safetensors.DType{}
	for _, x := range out {
		got[x.Name] = x.DType
	}
	for name, want := range map[string]safetensors.DType{
		"bias": safetensors.F16, "fuse": safetensors.F16, "kept": safetensors.F16, "empty": safetensors.F16,
		"depthwise": safetensors.I8, "depthwise_scale": safetensors.F16, "dense": safetensors.I8, "dense_scale": safetensors.F16,
	} {
		if got[name] != want {
			t.Errorf("%s is %s, want %s", name, got[name], want)
		}
	}
	if in[0].DType != safetensors.F32 {
		t.Error("the caller's tensors changed")
	}
}

// Channels of zeros, of the smallest numbers and of the largest.
func TestExtremes(t *testing.T) {
	in := safetensors.Tensor{Name: "w", Shape: []int{4, 3}, Data: []float32{0, 0, 0, 1e-20, -1e-30, 0, 3e-7, -1e-7, 0, 8e6, -4e6, 1}}
	out, err := Tensors([]safetensors.Tensor{in}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := values(t, out)["w"]
	for i, v := range got {
		if math.Abs(float64(v-in.Data[i])) > max(0x1p-24, 8e6/127) || i < 9 && math.Abs(float64(v-in.Data[i])) > 0x1p-24 {
			t.Errorf("value %d: %g became %g", i, in.Data[i], v)
		}
	}
	for name, v := range map[string]float32{"infinite": float32(math.Inf(1)), "no number": float32(math.NaN()), "too large": 1e7} {
		in.Data[4] = v
		if _, err := Tensors([]safetensors.Tensor{in}, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Tensors(nil, []string{"w"}); err == nil {
		t.Error("a matrix to keep that is not there: no error")
	}
}

func TestCheck(t *testing.T) {
	scale := safetensors.Info{DType: safetensors.F16, Shape: []int{4}}
	for _, c := range []struct {
		name    string
		shape   []int
		version string
		scale   safetensors.Info
		want    error
	}{
		{"right", []int{4, 3}, "1", scale, nil},
		{"no version", []int{4, 3}, "", scale, ErrVersion},
		{"a later version", []int{4, 3}, "2", scale, ErrVersion},
		{"a vector", []int{4}, "1", scale, ErrNoMatrix},
		{"no scales", []int{4, 3}, "1", safetensors.Info{}, ErrNoScale},
		{"scales of F32", []int{4, 3}, "1", safetensors.Info{DType: safetensors.F32, Shape: []int{4}}, ErrScaleShape},
		{"a scale too few", []int{4, 3}, "1", safetensors.Info{DType: safetensors.F16, Shape: []int{3}}, ErrScaleShape},
		{"one scale for all", []int{4, 3}, "1", safetensors.Info{DType: safetensors.F16}, ErrScaleShape},
	} {
		err := Check("w", c.shape, c.version, func(name string) (safetensors.Info, bool) {
			return c.scale, name == "w_scale" && c.scale.DType != ""
		})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestWiden(t *testing.T) {
	got, err := Widen([]int8{-127, 0, 2, 127, 1, -1}, []float32{0.5, 2})
	if err != nil || !slices.Equal(got, []float32{-63.5, 0, 1, 254, 2, -2}) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := Widen(nil, nil); err != nil || len(got) != 0 {
		t.Errorf("of nothing %v, %v", got, err)
	}
	for _, c := range []struct {
		name  string
		codes []int8
		scale []float32
		want  error
	}{
		{"a code of -128", []int8{1, -128}, []float32{1, 1}, ErrCode},
		{"a scale of 0", []int8{1, 1}, []float32{1, 0}, ErrScaleValue},
		{"a scale below 0", []int8{1, 1}, []float32{-1, 1}, ErrScaleValue},
		{"an infinite scale", []int8{1, 1}, []float32{1, float32(math.Inf(1))}, ErrScaleValue},
		{"a scale that is no number", []int8{1, 1}, []float32{float32(math.NaN()), 1}, ErrScaleValue},
	} {
		if _, err := Widen(c.codes, c.scale); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// FuzzTensors: whatever the values, they are refused or come back within a code.
func FuzzTensors(f *testing.F) {
	f.Add([]byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 1, 2, 3, 4}, uint8(1))
	f.Add(bytes.Repeat([]byte{0xff, 0xff, 0x7f, 0x7f}, 12), uint8(2))
	f.Fuzz(func(t *testing.T, b []byte, channels uint8) {
		if channels == 0 || len(b)/4 < int(channels) {
			return
		}
		per := len(b) / 4 / int(channels)
		in := safetensors.Tensor{Name: "w", Shape: []int{int(channels), per}, Data: make([]float32, per*int(channels))}
		for i := range in.Data {
			in.Data[i] = math.Float32frombits(uint32(b[4*i]) | uint32(b[4*i+1])<<8 | uint32(b[4*i+2])<<16 | uint32(b[4*i+3])<<24)
		}
		out, err := Tensors([]safetensors.Tensor{in}, nil)
		if err != nil || len(out) == 1 {
			return
		}
		got := values(t, out)["w"]
		for i, v := range got {
			if off := math.Abs(float64(v) - float64(in.Data[i])); !(off <= float64(out[1].Data[i/per])) {
				t.Fatalf("%g became %g, in codes of %g", in.Data[i], v, out[1].Data[i/per])
			}
		}
	})
}
