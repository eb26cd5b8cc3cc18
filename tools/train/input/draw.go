package input

import (
	"math/rand/v2"
	"slices"
)

// Drawer decides by chance. What it draws depends on the seed and the step
// alone, so that a run that is taken up again goes on as if it had never
// stopped.
type Drawer struct {
	Seed         uint64
	Images       int     // of the training set
	Kept         []int32 // those of them that are drawn; nil: all
	Batch        int
	Size         int
	Augmentation Augmentation

	epoch uint64 // of order, counted from 1
	order []int32
	pcg   rand.PCG
	draws []int32 // of [Set.At]
}

// Steps is the number of whole batches of an epoch; the rest of the pictures
// is left out, others each time.
func (d *Drawer) Steps() int { return d.drawn() / d.Batch }

func (d *Drawer) drawn() int {
	if d.Kept != nil {
		return len(d.Kept)
	}
	return d.Images
}

// The streams of the generator, so that no two purposes share numbers.
const (
	streamOrder   = 1 << 62
	streamAugment = 2 << 62
	streamResized = 3 << 62
)

// Draw fills dst, [Batch, DrawWidth], for a step counted from 0.
func (d *Drawer) Draw(dst []int32, step int) {
	epoch := uint64(step/d.Steps()) + 1
	if d.epoch != epoch {
		d.shuffle(epoch)
	}
	first := step % d.Steps() * d.Batch
	d.pcg.Seed(d.Seed, streamAugment+uint64(step))
	rng := rand.New(&d.pcg)
	a := d.Augmentation
	for i := range d.Batch {
		shift := func() int32 { return int32(rng.IntN(2*a.Crop+1) - a.Crop) }
		flip := int32(rng.IntN(2))
		if !a.Flip {
			flip = 0
		}
		one := dst[i*DrawWidth:][:DrawWidth]
		one[0], one[1], one[2], one[3] = d.order[first+i], shift(), shift(), flip
		one[4], one[5] = int32(rng.IntN(d.Size)), int32(rng.IntN(d.Size))
	}
}

func (d *Drawer) shuffle(epoch uint64) {
	d.epoch = epoch
	d.order = slices.Clone(d.Kept)
	for i := len(d.order); i < d.drawn(); i++ {
		d.order = append(d.order, int32(i))
	}
	rng := rand.New(rand.NewPCG(d.Seed, streamOrder+epoch))
	rng.Shuffle(len(d.order), func(i, j int) { d.order[i], d.order[j] = d.order[j], d.order[i] })
}

// HoldOut divides the training pictures: n are held out, the others kept. It
// depends on the numbers alone, so that every run on the same data, whatever
// its seed, holds out the same.
func HoldOut(images, n int) (kept, held []int32) {
	rng := rand.New(rand.NewPCG(uint64(images), uint64(n)))
	for i, v := range rng.Perm(images) {
		if i < n {
			held = append(held, int32(v))
		} else {
			kept = append(kept, int32(v))
		}
	}
	slices.Sort(held)
	slices.Sort(kept)
	return kept, held
}
