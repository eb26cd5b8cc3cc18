package step

import (
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/tools/train/input"
)

// augment lays out the choice and change of a batch: pictures [pixels, 3]
// Uint8, all pixels of all pictures in order; draw [batch, input.DrawWidth] Int32.
// It returns [batch, size, size, 3] Float32, normalised.
func augment(pixels, draw *Node, size int, a input.Augmentation, n input.Normalisation) *Node {
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

	out := normalise(Gather(pixels, InsertAxes(index, -1)), n)
	if a.Padding == input.PadZero && a.Crop > 0 {
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

// normalise takes bytes [..., 3] to what the network reads.
func normalise(bytes *Node, n input.Normalisation) *Node {
	g := bytes.Graph()
	v := Div(ConvertDType(bytes, dtypes.Float32), Scalar(g, dtypes.Float32, 255)) // DivScalar multiplies by a reciprocal
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
