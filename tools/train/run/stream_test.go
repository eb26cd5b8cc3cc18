package run

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
)

// streamed are [options] of a run whose pictures, noise around a class's
// colour, come from files of many sizes.
func streamed(t *testing.T, data, dir string, sets ...string) Options {
	t.Helper()
	o := options(t, dir, device.Go)
	var err error
	o.Recipe, err = recipe.Load("fast-cifar", append([]string{"size=8", "batch=6", "epochs=4", "augment.crop=0", "augment.resized=0.4"}, sets...))
	if err != nil {
		t.Fatal(err)
	}
	s, err := input.OpenStream(data, "train", 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o.Train = s
	return o
}

func colouredFiles(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range 33 {
		folder := filepath.Join(dir, "train", []string{"blue", "green", "red"}[i%3])
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		img := image.NewRGBA(image.Rect(0, 0, 8+rng.IntN(20), 8+rng.IntN(20)))
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				v := [3]byte{byte(rng.IntN(100)), byte(rng.IntN(100)), byte(rng.IntN(100))}
				v[2-i%3] += 100
				img.Set(x, y, color.RGBA{v[0], v[1], v[2], 255})
			}
		}
		f, err := os.Create(filepath.Join(folder, fmt.Sprint(i, ".png")))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A network learns from pictures that stream, and stopping changes nothing.
func TestStreamed(t *testing.T) {
	data := colouredFiles(t)
	whole := finish(t, streamed(t, data, t.TempDir()))
	if first, last := whole.Epochs[0].Loss, whole.Epochs[3].Loss; last > 0.8*first {
		t.Errorf("the loss went from %g to %g", first, last)
	}
	o := streamed(t, data, t.TempDir())
	o.Stop = 13
	if _, err := Run(context.Background(), o); !errors.Is(err, ErrStopped) {
		t.Fatalf("stopped at step 13: %v", err)
	}
	rest := streamed(t, data, o.Dir)
	rest.Resume = true
	same(t, whole.State, finish(t, rest).State)
}

// The step that went wrong is looked at again, though its pictures have been
// replaced by later ones' since.
func TestStreamedDiverged(t *testing.T) {
	o := streamed(t, colouredFiles(t), t.TempDir(), "schedule.peak=1e30", "schedule.start=1e30", "optimizer.clip=0")
	_, err := Run(context.Background(), o)
	var d *DivergedError
	if !errors.As(err, &d) || d.Step < 2 || !strings.Contains(d.Layer, "output") && !strings.Contains(d.Layer, "gradient") && !strings.Contains(d.Layer, "loss") {
		t.Errorf("error %v", err)
	}
}
