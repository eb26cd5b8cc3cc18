package device

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/input"
)

// The pictures of a step are the same for any number of threads, and after the
// first step nothing is allocated, the drawing included.
func TestFeed(t *testing.T) {
	r := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4}, Blocks: []int{1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 3,
	}
	g, err := r.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	c := Config{
		Graph: g, Batch: 6, Passes: 2, Augmentation: input.Augmentation{Crop: 2, Padding: input.PadReflect, Flip: true, Cutout: 3},
		Normalisation: input.Normalisation{Std: [3]float32{1, 2, 3}},
	}
	set := &input.Set{Header: input.Header{Size: 8, Images: 30}, Labels: make([]int32, 30), Pixels: make([]byte, 30*8*8*3)}
	for i := range set.Pixels {
		set.Pixels[i] = byte(i * 7)
	}
	for i := range set.Labels {
		set.Labels[i] = int32(i % 3)
	}
	drawer := &input.Drawer{Seed: 1, Images: 30, Batch: c.Pictures(), Size: 8, Augmentation: c.Augmentation}
	drawn, _, err := set.At(drawer, 1)
	if err != nil {
		t.Fatal(err)
	}
	draws := slices.Clone(drawn)
	var want []float32
	for _, threads := range []int{1, 2, 3, 16} {
		f := newFeed(c, threads)
		b := f.next(set, draws)
		if want == nil {
			want = slices.Clone(b.Pictures)
		}
		if !slices.Equal(b.Pictures, want) || slices.Equal(want, make([]float32, len(want))) {
			t.Errorf("%d threads make other pictures", threads)
		}
		for i, l := range b.Labels {
			if l != set.Labels[draws[i*input.DrawWidth]] {
				t.Errorf("%d threads: label %d of picture %d", threads, l, i)
			}
		}
		step := 0
		if n := testing.AllocsPerRun(20, func() {
			draws, set, err := set.At(drawer, step%2)
			if err != nil {
				t.Error(err)
			}
			f.next(set, draws)
			step++
		}); n > 0 {
			t.Errorf("%d threads: %g allocations a step", threads, n)
		}
		f.stop()
	}
}

func BenchmarkFeed(b *testing.B) {
	r := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4}, Blocks: []int{1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 3,
	}
	g, err := r.Build(32, 32)
	if err != nil {
		b.Fatal(err)
	}
	c := Config{Graph: g, Batch: 128, Augmentation: input.Augmentation{Crop: 4, Padding: input.PadReflect, Flip: true}, Normalisation: input.Normalisation{Std: [3]float32{1, 2, 3}}}
	set := &input.Set{Header: input.Header{Size: 32, Images: 1280}, Labels: make([]int32, 1280), Pixels: make([]byte, 1280*32*32*3)}
	drawer := &input.Drawer{Seed: 1, Images: 1280, Batch: 128, Size: 32, Augmentation: c.Augmentation}
	f := newFeed(c, 1)
	defer f.stop()
	for step := 0; b.Loop(); step++ {
		draws, set, err := set.At(drawer, step)
		if err != nil {
			b.Fatal(err)
		}
		f.next(set, draws)
	}
}
