package gonum

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// Products are computed block by block: at this size gonum's stays on the
// calling thread and allocates nothing (it splits products of four and more
// 64 × 64 blocks).
const (
	blockRows = 64
	blockCols = 192
)

// matrix is a row-major one over memory that somebody else holds.
func matrix(rows, cols int, data []float64) blas64.General {
	return blas64.General{Rows: rows, Cols: cols, Stride: cols, Data: data}
}

// addProduct is c += a·b, each of a and b transposed first where asked for.
func addProduct(ta blas.Transpose, a blas64.General, tb blas.Transpose, b, c blas64.General) {
	for row := 0; row < c.Rows; row += blockRows {
		rows := min(blockRows, c.Rows-row)
		left := slab(ta == blas.Trans, a, row, rows)
		for col := 0; col < c.Cols; col += blockCols {
			cols := min(blockCols, c.Cols-col)
			right := slab(tb == blas.NoTrans, b, col, cols)
			blas64.Gemm(ta, tb, 1, left, right, 1, part(c, row, rows, col, cols))
		}
	}
}

// slab is so many whole rows of a matrix, or columns.
func slab(columns bool, m blas64.General, from, n int) blas64.General {
	if columns {
		return part(m, 0, m.Rows, from, n)
	}
	return part(m, from, n, 0, m.Cols)
}

// part is a block of a matrix.
func part(m blas64.General, row, rows, col, cols int) blas64.General {
	return blas64.General{Rows: rows, Cols: cols, Stride: m.Stride, Data: m.Data[row*m.Stride+col:]}
}
