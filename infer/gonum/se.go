package gonum

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// se is squeeze and excitation with the sum of the block after it.
type se struct {
	op           *arch.SE
	p            *infer.SEParams
	mean, hidden int // sizes of the two vectors in between
}

func (l *se) run(f *frame) {
	mean, hidden := f.scratch[:l.mean], f.scratch[l.mean:l.mean+l.hidden]
	x, y := f.values[l.op.In], f.values[l.op.Out]
	means(mean, x)
	multiplyDense(hidden, &l.p.FC1, mean)
	relu(hidden)
	multiplyDense(mean, &l.p.FC2, hidden)
	area := len(x) / l.op.C
	preAdd, short := f.requested(l.op.PreAdd), f.values[l.op.Add]
	for c := range l.op.C {
		s := sigmoid(mean[c])
		for k := c * area; k < (c+1)*area; k++ {
			v := s * x[k]
			if preAdd != nil {
				preAdd[k] = v
			}
			y[k] = max(0, v+short[k])
		}
	}
	f.made(l.op.Out)
}
