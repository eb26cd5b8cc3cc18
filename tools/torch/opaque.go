package torch

import (
	"fmt"

	"github.com/nlpodyssey/gopickle/types"
)

// global stands for a Python name that is allowed: the type of a storage, a
// function that makes a tensor, or the type of a harmless value.
type global string

// Call implements the unpickler's REDUCE.
func (g global) Call(args ...any) (any, error) {
	name := string(g)
	if at, ok := wrappers[name]; ok && len(args) > at {
		if t, ok := args[at].(*tensor); ok {
			return t, nil
		}
	}
	if name == rebuildFromType && len(args) > 2 {
		function, ok1 := args[0].(global)
		of, ok2 := args[2].(*types.Tuple)
		if ok1 && ok2 && string(function) != rebuildFromType {
			return function.Call(*of...)
		}
	}
	if least, ok := rebuilders[name]; ok && len(args) >= least {
		return rebuild(name, args)
	}
	if elementSizes[kindOf(name)] != 0 || rebuilders[name] != 0 {
		return nil, fmt.Errorf("%s called with %d arguments", name, len(args))
	}
	return newOpaque(name, args), nil
}

// PyNew implements the unpickler's NEWOBJ.
func (g global) PyNew(args ...any) (any, error) { return newOpaque(string(g), args), nil }

// opaque is a value beside the tensors, of which nothing is known but its
// type and, where it is a kind of dict, what is in it. Everything that a
// pickle does to it is accepted and has no effect.
type opaque struct {
	name  string
	items types.Dict
}

func newOpaque(name string, args []any) *opaque {
	o := &opaque{name: name}
	for _, a := range args {
		if d, ok := a.(*types.Dict); ok {
			o.items = append(o.items, *d...)
		}
	}
	return o
}

// Set implements the unpickler's SETITEM.
func (o *opaque) Set(key, value any) { o.items.Set(key, value) }

// Append implements the unpickler's APPEND.
func (o *opaque) Append(any) {}

// Add implements the unpickler's ADDITEMS.
func (o *opaque) Add(any) {}

// PySetState implements the unpickler's BUILD.
func (o *opaque) PySetState(any) error { return nil }

// PySetState implements BUILD for a tensor with attributes.
func (t *tensor) PySetState(any) error { return nil }

// refusedName says that a checkpoint refers to a name that is not allowed.
type refusedName string

func (n refusedName) Error() string {
	return fmt.Sprintf("the checkpoint refers to %.80q, which is no part of a dict of tensors; "+
		"nothing of it is executed (save model.state_dict() alone)", string(n))
}
