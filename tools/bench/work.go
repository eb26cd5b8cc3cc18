package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"

	"regnetlens/infer/arch"
	"regnetlens/infer/backends"
	"regnetlens/weights"
)

// Places where a network is run.
const (
	native = "native"
	page   = "page"
	webgpu = "webgpu" // the page again, on the browser's graphics adapter
)

// networks are the ids of the networks measured in a place.
func networks(place string) []string {
	ids := []string{"resnet-20", "regnet-20-lstm"}
	if place == webgpu {
		ids = append(ids, resNet50)
	}
	return ids
}

// work is one thing to measure, for every backend and the peer in turn.
type work struct {
	model   *weights.Weights
	graph   *arch.Graph
	batch   int
	place   string
	threads int
}

// works lists what is measured in a place: batch 1 and 32; natively with one
// thread and with all cores, in the page with one thread.
func works(place string) ([]work, error) {
	threads := []int{1}
	if n := runtime.NumCPU(); place == native && n > 1 {
		threads = append(threads, n)
	}
	var all []work
	for _, id := range networks(place) {
		w, err := load(id)
		if err != nil {
			return nil, err
		}
		g, err := w.Arch.Build(w.Input, w.Input)
		if err != nil {
			return nil, err
		}
		for _, batch := range []int{1, 32} {
			for _, t := range threads {
				all = append(all, work{model: w, graph: g, batch: batch, place: place, threads: t})
			}
		}
	}
	return all, nil
}

// String is "ResNet-20 batch 1, native, 2 threads".
func (w work) String() string {
	if w.place == webgpu {
		return fmt.Sprintf("%s batch %d", w.model.Title, w.batch)
	}
	s := fmt.Sprintf("%s batch %d, %s, %d thread", w.model.Title, w.batch, w.place, w.threads)
	if w.threads > 1 {
		s += "s"
	}
	return s
}

// bar is the largest ratio of our time to the better peer's that the project
// allows itself, 0 for none. The reference backend is there to be read, not to be
// fast.
func (w work) bar(backend string) float64 {
	switch {
	case w.place == webgpu && w.model.ID == resNet50:
		return 0.5
	case w.place == webgpu:
		return 0.2
	case backend == "gonum":
		return 0
	case w.place == page && w.graph.Record.Regulator != arch.RegulatorNone:
		return 1.0
	}
	return 1.3
}

// input is a batch of noise, as normalised pictures have it: the same for
// everyone.
func (w work) input() []float32 {
	rng := rand.New(rand.NewPCG(20, 1))
	x := make([]float32, w.batch*w.graph.Shape(w.graph.Input).Len())
	for i := range x {
		x[i] = float32(rng.NormFloat64())
	}
	return x
}

// backends are the project's backends that do the work.
func (w work) backends() []string {
	if w.place == webgpu {
		return []string{webgpu}
	}
	return backends.Names()
}

// inputShape is [batch, 3, H, W].
func (w work) inputShape() []int {
	s := w.graph.Shape(w.graph.Input)
	return []int{w.batch, s.C, s.H, s.W}
}

// inputPath is where the page finds the input.
func (w work) inputPath() string { return fmt.Sprintf("/input/%s/%d", w.model.ID, w.batch) }
