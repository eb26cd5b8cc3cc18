package evaluate

import (
	"context"

	"regnetlens/infer"
	"regnetlens/infer/picture"
	"regnetlens/tools/dataset"
)

// Run takes every picture of a dataset through a network, batch by batch, and
// counts the answers. Pictures are normalised by mean and std. labels[i] is
// the network's class for the dataset's class i (see [MatchClasses]). After
// each batch progress is told how many pictures were in it.
func Run(ctx context.Context, net infer.Network, batch int, d *dataset.Dataset, labels []int, mean, std [3]float32, progress func(images int)) (*Tally, error) {
	g := net.Graph()
	full, err := infer.NewRequest(g, batch)
	if err != nil {
		return nil, err
	}
	var (
		tally   = NewTally(g.Record.Classes)
		size    = g.Shape(g.Input).Len()
		classes = g.Record.Classes
		waiting = make([]int, 0, batch) // labels of the pictures in full.Input
	)
	flush := func() error {
		n := len(waiting)
		if n == 0 {
			return nil
		}
		r := infer.Request{Batch: n, Input: full.Input[:n*size], Logits: full.Logits[:n*classes]}
		if err := net.Run(ctx, &r); err != nil {
			return err
		}
		for i, label := range waiting {
			if err := tally.Add(label, r.Logits[i*classes:][:classes]); err != nil {
				return err
			}
		}
		waiting = waiting[:0]
		progress(n)
		return nil
	}
	for s, err := range d.Samples(ctx) {
		if err != nil {
			return nil, err
		}
		picture.Normalise(full.Input[len(waiting)*size:][:size], s.Pixels, mean, std)
		waiting = append(waiting, labels[s.Label])
		if len(waiting) == batch {
			if err := flush(); err != nil {
				return nil, err
			}
		}
	}
	if err := flush(); err != nil {
		return nil, err
	}
	return tally, nil
}
