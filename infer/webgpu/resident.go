//go:build js

package webgpu

import (
	"context"
	"fmt"

	"regnetlens/infer/webgpu/gpu"
)

// Resident copies a tap of the last run's last picture, [C, H, W], if its values
// are still on the device: those of taps that the run painted or read. false
// without an error says that they are not, and have to be computed anew.
func (n *Network) Resident(ctx context.Context, name string, dst []float32) (bool, error) {
	tap, ok := n.graph.Tap(name)
	if !ok {
		return false, fmt.Errorf("webgpu: the network has no tap %q", name)
	}
	if len(dst) != tap.Shape.Len() {
		return false, fmt.Errorf("webgpu: tap %s has %d values, want %d", name, len(dst), tap.Shape.Len())
	}
	if n.latest == nil || n.session != n.engine.session || !n.latest.keeps(name) {
		return false, nil
	}
	ctx, stop := n.engine.bounded(ctx)
	defer stop()
	d := n.session.device
	select {
	case <-d.Lost():
		return false, nil
	default:
	}
	memory, offset := n.lastPicture(tap)
	size := 4 * len(dst)
	err := d.Guard(func() error {
		back, err := d.NewBuffer(ctx, "resident", size, gpu.MapRead|gpu.CopyDst)
		if err != nil {
			return err
		}
		defer back.Destroy()
		list := d.NewCommands()
		list.Copy(memory, 4*offset, back, 0, size)
		if err := d.Submit(list); err != nil {
			return err
		}
		return d.Map(ctx, back, size, func(m gpu.Mapped) { m.Floats(dst, 0) })
	})
	select {
	case <-d.Lost():
		return false, nil // the next run replaces the device
	default:
	}
	return err == nil, fault(err)
}
