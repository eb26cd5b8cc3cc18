package measure

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"
)

// maxGrid is the most rows or columns on which maps are compared by CKA;
// larger ones are pooled. It bounds the work on large pictures.
const maxGrid = 32

// Compare makes the table of outputs of one picture; see [Prepared.With].
func Compare(rows, columns []Map) Table { return Prepare(rows).With(Prepare(columns)) }

// Prepared are the outputs of one picture, for comparing: what is worked out
// of one of them is kept for all the others that it is compared with.
type Prepared struct {
	maps  []Map
	norms []float64           // ‖x‖ of each
	ready map[placed]*centred // as far as needed
}

// placed is a map, by its number, on a grid.
type placed struct {
	i int
	g grid
}

// Prepare takes the outputs of one picture. It keeps them, so they may not
// change before the last comparison.
func Prepare(maps []Map) *Prepared {
	p := &Prepared{maps: maps, ready: map[placed]*centred{}}
	for _, m := range maps {
		p.norms = append(p.norms, float64(blas32.Nrm2(vector(m.Values))))
	}
	return p
}

// With makes the table of these outputs (rows) and others of the same picture
// (columns). Maps of different sizes are compared by CKA on the smaller grid,
// the larger map averaged down to it. Outputs with themselves take half the
// work.
func (p *Prepared) With(o *Prepared) Table {
	t := Table{len(p.maps), len(o.maps), make([]Pair, len(p.maps)*len(o.maps))}
	for i := range p.maps {
		for j := range o.maps {
			if p == o && j < i {
				q := t.At(j, i)
				q.HSICXX, q.HSICYY = q.HSICYY, q.HSICXX
				t.Pairs[i*t.Columns+j] = q
				continue
			}
			t.Pairs[i*t.Columns+j] = p.pair(i, o, j)
		}
	}
	return t
}

func (p *Prepared) pair(i int, o *Prepared, j int) Pair {
	x, y := p.maps[i], o.maps[j]
	g := grid{min(x.Shape.H, y.Shape.H, maxGrid), min(x.Shape.W, y.Shape.W, maxGrid)}
	a, b := p.on(i, g), o.on(j, g)
	q := Pair{HSICXY: a.with(b), HSICXX: a.alone(), HSICYY: b.alone()}
	if norms := p.norms[i] * o.norms[j]; x.Shape == y.Shape && norms > 0 && norms <= math.MaxFloat32 {
		q.Cosine, q.Pictures = float64(blas32.Dot(vector(x.Values), vector(y.Values)))/norms, 1
	}
	return q
}

func (p *Prepared) on(i int, g grid) *centred {
	key := placed{i, g}
	if p.ready[key] == nil {
		p.ready[key] = newCentred(p.maps[i], g)
	}
	return p.ready[key]
}

func vector(v []float32) blas32.Vector { return blas32.Vector{N: len(v), Inc: 1, Data: v} }
