package torch

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/nlpodyssey/gopickle/pickle"
	"github.com/nlpodyssey/gopickle/types"
)

// unpickler builds the values of a checkpoint's pickles.
type unpickler struct {
	storages map[string]*storage // met so far, by key
}

// load reads the pickle at the start of b and returns its value and length.
func (u *unpickler) load(b []byte) (value any, n int, err error) {
	n, err = scan(b)
	if err != nil {
		return nil, 0, err
	}
	// The library trusts the order of a pickle's opcodes in places.
	defer func() {
		if r := recover(); r != nil {
			value, err = nil, errors.New("the pickle is malformed")
		}
	}()
	p := pickle.NewUnpickler(bytes.NewReader(b[:n]))
	// The names of protocol 4 stand on the stack, where the scan does not see
	// them.
	p.FindClass = func(module, name string) (any, error) {
		if full := module + "." + name; !allowed(full) {
			return nil, refusedName(full)
		}
		return global(module + "." + name), nil
	}
	p.PersistentLoad = u.storage
	value, err = p.Load()
	if refused := refusedName(""); errors.As(err, &refused) {
		return nil, 0, refused
	}
	if err != nil {
		return nil, 0, fmt.Errorf("the pickle is malformed: %.200s", err.Error())
	}
	return value, n, nil
}

// rebuild makes a tensor of the arguments of one of the rebuilders.
func rebuild(name string, args []any) (any, error) {
	s, ok1 := args[0].(*storage)
	offset, ok2 := args[1].(int)
	shape, ok3 := ints(args[2])
	stride, ok4 := ints(args[3])
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return nil, fmt.Errorf("%s called with something else than storage, offset, size and stride", name)
	}
	return &tensor{storage: s, offset: offset, shape: shape, stride: stride}, nil
}

func ints(v any) ([]int, bool) {
	t, ok := v.(*types.Tuple)
	if !ok || t.Len() > maxDims { // a long tuple could be named by any number of tensors
		return nil, false
	}
	out := make([]int, t.Len())
	for i := range out {
		if out[i], ok = t.Get(i).(int); !ok {
			return nil, false
		}
	}
	return out, true
}

// storage resolves a persistent id: the tuple ("storage", type, key, device,
// number of elements), in a stream followed by a view of another storage, which
// PyTorch has not written since 0.4.
func (u *unpickler) storage(id any) (any, error) {
	malformed := errors.New("the id of a storage is malformed")
	t, ok := id.(*types.Tuple)
	if !ok || t.Len() < 5 {
		return nil, malformed
	}
	tag, ok1 := t.Get(0).(string)
	kind, ok2 := t.Get(1).(global)
	key, ok3 := t.Get(2).(string)
	numel, ok4 := t.Get(4).(int)
	s := &storage{key: key, kind: kindOf(string(kind)), numel: numel}
	if !ok1 || !ok2 || !ok3 || !ok4 || tag != "storage" || elementSizes[s.kind] == 0 || numel < 0 {
		return nil, malformed
	}
	if t.Len() > 5 && t.Get(5) != nil {
		return nil, errors.New("views of storages, as PyTorch before 0.4 wrote them, are not read")
	}
	if seen, ok := u.storages[key]; ok {
		if seen.kind != s.kind || seen.numel != s.numel {
			return nil, fmt.Errorf("storage %.40q is described in two ways", key)
		}
		return seen, nil
	}
	u.storages[key] = s
	return s, nil
}
