package safetensors

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"
)

func TestEncode(t *testing.T) {
	tensors := []Tensor{
		{"half", F16, []int{3}, []float32{1, 0x1p-14, -2}},
		{"b", F32, []int{1, 2}, []float32{1.5, -0.25}},
		{"a<&>", F32, nil, []float32{3}},
		{"small", I8, []int{2}, []float32{-128, 127}},
	}
	metadata := map[string]string{"y": "2", "x": "\"quoted\""}
	var first bytes.Buffer
	if err := Encode(&first, metadata, tensors); err != nil {
		t.Fatal(err)
	}
	header := `{"__metadata__":{"x":"\"quoted\"","y":"2"},` +
		`"a<&>":{"dtype":"F32","shape":[],"data_offsets":[0,4]},` +
		`"b":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]},` +
		`"half":{"dtype":"F16","shape":[3],"data_offsets":[12,18]},` +
		`"small":{"dtype":"I8","shape":[2],"data_offsets":[18,20]}}`
	if got := first.Bytes()[8 : 8+len(header)]; string(got) != header {
		t.Errorf("header\n%s\nwant\n%s", got, header)
	}
	if n := binary.LittleEndian.Uint64(first.Bytes()); n%8 != 0 || int(n) < len(header) || int(n) > len(header)+7 {
		t.Errorf("header length %d for %d characters", n, len(header))
	}
	slices.Reverse(tensors)
	var second bytes.Buffer
	if err := Encode(&second, metadata, tensors); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the order of the tensors changes the file")
	}
	f, err := Parse(first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got, _, _ := f.Float32("half"); !slices.Equal(got, []float32{1, 0x1p-14, -2}) {
		t.Errorf("half reads back %v", got)
	}
	if got, _, _ := f.Int8("small"); !slices.Equal(got, []int8{-128, 127}) {
		t.Errorf("small reads back %v", got)
	}
}

func TestEncodeErrors(t *testing.T) {
	one := []float32{1}
	for _, c := range []struct {
		name    string
		tensors []Tensor
		want    error
	}{
		{"duplicate", []Tensor{{"t", F32, nil, one}, {"t", F16, nil, one}}, ErrDuplicate},
		{"reserved name", []Tensor{{"__metadata__", F32, nil, one}}, errReservedName},
		{"type", []Tensor{{"t", BF16, nil, one}}, errUnwritableDType},
		{"negative", []Tensor{{"t", F32, []int{-1, -1}, one}}, errNegativeShape},
		{"overflow", []Tensor{{"t", F32, []int{math.MaxInt, 2}, one}}, ErrOverflow},
		{"count", []Tensor{{"t", F32, []int{2}, one}}, errDataShape},
	} {
		if err := Encode(&bytes.Buffer{}, nil, c.tensors); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
	if err := Encode(&bytes.Buffer{}, nil, []Tensor{{"t", F16, nil, []float32{65520}}}); err == nil {
		t.Error("65520 was written as F16 without an error")
	}
	for _, v := range []float32{0.5, 128, -129, float32(math.NaN()), float32(math.Inf(1))} {
		if err := Encode(&bytes.Buffer{}, nil, []Tensor{{"t", I8, nil, []float32{v}}}); err == nil {
			t.Errorf("%g was written as I8 without an error", v)
		}
	}
	if err := Encode(failingWriter{}, nil, nil); !errors.Is(err, errFull) {
		t.Errorf("writing to a full disk: %v", err)
	}
}

var errFull = errors.New("full")

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errFull }

// TestHalf goes through every half: widening and rounding give it back, and
// between two neighbours the nearer one wins, the even one at a tie.
func TestHalf(t *testing.T) {
	for h := range 0x10000 {
		if got := FloatToHalf(HalfToFloat(uint16(h))); got != uint16(h) {
			t.Fatalf("%#04x widened and rounded gives %#04x", h, got)
		}
	}
	for h := range uint16(0x7bff) { // each finite half and the next
		for _, sign := range []uint16{0, 0x8000} {
			lo, hi := HalfToFloat(h|sign), HalfToFloat(h+1|sign)
			tie := (lo + hi) / 2 // exact in float32
			even := h + h&1
			if got := FloatToHalf(tie); got != even|sign {
				t.Fatalf("the tie %g goes to %#04x, want %#04x", tie, got, even|sign)
			}
			if got := FloatToHalf(math.Nextafter32(tie, lo)); got != h|sign {
				t.Fatalf("just below the tie %g: %#04x, want %#04x", tie, got, h|sign)
			}
			if got := FloatToHalf(math.Nextafter32(tie, hi)); got != h+1|sign {
				t.Fatalf("just above the tie %g: %#04x, want %#04x", tie, got, h+1|sign)
			}
		}
	}
	for _, c := range []struct {
		in   float32
		want uint16
	}{
		{1, 0x3c00}, {-2, 0xc000}, {65504, 0x7bff}, {0x1p-24, 1}, {0x1p-14, 0x400}, {0.33325195, 0x3555},
		{65519.996, 0x7bff}, {65520, 0x7c00}, {math.MaxFloat32, 0x7c00}, {float32(math.Inf(-1)), 0xfc00},
		{math.SmallestNonzeroFloat32, 0}, {float32(math.Copysign(0, -1)), 0x8000},
		{math.Float32frombits(0x7f800001), 0x7e00}, // a NaN whose payload does not fit stays a NaN
	} {
		if got := FloatToHalf(c.in); got != c.want {
			t.Errorf("%g: %#04x, want %#04x", c.in, got, c.want)
		}
	}
}
