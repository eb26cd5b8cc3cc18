package results

import (
	"context"
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/cpu"
	"regnetlens/infer/measure"
	"regnetlens/infer/picture"
	"regnetlens/tools/dataset"
	"regnetlens/tools/evaluate"
	"regnetlens/weights"
)

// Measure takes all pictures of a dataset through a run's network. name is what
// the pictures are called; progress is told of each.
func Measure(ctx context.Context, w *weights.Weights, d *dataset.Dataset, name string, progress func(pictures int)) (*Result, error) {
	m, err := newMeter(w, d)
	if err != nil {
		return nil, fmt.Errorf("results: %s: %w", w.ID, err)
	}
	defer m.net.Close()
	r := &Result{Title: w.Title, Trained: w.Trained, Data: name, Right: NewBits(d.Len())}
	r.Parameters = m.net.Graph().Cost().Params
	for s, err := range d.Samples(ctx) {
		if err != nil {
			return nil, fmt.Errorf("results: %w", err)
		}
		picture.Normalise(m.request.Input, s.Pixels, w.Mean, w.Std)
		right, err := m.measure(ctx, m.labels[s.Label])
		if err != nil {
			return nil, fmt.Errorf("results: %s, picture %d: %w", w.ID, r.Pictures, err)
		}
		if right {
			r.Right.Set(r.Pictures)
		}
		r.Pictures++
		progress(1)
	}
	r.Blocks = m.blocks(r.Pictures)
	return r, nil
}

// meter adds up what is measured of a network.
type meter struct {
	net     infer.Network
	request *infer.Request
	labels  []int // the network's classes by those of the data
	reader  *measure.Reader
	read    []*evaluate.Tally // of what the reader reads, in its order
	answers *evaluate.Tally   // of the whole network
	similar measure.Table     // of the blocks, in the order of depth
}

func newMeter(w *weights.Weights, d *dataset.Dataset) (*meter, error) {
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		return nil, err
	}
	m := &meter{answers: evaluate.NewTally(w.Arch.Classes)}
	if m.labels, err = evaluate.MatchClasses(d.Classes, w.Classes); err != nil {
		return nil, err
	}
	if m.reader, err = measure.NewReader(g, w); err != nil {
		return nil, err
	}
	for range m.reader.Taps() {
		m.read = append(m.read, evaluate.NewTally(w.Arch.Classes))
	}
	var names []string
	for _, t := range measure.Outputs(g) {
		names = append(names, t.Name)
	}
	if m.request, err = infer.NewRequest(g, 1, names...); err != nil {
		return nil, err
	}
	m.net, err = cpu.Backend{}.New(g, w, infer.Options{Threads: 1})
	return m, err
}

// measure takes the picture in the request through the network, and reports
// whether it is named rightly.
func (m *meter) measure(ctx context.Context, label int) (right bool, err error) {
	if err := m.net.Run(ctx, m.request); err != nil {
		return false, err
	}
	for i, t := range m.reader.Taps() {
		if err := m.read[i].Add(label, m.reader.Read(m.request.Taps[t.Name])); err != nil {
			return false, err
		}
	}
	var maps []measure.Map
	for _, t := range measure.Outputs(m.net.Graph()) {
		maps = append(maps, measure.Map{Shape: t.Shape, Values: m.request.Taps[t.Name]})
	}
	p := measure.Prepare(maps)
	m.similar.Add(p.With(p))
	before := m.answers.Top1
	err = m.answers.Add(label, m.request.Logits)
	return m.answers.Top1 > before, err
}

// blocks are what was measured, by block.
func (m *meter) blocks(pictures int) []Block {
	var out []Block
	for i, t := range measure.Outputs(m.net.Graph()) {
		b := Block{Place: t.Place}
		for k, read := range m.reader.Taps() {
			if read.Name == t.Name {
				b.Top1 = float64(m.read[k].Top1) / float64(pictures)
			}
		}
		if i > 0 {
			b.CKA = m.similar.At(i, i-1).CKA()
		}
		out = append(out, b)
	}
	return out
}
