//go:build js

package webgpu

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/gpu"
)

// Table remembers the fastest kernels: adapter, then layer, to the name of a
// kernel. It marshals to JSON, so that a page can keep it.
type Table map[string]map[string]string

// tuningTime bounds the measurements for one network.
const tuningTime = 200 * time.Millisecond

// tune compiles the kernels that compete for the network's layers, measures
// them where the table has no entry, the costliest layers first and until the
// time is up, and gives every layer the fastest. A layer that there was no
// time for gets the kernel that won on the most similar layer. On a new device
// of the same adapter a network keeps its kernels, so that it makes the same
// numbers to the last bit.
func (e *Engine) tune(ctx context.Context, n *Network) error {
	s := e.session
	if n.tuned == s.adapter.String() {
		return nil
	}
	table := e.o.Table[s.adapter.String()]
	if table == nil {
		table = map[string]string{}
		e.o.Table[s.adapter.String()] = table
	}
	var open []tunable
	var compile []kernel
	work := map[string]int64{}
	for _, l := range n.layers {
		t, ok := l.(tunable)
		if !ok {
			continue
		}
		t.use(t.candidates()[0])
		sig := t.signature()
		if len(s.candidates(t)) > 1 && work[sig] == 0 {
			work[sig] = t.operation().MulAdds(n.graph)
			if table[sig] == "" {
				open = append(open, t)
				compile = append(compile, s.candidates(t)...)
			}
		}
	}
	if err := s.compile(ctx, compile); err != nil {
		return err
	}
	slices.SortStableFunc(open, func(a, b tunable) int { return cmp.Compare(work[b.signature()], work[a.signature()]) })
	end := time.Now().Add(tuningTime)
	for _, t := range open {
		best, err := s.fastest(ctx, n.graph, t, end)
		if err != nil {
			return err
		}
		if best != "" {
			table[t.signature()] = best
		}
	}
	for _, l := range n.layers {
		if t, ok := l.(tunable); ok {
			s.choose(t, table, work)
		}
	}
	n.tuned = s.adapter.String()
	return nil
}

// candidates are the layer's kernels that the device runs.
func (s *session) candidates(t tunable) []kernel {
	return slices.DeleteFunc(t.candidates(), func(k kernel) bool { return !s.can(k) })
}

// choose gives a layer the table's kernel, or that of the layer of the same
// family whose work is nearest.
func (s *session) choose(t tunable, table map[string]string, work map[string]int64) {
	name := table[t.signature()]
	if name == "" {
		nearest := math.Inf(1)
		for _, sig := range slices.Sorted(maps.Keys(work)) {
			if table[sig] == "" || family(sig) != t.family() {
				continue
			}
			if d := math.Abs(math.Log(float64(work[sig]) / float64(work[t.signature()]))); d < nearest {
				name, nearest = table[sig], d
			}
		}
	}
	for _, k := range s.candidates(t) {
		if k.name == name {
			t.use(k)
		}
	}
}

// family is the first word of a signature.
func family(signature string) string {
	for i, c := range signature {
		if c == ' ' {
			return signature[:i]
		}
	}
	return signature
}

// fastest measures a layer's candidates; "" when the time doesn't suffice.
func (s *session) fastest(ctx context.Context, g *arch.Graph, t tunable, end time.Time) (string, error) {
	b, err := s.newBench(ctx, g, t)
	if err != nil {
		return "", err
	}
	defer b.close()
	best, least := "", time.Duration(math.MaxInt64)
	for _, k := range s.candidates(t) {
		if !time.Now().Before(end) {
			return "", nil
		}
		d, err := b.measure(ctx, k)
		if err != nil {
			return "", err
		}
		if d < least {
			best, least = k.name, d
		}
	}
	return best, nil
}

// bench runs one layer alone.
type bench struct {
	s       *session
	g       *arch.Graph
	t       tunable
	weights *gpu.Buffer
	memory  *gpu.Buffer
}

// newBench makes memory for one layer of a graph, for one picture.
func (s *session) newBench(ctx context.Context, g *arch.Graph, t tunable) (*bench, error) {
	b := &bench{s: s, g: alone(g, t.operation()), t: t}
	var w packer
	t.pack(&w)
	var err error
	if b.weights, err = s.device.NewBuffer(ctx, "tuning weights", 4*len(w.data), gpu.Storage|gpu.CopyDst); err != nil {
		return nil, err
	}
	gpu.Write(s.device, b.weights, 0, w.data)
	p := newPlan(b.g, []layer{t}, 1, nil)
	b.memory, err = s.device.NewBuffer(ctx, "tuning activations", 4*p.size, gpu.Storage)
	return b, err
}

// alone is the graph with room for the values of one operation only.
func alone(g *arch.Graph, op arch.Op) *arch.Graph {
	used := append(op.Reads(), op.Writes()...)
	out := *g
	out.Values = slices.Clone(g.Values)
	out.Logits = arch.None
	for v := range out.Values {
		value := &out.Values[v]
		value.First, value.Last = 0, 0
		value.Optional = value.Optional || !slices.Contains(used, arch.ValueID(v))
	}
	return &out
}

// measure is the time of one run with a kernel: the shorter of two series,
// each long enough for the clock.
func (b *bench) measure(ctx context.Context, k kernel) (time.Duration, error) {
	b.t.use(k)
	p := newPlan(b.g, []layer{b.t}, 1, nil)
	if err := p.load(ctx, b.s, b.weights, b.memory); err != nil {
		return 0, err
	}
	defer p.params.Destroy()
	series := func(n int) (time.Duration, error) {
		start := time.Now()
		if err := b.s.device.Submit(slices.Repeat([]*gpu.Commands{p.commands}, n)...); err != nil {
			return 0, err
		}
		err := b.s.device.Wait(ctx)
		return time.Since(start), err
	}
	least := time.Duration(math.MaxInt64)
	for n, left := 1, 2; left > 0; {
		d, err := series(n)
		if err != nil {
			return 0, err
		}
		if d < 3*time.Millisecond && n < 256 {
			n *= 4
			continue
		}
		least = min(least, d/time.Duration(n))
		left--
	}
	return least, nil
}

func (b *bench) close() {
	b.weights.Destroy()
	b.memory.Destroy()
}
