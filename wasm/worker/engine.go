// Package worker is the program of one network: it loads the weights, takes
// pictures through the network and paints what they leave inside. It never
// touches the page.
package worker

import (
	"context"
	"errors"
	"math"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/explain"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// engine is a network and the picture it was shown last. It knows nothing of
// the browser.
type engine struct {
	network
	showing
	style protocol.Paint // how maps are painted
}

// network is what a weight file becomes.
type network struct {
	backend    infer.Backend // nil means SIMD
	weights    *weights.Weights
	model      weights.Model
	net        infer.Network
	many       infer.Network        // takes a batch; nil before it was needed
	second     infer.Network        // on the processor, beside one on a graphics device; nil before it was needed
	reader     *measure.Reader      // of the answer, off the blocks
	explainer  *explain.Explainer   // nil before it was needed
	evaluation *infer.Request       // for pictures that are not kept; nil before the first
	resident   map[string][]float32 // values of every tap ever asked for; their memory is reused
}

// showing is the picture that a network was shown last, and what is known of it.
type showing struct {
	run      int                                   // number of the picture, 0 before the first and after one that failed
	request  infer.Request                         // reused from picture to picture
	picture  decodedPicture                        // the file, decoded
	view     []byte                                // the picture as the network read it, RGBA
	painted  []string                              // taps whose maps the network drew itself
	rows     map[rowKey]*protocol.TileRow          // what the tiles show; made when asked for
	frame    bool                                  // the picture is one of a camera or of a drawing under way
	held     map[rowKey][]int                      // channels of the frame before
	variance map[rowKey][]int                      // channels by their variance; made when asked for
	effects  map[arch.Kind][]protocol.StageEffects // of the picture, whatever the edits; those of the kinds that are known
	ends     ends                                  // of the colours
	others   *protocol.BlockOutputs                // the other network's, compared with last; nil for none
}

// load makes the network of a weight file.
func (e *engine) load(w *weights.Weights) error {
	if err := w.Complete(); err != nil {
		return err
	}
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		return err
	}
	backend := e.backend
	if backend == nil {
		backend = cpu.Backend{}
	}
	net, err := backend.New(g, w, infer.Options{Threads: 1})
	if err != nil {
		return err
	}
	r, err := infer.NewRequest(g, 1)
	if err != nil {
		return err
	}
	reader, err := measure.NewReader(g, w)
	if err != nil {
		return err
	}
	*e = engine{
		network{backend: backend, weights: w, model: w.Model, net: net, reader: reader, resident: map[string][]float32{}},
		showing{request: *r}, e.style,
	}
	return nil
}

// warmRun runs the network on what it read last a few times and returns the
// least time of it: the browser compiles what is hot meanwhile.
func (e *engine) warmRun() (time.Duration, error) {
	const minDuration = 50 * time.Millisecond
	least := time.Duration(math.MaxInt64)
	for begin := time.Now(); time.Since(begin) < minDuration; {
		start := time.Now()
		if err := e.net.Run(context.Background(), &e.request); err != nil {
			e.request.Taps = nil
			return 0, err
		}
		least = min(least, time.Since(start))
	}
	return least, nil
}

// What is answered to whoever asks too early.
var (
	errNoNetwork = errors.New("the network is not loaded yet")
	errNoPicture = errors.New("no picture has been read yet")
)

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
