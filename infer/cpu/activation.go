//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import "unsafe"

// tanh is the quotient of an odd polynomial of degree 13 and an even one of
// degree 6 on [−tanhLimit, tanhLimit], the approximation used by Eigen and by
// ONNX Runtime. Beyond the limit tanh is 1 to the last bit. The logistic
// function is (1 + tanh(x/2))/2. The error of both is below 1e-6 everywhere
// (tested over the whole range).
const (
	tanhLimit = 7.90531110763549805

	alpha1  = 4.89352455891786e-03
	alpha3  = 6.37261928875436e-04
	alpha5  = 1.48572235717979e-05
	alpha7  = 5.12229709037114e-08
	alpha9  = -8.60467152213735e-11
	alpha11 = 2.00018790482477e-13
	alpha13 = -2.76076847742355e-16

	beta0 = 4.89352518554385e-03
	beta2 = 2.26843463243900e-03
	beta4 = 1.18534705686654e-04
	beta6 = 1.19825839466702e-06
)

// tanhRow writes tanh of n vectors of src to dst, which may be the same.
func tanhRow(dst, src unsafe.Pointer, n int) {
	limit, least := all(tanhLimit), all(-tanhLimit)
	a1, a3, a5, a7, a9, a11, a13 := all(alpha1), all(alpha3), all(alpha5), all(alpha7), all(alpha9), all(alpha11), all(alpha13)
	b0, b2, b4, b6 := all(beta0), all(beta2), all(beta4), all(beta6)
	for at := uintptr(0); at < uintptr(n)*size; at += size {
		x := load(src, at).Min(limit).Max(least)
		y := x.Mul(x)
		p := fma(y, fma(y, fma(y, fma(y, fma(y, fma(y, a13, a11), a9), a7), a5), a3), a1)
		q := fma(y, fma(y, fma(y, b6, b4), b2), b0)
		store(dst, at, x.Mul(p).Div(q))
	}
	leave()
}

// sigmoidRow replaces n vectors at p by their logistic function. The halves
// of the argument and of the result are in the coefficients.
func sigmoidRow(row unsafe.Pointer, n int) {
	limit, least, half := all(2*tanhLimit), all(-2*tanhLimit), all(0.5)
	a1, a3, a5, a7 := all(alpha1/4), all(alpha3/16), all(alpha5/64), all(alpha7/256)
	a9, a11, a13 := all(alpha9/1024), all(alpha11/4096), all(alpha13/16384)
	b0, b2, b4, b6 := all(beta0), all(beta2/4), all(beta4/16), all(beta6/64)
	for at := uintptr(0); at < uintptr(n)*size; at += size {
		x := load(row, at).Min(limit).Max(least)
		y := x.Mul(x)
		p := fma(y, fma(y, fma(y, fma(y, fma(y, fma(y, a13, a11), a9), a7), a5), a3), a1)
		q := fma(y, fma(y, fma(y, b6, b4), b2), b0)
		store(row, at, x.Mul(p).Div(q).Add(half))
	}
	leave()
}
