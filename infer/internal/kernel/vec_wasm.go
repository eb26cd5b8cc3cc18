//go:build goexperiment.simd

package kernel

import (
	"math"
	"simd/archsimd"
	"unsafe"
)

// vec is the vector of this processor; all kernels but the matrix product's
// innermost tile are written once, for any number of lanes.
type vec = archsimd.Float32x4

// lanes is the number of values in a vec, and size its bytes.
const (
	Lanes = 4
	Size  = 4 * Lanes
)

// Supported reports whether the processor has the instructions used here.
func Supported() bool { return true }

// load reads the vec at p + offset bytes. There are no bounds checks here nor
// in store and splat: plans lay out memory so that kernels stay inside.
func load(p unsafe.Pointer, offset uintptr) vec {
	return archsimd.LoadFloat32x4Array((*[Lanes]float32)(unsafe.Add(p, offset)))
}

func store(p unsafe.Pointer, offset uintptr, v vec) {
	v.StoreArray((*[Lanes]float32)(unsafe.Add(p, offset)))
}

// splat reads one value into all lanes.
func splat(p unsafe.Pointer, offset uintptr) vec {
	return archsimd.BroadcastFloat32x4(*(*float32)(unsafe.Add(p, offset)))
}

// all is x in all lanes.
func all(x float32) vec { return archsimd.BroadcastFloat32x4(x) }

// fma is a·b + c, in two roundings: WebAssembly has no fused form.
func fma(a, b, c vec) vec { return c.Add(a.Mul(b)) }

// NoFloor is not above any activation: clamp by it changes nothing.
var NoFloor = float32(math.Inf(-1))

// clamp is the larger of v and least, which is 0 or NoFloor; NaN stays NaN. Two
// instructions of the processor: the maximum of floats is seven for a browser.
func clamp(v, least vec) vec {
	return v.ToBits().AndNot(v.Less(least).ToInt32x4().ToBits()).BitsToFloat32()
}

// larger is the larger of a and b, NaN where either is.
func larger(a, b vec) vec { return a.Max(b) }

// bound brings v between bottom < 0 and top > 0, as integers: the minimum of
// signed ones with top changes positive values only, that of unsigned ones
// with bottom negative values only. NaN does not stay: see restoreNaN.
func bound(v, top, bottom vec) vec {
	v = v.ToBits().BitsToInt32().Min(top.ToBits().BitsToInt32()).ToBits().BitsToFloat32()
	return v.ToBits().Min(bottom.ToBits()).BitsToFloat32()
}

// restoreNaN is v, NaN where x is.
func restoreNaN(x, v vec) vec {
	return v.ToBits().Or(x.NotEqual(x).ToInt32x4().ToBits()).BitsToFloat32()
}

// positive is v where x > 0, else 0.
func positive(v, x vec) vec {
	var zero vec
	return v.Masked(x.Greater(zero))
}

// leave ends a kernel: nothing to do for this processor.
func leave() {}
