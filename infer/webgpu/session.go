//go:build js

package webgpu

import (
	"context"
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/gpu"
	"regnetlens/infer/webgpu/kernels"
)

// session is one device from its opening to its loss, with the compiled
// kernels.
type session struct {
	device    *gpu.Device
	adapter   gpu.Info
	layout    *gpu.Layout // of all kernels: parameters, weights, arena
	modules   map[*kernels.Kernel]*gpu.Module
	pipelines map[kernel]*gpu.Pipeline
	painter   *painter
	slow      bool // to compile: see compileTimeout
	exact     bool // only kernels are used that are: see [kernels.Kernel.Rough]
}

// kernel is a compute shader with its constants.
type kernel struct {
	*kernels.Kernel
	size, stride int // where the kernel is Sized, or 0
}

// plain is a kernel without constants.
func plain(k *kernels.Kernel) kernel { return kernel{Kernel: k} }

// fitting lists the kernels of a list that compute an operation.
func fitting(list []*kernels.Kernel, op arch.Op) []kernel {
	var out []kernel
	for _, k := range list {
		if !k.Fits(op) {
			continue
		}
		fit := plain(k)
		if c, ok := op.(*arch.Conv); ok && k.Sized {
			fit.size, fit.stride = c.Kernel, c.Stride
		}
		out = append(out, fit)
	}
	return out
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
		modules: map[*kernels.Kernel]*gpu.Module{}, pipelines: map[kernel]*gpu.Pipeline{},
	}
	s.painter = newPainter(s)
	return s, nil
}

// can reports whether the device runs a kernel, and may.
func (s *session) can(k kernel) bool {
	return (!k.Subgroups || s.device.Has(gpu.FeatureSubgroups)) &&
		(!k.F16 || s.device.Has(gpu.FeatureF16)) && !(k.Rough() && s.exact)
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
		if err := s.load(ctx, k.Kernel); err != nil {
			return err
		}
		wanted[k] = true
		go func() {
			p, err := s.device.NewPipeline(ctx, s.layout, s.modules[k.Kernel], k.constants())
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
func (s *session) load(ctx context.Context, k *kernels.Kernel) error {
	if s.modules[k] != nil {
		return nil
	}
	text, err := k.Source()
	if err != nil {
		return fmt.Errorf("webgpu: %w", err)
	}
	s.modules[k], err = s.device.Compile(ctx, k.Name+".wgsl", text)
	return err
}
