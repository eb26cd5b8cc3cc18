package cpu

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

func TestSgemm(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	values := func(n int) []float32 {
		s := make([]float32, n)
		for i := range s {
			s[i] = float32(rng.NormFloat64())
		}
		return s
	}
	for _, tA := range []blas.Transpose{blas.NoTrans, blas.Trans} {
		for _, tB := range []blas.Transpose{blas.NoTrans, blas.Trans} {
			for _, s := range []struct {
				m, n, k, slack int
				alpha, beta    float32
			}{
				{1, 1, 1, 0, 1, 0}, {16, 16, 16, 0, 1, 0}, {17, 33, 9, 3, 0.5, 0}, {130, 20, 31, 1, 1, 1}, {64, 144, 27, 0, -2, 0.25}, {20, 20, 20, 0, 0, 2},
			} {
				t.Run(fmt.Sprintf("%c%c/%+v", tA, tB, s), func(t *testing.T) {
					lda, ldb, ldc := s.k+s.slack, s.n+s.slack, s.n+s.slack
					a, b := values(s.m*lda), values(s.k*ldb)
					if tA == blas.Trans {
						lda = s.m + s.slack
						a = values(s.k * lda)
					}
					if tB == blas.Trans {
						ldb = s.k + s.slack
						b = values(s.n * ldb)
					}
					got := values(s.m * ldc)
					if s.beta == 0 {
						for i := range s.m {
							for j := range s.n {
								got[i*ldc+j] = float32(math.NaN())
							}
						}
					}
					want := append([]float32(nil), got...)
					BLAS{}.Sgemm(tA, tB, s.m, s.n, s.k, s.alpha, a, lda, b, ldb, s.beta, got, ldc)
					gonum.Implementation{}.Sgemm(tA, tB, s.m, s.n, s.k, s.alpha, a, lda, b, ldb, s.beta, want, ldc)
					for i := range want {
						if !(math.Abs(float64(got[i]-want[i])) <= 1e-4) {
							t.Fatalf("value %d is %g, gonum's is %g", i, got[i], want[i])
						}
					}
				})
			}
		}
	}
}

func TestSgemmMistake(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a matrix that is too short went through")
		}
	}()
	s := make([]float32, 32*32)
	BLAS{}.Sgemm(blas.NoTrans, blas.NoTrans, 32, 32, 32, 1, s[:100], 32, s, 32, 0, s, 32)
}

func BenchmarkSgemm(b *testing.B) {
	for name, f := range map[string]blas.Float32Level3{"simd": BLAS{}, "gonum": gonum.Implementation{}} {
		b.Run(name, func(b *testing.B) {
			const m, n, k = 64, 256, 288
			x, y, z := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
			for b.Loop() {
				f.Sgemm(blas.NoTrans, blas.NoTrans, m, n, k, 1, x, k, y, n, 0, z, n)
			}
			b.ReportMetric(2*m*n*k*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
		})
	}
}
