//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// value is an activation of the graph in training. Most are never stored: only
// the raw output z of a convolution is, and norm and ReLU are applied by whoever
// reads it. Ends of blocks, relu(norm(z) + shortcut), are read several times
// and made and kept by their first reader, in passing.
type value struct {
	shape arch.Shape
	norm  *norm      // of z; nil for the input, a state C and the outputs of pools and pads
	relu  bool       // behind the norm and the sum
	add   *value     // what is added: a kept map, or a projection, which is not kept
	kept  *tensorMap // nil: not kept
	made  bool       // while passes are planned: somebody reads it already

	s, t []float32 // the norm's, or with excitation each picture's own
	step int       // from picture to picture in s and t: 0 or the channels

	// The gradient behind the norm, with the ReLU's mask applied once all
	// contributions are in. A block's end and what is added there share it.
	grad   *tensorMap
	p, q   []float32 // in front of the norm it is p·grad + q·z + r
	r      []float32
	stride int // from picture to picture in p and r: 0 or the channels
}

// normed is the value that a norm makes of z.
func normed(shape arch.Shape, n *norm, relu bool) *value {
	return &value{shape: shape, norm: n, relu: relu, s: n.s, t: n.t, p: n.p, q: n.q, r: n.r}
}

func (v *value) floor() float32 {
	if v.relu {
		return 0
	}
	return kernel.NoFloor
}

// affine are s and t for a picture.
func (v *value) affine(picture int) (s, t unsafe.Pointer) {
	return kernel.At(v.s, picture*v.step), kernel.At(v.t, picture*v.step)
}

// read writes rows of the value, pixel behind pixel pitch bytes apart.
func (v *value) read(dst unsafe.Pointer, pitch uintptr, picture, y, rows int) {
	n := rows * v.shape.W
	if v.kept != nil {
		kernel.CopyRows(dst, pitch, v.kept.at(picture, y), v.kept.pixel(), v.kept.channels, n)
		return
	}
	s, t := v.affine(picture)
	kernel.NormRows(dst, pitch, v.norm.z.at(picture, y), s, t, v.norm.channels, n, v.floor())
}

// make is read by the first reader: it also keeps what is to be kept.
func (v *value) make(dst unsafe.Pointer, pitch uintptr, picture, y, rows int) {
	if v.kept == nil || v.norm == nil {
		v.read(dst, pitch, picture, y, rows)
		return
	}
	n, c := rows*v.shape.W, v.norm.channels
	s, t := v.affine(picture)
	z, kept := v.norm.z.at(picture, y), v.kept.at(picture, y)
	switch {
	case v.add == nil:
		kernel.NormRows(kept, v.kept.pixel(), z, s, t, c, n, v.floor())
		kernel.CopyRows(dst, pitch, kept, v.kept.pixel(), c, n)
	case v.add.kept != nil:
		kernel.NormAddRows(dst, pitch, kept, z, s, t, v.add.kept.at(picture, y), c, n)
	default:
		s2, t2 := v.add.affine(picture)
		kernel.NormNormRows(dst, pitch, kept, z, s, t, v.add.norm.z.at(picture, y), s2, t2, c, n)
	}
}

// before writes rows of the gradient in front of the norm.
func (v *value) before(dst unsafe.Pointer, picture, y, rows int) {
	kernel.NormGradRows(dst, v.grad.at(picture, y), v.norm.z.at(picture, y),
		kernel.At(v.p, picture*v.stride), kernel.At(v.q, 0), kernel.At(v.r, picture*v.stride), v.norm.channels, rows*v.shape.W)
}

// operand is a value as a pass reads it.
type operand struct {
	*value
	first bool // the pass is its first reader
	sink
}

// rows is how the pass reads them: on the way forward its first reader makes
// the value.
func (o *operand) rows(forward bool, dst unsafe.Pointer, pitch uintptr, picture, y, rows int) {
	if forward && o.first {
		o.make(dst, pitch, picture, y, rows)
		return
	}
	o.read(dst, pitch, picture, y, rows)
}

// sink is where a pass leaves its share of a value's gradient. On the way back
// passes come in the opposite order: the first one begins the sum, the last
// one, which was the value's first reader, applies the mask and takes the
// norms' sums.
type sink struct {
	wanted bool // somebody needs the gradient
	begun  bool // there is something already
	last   bool
}

// begin clears the norms' sums of a picture.
func (o *operand) begin(picture int) {
	if !o.last {
		return
	}
	if o.norm != nil {
		clear(o.norm.sums(picture))
	}
	if o.add2() != nil {
		clear(o.value.add.norm.sums(picture))
	}
}

// add2 is the norm of a projection that is added, or nil.
func (o *operand) add2() *norm {
	if o.value.add == nil || o.value.add.kept != nil {
		return nil
	}
	return o.value.add.norm
}

// give adds rows of the gradient; act are the same rows of the value, as they
// were read. Both have a pitch from pixel to pixel in bytes.
func (o *operand) give(picture, y, rows int, dx unsafe.Pointer, dxPitch uintptr, act unsafe.Pointer, actPitch uintptr) {
	n, c := rows*o.shape.W, o.grad.channels
	g := o.grad.at(picture, y)
	switch {
	case o.last && o.relu:
		var add unsafe.Pointer
		if o.begun {
			add = g
		}
		m := o.norm
		z := m.z.at(picture, y)
		kernel.MaskRows(g, dx, dxPitch, add, act, actPitch, z, kernel.At(m.mean, 0), kernel.At(m.sums(picture), 0), c, n)
		if m := o.add2(); m != nil {
			kernel.DotRows(kernel.At(m.sums(picture), 0), g, m.z.at(picture, y), kernel.At(m.mean, 0), c, n)
		}
	case o.begun:
		kernel.AddSpans(g, o.grad.pixel(), dx, dxPitch, c, n)
	default:
		kernel.CopyRows(g, o.grad.pixel(), dx, dxPitch, c, n)
	}
}

// finish makes the coefficients of the norms whose sums are complete.
func (o *operand) finish(pictures int) {
	if !o.last || !o.relu {
		return
	}
	if o.step == 0 { // else excitation has its own way with them
		o.norm.backward(pictures)
	}
	if m := o.add2(); m != nil {
		m.backward(pictures)
	}
}
