package device

import (
	"sync"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/input"
)

// feed makes the pictures of a step on several threads, in memory of its own.
type feed struct {
	augmenter *input.Augmenter
	per       int // bytes of a picture
	batch     learn.Batch
	set       *input.Set
	draws     []int32

	start []chan struct{} // wakes a thread for a step
	wait  sync.WaitGroup
}

// newFeed makes one for steps of so many pictures. Its threads end with stop.
func newFeed(c Config, threads int) *feed {
	n, per := c.Pictures(), 3*c.Size()*c.Size()
	f := &feed{
		augmenter: input.NewAugmenter(c.Size(), c.Augmentation, c.Normalisation), per: per,
		batch: learn.Batch{Pictures: make([]float32, n*per), Labels: make([]int32, n)},
	}
	threads = min(threads, n)
	for t := range threads {
		wake := make(chan struct{}, 1)
		f.start = append(f.start, wake)
		go func() {
			columns := make([]int32, c.Size())
			for range wake {
				for i := t; i < n; i += threads {
					f.picture(i, columns)
				}
				f.wait.Done()
			}
		}()
	}
	return f
}

func (f *feed) picture(i int, columns []int32) {
	draw := f.draws[i*input.DrawWidth:][:input.DrawWidth]
	at := int(draw[0])
	f.batch.Labels[i] = f.set.Labels[at]
	f.augmenter.Changed(f.batch.Pictures[i*f.per:][:f.per], f.set.Pixels[at*f.per:][:f.per], draw, columns)
}

// next makes the pictures that draws choose from the set. They are good until
// the next call.
func (f *feed) next(set *input.Set, draws []int32) learn.Batch {
	f.set, f.draws = set, draws
	f.wait.Add(len(f.start))
	for _, wake := range f.start {
		wake <- struct{}{}
	}
	f.wait.Wait()
	return f.batch
}

func (f *feed) stop() {
	for _, wake := range f.start {
		close(wake)
	}
	f.start = nil
}
