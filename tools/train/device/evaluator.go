package device

import (
	"context"
	"errors"

	"regnetlens/infer"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/input"
)

// engineEvaluator is an [Evaluator] over a backend of package infer. Networks
// there are made for fixed weights, so that each measurement makes one.
type engineEvaluator struct {
	e     *Engine
	c     Config
	batch int
	set   *input.Set
}

// NewEvaluator implements [Device].
func (e *Engine) NewEvaluator(c Config, batch int, set *input.Set) (Evaluator, error) {
	if err := c.Fits(set); err != nil {
		return nil, err
	}
	return &engineEvaluator{e: e, c: c, batch: min(batch, engineBatch, set.Images), set: set}, nil
}

// engineBatch is the most pictures in one pass: more are no faster on a CPU.
const engineBatch = 32

// Logits implements [Evaluator].
func (v *engineEvaluator) Logits(params learn.State, yield func(image int, logits []float32) error) (err error) {
	net, err := v.e.Infer.New(v.c.Graph, learn.Source(v.c.Graph, params, false), infer.Options{MaxBatch: v.batch, Threads: v.e.threads()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, net.Close()) }()
	full, err := infer.NewRequest(v.c.Graph, v.batch)
	if err != nil {
		return err
	}
	var (
		per     = 3 * v.c.Size() * v.c.Size()
		classes = v.c.Graph.Record.Classes
		plain   = input.NewAugmenter(v.c.Size(), v.c.Augmentation, v.c.Normalisation)
	)
	for first := 0; first < v.set.Images; first += v.batch {
		n := min(v.batch, v.set.Images-first)
		r := infer.Request{Batch: n, Input: full.Input[:n*per], Logits: full.Logits[:n*classes]}
		for i := range n {
			plain.Plain(r.Input[i*per:][:per], v.set.Pixels[(first+i)*per:])
		}
		if err := net.Run(context.Background(), &r); err != nil {
			return err
		}
		for i := range n {
			if err := yield(first+i, r.Logits[i*classes:][:classes]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close implements [Evaluator].
func (v *engineEvaluator) Close() error { return nil }
