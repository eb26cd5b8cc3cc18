//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// random is memory for kernels, filled with values around 0.
func random(rng *rand.Rand, n int) []float32 {
	s := Alloc(n)
	for i := range s {
		s[i] = float32(rng.NormFloat64())
	}
	return s
}

// poisoned is memory in which a kernel has to write every value.
func poisoned(n int) []float32 {
	s := Alloc(n)
	for i := range s {
		s[i] = float32(math.NaN())
	}
	return s
}

// same compares with a result in float64.
func same(t *testing.T, what string, got []float32, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i]) - want[i]); !(d <= tolerance*(1+math.Abs(want[i]))) {
			t.Fatalf("%s: value %d is %g, want %g", what, i, got[i], want[i])
		}
	}
}

func TestProduct(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, s := range []struct{ rows, n, outs, segments, count int }{
		{1, 1, 1, 1, 1}, {2, 3, 16, 1, 1}, {3, 16, 5, 2, 1}, {5, 7, 33, 3, 2}, {8, 48, 64, 3, 3}, {64, 32, 16, 2, 1},
	} {
		for _, how := range []string{"plain", "bias", "add", "relu", "add+relu"} {
			t.Run(fmt.Sprintf("%+v/%s", s, how), func(t *testing.T) {
				wide := Padded(s.outs)
				a := random(rng, s.count*s.segments*s.rows*s.n) // [count][segment][row][n]
				w := random(rng, s.segments*s.n*s.outs)
				bias, add := random(rng, wide), random(rng, s.count*s.rows*wide)
				got := poisoned(s.count * s.rows * wide)
				g := Product{
					A: At(a, 0), LDA: uintptr(s.n) * 4, Rows: s.rows, N: s.n,
					B: At(PackSegments(s.segments, s.n, s.outs, func(k, o int) float32 { return w[k*s.outs+o] }), 0), Panels: wide / Panel,
					C: At(got, 0), LDC: uintptr(wide) * 4,
					Segments: s.segments, SegmentA: uintptr(s.rows*s.n) * 4, SegmentB: uintptr(s.n*wide) * 4,
					Count: s.count, StrideA: uintptr(s.segments*s.rows*s.n) * 4, StrideC: uintptr(s.rows*wide) * 4,
					Bias: At(bias, 0), Floor: NoFloor,
				}
				if how == "plain" {
					clear(bias)
				}
				if how == "add" || how == "add+relu" {
					g.Add = At(add, 0)
				} else {
					clear(add)
				}
				relu := how == "relu" || how == "add+relu"
				if relu {
					g.Floor = 0
				}
				g.Run()
				want := make([]float64, len(got))
				for i := range s.count {
					for r := range s.rows {
						for o := range wide {
							at := (i*s.rows+r)*wide + o
							want[at] = float64(bias[o]) + float64(add[at])
							for k := range s.segments * s.n {
								if o < s.outs {
									want[at] += float64(a[((i*s.segments+k/s.n)*s.rows+r)*s.n+k%s.n]) * float64(w[k*s.outs+o])
								}
							}
							if relu {
								want[at] = max(want[at], 0)
							}
						}
					}
				}
				same(t, "product", got, want, 1e-5)
			})
		}
	}
}

func TestPlainTiles(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, s := range []struct{ rows, n, panels int }{{1, 1, 1}, {3, 5, 2}, {8, 16, 1}, {4, 64, 4}} {
		wide := s.panels * Panel
		a, w, got := random(rng, s.rows*s.n), random(rng, s.n*wide), poisoned(s.rows*wide)
		b := PackPanels(s.n, wide, func(k, o int) float32 { return w[k*wide+o] })
		PlainTiles(At(a, 0), uintptr(s.n)*4, At(b, 0), At(got, 0), uintptr(wide)*4, s.rows, s.panels, s.n)
		want := make([]float64, len(got))
		for i := range want {
			for k := range s.n {
				want[i] += float64(a[i/wide*s.n+k]) * float64(w[k*wide+i%wide])
			}
		}
		same(t, fmt.Sprint(s), got, want, 1e-5)
	}
}

