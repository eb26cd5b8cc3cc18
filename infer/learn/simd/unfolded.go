//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// patchPixels is how many pixels' patches are unfolded at once, if a map has so
// many: they stay in the first- or second-level cache.
const patchPixels = 128

// unfolded is a convolution of any kernel and stride: the values under an
// output pixel, its patch, lie side by side, so that the pass is one matrix
// product and both gradients are one each. A 1×1 convolution of stride 1 has
// one or two inputs, whose channels lie side by side.
//
// The projection of a block's shortcut reads the same values, the middle of
// each patch, and is part of the task: neither its input nor the gradient of
// that is touched a second time.
type unfolded struct {
	*conv
	in, in2 operand // in2.value nil: none
	c       int     // channels of in in a patch, without padding for the pictures
	n       int     // values of a patch
	pitch   int     // from patch to patch: n rounded up
	kernel  int
	stride  int
	pad     int
	direct  bool // 1×1 of stride 1: rows of the input are the patches
	block   int  // output rows of a block

	packed   []float32 // panels, n → outputs
	packedT  []float32 // panels, outputs → n; nil where no gradient is wanted
	sibling  *conv     // the projection, or nil
	packed2  []float32
	packed2T []float32
}

func (b *builder) newUnfolded(op *arch.Conv, in, in2 operand) *unfolded {
	u := &unfolded{in: in, in2: in2, kernel: op.Kernel, stride: op.Stride, pad: op.Pad}
	u.c = channelsOf(in.value)
	inC := in.shape.C
	u.n = op.Kernel * op.Kernel * u.c
	if in2.value != nil {
		u.n += channelsOf(in2.value)
	}
	u.pitch = (u.n + 3) / 4 * 4
	u.conv = b.newConv(op, u.pitch, func(out, in, tap int) int {
		if in >= inC {
			in += u.c - inC
		}
		return (tap*u.c+in)*kernel.Padded(op.OutC) + out
	})
	u.direct = op.Kernel == 1 && op.Stride == 1
	u.block = (patchPixels + u.z.w - 1) / u.z.w
	u.packed = b.floats(u.pitch * u.z.channels)
	if in.wanted {
		u.packedT = b.floats(kernel.Padded(u.pitch) * u.z.channels)
	}
	return u
}

// channelsOf are those that a value has from pixel to pixel: padded, but for
// the pictures.
func channelsOf(v *value) int {
	if v.kept != nil {
		return v.kept.channels
	}
	return v.norm.channels
}

// join makes a projection of the same input and stride part of the pass.
func (b *builder) join(u *unfolded, op *arch.Conv) {
	u.sibling = b.newConv(op, u.c, func(out, in, _ int) int { return in*kernel.Padded(op.OutC) + out })
	u.packed2 = b.floats(u.c * u.sibling.z.channels)
	u.packed2T = b.floats(u.c * u.sibling.z.channels)
}

type unfoldedScratch struct {
	act, patches   []float32
	dz, dz2        []float32
	dPatches, dMid []float32
	dx             []float32 // with a border, as act
}

// line is the length of a row of a picture with its border, rows how many.
func (u *unfolded) line() int { return (u.in.shape.W + 2*u.pad) * u.c }
func (u *unfolded) high() int { return u.in.shape.H + 2*u.pad }

func (u *unfolded) carve(cut *carver) unfoldedScratch {
	pixels := u.block * u.z.w
	var k unfoldedScratch
	if !u.direct {
		k.act = cut.take(u.high() * u.line())
		k.dx = cut.take(u.high() * u.line())
	}
	k.patches = cut.take(pixels * u.pitch)
	k.dPatches = cut.take(pixels * kernel.Padded(u.pitch))
	k.dz = cut.take(pixels * u.z.channels)
	if u.sibling != nil {
		k.dz2 = cut.take(pixels * u.sibling.z.channels)
		k.dMid = cut.take(pixels * u.c)
	}
	return k
}

func (u *unfolded) measure(cut *carver) { u.carve(cut) }

func (u *unfolded) forwardTasks(pictures int) int { return pictures }

