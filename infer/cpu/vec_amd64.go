//go:build goexperiment.simd

package cpu

import (
	"simd/archsimd"
	"unsafe"
)

// vec is the vector of this processor; all kernels but the matrix product's
// innermost tile are written once, for any number of lanes.
type vec = archsimd.Float32x8

// lanes is the number of values in a vec, and size its bytes.
const (
	lanes = 8
	size  = 4 * lanes
)

// supported says whether the processor has the instructions used here.
func supported() bool { return archsimd.X86.AVX2() && archsimd.X86.FMA() }

// load reads the vec at p + offset bytes. There are no bounds checks here nor
// in store and splat: plans lay out memory so that kernels stay inside.
func load(p unsafe.Pointer, offset uintptr) vec {
	return archsimd.LoadFloat32x8Array((*[lanes]float32)(unsafe.Add(p, offset)))
}

func store(p unsafe.Pointer, offset uintptr, v vec) {
	v.StoreArray((*[lanes]float32)(unsafe.Add(p, offset)))
}

// splat reads one value into all lanes.
func splat(p unsafe.Pointer, offset uintptr) vec {
	return archsimd.BroadcastFloat32x8(*(*float32)(unsafe.Add(p, offset)))
}

// all is x in all lanes.
func all(x float32) vec { return archsimd.BroadcastFloat32x8(x) }

// fma is a·b + c.
func fma(a, b, c vec) vec { return a.MulAdd(b, c) }

// noFloor is below every activation: clamp by it changes nothing.
const noFloor float32 = -3.4e38

// clamp is the larger of v and least, which is 0 or noFloor.
func clamp(v, least vec) vec { return v.Max(least) }

// bound brings v between bottom < 0 and top > 0.
func bound(v, top, bottom vec) vec { return v.Min(top).Max(bottom) }

// leave ends a kernel: with the upper halves of the registers in use, every
// SSE instruction of ordinary code would cost some 70 cycles.
func leave() { archsimd.ClearAVXUpperBits() }
