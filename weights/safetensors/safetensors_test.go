package safetensors

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"
)

// file puts a header of its true length before the data.
func file(header string, data ...byte) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), data...)
}

func zeros(n int) []byte { return make([]byte, n) }

func TestParse(t *testing.T) {
	// Written by hand: a BF16 pair, an F32 scalar, an empty tensor, spaces
	// behind the header, entries in another order than the data.
	b := file(`{"b":{"shape":[],"dtype":"F32","data_offsets":[4,8]},`+
		`"__metadata__":{"k":"v"},`+
		`"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},`+
		`"h":{"dtype":"F16","shape":[1,2],"data_offsets":[8,12]},`+
		`"n":{"dtype":"I64","shape":[],"data_offsets":[12,20]},`+
		`"q":{"dtype":"I8","shape":[3],"data_offsets":[20,23]},`+
		`"z":{"dtype":"F16","shape":[3,0],"data_offsets":[8,8]}}   `,
		0x80, 0x3f, 0x40, 0xc0, // 1, -3
		0, 0, 0x20, 0x41, // 10
		0x00, 0x3c, 0x01, 0x80, // 1, -2⁻²⁴
		7, 0, 0, 0, 0, 0, 0, 0,
		0x80, 0xff, 0x7f)
	f, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.Names(), []string{"a", "b", "z", "h", "n", "q"}; !slices.Equal(got, want) {
		t.Errorf("names %v, want %v", got, want)
	}
	if f.Metadata()["k"] != "v" {
		t.Errorf("metadata %v", f.Metadata())
	}
	for _, c := range []struct {
		name  string
		data  []float32
		shape []int
	}{
		{"a", []float32{1, -3}, []int{2}},
		{"b", []float32{10}, nil},
		{"z", []float32{}, []int{3, 0}},
		{"h", []float32{1, -0x1p-24}, []int{1, 2}},
	} {
		data, shape, err := f.Float32(c.name)
		if err != nil || !slices.Equal(data, c.data) || !slices.Equal(shape, c.shape) {
			t.Errorf("%s: %v %v %v", c.name, data, shape, err)
		}
	}
	if _, _, err := f.Float32("n"); !errors.Is(err, errNotFloat) {
		t.Errorf("a wide integer tensor as floats: %v", err)
	}
	if _, _, err := f.Float32("q"); !errors.Is(err, errNotFloat) {
		t.Errorf("small integers as floats: %v", err)
	}
	if data, shape, err := f.Int8("q"); err != nil || !slices.Equal(data, []int8{-128, -1, 127}) || !slices.Equal(shape, []int{3}) {
		t.Errorf("small integers: %v %v %v", data, shape, err)
	}
	if _, _, err := f.Int8("b"); !errors.Is(err, errNotI8) {
		t.Errorf("floats as small integers: %v", err)
	}
	if _, _, err := f.Int8("absent"); !errors.Is(err, errNoTensor) {
		t.Errorf("an absent tensor: %v", err)
	}
	if _, _, err := f.Float32("absent"); !errors.Is(err, errNoTensor) {
		t.Errorf("an absent tensor: %v", err)
	}
	if _, ok := f.Info("absent"); ok {
		t.Error("Info of an absent tensor")
	}
}

