package evaluate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/tools/dataset"
)

// reddest is a network whose logits are the means of red, green and blue.
type reddest struct {
	graph   *arch.Graph
	batches []int // of its runs
	spoil   func(r *infer.Request) error
}

func (n *reddest) Graph() *arch.Graph { return n.graph }
func (n *reddest) Close() error       { return nil }

func (n *reddest) Run(ctx context.Context, r *infer.Request) error {
	if err := r.Check(n.graph, r.Batch); err != nil {
		return err
	}
	n.batches = append(n.batches, r.Batch)
	plane := n.graph.Shape(n.graph.Input).Len() / 3
	for i := range r.Logits {
		sum := float32(0)
		for _, v := range r.Input[i*plane:][:plane] {
			sum += v
		}
		r.Logits[i] = sum / float32(plane)
	}
	if n.spoil != nil {
		return n.spoil(r)
	}
	return ctx.Err()
}

// pictures are folders of plain pictures, one a class, and their dataset.
func pictures(t *testing.T, size int, folders map[string][]color.Color) (*dataset.Dataset, string) {
	t.Helper()
	dir := t.TempDir()
	for class, colours := range folders {
		if err := os.MkdirAll(filepath.Join(dir, class), 0o755); err != nil {
			t.Fatal(err)
		}
		for i, c := range colours {
			img := image.NewRGBA(image.Rect(0, 0, size, size))
			for at := range size * size {
				img.Set(at%size, at/size, c)
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, class, fmt.Sprintf("%d.png", i)), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	d, err := dataset.Open(dir, dataset.Options{Size: size})
	if err != nil {
		t.Fatal(err)
	}
	return d, dir
}

var (
	red, green, blue = color.RGBA{200, 40, 20, 255}, color.RGBA{40, 200, 20, 255}, color.RGBA{40, 20, 200, 255}
	none, one        = [3]float32{}, [3]float32{1, 1, 1}
)

func newReddest(t *testing.T, size int) *reddest {
	t.Helper()
	g, err := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4}, Blocks: []int{1}, Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorNone, Classes: 3,
	}.Build(size, size)
	if err != nil {
		t.Fatal(err)
	}
	return &reddest{graph: g}
}

// Every picture is run once, in batches of which the last may be smaller, and
// counts for the network's class of its folder.
func TestRun(t *testing.T) {
	const size = 8
	d, _ := pictures(t, size, map[string][]color.Color{
		"blau": {blue, blue, red}, "gruen": {green, green}, "rot": {red, blue},
	})
	labels, err := MatchClasses(d.Classes, []string{"rot", "gruen", "blau"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		batch   int
		batches []int
	}{{1, []int{1, 1, 1, 1, 1, 1, 1}}, {3, []int{3, 3, 1}}, {7, []int{7}}, {32, []int{7}}} {
		net := newReddest(t, size)
		var told []int
		tally, err := Run(t.Context(), net, c.batch, d, labels, none, one, func(n int) { told = append(told, n) })
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(net.batches, c.batches) || !slices.Equal(told, c.batches) {
			t.Errorf("batches of %d: run %v, told %v, want %v", c.batch, net.batches, told, c.batches)
		}
		want := [][]int{{1, 0, 1}, {0, 2, 0}, {1, 0, 2}}
		if tally.Images != 7 || tally.Top1 != 5 || tally.Top5 != 7 || !slices.EqualFunc(tally.Confusion, want, slices.Equal) {
			t.Errorf("batches of %d: %+v", c.batch, tally)
		}
	}
	// What the mean takes away cannot be seen: all are green then.
	tally, err := Run(t.Context(), newReddest(t, size), 4, d, labels, [3]float32{1, 0, 1}, one, func(int) {})
	if err != nil || tally.Confusion[0][1]+tally.Confusion[1][1]+tally.Confusion[2][1] != 7 {
		t.Errorf("normalised: %+v, %v", tally, err)
	}
}

// A count that is not of all pictures is none.
func TestRunErrors(t *testing.T) {
	const size = 8
	d, dir := pictures(t, size, map[string][]color.Color{"a": {red, green}, "b": {blue}, "c": {red}})
	labels := []int{0, 1, 2}
	broken := errors.New("the device is gone")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx   context.Context
		batch int
		spoil func(*infer.Request) error
		want  error
	}{
		"the network fails":             {t.Context(), 2, func(*infer.Request) error { return broken }, broken},
		"it fails on the last pictures": {t.Context(), 3, func(r *infer.Request) error { return map[bool]error{true: broken}[r.Batch == 1] }, broken},
		"stopped":                       {ended, 2, nil, context.Canceled},
		"its answers are no numbers":    {t.Context(), 2, func(r *infer.Request) error { r.Logits[0] = float32(math.NaN()); return nil }, nil},
	} {
		net := newReddest(t, size)
		net.spoil = c.spoil
		tally, err := Run(c.ctx, net, c.batch, d, labels, none, one, func(int) {})
		if err == nil || tally != nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v, want %v", name, tally, err, c.want)
		}
	}
	if _, err := Run(t.Context(), newReddest(t, size), 2, d, []int{0, 1, 9}, none, one, func(int) {}); err == nil {
		t.Error("a label that the network does not have")
	}
	if err := os.WriteFile(filepath.Join(dir, "b", "0.png"), []byte("no picture"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), newReddest(t, size), 2, d, labels, none, one, func(int) {}); err == nil {
		t.Error("a picture that is broken")
	}
}
