package torch

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/nlpodyssey/gopickle/types"

	"regnetlens/weights/filekind"
)

const legacyVersion = 1001

// IsLegacy reports whether b begins like a stream of torch.save, in any of the
// pickle's protocols.
func IsLegacy(b []byte) bool { return filekind.Of(b) == filekind.TorchStream }

// parseLegacy reads a stream: five pickles (magic number, version, facts about
// the machine, the value, the keys of the storages), then each storage as its
// number of elements, eight bytes, and the elements.
func parseLegacy(b []byte) (any, error) {
	u := &unpickler{storages: map[string]*storage{}}
	rest := b
	next := func() (any, error) {
		v, n, err := u.load(rest)
		rest = rest[n:]
		return v, err
	}
	if _, err := next(); err != nil { // the number
		return nil, err
	}
	version, err := next()
	if err != nil {
		return nil, err
	}
	if version != legacyVersion {
		return nil, errors.New("the stream is of an unknown version")
	}
	machine, err := next()
	if err != nil {
		return nil, err
	}
	if facts, ok := entries(machine); ok {
		for _, f := range facts {
			if f.key == "little_endian" && f.value == false {
				return nil, errors.New("the checkpoint was written on a big-endian machine")
			}
		}
	}
	root, err := next()
	if err != nil {
		return nil, err
	}
	keys, err := next()
	if err != nil {
		return nil, err
	}
	if err := u.fillFromStream(keys, rest); err != nil {
		return nil, err
	}
	return root, nil
}

// fillFromStream hands the storages their bytes, in the order of the keys.
func (u *unpickler) fillFromStream(keys any, rest []byte) error {
	list, ok := keys.(*types.List)
	if !ok {
		return errors.New("the list of storages is missing")
	}
	filled := map[string]bool{}
	for _, k := range *list {
		key, ok := k.(string)
		s := u.storages[key]
		if !ok || s == nil || filled[key] {
			return errors.New("the list of storages does not fit the tensors")
		}
		filled[key] = true
		if len(rest) < 8 {
			return fmt.Errorf("the file is truncated: storage %.40q is missing", key)
		}
		numel := binary.LittleEndian.Uint64(rest)
		rest = rest[8:]
		size := uint64(elementSizes[s.kind])
		if numel > uint64(len(rest))/size {
			return fmt.Errorf("the file is truncated: storage %.40q has %d elements of %d bytes, %d bytes are left",
				key, numel, size, len(rest))
		}
		if err := s.fill(rest[:numel*size]); err != nil {
			return err
		}
		rest = rest[numel*size:]
	}
	if len(filled) != len(u.storages) {
		return errors.New("a tensor's storage is not in the file")
	}
	return nil
}
