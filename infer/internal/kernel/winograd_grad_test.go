//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// TestWinogradGradients takes a row of tiles of one picture, of rows strips,
// through the transforms of both gradients, channel by channel with a kernel of
// its own each: they must be the plain convolution's.
func TestWinogradGradients(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for _, across := range []int{1, 2, 5} {
		t.Run(fmt.Sprint(across), func(t *testing.T) {
			const c, down = Panel, 2
			w, h := 4*across, 4*down
			x, dy, g := random(rng, (h+2)*(w+2)*c), random(rng, h*w*c), random(rng, 9*c)
			for y := range h + 2 { // a border of zeros
				for col := range w + 2 {
					if y == 0 || y == h+1 || col == 0 || col == w+1 {
						clear(x[(y*(w+2)+col)*c:][:c])
					}
				}
			}
			dx, dw := winogradGradients(x, dy, g, across, down, c)
			wantX, wantW := make([]float64, h*w*c), make([]float64, 9*c)
			for y := range h {
				for col := range w {
					for k := range c {
						d := float64(dy[(y*w+col)*c+k])
						for tap := range 9 {
							i, j := y+tap/3, col+tap%3 // in the bordered picture
							wantW[tap*c+k] += d * float64(x[(i*(w+2)+j)*c+k])
							if i > 0 && i <= h && j > 0 && j <= w {
								wantX[((i-1)*w+j-1)*c+k] += d * float64(g[tap*c+k])
							}
						}
					}
				}
			}
			same(t, "input gradient", dx, wantX, 2e-5)
			same(t, "weight gradient", dw, wantW, 1e-4)
		})
	}
}

// winogradGradients is what a convolution does with the transforms, products
// replaced by those of single channels.
func winogradGradients(x, dy, g []float32, across, down, c int) (dx, dw []float32) {
	w, tiles := 4*across, across*down
	line, row := (w+2)*c, 6*tiles*c
	v, d, columns := poisoned(6*row), poisoned(6*row), poisoned(6*line)
	for s := range down {
		var p [6]unsafe.Pointer
		for r := range p {
			p[r] = At(x, (4*s+r)*line)
		}
		InputColumns(At(columns, 0), uintptr(line)*4, p[0], p[1], p[2], p[3], p[4], p[5], line)
		for r := range 6 {
			InputRows(At(v, r*row+s*6*across*c), At(columns, r*line), across, c)
		}
		GradColumns(At(columns, 0), uintptr(w*c)*4, At(dy, 4*s*w*c), uintptr(w*c)*4, w*c)
		for r := range 6 {
			GradRows(At(d, r*row+s*6*across*c), At(columns, r*w*c), across, c)
		}
	}
	u, kernels := Alloc(36*c), Alloc(9*Lanes)
	for k := 0; k < c; k += Lanes {
		for tap := range 9 {
			copy(kernels[tap*Lanes:][:Lanes], g[tap*c+k:])
		}
		TransformKernels(At(u, k), uintptr(c)*4, At(kernels, 0))
	}
	products, p := Alloc(36*c), poisoned(6*row)
	for m := range 36 {
		for tile := range tiles {
			at := m/6*row + (tile*6+m%6)*c
			for k := range c {
				products[m*c+k] += v[at+k] * d[at+k]
				p[at+k] = u[m*c+k] * d[at+k]
			}
		}
	}
	dw = poisoned(9 * c)
	KernelGrads(At(dw, 0), At(products, 0), uintptr(c)*4, c)
	AdjointColumns(At(p, 0), uintptr(row)*4, row)
	dx = poisoned(4 * down * w * c)
	for y := range 4 * down {
		strip := 6 * across * c
		src := At(p, (y%4+1)*row+y/4*strip)
		var src2 unsafe.Pointer
		switch {
		case y%4 == 3 && y/4+1 < down:
			src2 = At(p, (y/4+1)*strip)
		case y%4 == 0 && y > 0:
			src2 = At(p, 5*row+(y/4-1)*strip)
		}
		AdjointRow(At(dx, y*w*c), src, src2, across, c)
	}
	return dx, dw
}
