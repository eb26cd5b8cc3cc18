package safetensors

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// readHeader walks the header's JSON token by token: json.Unmarshal would let
// a repeated key silently win over the first.
func (f *File) readHeader(header []byte) error {
	if !json.Valid(header) {
		return fmt.Errorf("%w: malformed JSON", ErrHeaderJSON)
	}
	w := walker{json.NewDecoder(bytes.NewReader(header))}
	w.UseNumber()
	return w.object("header", func(key string) error {
		if key == metadataKey {
			f.metadata = map[string]string{}
			return w.metadata(f.metadata)
		}
		s := span{name: key}
		if err := w.tensor(&s); err != nil {
			return fmt.Errorf("tensor %q: %w", key, err)
		}
		f.spans = append(f.spans, s)
		return nil
	})
}

// walker reads JSON known to be well formed and reports anything of another
// kind than what the format has at that place.
type walker struct{ *json.Decoder }

// object reads an object, calling value for each key; a key met twice is an
// error.
func (w walker) object(what string, value func(key string) error) error {
	if err := w.delim('{', what); err != nil {
		return err
	}
	seen := map[string]bool{}
	for w.More() {
		key, err := w.str()
		if err != nil {
			return err
		}
		if seen[key] {
			return fmt.Errorf("%w: %q", ErrDuplicate, key)
		}
		seen[key] = true
		if err := value(key); err != nil {
			return err
		}
	}
	return w.delim('}', what)
}

func (w walker) metadata(m map[string]string) error {
	t, err := w.Token()
	if err != nil {
		return fmt.Errorf("%w: %v", ErrHeaderJSON, err)
	}
	if t != json.Delim('{') {
		return ErrMetadata
	}
	for w.More() {
		key, err := w.str()
		if err != nil {
			return err
		}
		if _, seen := m[key]; seen {
			return fmt.Errorf("%w: %q in the metadata", ErrDuplicate, key)
		}
		if m[key], err = w.str(); err != nil {
			return fmt.Errorf("%w (%q)", ErrMetadata, key)
		}
	}
	return w.delim('}', metadataKey)
}

// tensor reads {"dtype":…,"shape":[…],"data_offsets":[begin,end]}, all three
// and nothing else, in any order.
func (w walker) tensor(s *span) error {
	var hasType, hasShape, hasOffsets bool
	err := w.object("tensor's entry", func(key string) error {
		switch key {
		case "dtype":
			hasType = true
			name, err := w.str()
			if err != nil {
				return err
			}
			s.info.DType = DType(name)
			if s.info.DType.Size() == 0 {
				return fmt.Errorf("%w %q", ErrDType, name)
			}
			return nil
		case "shape":
			hasShape = true
			var err error
			s.info.Shape, err = w.ints("shape")
			return err
		case "data_offsets":
			hasOffsets = true
			o, err := w.ints("data_offsets")
			if err != nil {
				return err
			}
			if len(o) != 2 {
				return fmt.Errorf("%w: data_offsets has %d numbers, not 2", ErrHeaderJSON, len(o))
			}
			s.begin, s.end = o[0], o[1]
			return nil
		}
		return fmt.Errorf("%w: unknown key %q", ErrHeaderJSON, key)
	})
	if err != nil {
		return err
	}
	if !hasType || !hasShape || !hasOffsets {
		return fmt.Errorf("%w: dtype, shape and data_offsets are all needed", ErrHeaderJSON)
	}
	return nil
}

func (w walker) delim(want json.Delim, what string) error {
	t, err := w.Token()
	if err != nil || t != want {
		return fmt.Errorf("%w: no %q where the %s has one", ErrHeaderJSON, want.String(), what)
	}
	return nil
}

func (w walker) str() (string, error) {
	t, err := w.Token()
	s, ok := t.(string)
	if err != nil || !ok {
		return "", fmt.Errorf("%w: a string is missing", ErrHeaderJSON)
	}
	return s, nil
}

// ints reads an array of whole numbers that are not negative; 1.0 and 1e3 are
// refused, as in the format's first implementation.
func (w walker) ints(what string) ([]int, error) {
	if err := w.delim('[', what); err != nil {
		return nil, err
	}
	var out []int
	for w.More() {
		t, err := w.Token()
		n, ok := t.(json.Number)
		if err != nil || !ok {
			return nil, fmt.Errorf("%w: %s holds something that is no number", ErrHeaderJSON, what)
		}
		v, err := strconv.ParseUint(n.String(), 10, strconv.IntSize-1)
		if err != nil {
			return nil, fmt.Errorf("%w: %s holds %s, not a size", ErrHeaderJSON, what, n)
		}
		out = append(out, int(v))
	}
	return out, w.delim(']', what)
}
