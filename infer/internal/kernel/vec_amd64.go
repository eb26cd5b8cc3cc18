//go:build goexperiment.simd

package kernel

import (
	"math"
	"simd/archsimd"
	"unsafe"
)

// vec is the vector of this processor; all kernels but the matrix product's
// innermost tile are written once, for any number of lanes.
type vec = archsimd.Float32x8

// lanes is the number of values in a vec, and size its bytes.
const (
	Lanes = 8
	Size  = 4 * Lanes
)

// Supported reports whether the processor has the instructions used here.
func Supported() bool { return archsimd.X86.AVX2() && archsimd.X86.FMA() }

// load reads the vec at p + offset bytes. There are no bounds checks here nor
// in store: plans lay out memory so that kernels stay inside.
func load(p unsafe.Pointer, offset uintptr) vec {
	return archsimd.LoadFloat32x8Array((*[Lanes]float32)(unsafe.Add(p, offset)))
}

func store(p unsafe.Pointer, offset uintptr, v vec) {
	v.StoreArray((*[Lanes]float32)(unsafe.Add(p, offset)))
}

// all is x in all lanes.
func all(x float32) vec { return archsimd.BroadcastFloat32x8(x) }

// fma is a·b + c.
func fma(a, b, c vec) vec { return a.MulAdd(b, c) }

// NoFloor is not above any activation: clamp by it changes nothing.
var NoFloor = float32(math.Inf(-1))

// clamp is the larger of v and least, which is 0 or NoFloor; NaN stays NaN. The
// processor's maximum would keep its second operand, but the compiler swaps
// them as it likes.
func clamp(v, least vec) vec {
	return v.ToBits().AndNot(v.Less(least).ToInt32x8().ToBits()).BitsToFloat32()
}

// larger is the larger of a and b, NaN where either is.
func larger(a, b vec) vec { return restoreNaN(b, restoreNaN(a, a.Max(b))) }

// bound brings v between bottom < 0 and top > 0. NaN does not stay: see
// restoreNaN.
func bound(v, top, bottom vec) vec { return v.Min(top).Max(bottom) }

// restoreNaN is v, NaN where x is.
func restoreNaN(x, v vec) vec {
	return v.ToBits().Or(x.NotEqual(x).ToInt32x8().ToBits()).BitsToFloat32()
}

// positive is v where x > 0, else 0.
func positive(v, x vec) vec {
	var zero vec
	return v.Masked(x.Greater(zero))
}

// leave ends a kernel: with the upper halves of the registers in use, every
// SSE instruction of ordinary code would cost some 70 cycles.
func leave() { archsimd.ClearAVXUpperBits() }
