package measure

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// grid is the size on which two maps are compared.
type grid struct{ h, w int }

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
	if g == (grid{h, w}) {
		copy(dst, src)
		return
	}
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
