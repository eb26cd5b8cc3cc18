package safetensors

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"
)

// MaxHeader is the largest header accepted, in bytes: the cap of the format's
// first implementation.
const MaxHeader = 100_000_000

// metadataKey is the one name in the header that is not a tensor's.
const metadataKey = "__metadata__"

// The reasons for which Parse refuses a file. The error returned wraps one of
// them and says where.
var (
	ErrHeaderTooSmall  = errors.New("the file is shorter than the eight bytes of the header's length")
	ErrHeaderTooLarge  = errors.New("the header is longer than 100 MB")
	ErrHeaderLength    = errors.New("the header reaches past the end of the file")
	ErrHeaderStart     = errors.New("the header does not begin with '{'")
	ErrHeaderText      = errors.New("the header is not valid UTF-8")
	ErrHeaderJSON      = errors.New("the header is not the JSON object the format asks for")
	ErrDuplicate       = errors.New("the header names a key twice")
	ErrMetadata        = errors.New("the metadata must map strings to strings")
	ErrDType           = errors.New("unknown element type")
	ErrOverflow        = errors.New("the shape's size overflows")
	ErrSize            = errors.New("the shape does not fit the byte range")
	ErrOffsets         = errors.New("the byte ranges leave a hole, overlap or run backwards")
	ErrIncomplete      = errors.New("the tensors reach past the end of the file")
	ErrTrailing        = errors.New("bytes follow the last tensor")
	errNoTensor        = errors.New("no such tensor")
	errNotFloat        = errors.New("not a floating-point type this package converts")
	errNotI8           = errors.New("not I8")
	errDataShape       = errors.New("the data does not have as many elements as the shape")
	errReservedName    = errors.New("the name is reserved for the metadata")
	errNegativeShape   = errors.New("the shape has a negative dimension")
	errUnwritableDType = errors.New("only F32, F16 and I8 can be written")
)

// Info describes one tensor.
type Info struct {
	DType DType
	Shape []int // outermost dimension first; empty for a single number
}

// span is a tensor's entry in the header; begin and end count from the first
// byte after the header.
type span struct {
	name       string
	info       Info
	begin, end int
}

// File is a parsed file. It keeps the bytes given to Parse.
type File struct {
	metadata map[string]string
	spans    []span         // in the order of their bytes
	index    map[string]int // name to place in spans
	data     []byte         // everything after the header
}

// Parse reads a whole file. It keeps b, which must not change afterwards, and
// copies none of the tensors. The error wraps one of the Err values above.
func Parse(b []byte) (*File, error) {
	if len(b) < 8 {
		return nil, fmt.Errorf("safetensors: %w", ErrHeaderTooSmall)
	}
	n := binary.LittleEndian.Uint64(b)
	if n > MaxHeader {
		return nil, fmt.Errorf("safetensors: %w (%d bytes)", ErrHeaderTooLarge, n)
	}
	if n > uint64(len(b)-8) {
		return nil, fmt.Errorf("safetensors: %w (%d bytes of %d)", ErrHeaderLength, n, len(b)-8)
	}
	header, data := b[8:8+n], b[8+n:]
	if !utf8.Valid(header) {
		return nil, fmt.Errorf("safetensors: %w", ErrHeaderText)
	}
	if len(header) == 0 || header[0] != '{' {
		return nil, fmt.Errorf("safetensors: %w", ErrHeaderStart)
	}
	f := &File{data: data}
	if err := f.readHeader(header); err != nil {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	if err := f.layOut(); err != nil {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	return f, nil
}

// layOut sorts the tensors by their bytes and checks that they cover the data
// exactly, each with the range its shape and type ask for.
func (f *File) layOut() error {
	order := make([]int, len(f.spans)) // sorting numbers is code that the page has already
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := f.spans[i], f.spans[j]
		if a.begin != b.begin {
			return a.begin - b.begin
		}
		if a.end != b.end {
			return a.end - b.end
		}
		if a.name < b.name {
			return -1
		}
		return 1
	})
	sorted := make([]span, len(order))
	for i, at := range order {
		sorted[i] = f.spans[at]
	}
	f.spans = sorted
	f.index = make(map[string]int, len(f.spans))
	next := 0
	for i, s := range f.spans {
		if s.begin != next || s.end < s.begin {
			return fmt.Errorf("tensor %q at [%d, %d], %d expected: %w", s.name, s.begin, s.end, next, ErrOffsets)
		}
		size, ok := byteSize(s.info)
		if !ok {
			return fmt.Errorf("tensor %q %v: %w", s.name, s.info.Shape, ErrOverflow)
		}
		if size != s.end-s.begin {
			return fmt.Errorf("tensor %q: %v of %s is %d bytes, its range %d: %w",
				s.name, s.info.Shape, s.info.DType, size, s.end-s.begin, ErrSize)
		}
		if s.end > len(f.data) {
			return fmt.Errorf("tensor %q ends at byte %d of %d: %w", s.name, s.end, len(f.data), ErrIncomplete)
		}
		f.index[s.name] = i
		next = s.end
	}
	if next != len(f.data) {
		return fmt.Errorf("%w (%d of them)", ErrTrailing, len(f.data)-next)
	}
	return nil
}

