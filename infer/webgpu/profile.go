//go:build js

package webgpu

import (
	"context"
	"encoding/binary"
	"errors"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/gpu"
)

// ErrNoTimestamps says that the adapter can't time its work.
var ErrNoTimestamps = errors.New("webgpu: the adapter has no timestamps")

// LayerTime is what one dispatch took on the device.
type LayerTime struct {
	Layer  string // name of the operation
	Kernel string // in package kernels
	Time   time.Duration
	// MulAdds and Bytes are the layer's work: multiply-adds with weights, and
	// what has to be read and written at least, weights included. Where a layer
	// is several dispatches they stand with the first.
	MulAdds, Bytes int64
}

// Profile times every dispatch of a network for one picture of noise, each in
// a compute pass of its own. Browsers round the times (Chromium to 100 µs
// unless told otherwise). Without timestamps it returns [ErrNoTimestamps].
func (n *Network) Profile(ctx context.Context) ([]LayerTime, error) { return n.ProfileBatch(ctx, 1) }

// ProfileBatch is Profile for a batch.
func (n *Network) ProfileBatch(ctx context.Context, batch int) ([]LayerTime, error) {
	var times []LayerTime
	err := n.engine.surviving(ctx, func(ctx context.Context) error {
		if err := n.ready(ctx); err != nil {
			return err
		}
		var err error
		times, err = n.profile(ctx, min(batch, n.most))
		return err
	})
	return times, err
}

func (n *Network) profile(ctx context.Context, batch int) ([]LayerTime, error) {
	d := n.session.device
	if !d.Has(gpu.FeatureTimestamps) {
		return nil, ErrNoTimestamps
	}
	p, err := n.plan(ctx, batch, nil, nil)
	if err != nil {
		return nil, err
	}
	count := 2 * len(p.steps)
	queries := d.NewQueries(count)
	defer queries.Destroy()
	resolved, err := d.NewBuffer(ctx, "timestamps", 8*count, gpu.Resolved|gpu.CopySrc)
	if err != nil {
		return nil, err
	}
	defer resolved.Destroy()
	back, err := d.NewBuffer(ctx, "timestamps", 8*count, gpu.MapRead|gpu.CopyDst)
	if err != nil {
		return nil, err
	}
	defer back.Destroy()
	list := d.NewCommands()
	for i := range p.steps {
		list.Time(queries, 2*i)
		p.dispatch(n.session, list, i)
	}
	list.Resolve(queries, resolved)
	list.Copy(resolved, 0, back, 0, 8*count)
	// Once without the clock: a first run has memory to fetch.
	if err := d.Submit(p.commands, list); err != nil {
		return nil, err
	}
	stamps := make([]byte, 8*count)
	if err := d.Map(ctx, back, 8*count, func(m gpu.Mapped) { m.Bytes(stamps, 0) }); err != nil {
		return nil, err
	}
	ops := n.layerOps()
	var times []LayerTime
	for i, st := range p.steps {
		begin, end := binary.LittleEndian.Uint64(stamps[16*i:]), binary.LittleEndian.Uint64(stamps[16*i+8:])
		// Clocks of some devices step back between passes.
		took := time.Duration(max(0, int64(end-begin)))
		of := ops[st.layer]
		t := LayerTime{Layer: of[len(of)-1].Name(), Kernel: st.kernel.Name, Time: took}
		if i == 0 || st.layer != p.steps[i-1].layer {
			t.MulAdds, t.Bytes = n.work(of, p)
		}
		times = append(times, t)
	}
	return times, nil
}

// layerOps are the layers' operations; the last layer is global pool and
// classifier.
func (n *Network) layerOps() [][]arch.Op {
	var all [][]arch.Op
	var before []arch.Op
	for _, op := range n.graph.Ops {
		before = append(before, op)
		if _, ok := op.(*arch.GlobalPool); !ok {
			all, before = append(all, before), nil
		}
	}
	return all
}

// work is what a layer computes, and what it reads and writes, in a plan.
func (n *Network) work(ops []arch.Op, p *plan) (mulAdds, bytes int64) {
	for _, op := range ops {
		mulAdds += int64(p.batch) * op.MulAdds(n.graph)
		for _, v := range append(op.Reads(), op.Writes()...) {
			if p.offsets[v] >= 0 {
				bytes += 4 * int64(p.batch*n.graph.Shape(v).Len())
			}
		}
		for _, param := range op.Params() {
			bytes += 4 * int64(param.Len())
		}
	}
	return mulAdds, bytes
}
