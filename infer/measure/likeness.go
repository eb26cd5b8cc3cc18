package measure

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"regnetlens/infer/arch"
)

// Map is the output of a block for one picture.
type Map struct {
	Shape  arch.Shape
	Values []float32 // [C, H, W]
}

// Pair is how alike two outputs x and y are.
type Pair struct {
	// Cosine is the sum of x·y / (‖x‖‖y‖) over Pictures; pairs of different
	// shapes, or all zero, have none and count no picture.
	Cosine   float64
	Pictures int
	// XY, XX and YY are ‖XᵀY‖², ‖XᵀX‖² and ‖YᵀY‖² (Frobenius) divided by the
	// square of the number of places, summed over the pictures. X and Y have a
	// row per place, a column per channel, and columns of mean zero.
	XY, XX, YY float64
}

// MeanCosine is the cosine similarity of the two outputs, place by place and
// channel by channel, in the mean of the pictures; NaN where it has no sense.
func (p Pair) MeanCosine() float64 { return p.Cosine / float64(p.Pictures) }

// CKA is the linear centred kernel alignment of Kornblith et al.
// (arXiv 1905.00414), ‖XᵀY‖² / (‖XᵀX‖‖YᵀY‖), with the places of the map as its
// examples: 0 … 1, whatever order or rotation the channels have. Over several
// pictures each is a minibatch as in Nguyen et al. (arXiv 2010.15327): its
// places are centred among themselves, and the three terms summed over the
// pictures. So a batch of any size needs three numbers a pair. NaN where an
// output is the same everywhere.
func (p Pair) CKA() float64 { return p.XY / math.Sqrt(p.XX*p.YY) }

// Table is how alike each of some outputs (rows) is to each of others
// (columns).
type Table struct {
	Rows, Columns int
	Pairs         []Pair // [Rows, Columns]
}

// At is the pair of a row and a column.
func (t *Table) At(row, column int) Pair { return t.Pairs[row*t.Columns+column] }

// Add takes in the table of another picture; the first Add makes the table's
// size. Tables of another size are of other networks and start it anew.
func (t *Table) Add(o Table) {
	if t.Rows != o.Rows || t.Columns != o.Columns {
		*t = Table{o.Rows, o.Columns, make([]Pair, len(o.Pairs))}
	}
	for i, p := range o.Pairs {
		q := &t.Pairs[i]
		q.Cosine, q.Pictures = q.Cosine+p.Cosine, q.Pictures+p.Pictures
		q.XY, q.XX, q.YY = q.XY+p.XY, q.XX+p.XX, q.YY+p.YY
	}
}

// maxGrid is the most rows or columns on which maps are compared by CKA;
// larger ones are pooled. It bounds the work on large pictures.
const maxGrid = 32

// Compare makes the table of outputs of one picture. Maps of different sizes
// are compared by CKA on the smaller grid, the larger map averaged down to it.
func Compare(rows, columns []Map) Table {
	t := Table{len(rows), len(columns), make([]Pair, len(rows)*len(columns))}
	left, right := places{}, places{}
	for i, x := range rows {
		for j, y := range columns {
			p := &t.Pairs[i*len(columns)+j]
			if c, ok := cosine(x, y); ok {
				p.Cosine, p.Pictures = c, 1
			}
			g := grid{min(x.Shape.H, y.Shape.H, maxGrid), min(x.Shape.W, y.Shape.W, maxGrid)}
			a, b := left.of(i, x, g), right.of(j, y, g)
			p.XY, p.XX, p.YY = a.with(b), a.alone(), b.alone()
		}
	}
	return t
}

func cosine(x, y Map) (float64, bool) {
	if x.Shape != y.Shape {
		return 0, false
	}
	a, b := vector(x.Values), vector(y.Values)
	norms := float64(blas32.Nrm2(a)) * float64(blas32.Nrm2(b))
	if norms == 0 {
		return 0, false
	}
	return float64(blas32.Dot(a, b)) / norms, true
}

func vector(v []float32) blas32.Vector { return blas32.Vector{N: len(v), Inc: 1, Data: v} }

// grid is the size on which two maps are compared.
type grid struct{ h, w int }

// places are the maps made ready for comparison, by number and grid.
type places map[[3]int]*centred

func (p places) of(i int, m Map, g grid) *centred {
	key := [3]int{i, g.h, g.w}
	if p[key] == nil {
		p[key] = newCentred(m, g)
	}
	return p[key]
}

// centred is a map on a grid, the mean of every channel taken away: Xᵀ.
type centred struct {
	x    blas32.General // channels × places
	gram []float32      // XXᵀ, places × places; nil before it is needed
	self float64        // ‖XᵀX‖² / places²; negative before it is needed
}

func newCentred(m Map, g grid) *centred {
	n := g.h * g.w
	c := &centred{x: blas32.General{Rows: m.Shape.C, Cols: n, Stride: n, Data: make([]float32, m.Shape.C*n)}, self: -1}
	for k := range m.Shape.C {
		row := c.x.Data[k*n:][:n]
		pool(row, g, m.Values[k*m.Shape.H*m.Shape.W:], m.Shape.H, m.Shape.W)
		sum := 0.0
		for _, v := range row {
			sum += float64(v)
		}
		mean := float32(sum / float64(n))
		for i := range row {
			row[i] -= mean
		}
	}
	return c
}

// with is ‖XᵀY‖² / places². Where there are fewer places than channels it goes
// by the places' Gram matrices, whose inner product is the same.
func (c *centred) with(d *centred) float64 {
	n := c.x.Cols
	sum := 0.0
	if n < min(c.x.Rows, d.x.Rows) {
		sum = float64(blas32.Dot(vector(c.kernel()), vector(d.kernel())))
	} else {
		product := make([]float32, c.x.Rows*d.x.Rows)
		blas32.Gemm(blas.NoTrans, blas.Trans, 1, c.x, d.x, 0, blas32.General{Rows: c.x.Rows, Cols: d.x.Rows, Stride: d.x.Rows, Data: product})
		sum = float64(blas32.Dot(vector(product), vector(product)))
	}
	return sum / float64(n) / float64(n)
}

func (c *centred) alone() float64 {
	if c.self < 0 {
		c.self = c.with(c)
	}
	return c.self
}

func (c *centred) kernel() []float32 {
	if n := c.x.Cols; c.gram == nil {
		c.gram = make([]float32, n*n)
		blas32.Gemm(blas.Trans, blas.NoTrans, 1, c.x, c.x, 0, blas32.General{Rows: n, Cols: n, Stride: n, Data: c.gram})
	}
	return c.gram
}

// pool averages a plane of h × w down to a grid. Where the sizes do not divide,
// the windows overlap as in PyTorch's adaptive average pool.
func pool(dst []float32, g grid, src []float32, h, w int) {
	for y := range g.h {
		top, bottom := y*h/g.h, ((y+1)*h+g.h-1)/g.h
		for x := range g.w {
			left, right := x*w/g.w, ((x+1)*w+g.w-1)/g.w
			sum := float32(0)
			for i := top; i < bottom; i++ {
				for _, v := range src[i*w+left : i*w+right] {
					sum += v
				}
			}
			dst[y*g.w+x] = sum / float32((bottom-top)*(right-left))
		}
	}
}