// TestWinograd takes one 6×6 patch through all transforms: the 4×4 tile must
// be the plain correlation's.
func TestWinograd(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	const c = Panel // channels, each with its own kernel
	patch, kernel := random(rng, 36*c), random(rng, 9*c)
	bias, add := random(rng, c), random(rng, 16*c)
	columns, transformed, got := poisoned(36*c), poisoned(36*c), poisoned(16*c)
	var rows [6]unsafe.Pointer
	for r := range rows {
		rows[r] = At(patch, 6*c*r)
	}
	InputColumns(At(columns, 0), 6*c*4, rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], 6*c)
	for r := range 6 {
		InputRows(At(transformed, 6*c*r), At(columns, 6*c*r), 1, c)
	}
	filtered, g := Alloc(36*c), Alloc(9*Lanes)
	for k := 0; k < c; k += Lanes {
		for i := range 9 {
			copy(g[i*Lanes:][:Lanes], kernel[i*c+k:])
		}
		TransformKernels(At(filtered, k), c*4, At(g, 0))
	}
	for i, u := range filtered {
		transformed[i] *= u
	}
	OutputColumns(At(transformed, 0), 6*c*4, 6*c)
	for r := range 4 {
		OutputRows(At(got, 4*c*r), c*4, At(transformed, 6*c*r), 4, c, At(bias, 0), At(add, 4*c*r), 0)
	}
	want := make([]float64, 16*c)
	for i := range want {
		y, x, k := i/(4*c), i/c%4, i%c
		want[i] = float64(bias[k]) + float64(add[i])
		for tap := range 9 {
			want[i] += float64(patch[((y+tap/3)*6+x+tap%3)*c+k]) * float64(kernel[tap*c+k])
		}
		want[i] = max(want[i], 0)
	}
	same(t, "tile", got, want, 1e-5)
}

// TestOutputRowsEdge writes maps whose width is no multiple of a tile's, and
// nothing beyond.
func TestOutputRowsEdge(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 4))
	const c = Panel
	zeros := Alloc(c)
	for width := 1; width <= 9; width++ {
		tiles := (width + 3) / 4
		src := random(rng, 6*tiles*c)
		whole, got := poisoned(4*tiles*c), poisoned(4*tiles*c)
		OutputRows(At(whole, 0), c*4, At(src, 0), 4*tiles, c, At(zeros, 0), nil, NoFloor)
		OutputRows(At(got, 0), c*4, At(src, 0), width, c, At(zeros, 0), nil, NoFloor)
		for i, v := range got {
			if inside := i < width*c; inside != (v == whole[i]) || inside == math.IsNaN(float64(v)) {
				t.Fatalf("width %d: value %d is %g, whole tiles give %g", width, i, v, whole[i])
			}
		}
	}
}

// TestActivations looks at the whole range, densely where it bends.
func TestActivations(t *testing.T) {
	var xs []float32
	for x := -12.0; x <= 12; x += 1.0 / 4096 {
		xs = append(xs, float32(x))
	}
	for e := -40; e <= 100; e++ {
		xs = append(xs, float32(math.Ldexp(1, e)), float32(-math.Ldexp(1.3, e)))
	}
	xs = append(xs, 0, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.Copysign(0, -1)))
	for len(xs)%Panel != 0 {
		xs = append(xs, 0)
	}
	src := Alloc(len(xs))
	copy(src, xs)
	tanh := poisoned(len(xs))
	TanhRow(At(tanh, 0), At(src, 0), len(xs))
	SigmoidRow(At(src, 0), len(xs))
	const tolerance = 1e-6 // absolute
	for i, x := range xs {
		if want := math.Tanh(float64(x)); !(math.Abs(float64(tanh[i])-want) <= tolerance) {
			t.Fatalf("tanh %g is %g, want %g", x, tanh[i], want)
		}
		if want := 1 / (1 + math.Exp(-float64(x))); !(math.Abs(float64(src[i])-want) <= tolerance) {
			t.Fatalf("σ %g is %g, want %g", x, src[i], want)
		}
	}
}

func TestClamp(t *testing.T) {
	x := Alloc(Lanes)
	for _, s := range []struct{ x, least, want float32 }{
		{3, 0, 3}, {-3, 0, 0}, {0, 0, 0}, {1e-40, 0, 1e-40}, {-1e30, 0, 0}, {5, NoFloor, 5}, {-5, NoFloor, -5}, {0, NoFloor, 0}, {-1e-40, NoFloor, -1e-40},
	} {
		x[0] = s.x
		store(At(x, 0), 0, clamp(load(At(x, 0), 0), all(s.least)))
		leave()
		if x[0] != s.want {
			t.Errorf("clamp(%g, %g) is %g", s.x, s.least, x[0])
		}
	}
}

func TestGateRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 5))
	for _, width := range []int{1, 2, 5, 32} {
		c := Panel
		n := width * c
		x, h, a, b := random(rng, n), random(rng, n), random(rng, c), random(rng, c)
		pair, scaled := poisoned(n), poisoned(n)
		PairRow(At(pair, 0), At(x, 0), At(h, 0), At(a, 0), At(b, 0), c, width)
		ScaleRow(At(scaled, 0), At(x, 0), At(a, 0), c, width)
		border := n + 2*c
		rows, weights, got := random(rng, 3*border), random(rng, 10*c), poisoned(n)
		DepthwiseRow(At(got, 0), At(rows, 0), At(rows, border), At(rows, 2*border), At(weights, 0), c, width)
		normed, product := poisoned(n), poisoned(n)
		NormRow(At(normed, 0), At(x, 0), At(a, 0), At(b, 0), c, width)
		NormProductRow(At(product, 0), At(x, 0), At(h, 0), At(a, 0), At(b, 0), c, width)

		wants := [5][]float64{}
		for i := range n {
			k := i % c
			sum := float64(weights[9*c+k])
			for tap := range 9 {
				sum += float64(weights[tap*c+k]) * float64(rows[tap/3*border+i+tap%3*c])
			}
			for w, v := range [5]float64{
				float64(a[k])*float64(x[i]) + float64(b[k])*float64(h[i]),
				float64(a[k]) * float64(x[i]),
				sum,
				max(0, float64(a[k])*float64(x[i])+float64(b[k])),
				max(0, float64(a[k])*float64(x[i])*float64(h[i])+float64(b[k])),
			} {
				wants[w] = append(wants[w], v)
			}
		}
		same(t, "pair", pair, wants[0], 1e-6)
		same(t, "scale", scaled, wants[1], 1e-6)
		same(t, "depthwise", got, wants[2], 1e-5)
		same(t, "norm", normed, wants[3], 1e-6)
		same(t, "norm of the product", product, wants[4], 1e-6)
	}
}

func TestStates(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 6))
	const n = 4 * Lanes
	f, c, i, g := random(rng, n), random(rng, n), random(rng, n), random(rng, n)
	lstm, gru, product := poisoned(n), poisoned(n), poisoned(n)
	LSTMState(At(lstm, 0), At(f, 0), At(c, 0), At(i, 0), At(g, 0), n)
	GRUState(At(gru, 0), At(f, 0), At(c, 0), At(g, 0), n)
	Multiply(At(product, 0), At(f, 0), At(c, 0), n)
	var wantLSTM, wantGRU, wantProduct []float64
	for k := range n {
		wantLSTM = append(wantLSTM, float64(f[k])*float64(c[k])+float64(i[k])*float64(g[k]))
		wantGRU = append(wantGRU, (1-float64(f[k]))*float64(c[k])+float64(f[k])*float64(g[k]))
		wantProduct = append(wantProduct, float64(f[k])*float64(c[k]))
	}
	same(t, "lstm", lstm, wantLSTM, 1e-6)
	same(t, "gru", gru, wantGRU, 1e-6)
	same(t, "product", product, wantProduct, 1e-6)
}

// BenchmarkPlainTiles has the shapes of ResNet-20's three stages.
func BenchmarkPlainTiles(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 7))
	for _, s := range []struct{ rows, n int }{{8, 16}, {8, 32}, {4, 64}} {
		b.Run(fmt.Sprintf("%dx%dx%d", s.rows, s.n, s.n), func(b *testing.B) {
			x, w, y := random(rng, s.rows*s.n), random(rng, s.n*Padded(s.n)), poisoned(s.rows*Padded(s.n))
			for b.Loop() {
				PlainTiles(At(x, 0), uintptr(s.n)*4, At(w, 0), At(y, 0), uintptr(Padded(s.n))*4, s.rows, Padded(s.n)/Panel, s.n)
			}
			b.ReportMetric(float64(2*s.rows*s.n*s.n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
		})
	}
}

func BenchmarkRows(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 8))
	const channels, width = 16, 32
	const n = channels * width
	x, y, z, d := random(rng, 4096), random(rng, 4096), random(rng, 4096), poisoned(4096)
	for name, f := range map[string]func(){
		"tanh":      func() { TanhRow(At(d, 0), At(x, 0), n) },
		"pair":      func() { PairRow(At(d, 0), At(x, 0), At(y, 0), At(z, 0), At(z, 64), channels, width) },
		"depthwise": func() { DepthwiseRow(At(d, 0), At(x, 0), At(x, 640), At(x, 1280), At(y, 0), channels, width) },
		"lstmState": func() { LSTMState(At(d, 0), At(x, 0), At(y, 0), At(z, 0), At(x, 512), n) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/vector")
		})
	}
}
