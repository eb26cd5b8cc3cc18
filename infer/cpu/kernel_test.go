//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// random is memory for kernels, filled with values around 0.
func random(rng *rand.Rand, n int) []float32 {
	s := alloc(n)
	for i := range s {
		s[i] = float32(rng.NormFloat64())
	}
	return s
}

// poisoned is memory in which a kernel has to write every value.
func poisoned(n int) []float32 {
	s := alloc(n)
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
				wide := padded(s.outs)
				a := random(rng, s.count*s.segments*s.rows*s.n) // [count][segment][row][n]
				w := random(rng, s.segments*s.n*s.outs)
				bias, add := random(rng, wide), random(rng, s.count*s.rows*wide)
				got := poisoned(s.count * s.rows * wide)
				g := product{
					a: at(a, 0), lda: uintptr(s.n) * 4, rows: s.rows, n: s.n,
					b: at(packSegments(s.segments, s.n, s.outs, func(k, o int) float32 { return w[k*s.outs+o] }), 0), panels: wide / panel,
					c: at(got, 0), ldc: uintptr(wide) * 4,
					segments: s.segments, segmentA: uintptr(s.rows*s.n) * 4, segmentB: uintptr(s.n*wide) * 4,
					count: s.count, sa: uintptr(s.segments*s.rows*s.n) * 4, sc: uintptr(s.rows*wide) * 4,
					bias: at(bias, 0), floor: noFloor,
				}
				if how == "plain" {
					clear(bias)
				}
				if how == "add" || how == "add+relu" {
					g.add = at(add, 0)
				} else {
					clear(add)
				}
				relu := how == "relu" || how == "add+relu"
				if relu {
					g.floor = 0
				}
				g.run()
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
		wide := s.panels * panel
		a, w, got := random(rng, s.rows*s.n), random(rng, s.n*wide), poisoned(s.rows*wide)
		b := packPanels(s.n, wide, func(k, o int) float32 { return w[k*wide+o] })
		plainTiles(at(a, 0), uintptr(s.n)*4, at(b, 0), at(got, 0), uintptr(wide)*4, s.rows, s.panels, s.n)
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
	const c = 2 * lanes // channels, each with its own kernel
	patch, kernel := random(rng, 36*c), random(rng, 9*c)
	bias, add := random(rng, c), random(rng, 16*c)
	columns, transformed, got := poisoned(36*c), poisoned(36*c), poisoned(16*c)
	var rows [6]unsafe.Pointer
	for r := range rows {
		rows[r] = at(patch, 6*c*r)
	}
	inputColumns(at(columns, 0), 6*c*4, rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], 6*c/lanes)
	for r := range 6 {
		inputRows(at(transformed, 6*c*r), at(columns, 6*c*r), 1, c)
	}
	filtered, g := alloc(36*c), alloc(9*lanes)
	for k := 0; k < c; k += lanes {
		for i := range 9 {
			copy(g[i*lanes:][:lanes], kernel[i*c+k:])
		}
		transformKernels(at(filtered, k), c*4, at(g, 0))
	}
	for i, u := range filtered {
		transformed[i] *= u
	}
	outputColumns(at(transformed, 0), 6*c*4, 6*c/lanes)
	for r := range 4 {
		outputRows(at(got, 4*c*r), c*4, at(transformed, 6*c*r), 4, c, at(bias, 0), at(add, 4*c*r), 0)
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
	const c = lanes
	zeros := alloc(c)
	for width := 1; width <= 9; width++ {
		tiles := (width + 3) / 4
		src := random(rng, 6*tiles*c)
		whole, got := poisoned(4*tiles*c), poisoned(4*tiles*c)
		outputRows(at(whole, 0), c*4, at(src, 0), 4*tiles, c, at(zeros, 0), nil, noFloor)
		outputRows(at(got, 0), c*4, at(src, 0), width, c, at(zeros, 0), nil, noFloor)
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
	for len(xs)%lanes != 0 {
		xs = append(xs, 0)
	}
	src := alloc(len(xs))
	copy(src, xs)
	tanh := poisoned(len(xs))
	tanhRow(at(tanh, 0), at(src, 0), len(xs)/lanes)
	sigmoidRow(at(src, 0), len(xs)/lanes)
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
	x := alloc(lanes)
	for _, s := range []struct{ x, least, want float32 }{
		{3, 0, 3}, {-3, 0, 0}, {0, 0, 0}, {1e-40, 0, 1e-40}, {-1e30, 0, 0}, {5, noFloor, 5}, {-5, noFloor, -5}, {0, noFloor, 0}, {-1e-40, noFloor, -1e-40},
	} {
		x[0] = s.x
		store(at(x, 0), 0, clamp(load(at(x, 0), 0), all(s.least)))
		leave()
		if x[0] != s.want {
			t.Errorf("clamp(%g, %g) is %g", s.x, s.least, x[0])
		}
	}
}

func TestGateRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 5))
	for _, width := range []int{1, 2, 5, 32} {
		c := panel
		n := width * c
		x, h, a, b := random(rng, n), random(rng, n), random(rng, c), random(rng, c)
		pair, scaled := poisoned(n), poisoned(n)
		pairRow(at(pair, 0), at(x, 0), at(h, 0), at(a, 0), at(b, 0), c, width)
		scaleRow(at(scaled, 0), at(x, 0), at(a, 0), c, width)
		border := n + 2*c
		rows, weights, got := random(rng, 3*border), random(rng, 10*c), poisoned(n)
		depthwiseRow(at(got, 0), at(rows, 0), at(rows, border), at(rows, 2*border), at(weights, 0), c, width)
		normed, product := poisoned(n), poisoned(n)
		normRow(at(normed, 0), at(x, 0), at(a, 0), at(b, 0), c, width)
		normProductRow(at(product, 0), at(x, 0), at(h, 0), at(a, 0), at(b, 0), c, width)

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
	const n = 4 * lanes
	f, c, i, g := random(rng, n), random(rng, n), random(rng, n), random(rng, n)
	lstm, gru, product := poisoned(n), poisoned(n), poisoned(n)
	lstmState(at(lstm, 0), at(f, 0), at(c, 0), at(i, 0), at(g, 0), n/lanes)
	gruState(at(gru, 0), at(f, 0), at(c, 0), at(g, 0), n/lanes)
	multiply(at(product, 0), at(f, 0), at(c, 0), n/lanes)
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
			x, w, y := random(rng, s.rows*s.n), random(rng, s.n*padded(s.n)), poisoned(s.rows*padded(s.n))
			for b.Loop() {
				plainTiles(at(x, 0), uintptr(s.n)*4, at(w, 0), at(y, 0), uintptr(padded(s.n))*4, s.rows, padded(s.n)/panel, s.n)
			}
			b.ReportMetric(float64(2*s.rows*s.n*s.n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
		})
	}
}

func BenchmarkRows(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 8))
	const channels, width = 16, 32
	const n = channels * width / lanes
	x, y, z, d := random(rng, 4096), random(rng, 4096), random(rng, 4096), poisoned(4096)
	for name, f := range map[string]func(){
		"tanh":      func() { tanhRow(at(d, 0), at(x, 0), n) },
		"pair":      func() { pairRow(at(d, 0), at(x, 0), at(y, 0), at(z, 0), at(z, 64), channels, width) },
		"depthwise": func() { depthwiseRow(at(d, 0), at(x, 0), at(x, 640), at(x, 1280), at(y, 0), channels, width) },
		"lstmState": func() { lstmState(at(d, 0), at(x, 0), at(y, 0), at(z, 0), at(x, 512), n) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/vector")
		})
	}
}
