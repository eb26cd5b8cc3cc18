//go:build js

package webgpu

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/gpu"
	"regnetlens/infer/webgpu/kernels"
)

// Network is a graph with weights on the engine's device. It implements
// [infer.Network]; unlike CPU networks it allocates a little in every run,
// since each call into JavaScript does.
type Network struct {
	engine   *Engine
	graph    *arch.Graph
	maxBatch int
	layers   []layer
	canary   *canary // nil without a reference
	tuned    string  // the adapter that the layers' kernels were chosen for

	// What is on the device of session; rebuilt when the engine has a new one.
	session *session
	weights *gpu.Buffer
	memory  *gpu.Buffer // the arena
	plans   map[string]*plan
	uses    int   // of plans, so far
	most    int   // pictures that fit into the arena's limit at once
	latest  *plan // of the last run
}

// New implements [infer.Backend]. It compiles the network's kernels, measures
// which serve its layers best, and compares the numbers with the engine's
// reference. Errors of the device are a [*Fault].
func (e *Engine) New(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	return e.NewNetwork(context.Background(), g, src, o)
}

// NewNetwork is New with a context, and with the type that [Job] wants.
func (e *Engine) NewNetwork(ctx context.Context, g *arch.Graph, src infer.Source, o infer.Options) (*Network, error) {
	layers, err := newLayers(g, src)
	if err != nil {
		return nil, err
	}
	n := &Network{engine: e, graph: g, maxBatch: max(1, o.MaxBatch), layers: layers}
	if e.o.Reference != nil {
		if n.canary, err = newCanary(g, src, e.o.Reference); err != nil {
			return nil, err
		}
	}
	err = e.surviving(ctx, func(ctx context.Context) error { return n.ready(ctx) })
	if err != nil {
		n.release()
		return nil, err
	}
	return n, nil
}

// surviving calls f, again on a new device when the device is lost meanwhile.
func (e *Engine) surviving(ctx context.Context, f func(context.Context) error) error {
	// A device that is lost over and over, perhaps through what f does, is not
	// worth a third replacement.
	for tries := 3; ; tries-- {
		bounded, stop := e.bounded(ctx)
		err := e.session.device.Guard(func() error { return f(bounded) })
		stop()
		var lost *gpu.LostError
		if !errors.As(err, &lost) || tries == 0 {
			return fault(err)
		}
		if err := e.revive(ctx, lost); err != nil {
			return err
		}
	}
}

// ready brings the network to the engine's present device if it isn't there.
func (n *Network) ready(ctx context.Context) error {
	s := n.engine.session
	if n.session == s {
		return nil
	}
	n.weights, n.memory, n.latest, n.plans = nil, nil, nil, map[string]*plan{}
	if err := n.size(s.device.Limits()); err != nil {
		return err
	}
	if err := n.engine.tune(ctx, n); err != nil {
		return err
	}
	var all []kernel
	for _, l := range n.layers {
		all = append(all, l.kernels()...)
	}
	all = append(all, plain(kernels.Edit))
	if err := s.compile(ctx, all); err != nil {
		return err
	}
	var w packer
	for _, l := range n.layers {
		l.pack(&w)
	}
	if size := 4 * len(w.data); size > s.device.Limits().StorageBindingSize {
		return fmt.Errorf("%d bytes of weights: %w", size, errTooLarge)
	}
	var err error
	if n.weights, err = s.device.NewBuffer(ctx, "weights", 4*len(w.data), gpu.Storage|gpu.CopyDst); err != nil {
		return err
	}
	gpu.Write(s.device, n.weights, 0, w.data)
	n.session = s
	if n.canary == nil {
		return nil
	}
	if err = n.canary.check(ctx, n); err == nil {
		return nil
	}
	n.session = nil
	if !errors.Is(err, errWrong) || s.exact {
		return err
	}
	// Perhaps the kernels that lose bits have lost too many for this network:
	// once more without them.
	n.release()
	s.exact, n.tuned = true, ""
	n.engine.forgetRough(n)
	return n.ready(ctx)
}

// size finds how many pictures a device of these limits takes at once.
func (n *Network) size(l gpu.Limits) error {
	for n.most = n.maxBatch; ; n.most /= 2 {
		err := newPlan(n.graph, n.layers, n.most, nil, nil).fits(l)
		if err == nil || n.most == 1 {
			return err
		}
	}
}

// plan finds or makes the plan of a batch.
func (n *Network) plan(ctx context.Context, batch int, keep []string, edits []infer.Edit) (*plan, error) {
	slices.Sort(keep)
	keep = slices.Compact(keep)
	key := planKey(batch, keep, edits)
	n.uses++
	if p := n.plans[key]; p != nil {
		p.used = n.uses
		return p, nil
	}
	p := newPlan(n.graph, n.layers, batch, keep, edits)
	if err := p.fits(n.session.device.Limits()); err != nil {
		return nil, err
	}
	if 4*p.size > n.memory.Size() {
		n.memory.Destroy()
		n.memory, n.latest = nil, nil
		for _, old := range n.plans {
			old.params.Destroy()
		}
		clear(n.plans)
		var err error
		usage := gpu.Storage | gpu.CopyDst | gpu.CopySrc
		if n.memory, err = n.session.device.NewBuffer(ctx, "activations", 4*p.size, usage); err != nil {
			return nil, err
		}
	}
	if err := p.load(ctx, n.session, n.weights, n.memory); err != nil {
		return nil, err
	}
	n.evictPlan()
	p.used = n.uses
	n.plans[key] = p
	return p, nil
}

// maxPlans is how many plans a network keeps. There is one for each size of a
// batch, each set of taps and each set of edits: a page asks for another set with every way of
// looking at a picture.
const maxPlans = 8

// evictPlan makes room for another plan: the one goes that has not been used
// for longest. The last run's stays, for it says where its values are.
func (n *Network) evictPlan() {
	if len(n.plans) < maxPlans {
		return
	}
	oldest := ""
	for key, p := range n.plans {
		if p != n.latest && (oldest == "" || p.used < n.plans[oldest].used) {
			oldest = key
		}
	}
	n.plans[oldest].params.Destroy()
	delete(n.plans, oldest)
}

// Graph implements [infer.Network].
func (n *Network) Graph() *arch.Graph { return n.graph }

// Run implements [infer.Network]: [Engine.Run] with one job.
func (n *Network) Run(ctx context.Context, r *infer.Request) error {
	return n.engine.Run(ctx, Job{Network: n, Request: r})
}

// Close implements [infer.Network].
func (n *Network) Close() error {
	n.release()
	n.session, n.layers = nil, nil
	return nil
}

// release gives the device's memory back.
func (n *Network) release() {
	n.weights.Destroy()
	n.memory.Destroy()
	for _, p := range n.plans {
		p.params.Destroy()
	}
}