func (u *unfolded) forward(p, _ int, scratch []float32) {
	k := u.carve(&carver{data: scratch})
	u.load(&k, p, true)
	for y := 0; y < u.z.h; y += u.block {
		rows := min(u.block, u.z.h-y)
		pixels := rows * u.z.w
		u.unfold(&k, p, y, rows, true)
		u.multiply(u.conv, p, y, pixels, kernel.At(k.patches, 0), u.packed, u.pitch)
		if u.sibling != nil {
			u.multiply(u.sibling, p, y, pixels, kernel.At(k.patches, u.middle()), u.packed2, u.c)
		}
	}
}

// multiply makes raw output and its sums from patches.
func (u *unfolded) multiply(c *conv, p, y, pixels int, patches unsafe.Pointer, packed []float32, n int) {
	dst := c.z.at(p, y)
	kernel.PlainTiles(patches, uintptr(u.pitch)*4, kernel.At(packed, 0), dst, c.z.pixel(), pixels, c.z.channels/kernel.Panel, n)
	c.norm.count(p, y, dst, pixels)
}

// middle is where the value under the kernel's middle is in a patch.
func (u *unfolded) middle() int { return (u.pad*u.kernel + u.pad) * u.c }

// load writes a picture with its border, where patches are not rows.
func (u *unfolded) load(k *unfoldedScratch, p int, forward bool) {
	if u.direct {
		return
	}
	line := u.line()
	clear(k.act)
	for y := range u.in.shape.H {
		dst := k.act[(y+u.pad)*line+u.pad*u.c:]
		if u.c%kernel.Lanes != 0 { // the pictures
			copy(dst[:u.in.kept.line()], u.in.kept.data[(p*u.in.kept.h+y)*u.in.kept.line():])
			continue
		}
		u.in.rows(forward, kernel.At(dst, 0), uintptr(u.c)*4, p, y, 1)
	}
}

// unfold makes the patches of output rows.
func (u *unfolded) unfold(k *unfoldedScratch, p, y, rows int, forward bool) {
	if u.direct {
		pitch := uintptr(u.pitch) * 4
		u.in.rows(forward, kernel.At(k.patches, 0), pitch, p, y, rows)
		if u.in2.value != nil {
			u.in2.rows(forward, kernel.At(k.patches, u.c), pitch, p, y, rows)
		}
		return
	}
	line, under := u.line(), u.kernel*u.c
	if u.c%kernel.Panel == 0 {
		for r := range rows {
			for i := range u.kernel {
				kernel.CopyRows(kernel.At(k.patches, r*u.z.w*u.pitch+i*under), uintptr(u.pitch)*4,
					kernel.At(k.act, ((y+r)*u.stride+i)*line), uintptr(u.stride*u.c)*4, under, u.z.w)
			}
		}
		return
	}
	for r := range rows { // the pictures
		for x := range u.z.w {
			patch := k.patches[(r*u.z.w+x)*u.pitch:][:u.pitch]
			for i := range u.kernel {
				copy(patch[i*under:][:under], k.act[((y+r)*u.stride+i)*line+x*u.stride*u.c:])
			}
			clear(patch[u.n:])
		}
	}
}

func (u *unfolded) backward(chunk, pictures int, scratch []float32) {
	k := u.carve(&carver{data: scratch})
	clear(u.chunkGrad(chunk))
	if u.sibling != nil {
		clear(u.sibling.chunkGrad(chunk))
	}
	from, to := chunkOf(chunk, pictures)
	for p := from; p < to; p++ {
		u.backwardPicture(&k, chunk, p)
	}
}

func (u *unfolded) backwardPicture(k *unfoldedScratch, chunk, p int) {
	u.load(k, p, false)
	if u.in.wanted {
		u.in.begin(p)
		clear(k.dx)
		if u.in2.value != nil {
			u.in2.begin(p)
		}
	}
	for y := 0; y < u.z.h; y += u.block {
		rows := min(u.block, u.z.h-y)
		u.unfold(k, p, y, rows, false)
		u.backwardRows(k, chunk, p, y, rows)
	}
	if u.direct || !u.in.wanted {
		return
	}
	line, pitch := u.line(), uintptr(u.c)*4
	for y := range u.in.shape.H {
		at := (y+u.pad)*line + u.pad*u.c
		u.in.give(p, y, 1, kernel.At(k.dx, at), pitch, kernel.At(k.act, at), pitch)
	}
}

