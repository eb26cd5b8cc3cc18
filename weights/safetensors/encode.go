package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Tensor is one tensor to write: Data row-major, stored as DType.
type Tensor struct {
	Name  string
	DType DType // F32, F16 or I8
	Shape []int
	Data  []float32
}

// Encode writes a file. The same tensors and metadata always give the same
// bytes: tensors of the wider type come first, then by name, as the format's
// first implementation writes them, and metadata keys are sorted. The header
// is padded with spaces so that the data begin at a multiple of eight bytes.
// F16 rounds to the nearest half, ties to even; a finite value that no half
// can hold is an error rather than an infinity. I8 takes whole numbers only.
func Encode(w io.Writer, metadata map[string]string, tensors []Tensor) error {
	sorted := slices.Clone(tensors)
	slices.SortStableFunc(sorted, func(a, b Tensor) int {
		if d := b.DType.Size() - a.DType.Size(); d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	header, err := encodeHeader(metadata, sorted)
	if err != nil {
		return fmt.Errorf("safetensors: %w", err)
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	if _, err := w.Write(append(out, header...)); err != nil {
		return fmt.Errorf("safetensors: %w", err)
	}
	for _, t := range sorted {
		b, err := narrow(t)
		if err != nil {
			return fmt.Errorf("safetensors: tensor %q: %w", t.Name, err)
		}
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("safetensors: %w", err)
		}
	}
	return nil
}

func encodeHeader(metadata map[string]string, tensors []Tensor) ([]byte, error) {
	seen := make(map[string]bool, len(tensors))
	spans := make([]span, 0, len(tensors))
	offset := 0
	for _, t := range tensors {
		size, err := checkTensor(t, seen)
		if err != nil {
			return nil, fmt.Errorf("tensor %q: %w", t.Name, err)
		}
		spans = append(spans, span{t.Name, Info{t.DType, t.Shape}, offset, offset + size})
		offset += size
	}
	return headerOf(metadata, spans)
}

// headerOf writes the header of tensors whose places are known.
func headerOf(metadata map[string]string, spans []span) ([]byte, error) {
	b := []byte{'{'}
	var err error
	if len(metadata) > 0 {
		b = append(b, `"`+metadataKey+`":`...)
		if b, err = appendJSON(b, metadata); err != nil {
			return nil, err
		}
	}
	for _, s := range spans {
		if len(b) > 1 {
			b = append(b, ',')
		}
		if b, err = appendJSON(b, s.name); err != nil {
			return nil, err
		}
		b = append(b, ':')
		entry := struct {
			DType   DType  `json:"dtype"`
			Shape   []int  `json:"shape"`
			Offsets [2]int `json:"data_offsets"`
		}{s.info.DType, append([]int{}, s.info.Shape...), [2]int{s.begin, s.end}}
		if b, err = appendJSON(b, entry); err != nil {
			return nil, err
		}
	}
	b = append(b, '}')
	b = append(b, bytes.Repeat([]byte{' '}, (8-len(b)%8)%8)...)
	if len(b) > MaxHeader {
		return nil, ErrHeaderTooLarge
	}
	return b, nil
}

// Rewrite writes the file again with other metadata. The tensors stay as they
// are, bit for bit and of whatever type.
func (f *File) Rewrite(w io.Writer, metadata map[string]string) error {
	header, err := headerOf(metadata, f.spans)
	if err != nil {
		return fmt.Errorf("safetensors: %w", err)
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	for _, b := range [][]byte{append(out, header...), f.data} {
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("safetensors: %w", err)
		}
	}
	return nil
}

// checkTensor returns the tensor's bytes in the file and marks its name seen.
func checkTensor(t Tensor, seen map[string]bool) (int, error) {
	if t.DType != F32 && t.DType != F16 && t.DType != I8 {
		return 0, fmt.Errorf("%s: %w", t.DType, errUnwritableDType)
	}
	if t.Name == metadataKey {
		return 0, errReservedName
	}
	if seen[t.Name] {
		return 0, ErrDuplicate
	}
	seen[t.Name] = true
	for _, d := range t.Shape {
		if d < 0 {
			return 0, errNegativeShape
		}
	}
	n, ok := elements(t.Shape)
	if !ok || n > math.MaxInt/t.DType.Size() {
		return 0, ErrOverflow
	}
	if n != len(t.Data) {
		return 0, fmt.Errorf("%w (%d, shape %v)", errDataShape, len(t.Data), t.Shape)
	}
	return n * t.DType.Size(), nil
}

// appendJSON appends v as compact JSON without HTML escapes.
func appendJSON(b []byte, v any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return append(b, bytes.TrimRight(buf.Bytes(), "\n")...), nil
}

func narrow(t Tensor) ([]byte, error) {
	b := make([]byte, 0, len(t.Data)*t.DType.Size())
	for i, v := range t.Data {
		switch t.DType {
		case F32:
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
			continue
		case I8:
			if v != float32(int8(v)) {
				return nil, fmt.Errorf("element %d is %g, not a whole number that I8 can hold (-128 to 127)", i, v)
			}
			b = append(b, byte(int8(v)))
			continue
		}
		h := FloatToHalf(v)
		if h&0x7fff == 0x7c00 && !math.IsInf(float64(v), 0) {
			return nil, fmt.Errorf("element %d is %g, more than F16 can hold (±65,504)", i, v)
		}
		b = binary.LittleEndian.AppendUint16(b, h)
	}
	return b, nil
}
