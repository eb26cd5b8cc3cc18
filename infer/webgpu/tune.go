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

// tuningTime bounds the measurements for one network.
const tuningTime = 200 * time.Millisecond

// compileTimeout bounds what an adapter may take to compile two kernels for each
// layer. One that takes longer, as those in software do, isn't asked for more.
const compileTimeout = 500 * time.Millisecond

// tune compiles the kernels that compete for the network's layers, measures
// them where the table has no entry, until the time is up, and gives every layer the fastest. A layer that there was no
// time for gets the kernel that won on the most similar ones. On a new device
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
	var first, rest []kernel
	work := map[string]load{}
	for _, l := range n.layers {
		t, ok := l.(tunable)
		if !ok {
			continue
		}
		sig := t.signature()
		if _, known := work[sig]; len(s.candidates(t)) > 1 && !known {
			work[sig] = load{t.family(), t.operation().MulAdds(n.graph)}
			if table[sig] == "" {
				open = append(open, t)
				for i, k := range s.candidates(t) {
					if i < 2 {
						first = append(first, running(t, k)...)
					} else {
						rest = append(rest, running(t, k)...)
					}
				}
			}
		}
		t.use(t.candidates()[0])
	}
	start := time.Now()
	if err := s.compile(ctx, first); err != nil {
		return err
	}
	if s.slow = s.slow || time.Since(start) > compileTimeout; !s.slow {
		if err := s.compile(ctx, rest); err != nil {
			return err
		}
	}
	open = inOrder(open, work)
	end := time.Now().Add(e.tuningTime)
	for _, t := range open {
		best, err := s.fastest(ctx, n.graph, t, end)
		if err != nil {
			return err
		}
		if best != "" {
			table[t.signature()] = best
		}
	}
	wins := s.wins(n.layers, table)
	for _, l := range n.layers {
		if t, ok := l.(tunable); ok {
			s.choose(t, table, work, wins)
		}
	}
	n.tuned = s.adapter.String()
	return nil
}

// forgetRough drops the choices for the network's layers that fell on kernels
// which the session does without from now on.
func (e *Engine) forgetRough(n *Network) {
	table := e.o.Table[e.session.adapter.String()]
	for _, l := range n.layers {
		t, ok := l.(tunable)
		if !ok {
			continue
		}
		for _, k := range t.candidates() {
			if k.Rough() && table[t.signature()] == k.Name {
				delete(table, t.signature())
			}
		}
	}
}

// load is what a layer has to do, by its signature.
type load struct {
	family  string
	mulAdds int64
}

// running lists what a layer runs when it uses a kernel.
func running(t tunable, k kernel) []kernel {
	t.use(k)
	return t.kernels()
}

// inOrder puts the costliest layer of each family first, and then all others
// by their cost, so that every family is measured even if time is short.
func inOrder(all []tunable, work map[string]load) []tunable {
	order := make([]int, len(all)) // sorting numbers is code that the page has already
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(work[all[j].signature()].mulAdds, work[all[i].signature()].mulAdds)
	})
	seen := map[string]bool{}
	var first, rest []tunable
	for _, i := range order {
		t := all[i]
		if seen[t.family()] {
			rest = append(rest, t)
		} else {
			seen[t.family()] = true
			first = append(first, t)
		}
	}
	return append(first, rest...)
}

// candidates are the layer's kernels that the device runs.
func (s *session) candidates(t tunable) []kernel {
	return slices.DeleteFunc(t.candidates(), func(k kernel) bool { return !s.can(k) })
}

// choose gives a layer the table's kernel; or that of the measured layer of
// the same family whose work is nearest; or, if none of the family has been
// measured, the candidate in the place that won most often on this adapter.
func (s *session) choose(t tunable, table map[string]string, work map[string]load, wins []int) {
	candidates := s.candidates(t)
	name := table[t.signature()]
	if name == "" {
		nearest := math.Inf(1)
		for _, sig := range slices.Sorted(maps.Keys(work)) {
			if table[sig] == "" || work[sig].family != t.family() {
				continue
			}
			if d := math.Abs(math.Log(float64(work[sig].mulAdds) / float64(work[t.signature()].mulAdds))); d < nearest {
				name, nearest = table[sig], d
			}
		}
	}
	if name == "" && len(candidates) > 1 {
		most := 0
		for i := range candidates {
			if i < len(wins) && wins[i] > wins[most] {
				most = i
			}
		}
		name = candidates[most].Name
	}
	for _, k := range candidates {
		if k.Name == name {
			t.use(k)
		}
	}
}

// wins counts how often each place in the lists of candidates is the table's
// choice.
func (s *session) wins(layers []layer, table map[string]string) []int {
	wins := make([]int, 1)
	for _, l := range layers {
		t, ok := l.(tunable)
		if !ok {
			continue
		}
		for i, k := range s.candidates(t) {
			for len(wins) <= i {
				wins = append(wins, 0)
			}
			if table[t.signature()] == k.Name {
				wins[i]++
			}
		}
	}
	return wins
}

// fastest measures a layer's candidates, "" when there is time for less than
// two.
func (s *session) fastest(ctx context.Context, g *arch.Graph, t tunable, end time.Time) (string, error) {
	b, err := s.newBench(ctx, g, t)
	if err != nil {
		return "", err
	}
	defer b.close()
	best, least := "", time.Duration(math.MaxInt64)
	for i, k := range s.candidates(t) {
		if s.pipelines[k] == nil {
			continue
		}
		if !time.Now().Before(end) {
			if i < 2 {
				return "", nil
			}
			break
		}
		d, err := b.measure(ctx, k)
		if err != nil {
			return "", err
		}
		if d < least {
			best, least = k.Name, d
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
	var err error
	// Zeros do: the kernels' time doesn't depend on what they multiply.
	if b.weights, err = s.device.NewBuffer(ctx, "tuning weights", 4*t.room(), gpu.Storage); err != nil {
		return nil, err
	}
	p := newPlan(b.g, []layer{t}, 1, nil, nil)
	if b.memory, err = s.device.NewBuffer(ctx, "tuning activations", 4*p.size, gpu.Storage); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
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

// minDuration is how long a measurement should take, for the clock's sake.
const minDuration = 4 * time.Millisecond

// measure is the time of the layer with a kernel, in two waits for the device:
// one row of workgroups shows how slow it is; then a slow device does as many
// rows as time allows, from which the whole is reckoned, and a fast one the
// whole so often that the clock can tell.
func (b *bench) measure(ctx context.Context, k kernel) (time.Duration, error) {
	b.t.use(k)
	p := newPlan(b.g, []layer{b.t}, 1, nil, nil)
	if err := p.load(ctx, b.s, b.weights, b.memory); err != nil {
		return 0, err
	}
	defer p.params.Destroy()
	whole := p.steps[0].y
	run := func(rows, times int) (time.Duration, error) {
		p.steps[0].y = rows
		c := b.s.device.NewCommands()
		p.dispatch(b.s, c, 0)
		start := time.Now()
		if err := b.s.device.Submit(slices.Repeat([]*gpu.Commands{c}, times)...); err != nil {
			return 0, err
		}
		err := b.s.device.Wait(ctx)
		return time.Since(start), err
	}
	row, err := run(1, 1)
	if err != nil {
		return 0, err
	}
	affordable := int(minDuration / max(row, time.Microsecond)) // rows
	rows := min(max(affordable, 1), whole)
	times := min(max(affordable/whole, 1), 256)
	took, err := run(rows, times)
	return took * time.Duration(whole) / time.Duration(rows*times), err
}

func (b *bench) close() {
	b.weights.Destroy()
	b.memory.Destroy()
}
