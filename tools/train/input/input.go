// Package input brings pictures to the network.
//
// A data set is decoded once, into a file of bytes that later runs map into
// memory ([Set]); while training, the whole set lies on the device as bytes.
// Choosing a batch, cropping, flipping, cutting out and normalising are part of
// the compiled step ([Augment]), so that the step never waits for its input. The
// host sends only what chance decided ([Drawer]): a few numbers a picture.
//
// What is too large for that, or is cut anew each time from the pictures as
// they are, streams ([Stream]): all cores decode ahead of the device, and each
// step gets its own small set. Both are a [Source].
package input

import (
	"fmt"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph" //nolint:staticcheck // as GoMLX's own models read
)

// Padding says what stands around a picture that is cropped beyond its edge.
type Padding string

// Zeros of the normalised picture, which is what He et al. pad with; or the
// picture's mirror image.
const (
	PadZero    Padding = "zero"
	PadReflect Padding = "reflect"
)

// Augmentation are the random changes of a training picture.
type Augmentation struct {
	Crop    int     `toml:"crop"` // largest shift to each side, pixels
	Padding Padding `toml:"padding"`
	Flip    bool    `toml:"flip"`
	Cutout  int     `toml:"cutout"` // side of the square set to zero (DeVries and Taylor, arXiv 1708.04552); 0: none
	// Resized is the least share of a picture's area that a random-resized crop
	// shows (Szegedy et al., arXiv 1409.4842); 0: none. With it the pictures
	// stream.
	Resized float64 `toml:"resized"`
}

// Validate returns an error that names the field that cannot be.
func (a Augmentation) Validate(size int) error {
	switch {
	case a.Crop < 0 || a.Crop >= size:
		return fmt.Errorf("crop: %d is not within 0 to %d", a.Crop, size-1)
	case a.Padding != PadZero && a.Padding != PadReflect:
		return fmt.Errorf("padding: %q is neither %q nor %q", a.Padding, PadZero, PadReflect)
	case a.Cutout < 0 || a.Cutout > size:
		return fmt.Errorf("cutout: %d is not within 0 to %d", a.Cutout, size)
	case !(a.Resized >= 0 && a.Resized <= 1):
		return fmt.Errorf("resized: %g is not within 0 to 1", a.Resized)
	case a.Resized > 0 && a.Crop > 0:
		return fmt.Errorf("resized and crop: only one of them can be set")
	}
	return nil
}

// DrawWidth is the number of values that chance decides for a picture: its
// index, down, right, flipped, row and column of the cutout's centre.
const DrawWidth = 6

// Normalisation is (v − Mean)/Std of pixels in [0, 1].
type Normalisation struct{ Mean, Std [3]float32 }

// Augment lays out the choice and change of a batch: pictures [pixels, 3]
// Uint8, all pixels of all pictures in order; draw [batch, DrawWidth] Int32.
// It returns [batch, size, size, 3] Float32, normalised.
func Augment(pixels, draw *Node, size int, a Augmentation, n Normalisation) *Node {
	g := draw.Graph()
	column := func(i int) *Node { // [batch, 1, 1]
		return InsertAxes(Slice(draw, AxisRange(), AxisElem(i)), -1)
	}
	grid := shapes.Make(dtypes.Int32, 1, size, size)
	rows, columns := Iota(g, grid, 1), Iota(g, grid, 2)

	flipped := column(3)
	turned := Add(columns, Mul(flipped, Sub(Scalar(g, dtypes.Int32, size-1), MulScalar(columns, 2))))
	y, x := Add(rows, column(1)), Add(turned, column(2))
	inside := And(within(y, size), within(x, size))
	y, x = reflect(y, size), reflect(x, size)
	index := Add(Mul(column(0), Scalar(g, dtypes.Int32, size*size)), Add(MulScalar(y, size), x))

	out := Normalise(Gather(pixels, InsertAxes(index, -1)), n)
	if a.Padding == PadZero && a.Crop > 0 {
		out = Where(inside, out, ZerosLike(out))
	}
	if a.Cutout > 0 {
		// Centre c covers c − side/2 to c − side/2 + side − 1; at the edge it
		// sticks out.
		in := func(at, centre *Node) *Node {
			from := Sub(at, AddScalar(centre, -(a.Cutout/2)))
			return within(from, a.Cutout)
		}
		hole := And(in(rows, column(4)), in(columns, column(5)))
		out = Where(hole, ZerosLike(out), out)
	}
	return out
}

// Normalise takes bytes [..., 3] to what the network reads.
func Normalise(bytes *Node, n Normalisation) *Node {
	g := bytes.Graph()
	v := DivScalar(ConvertDType(bytes, dtypes.Float32), 255)
	rgb := func(c [3]float32) *Node { return ExpandLeftToRank(Const(g, c[:]), v.Rank()) }
	return Div(Sub(v, rgb(n.Mean)), rgb(n.Std))
}

func within(v *Node, size int) *Node {
	g := v.Graph()
	return And(GreaterOrEqual(v, Scalar(g, dtypes.Int32, 0)), LessThan(v, Scalar(g, dtypes.Int32, size)))
}

// reflect mirrors what lies beyond the edge; the edge itself is not repeated.
func reflect(v *Node, size int) *Node {
	last := Scalar(v.Graph(), dtypes.Int32, size-1)
	return Sub(last, Abs(Sub(last, Abs(v))))
}
