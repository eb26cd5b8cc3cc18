package torch

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/nlpodyssey/gopickle/types"
)

// Bounds of the walk through a checkpoint's value.
const (
	maxDepth  = 32
	maxValues = 200 // beside the tensors, to be listed
)

// entry is a key and its value, in the order of a dict.
type entry struct {
	key   string
	value any
}

// entries returns the items of a dict that have text as their key, or those of
// a list under their numbers.
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
	case *opaque:
		for _, e := range d.items {
			add(e.Key, e.Value)
		}
		return out, len(out) > 0
	default:
		return nil, false
	}
	return out, true
}

// items is entries for lists and tuples too.
func items(v any) ([]entry, bool) {
	var elements []any
	switch l := v.(type) {
	case *types.List:
		elements = *l
	case *types.Tuple:
		elements = *l
	default:
		return entries(v)
	}
	var out []entry
	for i, e := range elements {
		out = append(out, entry{strconv.Itoa(i), e})
	}
	return out, true
}

// Value is something beside the tensors.
type Value struct {
	Path string `json:"path"`
	Text string `json:"text"` // the value itself where it is short, else its type
}

// node is a dict or list of a checkpoint.
type node struct {
	key, path string
	entries   []entry // of a dict
	tensors   int     // among the entries
	below     int     // in it and all that is in it
	averaged  bool
	children  []*node
}

// tree is a checkpoint's value, each of its dicts and lists once.
type tree struct {
	root   *node
	dicts  []*node // those with tensors
	values []Value
	seen   map[any]bool
}

func newTree(root any) *tree {
	t := &tree{seen: map[any]bool{}}
	t.root = t.add("", "", root, 0)
	if t.root == nil {
		t.root = &node{}
	}
	return t
}

// add looks at a value that may hold others; nil where it cannot. One that
// has been met is left out: it may hold itself.
func (t *tree) add(key, path string, v any, depth int) *node {
	if depth > maxDepth {
		return nil
	}
	list, ok := items(v)
	if !ok || t.seen[v] {
		return nil
	}
	t.seen[v] = true
	_, isDict := entries(v)
	n := &node{key: key, path: path}
	if isDict {
		n.entries = list
	}
	for _, e := range list {
		if _, ok := e.value.(*tensor); ok {
			if isDict {
				n.tensors++
			}
			continue
		}
		below := strings.TrimPrefix(path+"."+e.key, ".")
		if child := t.add(e.key, below, e.value, depth+1); child != nil {
			n.children = append(n.children, child)
			n.below += child.below
		} else if len(t.values) < maxValues && (isDict || depth == 0) {
			t.values = append(t.values, Value{below, valueText(e.value)})
		}
	}
	n.below += n.tensors
	if n.tensors > 0 {
		t.dicts = append(t.dicts, n)
	}
	return n
}

// valueText is a short value, or the type of one.
func valueText(v any) string {
	const most = 60
	switch v := v.(type) {
	case nil:
		return "None"
	case bool, int, float64:
		return fmt.Sprint(v)
	case *big.Int:
		return "an integer"
	case string:
		if len(v) > most {
			return fmt.Sprintf("text of %d characters", len(v))
		}
		return strconv.Quote(v)
	case []byte, *types.ByteArray:
		return "bytes"
	case *types.Set, *types.FrozenSet:
		return "a set"
	case *opaque:
		return v.name
	case global:
		return string(v)
	}
	return "a value"
}
