// Package worker is the program of one network: it loads the weights, takes
// pictures through the network and paints what they leave inside. It never
// touches the page.
package worker

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/explain"
	"regnetlens/infer/measure"
	"regnetlens/infer/picture"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// engine is a network and the picture it read last. It knows nothing of the
// browser.
type engine struct {
	backend infer.Backend // nil means SIMD

	weights   *weights.Weights
	model     weights.Model
	net       infer.Network
	many      infer.Network        // takes a batch; nil before it was needed
	request   infer.Request        // reused; its input is that of the last picture
	values    map[string][]float32 // every tap ever asked for; its memory is reused
	shown     []string             // taps whose maps the network drew itself
	run       int                  // number of the picture, 0 before the first and after one that failed
	tried     int                  // number of the picture run last, whatever became of it
	reader    *measure.Reader      // of the answer, off the blocks
	seen      seen                 // the picture's file, decoded
	explainer *explain.Explainer   // nil before it was needed
	picked    []int                // of each stage the channel that varies most; nil before it is asked
	style     protocol.Paint       // how maps are painted
	others    *protocol.Compare    // the other network's outputs, compared with last; nil for none
	view      []byte               // the last picture as the network read it, RGBA
	aside     *infer.Request       // for pictures that are not kept; nil before the first
	half      *protocol.Half       // the other network's outputs for the next picture aside; nil for none
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
	*e = engine{style: e.style, backend: backend, weights: w, model: w.Model, net: net, request: *r, reader: reader, values: map[string][]float32{}}
	return nil
}

// again runs the network on what it read last a few times and gives the least
// time of it: the browser compiles what is hot meanwhile.
func (e *engine) again() (time.Duration, error) {
	const enough = 50 * time.Millisecond
	least := time.Duration(math.MaxInt64)
	for begin := time.Now(); time.Since(begin) < enough; {
		start := time.Now()
		if err := e.net.Run(context.Background(), &e.request); err != nil {
			e.request.Taps = nil
			return 0, err
		}
		least = min(least, time.Since(start))
	}
	return least, nil
}

// errNoNetwork answers whoever asks before a network is loaded.
var errNoNetwork = errors.New("the network is not loaded yet")

// classify takes a picture file through the network and keeps the activations
// at the taps.
func (e *engine) classify(m *protocol.Run) (protocol.Message, error) {
	if e.net == nil {
		return nil, errNoNetwork
	}
	square, took, err := e.square(m)
	if err != nil {
		return &protocol.Failed{Stage: protocol.FailedPicture, Run: m.Run, Message: err.Error(), Picture: picture.FaultOf(err)}, nil
	}
	taps := e.measured(m)
	r := &e.request
	if m.Aside {
		if r, err = e.besides(taps); err != nil {
			return nil, err
		}
	}
	if !m.Aside {
		e.unload()
		e.tried = m.Run
	}
	picture.Normalise(r.Input, square, e.model.Mean, e.model.Std)
	var unedited []float32
	if !m.Aside {
		if unedited, err = e.unedited(m.Edits); err != nil {
			return nil, err
		}
	}
	prepared := time.Now()
	if m.Aside {
		err = e.net.Run(context.Background(), r)
	} else {
		err = e.show(m.Taps, taps, e.needed(m))
	}
	if err != nil {
		return nil, err
	}
	if !m.Aside {
		e.run = m.Run
	}
	done := time.Now()
	result := &protocol.Result{
		Run:           m.Run,
		Aside:         m.Aside,
		Probabilities: make([]float32, len(r.Logits)),
		PrepareMS:     m.PreparedMS + milliseconds(took),
		RunMS:         milliseconds(done.Sub(prepared)),
		Size:          e.model.Input,
		Unedited:      unedited,
	}
	if result.View = square.Pix; m.Aside {
		result.View, result.Size = thumbnail(square)
	} else {
		e.view = square.Pix
	}
	infer.Softmax(result.Probabilities, r.Logits)
	if !m.Aside && slices.ContainsFunc(r.Logits, odd) {
		if result.Overflow, err = e.overflow(); err != nil {
			return nil, err
		}
	}
	result.Readout = e.readout(r.Taps)
	if m.Alike {
		err = e.alike(result, r.Taps)
	}
	return result, err
}

