package measure

import (
	"math"

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
	// HSICXY, HSICXX and HSICYY are the terms of linear CKA, ‖XᵀY‖², ‖XᵀX‖² and
	// ‖YᵀY‖² (Frobenius) divided by the square of the number of places, summed
	// over the pictures. X and Y have a row per place, a column per channel, and
	// columns of mean zero.
	HSICXY, HSICXX, HSICYY float64
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
// output is the same everywhere, or too large for these sums.
func (p Pair) CKA() float64 {
	if !p.known() {
		return math.NaN()
	}
	return p.HSICXY / math.Sqrt(p.HSICXX*p.HSICYY)
}

// known reports whether no sum has overflowed.
func (p Pair) known() bool {
	return p.HSICXY-p.HSICXY == 0 && p.HSICXX-p.HSICXX == 0 && p.HSICYY-p.HSICYY == 0
}

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
		if !p.known() || p.Cosine != p.Cosine {
			continue // one network overflowed on this picture
		}
		q := &t.Pairs[i]
		q.Cosine, q.Pictures = q.Cosine+p.Cosine, q.Pictures+p.Pictures
		q.HSICXY, q.HSICXX, q.HSICYY = q.HSICXY+p.HSICXY, q.HSICXX+p.HSICXX, q.HSICYY+p.HSICYY
	}
}
