//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/arena"
)

// planGradients gives every value that wants one its gradient. Values that are
// added have the gradient of the sum, and share its memory: the end of a block
// with its shortcut, and so all blocks of a stage. Others share memory when
// they are not in use at the same time.
func (b *builder) planGradients() {
	shared := map[*value]*value{} // to whose gradient a value's is the same
	root := func(v *value) *value {
		for shared[v] != nil {
			v = shared[v]
		}
		return v
	}
	last := len(b.passes) - 1
	for i := range b.passes {
		// On the way back: what is added to the pass's output has its gradient.
		for _, v := range b.passes[last-i].outputs {
			if v.add != nil && shared[v.add] == nil && root(v) != v.add {
				shared[v.add] = v
			}
		}
	}
	for id, v := range b.values { // excitation: R and O
		if op, ok := b.opOf(id).(*arch.SE); ok {
			shared[b.values[op.In]] = v
		}
	}
	uses := map[*value]*arena.Item{}
	var order []*value
	use := func(v *value, time int) {
		r := root(v)
		if uses[r] == nil {
			uses[r] = &arena.Item{Size: mapSize(v.shape, b.pictures), First: time, Last: time}
			order = append(order, r)
		}
		uses[r].Last = time
	}
	begun := map[*value]bool{} // by root and by value: something has been given
	for i := range b.passes {
		p := b.passes[last-i]
		for _, v := range p.outputs {
			use(v, i)
		}
		for _, o := range p.inputs {
			if !o.wanted {
				continue
			}
			use(o.value, i)
			// A shortcut begins with the gradient of the sum.
			o.begun = begun[o.value] || shared[o.value] != nil
			begun[o.value] = true
		}
		if c, ok := p.pass.(*cell); ok && c.c != nil {
			use(c.c, i)
			begun[c.c] = true
		}
		if c, ok := p.pass.(*cell); ok && c.outC != nil && begun[c.outC] {
			use(c.outC, i)
		}
	}
	items := make([]arena.Item, len(order))
	for i, r := range order {
		items[i] = *uses[r]
	}
	offsets, total := arena.Fit(items)
	block := b.floats(total)
	maps := map[*value]*tensorMap{}
	for i, r := range order {
		maps[r] = newMap(r.shape, cut(block, offsets[i], items[i].Size))
	}
	for _, v := range b.values {
		if v != nil {
			v.grad = maps[root(v)]
		}
	}
}

// opOf is the operation whose main output a value is, nil for the input.
func (b *builder) opOf(id int) arch.Op {
	first := b.graph.Values[id].First
	if first < 0 || b.graph.Ops[first].Writes()[0] != arch.ValueID(id) {
		return nil
	}
	return b.graph.Ops[first]
}
