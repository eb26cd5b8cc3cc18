//go:build goexperiment.simd

package kernel

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// TestMain runs all tests of this package with the kernels on 256-bit vectors,
// and again with those on 512-bit ones where the processor has them.
func TestMain(m *testing.M) {
	UseWide(false)
	code := m.Run()
	if hasAVX512 {
		UseWide(true)
		code = max(code, m.Run())
	}
	os.Exit(code)
}

// widths runs a test with and without AVX-512, where there is one.
func widths(t *testing.T, f func(t *testing.T)) {
	if !Supported() {
		t.Skip("no AVX2 and FMA here")
	}
	was := hasAVX512
	defer func() { hasAVX512 = was }()
	hasAVX512 = false
	t.Run("AVX2", f)
	if hasAVX512 = was; was {
		t.Run("AVX-512", f)
	}
}

// TestProductsAssembler holds the assembler against the plain Go form, to the
// bit, and looks whether it writes anything beside its place.
func TestProductsAssembler(t *testing.T) {
	widths(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(2, 1))
		for _, s := range []struct{ rows, n, panels int }{
			{1, 1, 1}, {3, 5, 2}, {4, 16, 1}, {7, 3, 1}, {8, 16, 1}, {12, 28, 1}, {13, 7, 3}, {64, 64, 4}, {32, 144, 2},
		} {
			const pad = 3 // values between rows, and behind the last
			lda, ldc := s.n+pad, s.panels*Panel+pad
			a, b := random(rng, s.rows*lda), random(rng, s.n*s.panels*Panel)
			got, want := poisoned(s.rows*ldc), poisoned(s.rows*ldc)
			PlainTiles(At(a, 0), uintptr(lda)*4, At(b, 0), At(got, 0), uintptr(ldc)*4, s.rows, s.panels, s.n)
			goTiles(At(a, 0), uintptr(lda)*4, At(b, 0), At(want, 0), uintptr(ldc)*4, s.rows, s.panels, s.n)
			if !slices.EqualFunc(got, want, sameBits) {
				t.Errorf("%+v: the product differs", s)
			}
		}
	})
}

// TestOuterAssembler is the same for the product of weight gradients.
func TestOuterAssembler(t *testing.T) {
	widths(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(2, 2))
		for _, s := range []struct{ rows, panels, t int }{{4, 1, 1}, {16, 1, 7}, {28, 1, 128}, {12, 2, 5}, {64, 4, 32}, {144, 2, 64}} {
			const pad = 5
			lda, ldb, ldc := s.rows+pad, s.panels*Panel+pad, s.panels*Panel+pad
			a, b := random(rng, s.t*lda), random(rng, s.t*ldb)
			got := random(rng, s.rows*ldc)
			want := slices.Clone(got)
			OuterTiles(At(a, 0), uintptr(lda)*4, At(b, 0), uintptr(ldb)*4, At(got, 0), uintptr(ldc)*4, s.rows, s.panels, s.t)
			goOuter(At(a, 0), uintptr(lda)*4, At(b, 0), uintptr(ldb)*4, At(want, 0), uintptr(ldc)*4, s.rows, s.panels, s.t)
			if !slices.EqualFunc(got, want, sameBits) {
				t.Errorf("%+v: the product differs", s)
			}
		}
	})
}

// sameBits is equality in which a NaN that was there before counts as well.
func sameBits(a, b float32) bool { return a == b || a != a && b != b }

// BenchmarkProducts times the forms of both products as Winograd uses them for
// ResNet-20's three stages.
func BenchmarkProducts(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	was := hasAVX512
	defer func() { hasAVX512 = was }()
	for _, s := range []struct{ channels, tiles int }{{16, 64}, {32, 32}, {64, 32}} {
		c, t := s.channels, s.tiles
		v, u, p := random(rng, 36*c*t), random(rng, 36*c*c), random(rng, 36*c*t)
		acc := random(rng, 36*c*c)
		for _, form := range []string{"go", "AVX2", "AVX512"} {
			mul, outer := PlainTiles, OuterTiles
			if form == "go" {
				mul, outer = goTiles, goOuter
			}
			hasAVX512 = form == "AVX512"
			name := func(what string) string { return what + "/" + form + "/" + string(rune('0'+c/16)) }
			rate := func(b *testing.B) {
				b.ReportMetric(float64(b.N)*2*36*float64(c*c*t)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			}
			b.Run(name("tiles"), func(b *testing.B) {
				for b.Loop() {
					for m := range 36 {
						mul(At(v, m%6*c), uintptr(6*c)*4, At(u, m*c*c), At(p, m%6*c), uintptr(6*c)*4, t, c/Panel, c)
					}
				}
				rate(b)
			})
			b.Run(name("outer"), func(b *testing.B) {
				for b.Loop() {
					for m := range 36 {
						outer(At(v, m%6*c), uintptr(6*c)*4, At(p, m%6*c), uintptr(6*c)*4, At(acc, m*c*c), uintptr(c)*4, c, c/Panel, t)
					}
				}
				rate(b)
			})
		}
	}
}
