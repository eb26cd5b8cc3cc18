//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"

	"regnetlens/infer/internal/kernel"
)

// BLAS is gonum's implementation with this package's matrix product in single
// precision: blas32.Use(cpu.BLAS{}) makes every product of gonum's several
// times faster, in the browser most of all. Without AVX2 and FMA on amd64 it
// is gonum's own.
type BLAS struct{ gonum.Implementation }

var _ blas.Float32Level3 = BLAS{}

// blasRows is how many rows of A are multiplied at once: with some hundred
// columns they stay in the cache for all panels of B.
const blasRows = 64

// smallProduct is the size below which copying costs more than it saves.
const smallProduct = 16 * 16 * 16

// workspace is the packed memory of one product under way.
type workspace struct{ a, b, c []float32 }

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// Sgemm implements [blas.Float32Level3]: C = alpha·op(A)·op(B) + beta·C.
func (s BLAS) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	aRows, aCols, bRows, bCols := m, k, k, n
	if tA != blas.NoTrans {
		aRows, aCols = k, m
	}
	if tB != blas.NoTrans {
		bRows, bCols = n, k
	}
	if !kernel.Supported() || m < 1 || n < 1 || k < 1 || m*n*k < smallProduct || alpha == 0 ||
		!holds(a, aRows, aCols, lda) || !holds(b, bRows, bCols, ldb) || !holds(c, m, n, ldc) {
		// Small, or a mistake that gonum reports.
		s.Implementation.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	wide := kernel.Padded(n)
	w.b = room(w.b, wide*k)
	packMatrix(w.b, tB != blas.NoTrans, b, ldb, k, n)
	for first := 0; first < m; first += blasRows {
		rows := min(blasRows, m-first)
		w.a, w.c = room(w.a, rows*k), room(w.c, rows*wide)
		for i := range rows {
			row := w.a[i*k:][:k]
			if tA == blas.NoTrans {
				copy(row, a[(first+i)*lda:])
				continue
			}
			for j := range row {
				row[j] = a[j*lda+first+i]
			}
		}
		kernel.PlainTiles(kernel.At(w.a, 0), uintptr(k)*4, kernel.At(w.b, 0), kernel.At(w.c, 0), uintptr(wide)*4, rows, wide/kernel.Panel, k)
		for i := range rows {
			scaled(c[(first+i)*ldc:][:n], w.c[i*wide:], alpha, beta)
		}
	}
}

// holds says that a matrix of that shape is in s.
func holds(s []float32, rows, cols, stride int) bool {
	return stride >= cols && len(s) >= (rows-1)*stride+cols
}

// room is s with n values, made anew when it is too small.
func room(s []float32, n int) []float32 {
	if len(s) < n {
		return kernel.Alloc(n)
	}
	return s
}

// packMatrix is packPanels for a k × n matrix, or the transpose of one, in
// memory that may have been used before.
func packMatrix(dst []float32, transposed bool, b []float32, ldb, k, n int) {
	for from := 0; from < n; from += kernel.Panel {
		cols := min(kernel.Panel, n-from)
		for i := range k {
			row := dst[from*k+i*kernel.Panel:][:kernel.Panel]
			if !transposed {
				copy(row, b[i*ldb+from:][:cols])
			} else {
				for j := range cols {
					row[j] = b[(from+j)*ldb+i]
				}
			}
			clear(row[cols:])
		}
	}
}

// scaled makes c = alpha·x + beta·c; c is not looked at when beta is 0.
func scaled(c, x []float32, alpha, beta float32) {
	x = x[:len(c)]
	if beta == 0 {
		for i := range c {
			c[i] = alpha * x[i]
		}
		return
	}
	for i := range c {
		c[i] = alpha*x[i] + beta*c[i]
	}
}
