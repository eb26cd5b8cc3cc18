package torch

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nlpodyssey/gopickle/types"
)

// stateDictKeys are the names under which training scripts put the state dict
// when they save more than that.
var stateDictKeys = []string{"state_dict", "model_state_dict", "model", "net"}

// entry is a key and its value, in the order of a dict.
type entry struct {
	key   string
	value any
}

// entries returns the items of a dict that have text as their key.
func entries(v any) ([]entry, bool) {
	var out []entry
	add := func(k, v any) {
		if s, ok := k.(string); ok {
			out = append(out, entry{s, v})
		}
	}
	switch d := v.(type) {
	case *types.Dict:
		for _, e := range *d {
			add(e.Key, e.Value)
		}
	case *types.OrderedDict:
		for e := d.List.Front(); e != nil; e = e.Next() {
			item := e.Value.(*types.OrderedDictEntry)
			add(item.Key, item.Value)
		}
	default:
		return nil, false
	}
	return out, true
}

// stateDict collects the tensors of a checkpoint's value.
func stateDict(root any) (*Checkpoint, error) {
	items, ok := entries(root)
	if !ok {
		return nil, errors.New("the checkpoint is no dict")
	}
	for _, key := range stateDictKeys {
		for _, e := range items {
			if e.key != key {
				continue
			}
			if inner, ok := entries(e.value); ok {
				return tensorsOf(inner)
			}
		}
	}
	return tensorsOf(items)
}

func tensorsOf(items []entry) (*Checkpoint, error) {
	c := &Checkpoint{tensors: map[string]tensor{}}
	var others []string
	for _, e := range items {
		t, ok := e.value.(*tensor)
		if !ok {
			others = append(others, fmt.Sprintf("%.40q", e.key))
			continue
		}
		if _, twice := c.tensors[e.key]; twice {
			return nil, fmt.Errorf("tensor %.80q stands there twice", e.key)
		}
		c.names = append(c.names, e.key)
		c.tensors[e.key] = *t
	}
	if len(c.names) == 0 {
		return nil, fmt.Errorf("no tensors in the checkpoint, only %s",
			strings.Join(others[:min(len(others), 8)], ", "))
	}
	return c, nil
}
