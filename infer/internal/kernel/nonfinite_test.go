//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import (
	"math"
	"testing"
	"unsafe"
)

// same64 is equality in which NaN equals NaN.
func same64(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// TestNonFinite holds every nonlinearity against math's on what is not finite.
// A NaN of either sign must stay one: processors make both.
func TestNonFinite(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	negative := math.Float64frombits(math.Float64bits(nan) | 1<<63)
	relu := func(x float64) float64 { return math.Max(x, 0) }
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for _, x := range []float64{nan, negative, inf, -inf, 1e38, -1e38} {
		for _, f := range []struct {
			name string
			want float64
			run  func(p unsafe.Pointer)
		}{
			{"relu", relu(x), func(p unsafe.Pointer) { ClampRows(p, p, 4*Panel, 1, Panel, 0) }},
			{"no floor", float64(float32(x)), func(p unsafe.Pointer) { ClampRows(p, p, 4*Panel, 1, Panel, NoFloor) }},
			{"tanh", math.Tanh(x), func(p unsafe.Pointer) { TanhRow(p, p, Panel) }},
			{"sigmoid", sigmoid(x), func(p unsafe.Pointer) { SigmoidRow(p, Panel) }},
		} {
			row := Alloc(Panel)
			row[1] = float32(x)
			if x != x && math.Signbit(x) {
				row[1] = math.Float32frombits(0xffc00000)
			}
			f.run(At(row, 0))
			if got := float64(row[1]); !same64(got, f.want) && !(math.Abs(got-f.want) <= 1e-6*(1+math.Abs(f.want))) {
				t.Errorf("%s of %g is %g, want %g", f.name, x, got, f.want)
			}
		}
	}
}

// TestMaxPoolNaN has a NaN at each place of a window, before and after larger
// values.
func TestMaxPoolNaN(t *testing.T) {
	for place := range 9 {
		var rows [3]unsafe.Pointer
		for r := range rows {
			row := Alloc(3 * Panel)
			for x := range 3 {
				row[x*Panel] = float32(r + x)
				if 3*r+x == place {
					row[x*Panel] = float32(math.NaN())
				}
			}
			rows[r] = At(row, 0)
		}
		out := Alloc(2 * Panel)
		MaxPoolRow(At(out, 0), rows, 2, 3, Panel)
		for x, seen := range []bool{place%3 < 2, place%3 > 0} {
			if got := out[x*Panel]; (got != got) != seen {
				t.Errorf("NaN at %d: the maximum of window %d is %g", place, x, got)
			}
		}
		if got := out[1]; got != 0 {
			t.Errorf("NaN at %d: another channel's maximum is %g", place, got)
		}
	}
}

// TestProductNaN has NaN in the sums of what a convolution ends with, which the
// compiler orders in its own way in each kernel.
func TestProductNaN(t *testing.T) {
	nan := float32(math.NaN())
	const n = 4
	a, m, b := Alloc(n*n), Alloc(36*Panel), Alloc(n*Panel)
	for i := range a {
		a[i] = nan
	}
	for i := range m {
		m[i] = nan
	}
	for i := range b {
		b[i] = 1
	}
	bias, add, out := Alloc(Panel), Alloc(n*Panel), Alloc(n*Panel)
	for _, added := range []bool{false, true} {
		for _, floor := range []float32{0, NoFloor} {
			g := Product{
				A: At(a, 0), LDA: 4 * n, Rows: n, N: n, B: At(b, 0), Panels: 1, C: At(out, 0), LDC: 4 * Panel,
				Segments: 1, Count: 1, Bias: At(bias, 0), Floor: floor,
			}
			if added {
				g.Add = At(add, 0)
			}
			check := func(what string) {
				t.Helper()
				for i, v := range out {
					if v == v {
						t.Errorf("%s with sum %v and floor %g: value %d is %g", what, added, floor, i, v)
						return
					}
				}
				clear(out)
			}
			g.Run()
			check("product")
			OutputRows(At(out, 0), 4*Panel, At(m, 0), n, Panel, At(bias, 0), g.Add, floor)
			check("Winograd's output")
		}
	}
}
