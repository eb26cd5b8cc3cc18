package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
)

// Ours is a training on one of our devices, on random pictures, drawing and
// augmentation included.
type Ours struct {
	device.Trainer
	drawer *input.Drawer
	set    *input.Set
	number int // steps taken
	passes Passes
}

// NewOurs prepares one, warmed up.
func NewOurs(ctx context.Context, d device.Device, c device.Config) (*Ours, error) {
	if err := d.Check(c); err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(1, 1))
	n := 2 * c.Pictures()
	o := &Ours{
		set:    &input.Set{Header: input.Header{Size: c.Size(), Images: n}, Labels: make([]int32, n), Pixels: make([]byte, n*c.Size()*c.Size()*3)},
		drawer: &input.Drawer{Seed: 1, Images: n, Batch: c.Pictures(), Size: c.Size(), Augmentation: c.Augmentation},
	}
	for i := range o.set.Pixels {
		o.set.Pixels[i] = byte(rng.IntN(256))
	}
	for i := range o.set.Labels {
		o.set.Labels[i] = int32(rng.IntN(c.Graph.Record.Classes))
	}
	var err error
	if o.Trainer, err = d.NewTrainer(c, o.set, learn.Init(c.Graph, 1), device.Meters{}); err != nil {
		return nil, err
	}
	if _, err := o.Round(ctx, 3); err != nil {
		return nil, err
	}
	o.passes = Passes{} // the first steps are slow
	return o, nil
}

// Round implements [Subject].
func (o *Ours) Round(ctx context.Context, steps int) (float64, error) {
	begin := time.Now()
	for range steps {
		draws, _, err := o.set.At(o.drawer, o.number)
		if err != nil {
			return 0, err
		}
		o.number++
		if err := o.Step(ctx, o.number, 0.01, draws); err != nil {
			return 0, err
		}
		if t, ok := o.Trainer.(interface{ Times() []learn.PassTime }); ok {
			o.passes.Add(t.Times())
		}
	}
	_, bad, err := o.Read() // waits for the device
	if err == nil && bad > 0 {
		err = fmt.Errorf("bench: step %d diverged", bad)
	}
	return time.Since(begin).Seconds(), err
}

// Passes are the parts of its steps, where the device tells them.
func (o *Ours) Passes() Passes { return o.passes }
