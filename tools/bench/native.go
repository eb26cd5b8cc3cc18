package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/backends"
	"regnetlens/tools/node"
)

// ours is one of the project's backends in this process.
type ours struct {
	net     infer.Network
	request infer.Request
}

func newOurs(w work, backend string) (*ours, error) {
	b, err := backends.ByName(backend)
	if err != nil {
		return nil, err
	}
	net, err := b.New(w.graph, w.model, infer.Options{MaxBatch: w.batch, Threads: w.threads})
	if err != nil {
		return nil, err
	}
	logits := make([]float32, w.batch*w.graph.Record.Classes)
	return &ours{net, infer.Request{Batch: w.batch, Input: w.input(), Logits: logits}}, nil
}

func (o *ours) run(d time.Duration) ([]float64, []float32, error) {
	var ms []float64
	ctx := context.Background()
	for end := time.Now().Add(d); len(ms) == 0 || time.Now().Before(end); {
		start := time.Now()
		if err := o.net.Run(ctx, &o.request); err != nil {
			return nil, nil, err
		}
		ms = append(ms, float64(time.Since(start).Nanoseconds())/1e6)
	}
	return ms, o.request.Logits, nil
}

func (o *ours) close() error { return o.net.Close() }

// ortNode is ONNX Runtime's session in Node.js.
type ortNode struct{ session *node.Session }

func (o ortNode) run(d time.Duration) ([]float64, []float32, error) {
	r, err := o.session.Run(d)
	return r.MS, r.Logits, err
}

func (o ortNode) close() error { return o.session.Close() }

// benchNative measures everything that runs without a browser.
func benchNative(p plan, folder string, report func(row)) error {
	runtime, err := node.Start()
	if err != nil {
		return err
	}
	defer runtime.Close()
	all, err := works(native)
	if err != nil {
		return err
	}
	version, err := node.Version("onnxruntime-node")
	if err != nil {
		return err
	}
	for _, w := range all {
		if !p.wants(w) {
			continue
		}
		open := func(backend string) (subject, error) { return newOurs(w, backend) }
		ort := peer{"onnxruntime-node " + version, func() (subject, error) {
			s, err := runtime.Load(exportedPath(folder, w.model.ID, "onnx"), w.input(), w.inputShape(), w.threads)
			return ortNode{s}, err
		}}
		if err := compare(w, p, open, []peer{ort}, report); err != nil {
			return fmt.Errorf("%s: %w", w, err)
		}
	}
	return nil
}

// peer is another project's runtime.
type peer struct {
	name string
	open func() (subject, error)
}

// compare measures one work with every backend and every peer and reports a
// row for each pair. The bar stands in the row of the fastest peer.
func compare(w work, p plan, open func(backend string) (subject, error), peers []peer, report func(row)) error {
	names := w.backends()
	var subjects []subject
	defer func() {
		for _, s := range subjects {
			s.close()
		}
	}()
	for _, name := range names {
		s, err := open(name)
		if err != nil {
			return err
		}
		subjects = append(subjects, s)
	}
	for _, other := range peers {
		s, err := other.open()
		if err != nil {
			return fmt.Errorf("%s: %w", other.name, err)
		}
		subjects = append(subjects, s)
	}
	results, err := measure(subjects, p)
	if err != nil {
		return err
	}
	theirs := results[len(names):]
	for i, name := range names {
		for k, r := range theirs {
			row := newRow(w, name, peers[k].name, results[i], r)
			if slices.ContainsFunc(theirs, func(o measured) bool { return o.ms < r.ms }) {
				row.Bar = nil
			}
			report(row)
		}
	}
	return nil
}
