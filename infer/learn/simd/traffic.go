//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

// traffic is how many bytes of maps a pass reads and writes for a picture, each
// way, if no cache helps. Weights and what stays in a thread's scratch do not
// count.
func (p *planned) traffic() (forward, backward int64) {
	for _, o := range p.inputs {
		n := o.mapBytes()
		forward, backward = forward+n, backward+n
		if o.first && o.kept != nil && o.norm != nil { // made of z and the shortcut, and kept
			forward += n
			if o.value.add != nil {
				forward += n
			}
		}
		if !o.wanted {
			continue
		}
		backward += n // the gradient
		if o.begun {
			backward += n
		}
		if o.last && o.relu { // the norms' sums
			backward += n
			if o.add2() != nil {
				backward += n
			}
		}
	}
	for _, v := range p.outputs {
		n := v.mapBytes()
		forward += n
		backward += 2 * n // z and the gradient behind it
	}
	if c, ok := p.pass.(*cell); ok && c.outC != nil {
		n := c.outC.mapBytes()
		forward, backward = forward+n, backward+n
		if c.c != nil { // C before, and both states' gradients
			forward, backward = forward+n, backward+3*n
		}
	}
	return forward, backward
}

// mapBytes is the size of the value for a picture.
func (v *value) mapBytes() int64 { return 4 * int64(mapSize(v.shape, 1)) }
