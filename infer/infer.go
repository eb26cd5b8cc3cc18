package infer

import (
	"context"
	"fmt"

	"regnetlens/infer/arch"
)

// Source gives the raw tensors of a weight file by name, in row-major order.
// *safetensors.File is one.
type Source interface {
	Float32(name string) (data []float32, shape []int, err error)
}

// Backend makes networks.
type Backend interface {
	// Name is the word for it on the command line and on the page.
	Name() string
	// New reads and folds the weights and plans memory. The network keeps
	// nothing of src.
	New(g *arch.Graph, src Source, o Options) (Network, error)
}

// Options of a network.
type Options struct {
	MaxBatch int // most pictures in one Run; 0 means 1
	Threads  int // 0 means all cores
}

// Network is a graph with weights, ready to run. It is used by one goroutine
// at a time.
type Network interface {
	Graph() *arch.Graph
	// Run takes one batch through the network. After the first call with the
	// same batch size and taps it allocates nothing. Between layers it looks
	// at ctx; when that is done it returns ctx.Err() and the outputs are
	// undefined.
	Run(ctx context.Context, r *Request) error
	// Close ends the network's threads. The network can't be used afterwards.
	Close() error
}

// Request is one forward pass: pictures in, logits and looked-at activations
// out.
type Request struct {
	Batch  int
	Input  []float32 // [Batch, 3, H, W], normalised as the model wants it
	Logits []float32 // [Batch, Classes]; filled
	// Taps are the wanted activations: name to destination [Batch, C, H, W];
	// filled. Without any, looking costs nothing.
	Taps map[string][]float32
	// Edits are done on the way, in this order where several meet one value.
	// Without any, they cost nothing.
	Edits []Edit
}

// Check compares the sizes of a request with the graph and the largest batch.
func (r *Request) Check(g *arch.Graph, maxBatch int) error {
	if r.Batch < 1 || r.Batch > maxBatch {
		return fmt.Errorf("infer: batch of %d, the network was made for 1 to %d", r.Batch, maxBatch)
	}
	if want := r.Batch * g.Shape(g.Input).Len(); len(r.Input) != want {
		return fmt.Errorf("infer: input has %d values, want %d", len(r.Input), want)
	}
	if want := r.Batch * g.Record.Classes; len(r.Logits) != want {
		return fmt.Errorf("infer: logits have %d values, want %d", len(r.Logits), want)
	}
	for name, dst := range r.Taps {
		t, ok := g.Tap(name)
		if !ok {
			return fmt.Errorf("infer: the network has no tap %q", name)
		}
		if want := r.Batch * t.Shape.Len(); len(dst) != want {
			return fmt.Errorf("infer: tap %s has %d values, want %d", name, len(dst), want)
		}
	}
	for _, e := range r.Edits {
		if err := e.Check(g); err != nil {
			return err
		}
	}
	return nil
}

// NewRequest allocates a request for a batch with the taps named.
func NewRequest(g *arch.Graph, batch int, taps ...string) (*Request, error) {
	r := &Request{
		Batch:  batch,
		Input:  make([]float32, batch*g.Shape(g.Input).Len()),
		Logits: make([]float32, batch*g.Record.Classes),
	}
	for _, name := range taps {
		t, ok := g.Tap(name)
		if !ok {
			return nil, fmt.Errorf("infer: the network has no tap %q", name)
		}
		if r.Taps == nil {
			r.Taps = map[string][]float32{}
		}
		r.Taps[name] = make([]float32, batch*t.Shape.Len())
	}
	return r, nil
}
