package torch

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"

	"regnetlens/weights/safetensors"
)

// storage is a flat run of elements that tensors look into.
type storage struct {
	key   string
	kind  string // "FloatStorage"
	numel int
	bytes []byte // filled in after the pickle has been read
}

// elementSizes lists the storages of torch with the bytes of an element.
var elementSizes = map[string]int{
	"FloatStorage": 4, "HalfStorage": 2, "BFloat16Storage": 2, "DoubleStorage": 8,
	"ComplexFloatStorage": 8, "ComplexDoubleStorage": 16,
	"LongStorage": 8, "IntStorage": 4, "ShortStorage": 2, "CharStorage": 1, "ByteStorage": 1, "BoolStorage": 1,
}

// kindOf is the storage's name without its module: "FloatStorage".
func kindOf(name string) string { return strings.TrimPrefix(name, "torch.") }

// fill hands the storage its bytes, which must be exactly as many as it asks
// for.
func (s *storage) fill(b []byte) error {
	size := elementSizes[s.kind]
	if s.numel < 0 || s.numel > math.MaxInt/size || s.numel*size != len(b) {
		return fmt.Errorf("storage %q: %d elements of a %s do not fit its %d bytes", s.key, s.numel, s.kind, len(b))
	}
	s.bytes = b
	return nil
}

// tensor is a view of a storage: the element at index i stands at
// offset + Σ i·stride.
type tensor struct {
	storage       *storage
	offset        int
	shape, stride []int
}

const (
	maxDims     = 16
	maxElements = math.MaxInt32
)

var errTooMany = errors.New("the tensors claim more elements than the file has bytes")

// dtypes are the storages' types by the names of safetensors.
var dtypes = map[string]safetensors.DType{
	"FloatStorage": "F32", "HalfStorage": "F16", "BFloat16Storage": "BF16", "DoubleStorage": "F64", "LongStorage": "I64",
	"IntStorage": "I32", "ShortStorage": "I16", "CharStorage": "I8", "ByteStorage": "U8", "BoolStorage": "BOOL",
	"ComplexFloatStorage": "C64", "ComplexDoubleStorage": "C128",
}

// check returns the number of elements after making sure that all of them lie
// within the storage. With a stride of 0 (an expanded tensor) there may be more
// of them than the storage holds, up to maxElements.
func (t tensor) check() (int, error) {
	if len(t.shape) != len(t.stride) || len(t.shape) > maxDims {
		return 0, fmt.Errorf("shape %v with strides %v", t.shape, t.stride)
	}
	n, last, inside := 1, t.offset, t.offset >= 0
	for i, d := range t.shape {
		if d == 0 {
			return 0, nil
		}
		if d < 0 || t.stride[i] < 0 || (d > 1 && t.stride[i] > t.storage.numel/(d-1)) {
			inside = false
			break
		}
		if n > maxElements/d {
			return 0, errTooMany
		}
		n *= d
		if last += (d - 1) * t.stride[i]; last >= t.storage.numel {
			inside = false
			break
		}
	}
	if !inside || last >= t.storage.numel {
		return 0, fmt.Errorf("shape %v, strides %v and offset %d reach outside its storage of %d elements",
			t.shape, t.stride, t.offset, t.storage.numel)
	}
	return n, nil
}

// float32s copies the elements out, the last index fastest.
func (t tensor) float32s() ([]float32, error) {
	read, err := t.storage.reader()
	if err != nil {
		return nil, err
	}
	n := 1
	for _, d := range t.shape {
		n *= d
	}
	out := make([]float32, n)
	var index [maxDims]int
	at := t.offset
	for i := range out {
		out[i] = read(at)
		for d := len(t.shape) - 1; d >= 0; d-- {
			index[d]++
			at += t.stride[d]
			if index[d] < t.shape[d] {
				break
			}
			at -= index[d] * t.stride[d]
			index[d] = 0
		}
	}
	return out, nil
}

// reader returns the function that reads one element.
func (s *storage) reader() (func(i int) float32, error) {
	b := s.bytes
	switch s.kind {
	case "FloatStorage":
		return func(i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])) }, nil
	case "HalfStorage":
		return func(i int) float32 { return safetensors.HalfToFloat(binary.LittleEndian.Uint16(b[2*i:])) }, nil
	case "BFloat16Storage":
		return func(i int) float32 {
			return math.Float32frombits(uint32(binary.LittleEndian.Uint16(b[2*i:])) << 16)
		}, nil
	case "DoubleStorage":
		return func(i int) float32 { return float32(math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))) }, nil
	}
	return nil, errors.New("a " + s.kind + " holds no floating-point numbers")
}
