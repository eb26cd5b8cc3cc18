//go:build js

package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/fallback"
	"regnetlens/infer/webgpu"
	"regnetlens/infer/webgpu/gpu"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// deadline bounds every wait for the graphics device: slow ones in software
// take seconds to compile the kernels.
const deadline = 15 * time.Second

// choice is what computes, and why.
type choice struct {
	backend infer.Backend
	adapter string
	reason  fallback.Reason // why it is not WebGPU, if that was left to the worker
}

// choose opens the backend that the page wants. The error is a
// [*webgpu.Fault].
func (w *worker) choose(want string) (choice, error) {
	switch want {
	case protocol.WebGPU:
	case protocol.Automatic:
		ctx, stop := context.WithTimeout(context.Background(), deadline)
		defer stop()
		a, err := gpu.RequestAdapter(ctx)
		switch {
		case errors.Is(err, gpu.ErrNoWebGPU):
			return choice{backend: cpu.Backend{}, reason: fallback.NoWebGPU}, nil
		case err != nil:
			return choice{backend: cpu.Backend{}, reason: fallback.NoAdapter}, nil
		case a.Info().Software:
			return choice{cpu.Backend{}, a.Info().String(), fallback.Software}, nil
		}
	default:
		return choice{backend: processor(want)}, nil
	}
	g, err := w.openGPU()
	if err != nil {
		return choice{}, err
	}
	return choice{backend: g, adapter: g.Adapter().String()}, nil
}

// openGPU opens WebGPU with the kernel choices measured before.
func (w *worker) openGPU() (*gpuBackend, error) {
	e, err := webgpu.Open(context.Background(), webgpu.Options{
		Reference: cpu.Backend{}, Table: keptTable(), Deadline: deadline,
		Notice: func(sentence string) { w.tell(&protocol.Recovered{Reason: sentence}) },
	})
	if err != nil {
		return nil, err
	}
	return &gpuBackend{e, w}, nil
}

// gpuBackend makes networks that paint on the worker's canvases.
type gpuBackend struct {
	*webgpu.Engine
	worker *worker
}

// New implements [infer.Backend].
func (b *gpuBackend) New(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	net, err := b.Engine.NewNetwork(context.Background(), g, src, o)
	if err != nil {
		return nil, err
	}
	keepTable(b.Table())
	return &gpuNetwork{Network: net, backend: b}, nil
}

// gpuNetwork implements painting.
type gpuNetwork struct {
	*webgpu.Network
	backend *gpuBackend
	showing bool // what is on the device is of the last Show
}

// Run implements [infer.Network].
func (n *gpuNetwork) Run(ctx context.Context, r *infer.Request) error {
	n.showing = false
	return n.Network.Run(ctx, r)
}

// Show implements painting.
func (n *gpuNetwork) Show(ctx context.Context, r *infer.Request, taps []string) error {
	n.showing = false
	job := webgpu.Job{Network: n.Network, Request: r}
	for _, name := range taps {
		c, ok := n.backend.worker.canvases[name]
		if !ok {
			continue
		}
		tap, _ := n.Graph().Tap(name)
		s := atlas.KindScale(tap.Kind)
		job.Paint = append(job.Paint, webgpu.Painting{
			Canvas: c.surface(), Tap: name, Columns: atlas.Of(tap.Shape).Columns, Gap: atlas.Gap,
			Scale: webgpu.Scale{Low: s.Low, High: s.High, Signed: s.Signed}, Palette: (*webgpu.Palette)(n.backend.worker.engine.colormap().Table(s.Signed)),
		})
	}
	err := n.backend.Run(ctx, job)
	n.showing = err == nil
	if err != nil {
		return err
	}
	for _, p := range job.Paint {
		n.backend.worker.paintings[p.Tap] = p.Canvas.Take()
	}
	return nil
}

// Resident implements painting.
func (n *gpuNetwork) Resident(ctx context.Context, tap string, dst []float32) (bool, error) {
	if !n.showing {
		return false, nil
	}
	return n.Network.Resident(ctx, tap, dst)
}

// Times implements timed.
func (n *gpuNetwork) Times(ctx context.Context) (map[string]float64, error) {
	n.showing = false
	layers, err := n.Profile(ctx)
	if errors.Is(err, webgpu.ErrNoTimestamps) {
		return nil, nil
	}
	times := map[string]float64{}
	for _, l := range layers {
		times[l.Layer] += milliseconds(l.Time)
	}
	return times, err
}

// verify carries the command out; a device opened for it is given back.
func (w *worker) verify(m *protocol.Verify) (*protocol.Verified, error) {
	if w.engine.net == nil {
		return nil, errNoNetwork
	}
	if m.With != protocol.WebGPU {
		return w.engine.verify(processor(m.With), m.Taps)
	}
	g, err := w.openGPU()
	if err != nil {
		return nil, err
	}
	defer g.Close()
	return w.engine.verify(g, m.Taps)
}

// failed is the report of an error. For faults of WebGPU the page starts a
// worker that does without.
func failed(err error) *protocol.Failed {
	var said *protocol.Failed
	var f *webgpu.Fault
	switch {
	case errors.As(err, &said):
		return said
	case errors.As(err, &f):
		return &protocol.Failed{Device: f.Reason, Message: fmt.Sprint(f.Err)}
	}
	return &protocol.Failed{Message: err.Error()}
}
