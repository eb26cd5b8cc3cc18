//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// TestNormTrainRows holds every row kernel of norms in training against its
// plain form, value by value. Pixels of what has a pitch lie a panel further
// apart than they are wide.
func TestNormTrainRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	for _, n := range []int{1, 2, 7, 32} {
		const c, wide = 2 * Panel, 3 * Panel
		z, z2, g, add := random(rng, n*c), random(rng, n*c), random(rng, n*c), random(rng, n*c)
		s, b, s2, b2, mean := random(rng, c), random(rng, c), random(rng, c), random(rng, c), random(rng, c)
		dx, act := random(rng, n*wide), random(rng, n*wide)
		pitch := uintptr(wide) * 4

		// each fills a map by a function of pixel and channel.
		each := func(f func(i, p, k int) float64) (out []float64) {
			for p := range n {
				for k := range c {
					out = append(out, f(p*c+k, p, k))
				}
			}
			return out
		}
		affine := func(i, k int) float64 { return float64(s[k])*float64(z[i]) + float64(b[k]) }
		relu := func(v float64) float64 { return math.Max(v, 0) }
		// dense takes the pitch out of what a kernel wrote.
		dense := func(data []float32) (out []float32) {
			for p := range n {
				out = append(out, data[p*wide:][:c]...)
			}
			return out
		}

		for _, floor := range []float32{0, NoFloor} {
			got := poisoned(n * wide)
			NormRows(At(got, 0), pitch, At(z, 0), At(s, 0), At(b, 0), c, n, floor)
			same(t, "norm", dense(got), each(func(i, _, k int) float64 { return math.Max(affine(i, k), float64(floor)) }), 1e-5)
		}
		got, kept := poisoned(n*wide), poisoned(n*c)
		NormAddRows(At(got, 0), pitch, At(kept, 0), At(z, 0), At(s, 0), At(b, 0), At(add, 0), c, n)
		want := each(func(i, _, k int) float64 { return relu(affine(i, k) + float64(add[i])) })
		same(t, "norm and sum", dense(got), want, 1e-5)
		same(t, "norm and sum, kept", kept, want, 1e-5)

		NormNormRows(At(got, 0), pitch, At(kept, 0), At(z, 0), At(s, 0), At(b, 0), At(z2, 0), At(s2, 0), At(b2, 0), c, n)
		want = each(func(i, _, k int) float64 { return relu(affine(i, k) + float64(s2[k])*float64(z2[i]) + float64(b2[k])) })
		same(t, "norm and projection", dense(got), want, 1e-5)
		same(t, "norm and projection, kept", kept, want, 1e-5)

		CopyRows(At(kept, 0), c*4, At(dx, 0), pitch, c, n)
		same(t, "copy", kept, each(func(_, p, k int) float64 { return float64(dx[p*wide+k]) }), 0)
		AddSpans(At(kept, 0), c*4, At(act, 0), pitch, c, n)
		same(t, "added spans", kept, each(func(_, p, k int) float64 { return float64(dx[p*wide+k]) + float64(act[p*wide+k]) }), 1e-6)

		NormGradRows(At(kept, 0), At(g, 0), At(z, 0), At(s, 0), At(b, 0), At(s2, 0), c, n)
		same(t, "gradient", kept, each(func(i, _, k int) float64 {
			return float64(s[k])*float64(g[i]) + float64(b[k])*float64(z[i]) + float64(s2[k])
		}), 1e-5)

		sums := random(rng, 2*c)
		before := append([]float32(nil), sums...)
		totals := func(f func(i, k int) (a, b float64)) []float64 {
			out := make([]float64, 2*c)
			for k := range c {
				out[k], out[c+k] = float64(before[k]), float64(before[c+k])
				for p := range n {
					x, y := f(p*c+k, k)
					out[k], out[c+k] = out[k]+x, out[c+k]+y
				}
			}
			return out
		}
		StatRows(At(sums, 0), At(z, 0), At(mean, 0), c, n)
		same(t, "statistics", sums, totals(func(i, k int) (float64, float64) {
			d := float64(z[i]) - float64(mean[k])
			return d, d * d
		}), 1e-4)

		copy(sums, before)
		DotRows(At(sums, 0), At(g, 0), At(z, 0), At(mean, 0), c, n)
		same(t, "sums of a gradient", sums, totals(func(i, k int) (float64, float64) {
			return float64(g[i]), float64(g[i]) * (float64(z[i]) - float64(mean[k]))
		}), 1e-4)

		for _, added := range []bool{false, true} {
			copy(sums, before)
			out := append([]float32(nil), add...) // in place
			var plus unsafe.Pointer
			if added {
				plus = At(out, 0)
			}
			MaskRows(At(out, 0), At(dx, 0), pitch, plus, At(act, 0), pitch, At(z, 0), At(mean, 0), At(sums, 0), c, n)
			value := func(i int) float64 {
				p, k := i/c, i%c
				v := float64(dx[p*wide+k])
				if added {
					v += float64(add[i])
				}
				if act[p*wide+k] <= 0 {
					v = 0
				}
				return v
			}
			same(t, "mask", out, each(func(i, _, _ int) float64 { return value(i) }), 1e-6)
			same(t, "sums behind the mask", sums, totals(func(i, k int) (float64, float64) {
				return value(i), value(i) * (float64(z[i]) - float64(mean[k]))
			}), 1e-4)
		}
	}
}

// TestStatRowsFarFromZero has values whose mean is a hundred deviations away:
// around a shift near it their variance stays exact.
func TestStatRowsFarFromZero(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	const n = 1024
	z, shift, sums := Alloc(n*Panel), Alloc(Panel), Alloc(2*Panel)
	for i := range z {
		z[i] = float32(100 + rng.NormFloat64())
	}
	copy(shift, z)
	StatRows(At(sums, 0), At(z, 0), At(shift, 0), Panel, n)
	for k := range Panel {
		mean, want := 0.0, 0.0
		for p := range n {
			mean += float64(z[p*Panel+k]) / n
		}
		for p := range n {
			want += (float64(z[p*Panel+k]) - mean) * (float64(z[p*Panel+k]) - mean)
		}
		got := float64(sums[Panel+k]) - float64(sums[k])*float64(sums[k])/n
		if math.Abs(got-want) > 1e-4*want {
			t.Errorf("channel %d: %g, want %g", k, got, want)
		}
	}
}

func TestSums(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 3))
	const n = 6 * Panel
	a, b := random(rng, n), random(rng, n)
	sum, scaled := append([]float32(nil), a...), append([]float32(nil), a...)
	AddTo(At(sum, 0), At(b, 0), n)
	AddScaled(At(scaled, 0), At(b, 0), 0.5, n)
	dot := 0.0
	var wantSum, wantScaled []float64
	for i := range n {
		dot += float64(a[i]) * float64(b[i])
		wantSum = append(wantSum, float64(a[i])+float64(b[i]))
		wantScaled = append(wantScaled, float64(a[i])+float64(b[i])/2)
	}
	same(t, "sum", sum, wantSum, 1e-6)
	same(t, "scaled sum", scaled, wantScaled, 1e-6)
	same(t, "dot", []float32{Dot(At(a, 0), At(b, 0), n)}, []float64{dot}, 1e-5)
}
