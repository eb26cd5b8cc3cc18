package measure

import (
	"fmt"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Reader reads a network's answer off its blocks: the output of a block goes
// through the global average pool and the final classifier, as the output of
// the last block does anyway (the paper's Fig. 1b).
//
// The classifier weighs a fixed number of channels, so only blocks with just
// that many can be read: those of the last stage and of any other of its
// width. Nothing is padded or cut to make others fit.
type Reader struct {
	taps    []arch.Tap
	classes int
	params  *infer.DenseParams
}

// NewReader prepares the reading of a network with the weights of its file.
func NewReader(g *arch.Graph, src infer.Source) (*Reader, error) {
	for _, op := range g.Ops {
		fc, ok := op.(*arch.Dense)
		if !ok {
			continue
		}
		p, err := infer.ReadDense(fc, src)
		if err != nil {
			return nil, err
		}
		r := &Reader{classes: fc.OutC, params: p}
		for _, t := range Outputs(g) {
			if t.Shape.C == fc.InC {
				r.taps = append(r.taps, t)
			}
		}
		return r, nil
	}
	return nil, fmt.Errorf("measure: the network has no classifier")
}

// Outputs lists the taps of the blocks' outputs, in the order of depth.
func Outputs(g *arch.Graph) []arch.Tap {
	var out []arch.Tap
	for _, t := range g.Taps() {
		if t.Kind == arch.KindO {
			out = append(out, t)
		}
	}
	return out
}

// Taps lists the outputs that can be read, in the order of depth.
func (r *Reader) Taps() []arch.Tap { return r.taps }

// Read gives the probabilities of the classes as they are at an output
// [C, H, W] of one of the taps.
func (r *Reader) Read(output []float32) []float32 {
	channels := len(r.params.Weight) / r.classes
	mean := make([]float32, channels)
	plane := len(output) / channels
	for c := range mean {
		sum := float32(0)
		for _, v := range output[c*plane:][:plane] {
			sum += v
		}
		mean[c] = sum / float32(plane)
	}
	logits := append([]float32(nil), r.params.Bias...)
	blas32.Gemv(blas.NoTrans, 1, blas32.General{Rows: r.classes, Cols: channels, Stride: channels, Data: r.params.Weight},
		blas32.Vector{N: channels, Inc: 1, Data: mean}, 1, blas32.Vector{N: r.classes, Inc: 1, Data: logits})
	infer.Softmax(logits, logits)
	return logits
}