func (u *unfolded) backwardRows(k *unfoldedScratch, chunk, p, y, rows int) {
	pixels, pitch, out := rows*u.z.w, uintptr(u.pitch)*4, u.z.channels
	u.out.before(kernel.At(k.dz, 0), p, y, rows)
	kernel.OuterTiles(kernel.At(k.patches, 0), pitch, kernel.At(k.dz, 0), u.z.pixel(),
		kernel.At(u.chunkGrad(chunk), 0), u.z.pixel(), u.pitch, out/kernel.Panel, pixels)
	if s := u.sibling; s != nil {
		s.out.before(kernel.At(k.dz2, 0), p, y, rows)
		kernel.OuterTiles(kernel.At(k.patches, u.middle()), pitch, kernel.At(k.dz2, 0), s.z.pixel(),
			kernel.At(s.chunkGrad(chunk), 0), s.z.pixel(), u.c, s.z.channels/kernel.Panel, pixels)
	}
	if !u.in.wanted {
		return
	}
	wide := kernel.Padded(u.pitch)
	kernel.PlainTiles(kernel.At(k.dz, 0), u.z.pixel(), kernel.At(u.packedT, 0), kernel.At(k.dPatches, 0), uintptr(wide)*4, pixels, wide/kernel.Panel, out)
	if s := u.sibling; s != nil {
		kernel.PlainTiles(kernel.At(k.dz2, 0), s.z.pixel(), kernel.At(u.packed2T, 0), kernel.At(k.dMid, 0), uintptr(u.c)*4, pixels, u.c/kernel.Panel, s.z.channels)
		kernel.AddSpans(kernel.At(k.dPatches, u.middle()), uintptr(wide)*4, kernel.At(k.dMid, 0), uintptr(u.c)*4, u.c, pixels)
	}
	if u.direct {
		u.in.give(p, y, rows, kernel.At(k.dPatches, 0), uintptr(wide)*4, kernel.At(k.patches, 0), pitch)
		if u.in2.value != nil {
			u.in2.give(p, y, rows, kernel.At(k.dPatches, u.c), uintptr(wide)*4, kernel.At(k.patches, u.c), pitch)
		}
		return
	}
	line, under := u.line(), u.kernel*u.c
	for r := range rows {
		for i := range u.kernel {
			kernel.AddSpans(kernel.At(k.dx, ((y+r)*u.stride+i)*line), uintptr(u.stride*u.c)*4,
				kernel.At(k.dPatches, r*u.z.w*wide+i*under), uintptr(wide)*4, under, u.z.w)
		}
	}
}

func (u *unfolded) finishForward(pictures int) string {
	bad := u.conv.finishForward(pictures)
	if u.sibling != nil {
		if s := u.sibling.finishForward(pictures); bad == "" {
			bad = s
		}
	}
	return bad
}

func (u *unfolded) finishBackward(pictures int) {
	if !u.in.wanted {
		return
	}
	u.in.finish(pictures)
	if u.in2.value != nil {
		u.in2.finish(pictures)
	}
}

func (u *unfolded) reduce(pictures int) {
	u.conv.reduce(pictures)
	if u.sibling != nil {
		u.sibling.reduce(pictures)
	}
}

func (u *unfolded) repack() {
	repackMatrix(u.packed, u.packedT, u.weights.Value, u.pitch, u.z.channels)
	if s := u.sibling; s != nil {
		repackMatrix(u.packed2, u.packed2T, s.weights.Value, u.c, s.z.channels)
	}
}

// repackMatrix brings weights, rows × outs, into panels for both ways; the
// second may be nil.
func repackMatrix(packed, transposed, weights []float32, rows, outs int) {
	for r := range rows {
		for o := 0; o < outs; o += kernel.Panel {
			copy(packed[kernel.PackedAt(rows, r, o):][:kernel.Panel], weights[r*outs+o:])
		}
	}
	if transposed == nil {
		return
	}
	for r := range rows {
		for o := range outs {
			transposed[kernel.PackedAt(outs, o, r)] = weights[r*outs+o]
		}
	}
}
