//go:build js

package webgpu

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/arena"
	"regnetlens/infer/webgpu/gpu"
	"regnetlens/infer/webgpu/kernels"
)

// slot is how far parameters lie apart: the alignment of dynamic offsets that
// every adapter grants.
const slot = 256

// plan is a network laid out for one batch size, one set of kept activations
// and one set of edits: where everything lies, and the dispatches.
type plan struct {
	batch         int
	keep          []string // taps whose values outlive the run
	offsets       []int    // by value, in elements of the arena; -1 where there is none
	probabilities int
	size          int // elements of the arena

	steps []step
	words []uint32 // the parameters of all steps, a slot each

	used     int // when it last was: see Network.uses
	params   *gpu.Buffer
	group    *gpu.Group
	commands *gpu.Commands
}

// step is one dispatch.
type step struct {
	kernel  kernel
	layer   int
	x, y, z int
}

// recorder writes a plan while layers name their dispatches.
type recorder struct {
	graph         *arch.Graph
	plan          *plan
	layer         int
	probabilities int
	used          int // scratch elements of the layer so far
	edits         []infer.Edit
}

// newPlan lays out a batch. The values named in keep stay in the arena to the
// end of the run; edits have been checked.
func newPlan(g *arch.Graph, layers []layer, batch int, keep []string, edits []infer.Edit) *plan {
	g = keeping(g, layers, keep)
	p := &plan{batch: batch, keep: keep}
	p.offsets, p.size = arena.Plan(g, func(v arch.ValueID) int { return batch * g.Shape(v).Len() })
	p.probabilities = p.size
	if g.Logits != arch.None {
		p.size += batch * g.Shape(g.Logits).Len()
	}
	scratch := p.size
	for i, l := range layers {
		r := &recorder{graph: g, plan: p, layer: i, probabilities: p.probabilities, edits: edits}
		r.used = scratch
		l.record(r)
		r.edit(l.operation())
		p.size = max(p.size, r.used)
	}
	return p
}

// keeping is the graph with the lifetimes that the plan needs.
func keeping(g *arch.Graph, layers []layer, keep []string) *arch.Graph {
	out := *g
	out.Values = slices.Clone(g.Values)
	end := len(g.Ops)
	for v := range out.Values {
		value := &out.Values[v]
		if arch.ValueID(v) == g.Logits || value.Tap != "" && slices.Contains(keep, value.Tap) {
			value.Last, value.Optional = end, false
		}
	}
	for _, l := range layers {
		if h, ok := l.(*head); ok { // reads its input while it writes logits
			out.Values[h.pool.In].Last = end
		}
	}
	return &out
}

// keeps reports whether a tap's values outlive the run.
func (p *plan) keeps(tap string) bool { return slices.Contains(p.keep, tap) }

// at is where a value begins in the arena, kernels.None for an absent one.
func (r *recorder) at(v arch.ValueID) int {
	if v == arch.None || r.plan.offsets[v] < 0 {
		return kernels.None
	}
	return r.plan.offsets[v]
}

// scratch takes room for n values of each picture, until the layer's end.
func (r *recorder) scratch(n int) int {
	at := r.used
	r.used += n * r.plan.batch
	return at
}

// dispatch runs a kernel that makes an activation of this shape, for every
// picture.
func (r *recorder) dispatch(k kernel, made arch.Shape, params []int) {
	p := r.plan
	x, y := k.Group.Grid(made)
	p.steps = append(p.steps, step{kernel: k, layer: r.layer, x: x, y: y, z: p.batch})
	words := make([]uint32, slot/4)
	for i, v := range params {
		words[i] = uint32(v)
	}
	p.words = append(p.words, words...)
}

// edit appends the edits that follow an operation, and reports whether there
// are any. What the operation read is still in the arena then.
func (r *recorder) edit(op arch.Op) bool {
	edited := false
	for _, e := range r.edits {
		t, _ := r.graph.Tap(e.Tap)
		if r.graph.Ops[r.graph.Values[t.Value].First] != op {
			continue
		}
		edited = true
		p := kernels.EditParams{
			Value: r.at(t.Value), Before: kernels.None, Channels: t.Shape.C, Area: t.Shape.H * t.Shape.W, Factor: kernels.FloatOf(e.Factor),
		}
		if e.Op == infer.Freeze {
			p.Before, p.Factor = r.at(e.Before(r.graph)), 0 // a stage's first block has zeros before it
		}
		made := t.Shape
		if e.Channel != infer.AllChannels {
			p.First, made.C = e.Channel, 1
		}
		r.dispatch(plain(kernels.Edit), made, kernels.Words(&p))
	}
	return edited
}

// load brings the plan to the device.
func (p *plan) load(ctx context.Context, s *session, weights, memory *gpu.Buffer) error {
	var err error
	if p.params, err = s.device.NewBuffer(ctx, "parameters", 4*len(p.words), gpu.Uniform|gpu.CopyDst); err != nil {
		return err
	}
	gpu.Write(s.device, p.params, 0, p.words)
	if p.group, err = s.device.NewGroup(ctx, s.layout, p.params, slot, weights, memory); err != nil {
		p.params.Destroy()
		return err
	}
	p.commands = s.device.NewCommands()
	for i := range p.steps {
		p.dispatch(s, p.commands, i)
	}
	return nil
}

// dispatch appends step i to a list of commands.
func (p *plan) dispatch(s *session, c *gpu.Commands, i int) {
	st := p.steps[i]
	c.Dispatch(s.pipelines[st.kernel], p.group, slot*i, st.x, st.y, st.z)
}

// fits returns an error that says why the device cannot run the plan, or nil.
func (p *plan) fits(l gpu.Limits) error {
	if room := min(l.StorageBindingSize, l.BufferSize); 4*p.size > room {
		return fmt.Errorf("%d bytes of activations, the device takes %d: %w", 4*p.size, room, errTooLarge)
	}
	for _, st := range p.steps {
		if max(st.x, st.y, st.z) > l.WorkgroupsPerDim {
			return fmt.Errorf("%s needs a grid of %d × %d × %d: %w", st.kernel.Name, st.x, st.y, st.z, errTooLarge)
		}
	}
	return nil
}

// planKey names a plan.
func planKey(batch int, keep []string, edits []infer.Edit) string {
	return fmt.Sprint(batch, " ", strings.Join(keep, " "), edits)
}
