//go:build js

package webgpu

import (
	"context"
	"slices"
	"time"

	"regnetlens/infer/webgpu/gpu"
	"regnetlens/infer/webgpu/kernels"
)

// Peak is the most that small kernels got out of an adapter, a second.
type Peak struct {
	MulAdds float64 // float32 multiply-adds
	Bytes   float64 // read and written
}

// Sizes of the measurements, which grow from small ones until the clock can
// tell: enough invocations for every adapter, and in the end more memory than
// caches hold.
const (
	peakGroups = 2048
	peakRounds = 1 << 14
	peakMemory = 256 << 20
	peakTime   = 10 * time.Millisecond // of one dispatch
)

// Peak measures the adapter.
func (e *Engine) Peak(ctx context.Context) (Peak, error) {
	var peak Peak
	err := e.surviving(ctx, func(ctx context.Context) error {
		s := e.session
		limits := s.device.Limits()
		size := min(peakMemory, limits.StorageBindingSize, limits.BufferSize, 2*1024*4*limits.WorkgroupsPerDim) &^ 8191
		math, copying := plain(kernels.PeakMath), plain(kernels.PeakCopy)
		if err := s.compile(ctx, []kernel{math, copying}); err != nil {
			return err
		}
		weights, err := s.device.NewBuffer(ctx, "peak weights", 16, gpu.Storage)
		if err != nil {
			return err
		}
		defer weights.Destroy()
		memory, err := s.device.NewBuffer(ctx, "peak memory", size, gpu.Storage)
		if err != nil {
			return err
		}
		defer memory.Destroy()
		var took time.Duration
		for rounds := 4; rounds <= peakRounds && took < peakTime; rounds *= 4 {
			if took, err = s.time(ctx, step{kernel: math, x: peakGroups, y: 1, z: 1}, kernels.Words(&kernels.PeakMathParams{Rounds: rounds}), weights, memory); err != nil {
				return err
			}
			peak.MulAdds = peakGroups * 64 * 32 * float64(rounds) / took.Seconds()
		}
		took = 0
		for values := 1 << 20; 8*values <= size && took < peakTime; values *= 2 {
			grid := step{kernel: copying, x: (values + 1023) / 1024, y: 1, z: 1}
			if took, err = s.time(ctx, grid, kernels.Words(&kernels.PeakCopyParams{Half: values}), weights, memory); err != nil {
				return err
			}
			peak.Bytes = 8 * float64(values) / took.Seconds()
		}
		return nil
	})
	return peak, err
}

// time is how long a dispatch takes at best, repeated so
// often that the clock can tell.
func (s *session) time(ctx context.Context, st step, params []int, weights, memory *gpu.Buffer) (time.Duration, error) {
	words := make([]uint32, slot/4)
	words[0] = uint32(params[0])
	p := &plan{steps: []step{st}, words: words}
	if err := p.load(ctx, s, weights, memory); err != nil {
		return 0, err
	}
	defer p.params.Destroy()
	run := func(times int) (time.Duration, error) {
		start := time.Now()
		if err := s.device.Submit(slices.Repeat([]*gpu.Commands{p.commands}, times)...); err != nil {
			return 0, err
		}
		err := s.device.Wait(ctx)
		return time.Since(start) / time.Duration(times), err
	}
	if _, err := run(1); err != nil { // memory to fetch
		return 0, err
	}
	best, err := run(1)
	for range 3 {
		if err != nil {
			return 0, err
		}
		var d time.Duration
		d, err = run(min(max(1, int(peakTime/max(best, time.Microsecond))), 512))
		best = min(best, d)
	}
	return best, err
}
