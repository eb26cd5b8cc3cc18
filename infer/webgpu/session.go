//go:build js

package webgpu

import (
	"context"
	"fmt"

	"regnetlens/infer/webgpu/gpu"
	"regnetlens/infer/webgpu/kernels"
)

// session is one device from its opening to its loss, with the compiled
// kernels.
type session struct {
	device    *gpu.Device
	adapter   gpu.Info
	layout    *gpu.Layout // of all kernels: parameters, weights, arena
	modules   map[string]*gpu.Module
	pipelines map[kernel]*gpu.Pipeline
	painter   *painter
	slow      bool // to compile: see patience
	exact     bool // only kernels are used that are: see rough
}

// kernel is a compute shader with its constants.
type kernel struct {
	name         string // in package kernels
	size, stride int    // of a convolution where the kernel has them as constants, or 0
}

func (k kernel) constants() map[string]float64 {
	c := map[string]float64{}
	if k.size > 0 {
		c["KERNEL"] = float64(k.size)
	}
	if k.stride > 0 {
		c["STRIDE"] = float64(k.stride)
	}
	return c
}

// newSession opens the fastest adapter.
func newSession(ctx context.Context) (*session, error) {
	a, err := gpu.RequestAdapter(ctx)
	if err != nil {
		return nil, err
	}
	d, err := a.Open(ctx, gpu.FeatureF16, gpu.FeatureSubgroups, gpu.FeatureTimestamps)
	if err != nil {
		return nil, err
	}
	s := &session{
		device: d, adapter: a.Info(), layout: d.NewLayout(false, gpu.ReadOnly, gpu.ReadWrite),
		modules: map[string]*gpu.Module{}, pipelines: map[kernel]*gpu.Pipeline{},
	}
	s.painter = newPainter(s)
	return s, nil
}

// rough tells whether a kernel's numbers are so much less exact than others'
// that a network may have to do without it.
func (k kernel) rough() bool { return k.name == winograd4 || kernels.NeedsF16(k.name) }

// can tells whether the device runs a kernel, and may.
func (s *session) can(k kernel) bool {
	return (!kernels.NeedsSubgroups(k.name) || s.device.Has(gpu.FeatureSubgroups)) &&
		(!kernels.NeedsF16(k.name) || s.device.Has(gpu.FeatureF16)) && !(k.rough() && s.exact)
}

// compile makes the kernels ready, all at once.
func (s *session) compile(ctx context.Context, all []kernel) error {
	type outcome struct {
		k   kernel
		p   *gpu.Pipeline
		err error
	}
	done := make(chan outcome, len(all)) // nobody may be left to hear of them
	wanted := map[kernel]bool{}
	for _, k := range all {
		if s.pipelines[k] != nil || wanted[k] {
			continue
		}
		if err := s.load(ctx, k.name); err != nil {
			return err
		}
		wanted[k] = true
		go func() {
			p, err := s.device.NewPipeline(ctx, s.layout, s.modules[k.name], k.constants())
			done <- outcome{k, p, err}
		}()
	}
	var first error
	for range wanted {
		o := <-done
		if o.err != nil && first == nil {
			first = o.err
		}
		if o.err == nil {
			s.pipelines[o.k] = o.p
		}
	}
	return first
}

// load compiles a kernel's source.
func (s *session) load(ctx context.Context, name string) error {
	if s.modules[name] != nil {
		return nil
	}
	text, err := kernels.Source(name)
	if err != nil {
		return fmt.Errorf("webgpu: %w", err)
	}
	s.modules[name], err = s.device.Compile(ctx, name+".wgsl", text)
	return err
}
