//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import "regnetlens/infer/internal/kernel"

// read takes the chunk's pictures from NCHW to the input's place in NHWC.
func (n *network) read(input []float32, first int) {
	v := n.value(n.graph.Input)
	plane := v.Shape.H * v.Shape.W
	for i := range n.batch {
		src := input[(first+i)*v.Shape.C*plane:]
		dst := v.data[i*v.picture:][:v.picture]
		for c := range v.Shape.C {
			for p, x := range src[c*plane:][:plane] {
				dst[p*v.pixel+c] = x
			}
		}
	}
}

// requestTaps marks the optional values that this run's taps ask for, and gives them
// memory the first time.
func (n *network) requestTaps(taps map[string][]float32) {
	for i := range n.values {
		v := &n.values[i]
		if !v.Optional {
			continue
		}
		v.requested = len(taps) > 0 && taps[v.Tap] != nil
		if v.requested && v.data == nil {
			v.data = kernel.Alloc(v.picture * min(n.maxBatch, maxChunk))
		}
	}
}

// look copies the values that are requested of those just written, as NCHW and
// without the padding.
func (n *network) look(written []*value, taps map[string][]float32, first int) {
	for _, v := range written {
		dst := taps[v.Tap]
		if dst == nil {
			continue
		}
		plane := v.Shape.H * v.Shape.W
		for i := range n.batch {
			src := v.data[i*v.picture:][:v.picture]
			for c := range v.Shape.C {
				to := dst[((first+i)*v.Shape.C+c)*plane:][:plane]
				for p := range to {
					to[p] = src[p*v.pixel+c]
				}
			}
		}
	}
}
