package torch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Where training scripts put the state dict when they save more than that, in
// the order in which they are looked for. Of two, the one of averaged weights
// is taken (an exponential moving average, EMA): they are what the authors
// evaluate, and what timm's loader takes.
var (
	averagedKeys = []string{
		"state_dict_ema", "model_ema", "ema_state_dict", "model_ema_state_dict", "ema_model_state_dict", "ema_model",
		"params_ema", "ema", "averaged_model", "shadow",
	}
	stateDictKeys = []string{
		"state_dict", "model_state_dict", "model_state", "model", "net", "net_state_dict", "network", "weights", "params",
		"module", "checkpoint",
	}
	// What has tensors of its own that are nobody's weights.
	otherKeys = []string{"optim", "sched", "lr_", "scaler", "amp", "callbacks", "loops", "hyper_parameters", "rng", "grad"}
)

// StateDict is a dict of tensors within a checkpoint.
type StateDict struct {
	Path    string // keys from the top, joined by "."; empty: the checkpoint itself
	Tensors int
}

// choose finds the state dict of a checkpoint's value: the one at a path, or
// the one that it is customary to take.
func choose(root any, path string) (*Checkpoint, error) {
	t := newTree(root)
	if len(t.dicts) == 0 {
		return nil, noTensors(root)
	}
	var at *node
	var err error
	if path != "" {
		at, err = t.find(path)
	} else {
		at, err = t.customary(t.root, 0)
	}
	if err != nil {
		return nil, err
	}
	c, err := tensorsOf(at.entries)
	if err != nil {
		return nil, err
	}
	c.Path, c.Averaged, c.Values = at.path, at.averaged, t.values
	for _, n := range t.dicts {
		c.Dicts = append(c.Dicts, StateDict{n.path, n.tensors})
	}
	return c, nil
}

// find returns the state dict of a path.
func (t *tree) find(path string) (*node, error) {
	for _, n := range t.dicts {
		if n.path == path {
			return n, nil
		}
	}
	return nil, fmt.Errorf("there are no tensors at %.80q, only at %s", path, t.paths(t.dicts))
}

// customary returns the state dict that a loader takes out of a node.
func (t *tree) customary(n *node, depth int) (*node, error) {
	if depth > maxDepth {
		return nil, errors.New("the checkpoint is nested too deeply")
	}
	for _, keys := range [][]string{averagedKeys, stateDictKeys} {
		for _, key := range keys {
			for _, child := range n.children {
				if child.key == key && child.below > 0 {
					found, err := t.customary(child, depth+1)
					if found != nil && slices.Contains(averagedKeys, key) {
						found.averaged = true
					}
					return found, err
				}
			}
		}
	}
	var inside []*node
	for _, child := range n.children {
		other := slices.ContainsFunc(otherKeys, func(k string) bool { return strings.HasPrefix(strings.ToLower(child.key), k) })
		if child.below > 0 && !other {
			inside = append(inside, child)
		}
	}
	switch {
	// Beside the state dict there may be a tensor or two: an epoch, an accuracy.
	case len(inside) == 1 && inside[0].below > n.tensors:
		return t.customary(inside[0], depth+1)
	case n.tensors > 0:
		return n, nil
	case len(inside) == 0:
		return nil, errors.New("no tensors in the checkpoint but those of its optimizer")
	}
	return nil, fmt.Errorf("the checkpoint holds several dicts of tensors, and which is meant is not known: choose one of %s", t.paths(t.dicts))
}

// paths lists where there are tensors.
func (t *tree) paths(nodes []*node) string {
	var list []string
	for _, n := range nodes[:min(len(nodes), 8)] {
		list = append(list, fmt.Sprintf("%.40q", n.path))
	}
	return strings.Join(list, ", ")
}

// noTensors says what a checkpoint holds instead.
func noTensors(root any) error {
	items, ok := entries(root)
	if !ok {
		return errors.New("the checkpoint is no dict, and no list with one in it")
	}
	var others []string
	for _, e := range items[:min(len(items), 8)] {
		others = append(others, fmt.Sprintf("%.40q", e.key))
	}
	return fmt.Errorf("no tensors in the checkpoint, only %s", strings.Join(others, ", "))
}

// tensorsOf collects the tensors among a dict's items.
func tensorsOf(items []entry) (*Checkpoint, error) {
	c := &Checkpoint{tensors: map[string]tensor{}}
	for _, e := range items {
		t, ok := e.value.(*tensor)
		if !ok {
			continue
		}
		if _, twice := c.tensors[e.key]; twice {
			return nil, fmt.Errorf("tensor %.80q stands there twice", e.key)
		}
		c.names = append(c.names, e.key)
		c.tensors[e.key] = *t
	}
	return c, nil
}
