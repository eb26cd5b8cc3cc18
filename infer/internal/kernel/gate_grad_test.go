//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestDepthGradRow holds the gradient of a depthwise kernel against its plain
// form.
func TestDepthGradRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 1))
	for _, width := range []int{1, 2, 5, 32} {
		const c = 2 * Panel
		border := (width + 2) * c
		u, d, acc := random(rng, 3*border), random(rng, border), random(rng, 10*c)
		for _, row := range [][]float32{d, u[:border], u[border : 2*border], u[2*border:]} {
			clear(row[:c])
			clear(row[border-c:])
		}
		want := make([]float64, 10*c)
		for i := range want {
			want[i] = float64(acc[i])
		}
		for x := range width {
			for k := range c {
				e := float64(d[(x+1)*c+k])
				for tap := range 9 {
					want[tap*c+k] += e * float64(u[tap/3*border+(x+tap%3)*c+k])
				}
				want[9*c+k] += e
			}
		}
		DepthGradRow(At(acc, 0), At(d, c), At(u, 0), At(u, border), At(u, 2*border), c, width)
		same(t, "depthwise", acc, want, 1e-5)
	}
}

// TestFuseGradRows holds both forms of the way back through a gate's weights
// against the plain one.
func TestFuseGradRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 2))
	const c, width, gates = 2 * Panel, 7, 4
	const n = c * width
	x, du := random(rng, n), random(rng, gates*n)
	weights, grads := random(rng, gates*c), random(rng, gates*c)
	wantDst, wantGrads := make([]float64, n), make([]float64, gates*c)
	for i, g := range grads {
		wantGrads[i] = float64(g)
	}
	for g := range gates {
		for i := range n {
			wantDst[i] += float64(weights[g*c+i%c]) * float64(du[g*n+i])
			wantGrads[g*c+i%c] += float64(x[i]) * float64(du[g*n+i])
		}
	}
	single := append([]float32(nil), grads...)
	dst := poisoned(n)
	for g := range gates {
		FuseGradRow(At(dst, 0), At(x, 0), At(du, g*n), At(weights, g*c), At(single, g*c), c, width, g == 0)
	}
	same(t, "one by one", dst, wantDst, 1e-5)
	same(t, "one by one, weights", single, wantGrads, 1e-5)
	four := poisoned(n)
	FuseGradRows4(At(four, 0), At(x, 0), At(du, 0), n*4, At(weights, 0), At(grads, 0), c*4, c, width)
	same(t, "four", four, wantDst, 1e-5)
	same(t, "four, weights", grads, wantGrads, 1e-5)
}

// TestCellGradRows holds the elementwise gradients of the three cells against
// the plain formulas.
func TestCellGradRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 3))
	const n = 3 * Panel
	i, f, o, g := random(rng, n), random(rng, n), random(rng, n), random(rng, n)
	tc, dh, c, dc := random(rng, n), random(rng, n), random(rng, n), random(rng, n)
	wants := map[string][]float64{}
	put := func(name string, v float64) { wants[name] = append(wants[name], v) }
	for k := range n {
		vi, vf, vo, vg, vt := float64(i[k]), float64(f[k]), float64(o[k]), float64(g[k]), float64(tc[k])
		e, h := float64(dh[k]), float64(c[k])
		d := e*vo*(1-vt*vt) + float64(dc[k])
		put("o", e*vt*vo*(1-vo))
		put("i", d*vg*vi*(1-vi))
		put("g", d*vi*(1-vg*vg))
		put("f", d*h*vf*(1-vf))
		put("c", d*vf)
		put("first i", e*vo*(1-vt*vt)*vg*vi*(1-vi))
		put("tanh", e*(1-vt*vt))
		put("z", e*(vg-h)*vi*(1-vi))
		put("h", e*vi*(1-vg*vg))
		put("H", e*(1-vi))
		put("first z", e*vg*vi*(1-vi))
		put("r", e*h*vf*(1-vf))
		put("H and r", e*(1-vi)+e*vf)
	}
	row := func() []float32 { return poisoned(n) }
	const vectors = n
	pi, pf, po, pg, dcBefore := row(), row(), row(), row(), row()
	LSTMGradRow(At(pi, 0), At(pf, 0), At(po, 0), At(pg, 0), At(dcBefore, 0), At(i, 0), At(f, 0), At(o, 0), At(g, 0), At(tc, 0), At(dh, 0), At(c, 0), At(dc, 0), vectors)
	same(t, "o", po, wants["o"], 1e-5)
	same(t, "i", pi, wants["i"], 1e-5)
	same(t, "g", pg, wants["g"], 1e-5)
	same(t, "f", pf, wants["f"], 1e-5)
	same(t, "C before", dcBefore, wants["c"], 1e-5)
	LSTMGradRow(At(pi, 0), nil, At(po, 0), At(pg, 0), nil, At(i, 0), nil, At(o, 0), At(g, 0), At(tc, 0), At(dh, 0), nil, nil, vectors)
	same(t, "i of a first step", pi, wants["first i"], 1e-5)
	same(t, "o of a first step", po, wants["o"], 1e-5)

	TanhGradRow(At(pi, 0), At(dh, 0), At(tc, 0), vectors)
	same(t, "tanh", pi, wants["tanh"], 1e-5)

	pz, ph, before, pr := row(), row(), row(), row()
	GRUGradRow(At(pz, 0), At(ph, 0), At(before, 0), At(i, 0), At(g, 0), At(c, 0), At(dh, 0), vectors)
	same(t, "z", pz, wants["z"], 1e-5)
	same(t, "h", ph, wants["h"], 1e-5)
	same(t, "H before", before, wants["H"], 1e-5)
	ResetGradRow(At(pr, 0), At(before, 0), At(f, 0), At(c, 0), At(dh, 0), vectors)
	same(t, "r", pr, wants["r"], 1e-5)
	same(t, "H before through r", before, wants["H and r"], 1e-5)
	GRUGradRow(At(pz, 0), At(ph, 0), nil, At(i, 0), At(g, 0), nil, At(dh, 0), vectors)
	same(t, "z of a first step", pz, wants["first z"], 1e-5)
}

// TestPairRows4 holds the four gates' rows at once against each one's.
func TestPairRows4(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 4))
	const c, width, gates = 2 * Panel, 5, 4
	const n = c * width
	x, h, weights := random(rng, n), random(rng, n), random(rng, gates*GateRows*c)
	got, want := poisoned(gates*n), poisoned(gates*n)
	PairRows4(At(got, 0), n*4, At(x, 0), At(h, 0), At(weights, 0), GateRows*c*4, c, width)
	for g := range gates {
		w := g * GateRows * c
		PairRow(At(want, g*n), At(x, 0), At(h, 0), At(weights, w+FuseX*c), At(weights, w+FuseH*c), c, width)
	}
	if !slices.Equal(got, want) {
		t.Error("four rows at once differ from one by one")
	}
}