func TestParseErrors(t *testing.T) {
	tooLong := binary.LittleEndian.AppendUint64(nil, MaxHeader+1)
	pastEnd := binary.LittleEndian.AppendUint64(nil, 100)
	huge := binary.LittleEndian.AppendUint64(nil, math.MaxUint64)
	tensor := func(entry string) string { return `{"t":{` + entry + `}}` }
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"empty", nil, ErrHeaderTooSmall},
		{"seven bytes", zeros(7), ErrHeaderTooSmall},
		{"header over the cap", append(tooLong, '{', '}'), ErrHeaderTooLarge},
		{"length 2⁶⁴-1", append(huge, '{', '}'), ErrHeaderTooLarge},
		{"header past the end", append(pastEnd, '{', '}'), ErrHeaderLength},
		{"no header", zeros(8), ErrHeaderStart},
		{"space first", file(` {}`), ErrHeaderStart},
		{"array", file(`[]`), ErrHeaderStart},
		{"not UTF-8", file("{\"\xff\":1}"), ErrHeaderText},
		{"cut off", file(`{"t":`), ErrHeaderJSON},
		{"two values", file(`{}{}`), ErrHeaderJSON},
		{"trailing comma", file(`{"t":1,}`), ErrHeaderJSON},
		{"entry is a number", file(`{"t":1}`), ErrHeaderJSON},
		{"duplicate tensor", file(`{"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}`), ErrDuplicate},
		{"duplicate tensor, one escaped", file(`{"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\u0074":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}`), ErrDuplicate},
		{"duplicate key in an entry", file(tensor(`"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]`)), ErrDuplicate},
		{"duplicate metadata key", file(`{"__metadata__":{"a":"1","a":"2"}}`), ErrDuplicate},
		{"metadata twice", file(`{"__metadata__":{},"__metadata__":{}}`), ErrDuplicate},
		{"metadata a list", file(`{"__metadata__":[]}`), ErrMetadata},
		{"metadata with a number", file(`{"__metadata__":{"a":1}}`), ErrMetadata},
		{"metadata nested", file(`{"__metadata__":{"a":{}}}`), ErrMetadata},
		{"unknown type", file(tensor(`"dtype":"F31","shape":[1],"data_offsets":[0,4]`), zeros(4)...), ErrDType},
		{"type no string", file(tensor(`"dtype":32,"shape":[1],"data_offsets":[0,4]`), zeros(4)...), ErrHeaderJSON},
		{"no type", file(tensor(`"shape":[1],"data_offsets":[0,4]`), zeros(4)...), ErrHeaderJSON},
		{"no shape", file(tensor(`"dtype":"F32","data_offsets":[0,4]`), zeros(4)...), ErrHeaderJSON},
		{"no offsets", file(tensor(`"dtype":"F32","shape":[1]`), zeros(4)...), ErrHeaderJSON},
		{"three offsets", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[0,4,4]`), zeros(4)...), ErrHeaderJSON},
		{"unknown key", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1`), zeros(4)...), ErrHeaderJSON},
		{"negative dimension", file(tensor(`"dtype":"F32","shape":[-1],"data_offsets":[0,4]`), zeros(4)...), ErrHeaderJSON},
		{"fractional dimension", file(tensor(`"dtype":"F32","shape":[1.0],"data_offsets":[0,4]`), zeros(4)...), ErrHeaderJSON},
		{"dimension as text", file(tensor(`"dtype":"F32","shape":["1"],"data_offsets":[0,4]`), zeros(4)...), ErrHeaderJSON},
		{"dimension past 2⁶³", file(tensor(`"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]`), zeros(4)...), ErrHeaderJSON},
		{"elements overflow", file(tensor(`"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]`), zeros(4)...), ErrOverflow},
		{"bytes overflow", file(tensor(`"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]`), zeros(4)...), ErrOverflow},
		{"range too short", file(tensor(`"dtype":"F32","shape":[2],"data_offsets":[0,4]`), zeros(4)...), ErrSize},
		{"range too long", file(tensor(`"dtype":"F16","shape":[1],"data_offsets":[0,4]`), zeros(4)...), ErrSize},
		{"range backwards", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[4,0]`), zeros(4)...), ErrOffsets},
		{"hole at the start", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[4,8]`), zeros(8)...), ErrOffsets},
		{"hole between", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[5,9]`), zeros(9)...), ErrOffsets},
		{"overlap", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[3,7]`), zeros(7)...), ErrOffsets},
		{"same bytes twice", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[0,4]`), zeros(4)...), ErrOffsets},
		{"past the end", file(tensor(`"dtype":"F32","shape":[2],"data_offsets":[0,8]`), zeros(7)...), ErrIncomplete},
		{"trailing bytes", file(tensor(`"dtype":"F32","shape":[1],"data_offsets":[0,4]`), zeros(5)...), ErrTrailing},
		{"bytes and no tensor", file(`{}`, 0), ErrTrailing},
	} {
		if _, err := Parse(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// FuzzParse: no input makes Parse panic, and what parses, encoded again,
// parses to the same tensors.
func FuzzParse(f *testing.F) {
	f.Add(file(`{}`))
	f.Add(file(`{"__metadata__":{"a":"b"},"t":{"dtype":"F16","shape":[2,1],"data_offsets":[0,4]}}  `, 1, 0xfc, 2, 0x7e))
	f.Add(file(`{"t":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]},"u":{"dtype":"F32","shape":[],"data_offsets":[2,6]}}`, 1, 2, 3, 4, 0xa0, 0x7f))
	f.Add(file(`{"t":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}`))
	f.Add(file(`{"t":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}`, 0x80, 3))
	f.Add(file(`{"t":{"dtype":"F32","shape":[1],"data_offsets":[9,4]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		first, err := Parse(b)
		if err != nil {
			return
		}
		var tensors []Tensor
		for _, name := range first.Names() {
			info, ok := first.Info(name)
			if !ok {
				t.Fatalf("Info(%q) of a listed tensor", name)
			}
			data, shape, err := elementsOf(first, name)
			if err != nil {
				return // of a type that is not converted
			}
			if info.DType == BF16 || info.DType == F64 {
				info.DType = F32
			}
			tensors = append(tensors, Tensor{name, info.DType, shape, data})
		}
		var out bytes.Buffer
		if err := Encode(&out, first.Metadata(), tensors); err != nil {
			t.Fatal(err)
		}
		second, err := Parse(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range tensors {
			data, shape, err := elementsOf(second, want.Name)
			if err != nil || !slices.Equal(shape, want.Shape) || !sameBits(data, want.Data) {
				t.Fatalf("%q changed: %v", want.Name, err)
			}
		}
		for k, v := range first.Metadata() {
			if second.Metadata()[k] != v {
				t.Fatalf("metadata %q changed", k)
			}
		}
	})
}

// elementsOf are a tensor's elements, whole numbers too.
func elementsOf(f *File, name string) ([]float32, []int, error) {
	whole, shape, err := f.Int8(name)
	if err != nil {
		return f.Float32(name)
	}
	data := make([]float32, len(whole))
	for i, v := range whole {
		data[i] = float32(v)
	}
	return data, shape, nil
}

// sameBits compares bit for bit, so that NaN equals itself and -0 is not 0.
func sameBits(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) })
}