// elements multiplies a shape out; false means that it overflows or has a
// negative dimension.
func elements(shape []int) (int, bool) {
	n := 1
	for _, d := range shape {
		if d < 0 || (d != 0 && n > math.MaxInt/d) {
			return 0, false
		}
		n *= d
	}
	return n, true
}

func byteSize(i Info) (int, bool) {
	n, ok := elements(i.Shape)
	size := i.DType.Size()
	if !ok || n > math.MaxInt/size {
		return 0, false
	}
	return n * size, true
}

// Names lists the tensors in the order of their bytes in the file.
func (f *File) Names() []string {
	names := make([]string, len(f.spans))
	for i, s := range f.spans {
		names[i] = s.name
	}
	return names
}

// Metadata returns the header's free text, key to value; nil when there is
// none. The map is the file's own: do not change it.
func (f *File) Metadata() map[string]string { return f.metadata }

// Info returns a tensor's type and shape.
func (f *File) Info(name string) (Info, bool) {
	i, ok := f.index[name]
	if !ok {
		return Info{}, false
	}
	return f.spans[i].info, true
}

// Float32 returns a tensor's elements, row-major, as float32, and its shape.
// The data are the caller's; the shape is the file's own. F32, F16 and BF16 are
// read, and F64, which is rounded; any other type is an error.
func (f *File) Float32(name string) ([]float32, []int, error) {
	i, ok := f.index[name]
	if !ok {
		return nil, nil, fmt.Errorf("safetensors: tensor %q: %w", name, errNoTensor)
	}
	s := f.spans[i]
	data, ok := s.info.DType.widen(f.data[s.begin:s.end])
	if !ok {
		return nil, nil, fmt.Errorf("safetensors: tensor %q is %s: %w", name, s.info.DType, errNotFloat)
	}
	return data, s.info.Shape, nil
}

// Int8 returns the elements of a tensor of I8, row-major, and its shape. They are
// the caller's; the shape is the file's own. What they stand for, another tensor
// may say: as numbers by themselves nothing reads them.
func (f *File) Int8(name string) ([]int8, []int, error) {
	i, ok := f.index[name]
	if !ok {
		return nil, nil, fmt.Errorf("safetensors: tensor %q: %w", name, errNoTensor)
	}
	s := f.spans[i]
	if s.info.DType != I8 {
		return nil, nil, fmt.Errorf("safetensors: tensor %q is %s: %w", name, s.info.DType, errNotI8)
	}
	data := make([]int8, s.end-s.begin)
	for i, b := range f.data[s.begin:s.end] {
		data[i] = int8(b)
	}
	return data, s.info.Shape, nil
}
