//go:build goexperiment.simd && amd64

package wide

import (
	"math"
	"simd/archsimd"
	"unsafe"
)

// vec is a 512-bit vector; the names are package kernel's, so that its source
// can be compiled with them.
type vec = archsimd.Float32x16

// Lanes is the number of values in a vec, and Size its bytes.
const (
	Lanes = 16
	Size  = 4 * Lanes
)

// NoFloor is not above any activation.
var NoFloor = float32(math.Inf(-1))

func load(p unsafe.Pointer, offset uintptr) vec {
	return archsimd.LoadFloat32x16Array((*[Lanes]float32)(unsafe.Add(p, offset)))
}

func store(p unsafe.Pointer, offset uintptr, v vec) {
	v.StoreArray((*[Lanes]float32)(unsafe.Add(p, offset)))
}

func all(x float32) vec { return archsimd.BroadcastFloat32x16(x) }

func fma(a, b, c vec) vec { return a.MulAdd(b, c) }

// clamp is the larger of v and least; NaN stays NaN.
func clamp(v, least vec) vec { return least.Merge(v, v.Less(least)) }

// larger is the larger of a and b, NaN where either is.
func larger(a, b vec) vec { return restoreNaN(b, restoreNaN(a, a.Max(b))) }

// bound brings v between bottom and top. NaN does not stay: see restoreNaN.
func bound(v, top, bottom vec) vec { return v.Min(top).Max(bottom) }

// restoreNaN is v, NaN where x is.
func restoreNaN(x, v vec) vec { return x.Merge(v, x.NotEqual(x)) }

// positive is v where x > 0, else 0.
func positive(v, x vec) vec {
	var zero vec
	return v.Merge(zero, x.Greater(zero))
}

// leave ends a kernel.
func leave() { archsimd.ClearAVXUpperBits() }
