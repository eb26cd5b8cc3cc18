//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"fmt"
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// output is what all convolutions do with their sums.
type output struct {
	out, add, preAdd *value // add and preAdd may be nil
	bias             []float32
	relu             bool
}

// finish is what follows a convolution's sums: max(sum + bias + add, floor).
type finish struct {
	bias  unsafe.Pointer
	add   unsafe.Pointer // at the same place as the output, or nil
	floor float32
}

// finish is the output's for the place that out has in picture and row, from
// channel c on. When somebody looks at the sums alone, they are made first:
// see [output.late].
func (o *output) finish(picture, row, c int) (dst unsafe.Pointer, f finish) {
	f = finish{bias: kernel.At(o.bias, c), floor: kernel.NoFloor}
	if o.late() {
		return unsafe.Add(o.preAdd.at(picture, row), c*4), f
	}
	if o.relu {
		f.floor = 0
	}
	if o.add != nil {
		f.add = unsafe.Add(o.add.at(picture, row), c*4)
	}
	return unsafe.Add(o.out.at(picture, row), c*4), f
}

// late says that the convolution writes preAdd, and [output.sum] makes out of it.
func (o *output) late() bool { return o.preAdd != nil && o.preAdd.requested }

// sum makes rows of out from preAdd, for channels c to c+n.
func (o *output) sum(picture, row, rows, c, n int) {
	floor := kernel.NoFloor
	if o.relu {
		floor = 0
	}
	stride := uintptr(o.out.pixel) * 4
	pixels := rows * o.out.Shape.W
	dst := unsafe.Add(o.out.at(picture, row), c*4)
	src := unsafe.Add(o.preAdd.at(picture, row), c*4)
	if o.add == nil {
		kernel.ClampRows(dst, src, stride, pixels, n, floor)
		return
	}
	kernel.AddRows(dst, src, unsafe.Add(o.add.at(picture, row), c*4), stride, pixels, n, floor)
}

func (n *network) newConv(op *arch.Conv, p *infer.ConvParams, threads int) (layer, error) {
	o := output{out: n.value(op.Out), add: n.value(op.Add), preAdd: n.value(op.PreAdd), relu: op.ReLU}
	o.bias = kernel.Alloc(o.out.pixel)
	copy(o.bias, p.Bias)
	in, in2 := n.value(op.In), n.value(op.In2)
	switch {
	case in2 != nil && (op.Kernel != 1 || in2.Shape != in.Shape):
		return nil, fmt.Errorf("cpu: %s: two inputs must have one shape, and go with a 1×1 kernel only", op.Layer)
	case op.Kernel == 1:
		return newPointwise(op, p, in, in2, o, threads), nil
	case op.Kernel == 3 && op.Stride == 1 && tiled(in.Shape):
		return newTiled(p, in, o, threads), nil
	}
	return newDirect(op, p, in, o, threads), nil
}

// parts is into how many parts to cut each of n equal pieces of work so that
// all threads have something to do.
func parts(n, threads, most int) int { return max(1, min(most, (threads+n-1)/n)) }