func odd(v float32) bool { return !protocol.Finite(v) }

// overflow finds the first tap of the last picture that holds a value which is
// NaN or infinite.
func (e *engine) overflow() (*protocol.Overflow, error) {
	var names []string
	taps := e.net.Graph().Taps()
	for _, t := range taps {
		names = append(names, t.Name)
	}
	r, err := infer.NewRequest(e.net.Graph(), 1, names...)
	if err != nil {
		return nil, err
	}
	r.Input, r.Edits = e.request.Input, e.request.Edits
	if err := e.net.Run(context.Background(), r); err != nil {
		return nil, err
	}
	for _, t := range taps {
		if t.Place.Inside() || t.Kind == arch.KindStem {
			if slices.ContainsFunc(r.Taps[t.Name], odd) {
				return &protocol.Overflow{Stage: t.Place.Stage, Block: t.Place.Block, Kind: t.Kind}, nil
			}
		}
	}
	return &protocol.Overflow{Stage: -1}, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// unload lets go of the picture read last: from here on nothing of it may be
// given out, least of all under the number of the next, whose run may fail.
func (e *engine) unload() {
	e.run, e.request.Taps, e.picked = 0, nil, nil
}

// forward runs the network on the input it has, looking at the taps. If that
// fails, values that are half of one run are of none.
func (e *engine) forward(taps []string) error {
	err := e.want(taps)
	if err == nil {
		err = e.net.Run(context.Background(), &e.request)
	}
	if err != nil {
		e.request.Taps = nil
	}
	return err
}

// want makes the taps those whose values the next run gives.
func (e *engine) want(taps []string) error {
	e.picked = nil
	e.request.Taps = make(map[string][]float32, len(taps))
	for _, name := range taps {
		values, err := e.room(name)
		if err != nil {
			return err
		}
		e.request.Taps[name] = values
	}
	return nil
}

// room is memory for a tap's values.
func (e *engine) room(name string) ([]float32, error) {
	tap, ok := e.net.Graph().Tap(name)
	if !ok {
		return nil, fmt.Errorf("network %s has no tap %q", e.model.ID, name)
	}
	if e.values[name] == nil {
		e.values[name] = make([]float32, tap.Shape.Len())
	}
	return e.values[name], nil
}

// at gives the activation at a tap for the last picture. A tap that was not
// asked for then is computed now.
func (e *engine) at(name string) (arch.Tap, []float32, error) {
	if e.net == nil {
		return arch.Tap{}, nil, errNoNetwork
	}
	if e.run == 0 {
		return arch.Tap{}, nil, errors.New("no picture has been read yet")
	}
	if e.request.Taps[name] == nil {
		kept, err := e.kept(name)
		if err != nil {
			return arch.Tap{}, nil, err
		}
		if !kept {
			seen := make([]string, 0, len(e.request.Taps)+1)
			for tap := range e.request.Taps {
				seen = append(seen, tap)
			}
			if err := e.forward(append(seen, name)); err != nil {
				return arch.Tap{}, nil, err
			}
		}
	}
	tap, _ := e.net.Graph().Tap(name)
	return tap, e.values[name], nil
}

// give sends everything at a tap of the last picture.
func (e *engine) give(m *protocol.Give) protocol.Message {
	tap, values, err := e.at(m.Tap)
	if err != nil {
		return &protocol.Failed{Stage: protocol.FailedGive, Run: e.run, Tap: m.Tap, Message: err.Error()}
	}
	return &protocol.Values{
		Run: e.run, Tap: m.Tap,
		Channels: tap.Shape.C, Height: tap.Shape.H, Width: tap.Shape.W,
		Values: protocol.PutFloats(values),
	}
}

// atlas paints a tap of the last picture.
func (e *engine) atlas(name string) (pixels []byte, width, height int, err error) {
	tap, values, err := e.at(name)
	if err != nil {
		return nil, 0, 0, err
	}
	l := atlas.Of(tap.Shape)
	pixels = make([]byte, 4*l.Width()*l.Height())
	l.Paint(pixels, values, atlas.ScaleOf(tap.Kind, values).Clipped(values), e.colours())
	return pixels, l.Width(), l.Height(), nil
}
