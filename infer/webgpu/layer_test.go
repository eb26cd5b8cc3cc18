//go:build js

package webgpu

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/gpu"
)

// values are activations by their place in a graph, [batch, C, H, W].
type values map[arch.ValueID][]float32

// graphOf is a graph of one operation with values from 1 on, each with a tap,
// so that it is kept.
func graphOf(op arch.Op, shapes ...arch.Shape) *arch.Graph {
	g := &arch.Graph{Ops: []arch.Op{op}, Values: make([]arch.Value, 1)}
	for i, s := range shapes {
		g.Values = append(g.Values, arch.Value{Shape: s, Tap: fmt.Sprint("v", i)})
	}
	return g
}

// runLayer runs one layer alone and returns every value of its graph. All the
// memory holds NaNs before, so a value that is not written shows, and so does
// one that is read and should not be.
func runLayer(t *testing.T, e *Engine, g *arch.Graph, l layer, batch int, inputs values) values {
	t.Helper()
	ctx, s := t.Context(), e.session
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.compile(ctx, l.kernels()))
	var w packer
	l.pack(&w)
	if len(w.data) == 0 {
		w.data = []float32{0}
	}
	var keep []string
	for _, v := range g.Values {
		keep = append(keep, v.Tap)
	}
	p := newPlan(g, []layer{l}, batch, keep, nil)
	must(p.fits(s.device.Limits()))
	buffer := func(n int, u gpu.Usage) *gpu.Buffer {
		b, err := s.device.NewBuffer(ctx, "test", 4*n, u)
		must(err)
		t.Cleanup(b.Destroy)
		return b
	}
	weights := buffer(len(w.data), gpu.Storage|gpu.CopyDst)
	memory := buffer(p.size, gpu.Storage|gpu.CopyDst|gpu.CopySrc)
	back := buffer(p.size, gpu.MapRead|gpu.CopyDst)
	all := make([]float32, p.size)
	for i := range all {
		all[i] = float32(math.NaN())
	}
	for v, x := range inputs {
		copy(all[p.offsets[v]:], x)
	}
	gpu.Write(s.device, weights, 0, w.data)
	gpu.Write(s.device, memory, 0, all)
	must(p.load(ctx, s, weights, memory))
	p.commands.Copy(memory, 0, back, 0, 4*p.size)
	must(s.device.Submit(p.commands))
	must(s.device.Map(ctx, back, 4*p.size, func(m gpu.Mapped) { m.Floats(all, 0) }))
	out := values{}
	for v := 1; v < len(g.Values); v++ {
		out[arch.ValueID(v)] = all[p.offsets[v]:][:batch*g.Values[v].Shape.Len()]
	}
	return out
}

// noise is n reproducible values near 1.
func noise(rng *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(rng.NormFloat64())
	}
	return out
}

// input is a picture's plane of a channel with zeros around it.
type input struct {
	v    []float32 // [batch, C, H, W]
	s    arch.Shape
	n, c int
}

func (i input) at(y, x int) float64 {
	if y < 0 || x < 0 || y >= i.s.H || x >= i.s.W {
		return 0
	}
	return float64(i.v[((i.n*i.s.C+i.c)*i.s.H+y)*i.s.W+x])
}

// eachRunnable calls f for those candidates of a layer that the device runs.
func eachRunnable(t *testing.T, e *Engine, l tunable, f func(t *testing.T)) {
	for _, k := range l.candidates() {
		if !e.session.can(k) {
			t.Logf("the device can't run %s", k.Name)
			continue
		}
		l.use(k)
		t.Run(k.Name, f)
	}
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }
