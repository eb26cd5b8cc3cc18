// Gen writes the assembler of package asm, with avo: the two matrix products
// of training and inference, for AVX2 with FMA and for AVX-512.
//
// It is a module of its own, so that the engine does not depend on the
// generator. "go generate" in package asm runs it.
package main

import (
	"strconv"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// width is one form of the vectors.
type width struct {
	name    string
	columns int // vectors of a panel of 16 columns
	rows    int // of a tile of C
	bytes   int
	new     func() reg.VecVirtual
}

// forms have eight accumulators for the first product, as many as two units
// with a latency of four need. The second reads its columns anew for each row
// of the sum, and does better with as many as there are registers for.
var (
	avx2        = width{name: "AVX2", columns: 2, rows: 4, bytes: 32, new: YMM}
	avx512      = width{name: "AVX512", columns: 1, rows: 8, bytes: 64, new: ZMM}
	avx512Outer = width{name: "AVX512", columns: 1, rows: 16, bytes: 64, new: ZMM}
)

func main() {
	ConstraintExpr("goexperiment.simd")
	tiles(avx2)
	outer(avx2)
	tiles(avx512)
	outer(avx512Outer)
	Generate()
}

// grid makes the accumulators of a tile.
func (w width) grid() [][]reg.VecVirtual {
	grid := make([][]reg.VecVirtual, w.rows)
	for r := range grid {
		for range w.columns {
			grid[r] = append(grid[r], w.new())
		}
	}
	return grid
}

// multiply adds splat(from)·column to a row of accumulators.
func (w width) multiply(row, column []reg.VecVirtual, from Mem) {
	if w.columns == 1 { // the instruction broadcasts
		VFMADD231PS_BCST(from, column[0], row[0])
		return
	}
	splat := w.new()
	VBROADCASTSS(from, splat)
	for i := range row {
		VFMADD231PS(column[i], splat, row[i])
	}
}

// load reads a row of a panel at p.
func (w width) load(p reg.Register) []reg.VecVirtual {
	var column []reg.VecVirtual
	for i := range w.columns {
		v := w.new()
		VMOVUPS(Mem{Base: p, Disp: i * w.bytes}, v)
		column = append(column, v)
	}
	return column
}

// rows are the addresses of a tile's rows of A: base, and base4 four rows
// further, with the stride once, twice and three times.
type rows struct{ base, base4, stride, three reg.Register }

func (a rows) row(r int) Mem {
	m := Mem{Base: a.base}
	if r >= 4 {
		m.Base = a.base4
	}
	switch r % 4 {
	case 1:
		m.Index, m.Scale = a.stride, 1
	case 2:
		m.Index, m.Scale = a.stride, 2
	case 3:
		m.Index, m.Scale = a.three, 1
	}
	return m
}

// each calls f for every accumulator of a tile and its place in C, row by row
// from p, which ends at the last row.
func (w width) each(grid [][]reg.VecVirtual, p, stride reg.Register, f func(v reg.VecVirtual, m Mem)) {
	for r, row := range grid {
		for i, v := range row {
			f(v, Mem{Base: p, Disp: i * w.bytes})
		}
		if r < w.rows-1 {
			ADDQ(stride, p)
		}
	}
}

// argument is a parameter in a register of its own.
func argument(name string) reg.GPVirtual {
	r := GP64()
	Load(Param(name), r)
	return r
}

// tiles computes C = A·B: rows is a multiple of the tile's, B lies in panels of
// 16 columns, n rows each.
func tiles(w width) {
	TEXT("Tiles"+w.name, NOSPLIT, "func(a *float32, lda uintptr, b, c *float32, ldc uintptr, rows, panels, n int)")
	Pragma("noescape")
	Doc("Tiles" + w.name + " computes C = A·B. Strides are in bytes; rows is a multiple of " + strconv.Itoa(w.rows) + ".")
	b, c := argument("b"), argument("c")
	lda, ldc := argument("lda"), argument("ldc")
	panels := argument("panels")
	left, from, to := GP64(), GP64(), GP64()
	three := GP64()
	LEAQ(Mem{Base: lda, Index: lda, Scale: 2}, three)

	Label(w.name + "TilesPanel")
	Load(Param("rows"), left)
	Load(Param("a"), from)
	MOVQ(c, to)

	Label(w.name + "TilesRows")
	grid := w.grid()
	for _, row := range grid {
		for _, v := range row {
			if w.columns == 1 {
				VPXORD(v, v, v)
			} else {
				VXORPS(v, v, v)
			}
		}
	}
	a := rows{base: GP64(), stride: lda, three: three}
	MOVQ(from, a.base)
	if w.rows > 4 {
		a.base4 = GP64()
		LEAQ(Mem{Base: from, Index: lda, Scale: 4}, a.base4)
	}
	y, k := GP64(), GP64()
	MOVQ(b, y)
	Load(Param("n"), k)
	Label(w.name + "TilesInner")
	column := w.load(y)
	for r, row := range grid {
		w.multiply(row, column, a.row(r))
	}
	ADDQ(Imm(4), a.base)
	if w.rows > 4 {
		ADDQ(Imm(4), a.base4)
	}
	ADDQ(Imm(64), y)
	DECQ(k)
	JNZ(LabelRef(w.name + "TilesInner"))
	w.each(grid, to, ldc, func(v reg.VecVirtual, m Mem) { VMOVUPS(v, m) })
	ADDQ(ldc, to)
	LEAQ(Mem{Base: from, Index: lda, Scale: uint8(w.rows)}, from)
	SUBQ(Imm(uint64(w.rows)), left)
	JG(LabelRef(w.name + "TilesRows"))

	size := GP64()
	Load(Param("n"), size)
	SHLQ(Imm(6), size)
	ADDQ(size, b)
	ADDQ(Imm(64), c)
	DECQ(panels)
	JNZ(LabelRef(w.name + "TilesPanel"))
	VZEROUPPER()
	RET()
}

// outer adds Aᵀ·B to C: rows, of C and columns of A, is a multiple of the
// tile's.
func outer(w width) {
	TEXT("Outer"+w.name, NOSPLIT, "func(a *float32, lda uintptr, b *float32, ldb uintptr, c *float32, ldc uintptr, rows, panels, t int)")
	Pragma("noescape")
	Doc("Outer" + w.name + " adds Aᵀ·B to C. Strides are in bytes; rows is a multiple of " + strconv.Itoa(w.rows) + ".")
	b, c := argument("b"), argument("c")
	lda, ldb, ldc := argument("lda"), argument("ldb"), argument("ldc")
	panels := argument("panels")
	left, from, to := GP64(), GP64(), GP64()

	Label(w.name + "OuterPanel")
	Load(Param("rows"), left)
	Load(Param("a"), from)
	MOVQ(c, to)

	Label(w.name + "OuterRows")
	grid := w.grid()
	p := GP64()
	MOVQ(to, p)
	w.each(grid, p, ldc, func(v reg.VecVirtual, m Mem) { VMOVUPS(m, v) })
	x, y, k := GP64(), GP64(), GP64()
	MOVQ(from, x)
	MOVQ(b, y)
	Load(Param("t"), k)
	Label(w.name + "OuterInner")
	column := w.load(y)
	for r, row := range grid {
		w.multiply(row, column, Mem{Base: x, Disp: 4 * r})
	}
	ADDQ(lda, x)
	ADDQ(ldb, y)
	DECQ(k)
	JNZ(LabelRef(w.name + "OuterInner"))
	w.each(grid, to, ldc, func(v reg.VecVirtual, m Mem) { VMOVUPS(v, m) })
	ADDQ(ldc, to)
	ADDQ(Imm(uint64(4*w.rows)), from)
	SUBQ(Imm(uint64(w.rows)), left)
	JG(LabelRef(w.name + "OuterRows"))

	ADDQ(Imm(64), b)
	ADDQ(Imm(64), c)
	DECQ(panels)
	JNZ(LabelRef(w.name + "OuterPanel"))
	VZEROUPPER()
	RET()
}
