package infer

import (
	"fmt"
	"math"
	"slices"

	"regnetlens/infer/arch"
)

// ConvParams are a convolution's weights with its norm folded in:
// norm(conv(x)) = conv'(x) + bias.
type ConvParams struct {
	Weight []float32 // [OutC, InC, Kernel, Kernel]
	Bias   []float32 // [OutC]
}

// GateParams are one gate's weights.
type GateParams struct {
	Fuse []float32 // [N, 2]: of X and of H
	Conv []float32 // [N, 3, 3]
	Bias []float32 // [N]
}

// CellParams are a regulator's weights and the norm after one of its steps,
// which a nonlinearity keeps from being folded: H = ReLU(Scale·H̃ + Shift).
type CellParams struct {
	Gates        []GateParams // in the order of the operation's gates
	Scale, Shift []float32    // [N]
}

// DenseParams are a fully connected layer's weights.
type DenseParams struct {
	Weight []float32 // [OutC, InC]
	Bias   []float32 // [OutC]
}

// SEParams are the weights of squeeze and excitation.
type SEParams struct{ FC1, FC2 DenseParams }

// Each of the following functions reads the tensors of one operation from a
// weight file, checks them against the architecture and folds norms into
// convolutions.

// ReadConv reads a convolution's.
func ReadConv(op *arch.Conv, src Source) (*ConvParams, error) {
	r := newReader(op, src)
	return done(r, r.conv(op))
}

// ReadCell reads the regulator's of a time step.
func ReadCell(op *arch.Cell, src Source) (*CellParams, error) {
	r := newReader(op, src)
	return done(r, r.cell(op))
}

// ReadSE reads those of squeeze and excitation.
func ReadSE(op *arch.SE, src Source) (*SEParams, error) {
	r := newReader(op, src)
	return done(r, &SEParams{FC1: *r.dense(op.FC1()), FC2: *r.dense(op.FC2())})
}

// ReadDense reads the classifier's.
func ReadDense(op *arch.Dense, src Source) (*DenseParams, error) {
	r := newReader(op, src)
	return done(r, r.dense(op.Layer))
}

func newReader(op arch.Op, src Source) *reader {
	r := &reader{src: src, shapes: map[string][]int{}}
	for _, p := range op.Params() {
		r.shapes[p.Name] = p.Shape
	}
	return r
}

// done is what was read, or why it could not be.
func done[P any](r *reader, p *P) (*P, error) {
	if r.err != nil {
		return nil, fmt.Errorf("infer: %w", r.err)
	}
	return p, nil
}

// reader keeps the first error, so that reading reads as a list.
type reader struct {
	src    Source
	shapes map[string][]int
	err    error
}

// get returns a private copy of a tensor, or zeros of the right size after an
// error.
func (r *reader) get(name string) []float32 {
	want := r.shapes[name]
	data, shape, err := r.src.Float32(name)
	switch {
	case err != nil:
		err = fmt.Errorf("%s: %w", name, err)
	case !slices.Equal(shape, want):
		err = fmt.Errorf("%s has the shape %v, the architecture wants %v", name, shape, want)
	case !finite(data):
		err = fmt.Errorf("%s holds a value that is not a finite number", name)
	default:
		return slices.Clone(data)
	}
	if r.err == nil {
		r.err = err
	}
	n := 1
	for _, d := range want {
		n *= d
	}
	return make([]float32, n)
}

func finite(data []float32) bool {
	for _, v := range data {
		if v-v != 0 { // NaN for an infinity
			return false
		}
	}
	return true
}

// norm turns a batch norm in inference into y = scale·x + shift.
func (r *reader) norm(l arch.Layer) (scale, shift []float64) {
	weight, bias := r.get(l.Weight()), r.get(l.Bias())
	mean, variance := r.get(l.RunningMean()), r.get(l.RunningVar())
	scale, shift = make([]float64, len(weight)), make([]float64, len(weight))
	for i := range scale {
		if variance[i] < 0 && r.err == nil {
			r.err = fmt.Errorf("%s holds a negative variance", l.RunningVar())
		}
		scale[i] = float64(weight[i]) / math.Sqrt(math.Max(0, float64(variance[i]))+arch.NormEpsilon)
		shift[i] = float64(bias[i]) - float64(mean[i])*scale[i]
	}
	return scale, shift
}

func (r *reader) conv(op *arch.Conv) *ConvParams {
	w := r.get(op.Layer.Weight())
	scale, shift := r.norm(op.Norm)
	per := len(w) / op.OutC
	for k := range w {
		w[k] = float32(float64(w[k]) * scale[k/per])
	}
	return &ConvParams{Weight: w, Bias: narrow(shift)}
}

func (r *reader) cell(op *arch.Cell) *CellParams {
	var p CellParams
	for _, g := range op.Gates {
		l := op.Gate(g)
		p.Gates = append(p.Gates, GateParams{
			Fuse: r.get(l.Fuse()),
			Conv: r.get(l.Weight()),
			Bias: r.get(l.Bias()),
		})
	}
	scale, shift := r.norm(op.Norm)
	p.Scale, p.Shift = narrow(scale), narrow(shift)
	return &p
}

func (r *reader) dense(l arch.Layer) *DenseParams {
	return &DenseParams{Weight: r.get(l.Weight()), Bias: r.get(l.Bias())}
}

func narrow(v []float64) []float32 {
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(x)
	}
	return out
}
