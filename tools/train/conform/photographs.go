package conform

import (
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/run"
	"regnetlens/weights/sharedtest"
)

// Photographs has a small RegNet learn from 2,000 photographs in two epochs: of 1,000
// others it must name far more than the 10 % of chance.
func Photographs(t *testing.T, open Open) {
	if testing.Short() {
		t.Skip("skipped, it trains for a while")
	}
	path := sharedtest.Path(t, "data", "cifar10-lossless-5000.tar.xz")
	dev := open(t)
	r, err := recipe.Load("fast-cifar", []string{"batch=25", "epochs=2", "schedule.peak=0.1"})
	if err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	all, err := input.Open(t.Context(), path, "train", r.Size, cache, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	defer all.Close()
	a := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 16, 32}, Blocks: []int{1, 1, 1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, Classes: len(all.Classes),
	}
	result, err := run.Run(t.Context(), run.Options{
		Recipe: r, Arch: a, Seed: 1, Train: every(all, all.Images/2000), Device: dev, Dir: t.TempDir(), Keep: 1, Report: Silent{},
	})
	if err != nil {
		t.Fatal(err)
	}
	about := run.About{Arch: a, Recipe: r, Classes: all.Classes}
	params, err := run.Rounded(about, result.State, false)
	if err != nil {
		t.Fatal(err)
	}
	test, err := input.Open(t.Context(), path, "test", r.Size, cache, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	defer test.Close()
	got, err := run.Measure(t.Context(), dev, about, params, "test pictures", test)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d right after %d steps, on %s", got.Right, got.Images, result.Steps, dev.Short())
	if got.Images != 1000 || got.Top1 < 0.25 {
		t.Errorf("%d of %d right", got.Right, got.Images)
	}
}

// every takes 2,000 pictures, each n-th.
func every(all *input.Set, n int) *input.Set {
	s := &input.Set{Header: all.Header}
	per := s.Size * s.Size * 3
	for i := 0; i < all.Images && len(s.Labels) < 2000; i += n {
		s.Labels = append(s.Labels, all.Labels[i])
		s.Pixels = append(s.Pixels, all.Pixels[i*per:][:per]...)
	}
	s.Images = len(s.Labels)
	return s
}
