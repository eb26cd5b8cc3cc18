package step

import (
	"math/rand/v2"
	"testing"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"

	"regnetlens/tools/train/input"
)

// The compiled graph, on the pure-Go backend, makes the pictures that the host
// makes, to the bit. (XLA may multiply by a reciprocal where the graph divides,
// and then differ in the last one.)
func TestAugmentIsTheHosts(t *testing.T) {
	const size, images, batch, per = 9, 5, 24, 9 * 9 * 3
	rng := rand.New(rand.NewPCG(1, 2))
	pixels := make([]byte, images*per)
	for i := range pixels {
		pixels[i] = byte(rng.IntN(256))
	}
	n := input.Normalisation{Mean: [3]float32{0.485, 0.456, 0.406}, Std: [3]float32{0.229, 0.224, 0.225}}
	backend := goBackend(t)
	for _, a := range []input.Augmentation{
		{Padding: input.PadZero},
		{Padding: input.PadReflect, Flip: true},
		{Crop: 4, Padding: input.PadZero, Flip: true},
		{Crop: 4, Padding: input.PadReflect, Flip: true, Cutout: 4},
		{Crop: 8, Padding: input.PadReflect},
		{Crop: 8, Padding: input.PadZero, Cutout: 9},
		{Crop: 2, Padding: input.PadZero, Cutout: 3},
	} {
		d := input.Drawer{Seed: 3, Images: images * batch, Batch: batch, Size: size, Augmentation: a}
		draws := make([]int32, batch*input.DrawWidth)
		d.Draw(draws, 7)
		for i := range batch {
			draws[i*input.DrawWidth] %= images
		}
		got, err := ExecOnce(backend, func(p, d *Node) *Node { return augment(p, d, size, a, n) },
			tensors.FromFlatDataAndDimensions(pixels, images*size*size, 3), tensors.FromFlatDataAndDimensions(draws, batch, input.DrawWidth))
		if err != nil {
			t.Fatal(err)
		}
		flat := tensors.MustCopyFlatData[float32](got)
		host, want, columns := input.NewAugmenter(size, a, n), make([]float32, per), make([]int32, size)
		for i := range batch {
			draw := draws[i*input.DrawWidth:][:input.DrawWidth]
			host.Changed(want, pixels[int(draw[0])*per:][:per], draw, columns)
			for j, g := range flat[i*per:][:per] {
				if w := want[j%3*size*size+j/3]; g != w {
					t.Fatalf("%+v, picture %d, value %d: %g, the host's %g", a, i, j, g, w)
				}
			}
		}
	}
}
