package conform

import (
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
	"regnetlens/tools/train/run"
)

// streamedOptions are [Options] of a run whose pictures, noise around a class's
// colour, come from files of many sizes.
func streamedOptions(t *testing.T, d device.Device, data, dir string, sets ...string) run.Options {
	t.Helper()
	o := Options(t, d, dir)
	o.Recipe = Recipe(t, append([]string{"augment.crop=0", "augment.resized=0.4", "ema=0.0"}, sets...)...)
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
func streamed(t *testing.T, open Open) {
	d := open(t)
	data := colouredFiles(t)
	whole := Finish(t, streamedOptions(t, d, data, t.TempDir()))
	if first, last := whole.Epochs[0].Loss, whole.Epochs[3].Loss; last > 0.8*first {
		t.Errorf("the loss went from %g to %g", first, last)
	}
	o := streamedOptions(t, d, data, t.TempDir())
	o.Stop = 13
	if _, err := run.Run(t.Context(), o); !errors.Is(err, run.ErrStopped) {
		t.Fatalf("stopped at step 13: %v", err)
	}
	rest := streamedOptions(t, d, data, o.Dir)
	rest.Resume = true
	same(t, whole.State, Finish(t, rest).State)
}

// The step that went wrong is looked at again, though its pictures have been
// replaced by later ones' since.
func streamedDiverged(t *testing.T, open Open) {
	o := streamedOptions(t, open(t), colouredFiles(t), t.TempDir(), "schedule.peak=1e30", "schedule.start=1e30", "optimizer.clip=0")
	_, err := run.Run(t.Context(), o)
	var d *run.DivergedError
	if !errors.As(err, &d) || d.Step < 2 || !strings.Contains(d.Layer, "output") && !strings.Contains(d.Layer, "gradient") && !strings.Contains(d.Layer, "loss") {
		t.Errorf("error %v", err)
	}
}
