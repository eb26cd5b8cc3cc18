//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// On [−tanhLimit, tanhLimit]
//
//	tanh x ≈ x·(p0 + p1·x² + p2·x⁴ + p3·x⁶) / (q0 + q1·x² + q2·x⁴ + q3·x⁶ + x⁸)
//
// with the smallest largest error, found by Lawson's iteration: 1.2e-7, and
// 4e-7 in float32; beyond the limit tanh is ±1 up to 3e-7. The logistic
// function is 1/2 + tanh(x/2)/2, the halves taken into the coefficients.
const (
	tanhLimit = 7.9

	p0 = 4069602.15
	p1 = 525902.192
	p2 = 11999.2766
	p3 = 46.4532321

	q0 = 4069604.49
	q1 = 1882428.36
	q2 = 96870.8812
	q3 = 970.175115
)

// TanhRow writes tanh of n values of src to dst, which may be the same.
func tanhRow(dst, src unsafe.Pointer, n int) {
	top, bottom := all(tanhLimit), all(-tanhLimit)
	a0, a1, a2, a3 := all(p0), all(p1), all(p2), all(p3)
	b0, b1, b2, b3 := all(q0), all(q1), all(q2), all(q3)
	for i := uintptr(0); i < uintptr(n)*4; i += Size {
		v := load(src, i)
		x := bound(v, top, bottom)
		y := x.Mul(x)
		p := fma(fma(fma(a3, y, a2), y, a1), y, a0)
		q := fma(fma(fma(y.Add(b3), y, b2), y, b1), y, b0)
		store(dst, i, restoreNaN(v, x.Mul(p).Div(q)))
	}
	leave()
}

// SigmoidRow replaces n vectors of a row by their logistic function.
func sigmoidRow(row unsafe.Pointer, n int) {
	top, bottom, half := all(2*tanhLimit), all(-2*tanhLimit), all(0.5)
	a0, a1, a2, a3 := all(p0*64), all(p1*16), all(p2*4), all(p3)
	b0, b1, b2, b3 := all(q0*256), all(q1*64), all(q2*16), all(q3*4)
	for i := uintptr(0); i < uintptr(n)*4; i += Size {
		v := load(row, i)
		x := bound(v, top, bottom)
		y := x.Mul(x)
		p := fma(fma(fma(a3, y, a2), y, a1), y, a0)
		q := fma(fma(fma(y.Add(b3), y, b2), y, b1), y, b0)
		store(row, i, restoreNaN(v, x.Mul(p).Div(q).Add(half)))
	}
	leave()
}
