package worker

import (
	"context"
	"regnetlens/infer/arch"
	"slices"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/measure"
	"regnetlens/infer/picture"
	"regnetlens/wasm/protocol"
)

// show takes a picture through the network and keeps the activations at the
// taps.
func (e *engine) show(m *protocol.Show) (*protocol.Result, error) {
	if e.net == nil {
		return nil, errNoNetwork
	}
	input, err := e.input(&m.Picture)
	if err != nil {
		return nil, err
	}
	if input != &e.picture {
		e.picture, e.effects = *input, nil
	}
	e.hold(m.Width > 0 && m.PreparedMS == 0)
	e.unload()
	picture.Normalise(e.request.Input, input.square, e.model.Mean, e.model.Std)
	unedited, err := e.unedited(m.Edits)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	needed := names(e.reader.Taps())
	if e.style.Channel != 0 { // single maps, picked and painted here
		needed = union(needed, m.Taps)
	}
	if err := e.forwardPainting(m.Taps, needed); err != nil {
		return nil, err
	}
	result := e.result(m.Run, &e.request, m.PreparedMS+milliseconds(input.took), time.Since(start))
	e.run, e.view = m.Run, input.square.Pix
	result.Unedited, result.View, result.Size = unedited, e.view, e.model.Input
	if slices.ContainsFunc(e.request.Logits, nonFinite) {
		result.Overflow, err = e.overflow()
	}
	return result, err
}

// evaluate takes a picture of a batch through the network. others are the other
// network's outputs for it, nil where they are not compared with. What was shown
// last stays.
func (e *engine) evaluate(m *protocol.Evaluate, others *protocol.BlockOutputs) (*protocol.Result, error) {
	if e.net == nil {
		return nil, errNoNetwork
	}
	input, err := e.input(&m.Picture)
	if err != nil {
		return nil, err
	}
	r, err := e.evaluationRequest(union(m.Taps, names(measure.Outputs(e.net.Graph()))))
	if err != nil {
		return nil, err
	}
	picture.Normalise(r.Input, input.square, e.model.Mean, e.model.Std)
	start := time.Now()
	if err := e.net.Run(context.Background(), r); err != nil {
		return nil, err
	}
	result := e.result(m.Run, r, m.PreparedMS+milliseconds(input.took), time.Since(start))
	result.View, result.Size = thumbnail(input.square)
	result.Own, result.Cross, err = e.compareOutputs(r.Taps, others)
	return result, err
}

// result is what a request's logits say.
func (e *engine) result(run int, r *infer.Request, prepareMS float64, took time.Duration) *protocol.Result {
	result := &protocol.Result{
		Run: run, Probabilities: make([]float32, len(r.Logits)), Readout: e.readout(r.Taps),
		PrepareMS: prepareMS, RunMS: milliseconds(took),
	}
	infer.Softmax(result.Probabilities, r.Logits)
	return result
}

// readout reads the answer off the blocks.
func (e *engine) readout(values map[string][]float32) []protocol.Reading {
	var out []protocol.Reading
	for _, t := range e.reader.Taps() {
		out = append(out, protocol.Reading{Stage: t.Place.Stage, Block: t.Place.Block, Probabilities: e.reader.Read(values[t.Name])})
	}
	return out
}

// unedited takes the input through the network as it is, if there are edits to
// compare it with, and leaves the edits to the runs that follow.
func (e *engine) unedited(edits []infer.Edit) ([]float32, error) {
	e.request.Edits, e.request.Taps = nil, nil
	if len(edits) == 0 {
		return nil, nil
	}
	if err := e.net.Run(context.Background(), &e.request); err != nil {
		return nil, err
	}
	p := make([]float32, len(e.request.Logits))
	infer.Softmax(p, e.request.Logits)
	e.request.Edits = edits
	return p, nil
}

func nonFinite(v float32) bool { return !protocol.Finite(v) }

// overflow finds the first tap of the last picture that holds a value which is
// NaN or infinite.
func (e *engine) overflow() (*protocol.Overflow, error) {
	taps := e.net.Graph().Taps()
	r, err := infer.NewRequest(e.net.Graph(), 1, names(taps)...)
	if err != nil {
		return nil, err
	}
	r.Input, r.Edits = e.request.Input, e.request.Edits
	if err := e.net.Run(context.Background(), r); err != nil {
		return nil, err
	}
	for _, t := range taps {
		if t.Place.Inside() || t.Kind == arch.KindStem {
			if slices.ContainsFunc(r.Taps[t.Name], nonFinite) {
				return &protocol.Overflow{Stage: t.Place.Stage, Block: t.Place.Block, Kind: t.Kind}, nil
			}
		}
	}
	return &protocol.Overflow{Stage: -1}, nil
}

// evaluationRequest is a request of its own for a picture that is answered but
// not kept, so that what the page shows can still be looked into. Its taps share
// their memory from picture to picture.
func (e *engine) evaluationRequest(taps []string) (*infer.Request, error) {
	r := e.evaluation
	lacks := func(tap string) bool { return r.Taps[tap] == nil }
	if r == nil || len(r.Taps) != len(taps) || slices.ContainsFunc(taps, lacks) {
		r, err := infer.NewRequest(e.net.Graph(), 1, taps...)
		if err != nil {
			return nil, err
		}
		e.evaluation = r
	}
	return e.evaluation, nil
}
