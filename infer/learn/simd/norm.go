//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"math"
	"unsafe"

	"regnetlens/infer/internal/kernel"
)

// The constants of every batch norm in the family, PyTorch's defaults.
const (
	normEpsilon  = 1e-5
	normMomentum = 0.1
)

// norm is a batch norm in training, behind the raw values z. It is never a pass
// of its own: its sums are taken while z is written, y = s·z + t is applied
// while z is read, and the gradient in front of it, p·g + q·z + r of the
// gradient g behind it, is made where it is needed.
//
// Sums are taken picture by picture, in float32 around shift, the running mean
// before the step, and added up in float64 in the order of the pictures: the
// result does not depend on how many threads there are, and the variance of
// values far from zero stays exact to 2e-7.
type norm struct {
	layer    string // for messages: whose output z is
	z        *tensorMap
	real     int // channels without padding
	channels int

	gamma, beta             []float32 // the parameters, and their gradients
	gammaGrad, betaGrad     []float32
	runningMean, runningVar []float32

	shift, mean, inv []float32
	s, t             []float32
	p, q, r          []float32

	partial []float32 // [picture][2][channels]: two sums
	total   []float64 // [2][channels]
}

func newNorm(layer string, z *tensorMap, channels, pictures int) *norm {
	n := &norm{layer: layer, z: z, real: channels, channels: z.channels}
	for _, v := range []*[]float32{
		&n.gamma, &n.beta, &n.gammaGrad, &n.betaGrad, &n.runningMean, &n.runningVar,
		&n.shift, &n.mean, &n.inv, &n.s, &n.t, &n.p, &n.q, &n.r,
	} {
		*v = kernel.Alloc(n.channels)
	}
	n.partial = kernel.Alloc(pictures * 2 * n.channels)
	n.total = make([]float64, 2*n.channels)
	return n
}

// sums is where a picture's two sums are.
func (n *norm) sums(picture int) []float32 {
	return n.partial[picture*2*n.channels:][:2*n.channels]
}

// begin makes ready for a pass.
func (n *norm) begin() { copy(n.shift, n.runningMean) }

// count adds rows of z, which were just written, to a picture's sums.
func (n *norm) count(picture int, z unsafe.Pointer, pixels int) {
	kernel.StatRows(kernel.At(n.sums(picture), 0), z, kernel.At(n.shift, 0), n.channels, pixels)
}

// add adds up the sums of pictures.
func (n *norm) add(pictures int) {
	clear(n.total)
	for p := range pictures {
		for i, v := range n.sums(p) {
			n.total[i] += float64(v)
		}
	}
}

// forward makes mean, variance, s and t out of the sums, and moves the running
// statistics. It reports whether they are finite.
func (n *norm) forward(pictures int) bool {
	n.add(pictures)
	count := float64(pictures * n.z.h * n.z.w)
	unbiased := count / math.Max(1, count-1)
	finite := true
	for i := range n.real {
		m := n.total[i] / count
		v := math.Max(n.total[n.channels+i]/count-m*m, 0)
		mean := m + float64(n.shift[i])
		inv := 1 / math.Sqrt(v+normEpsilon)
		gamma := float64(n.gamma[i])
		n.mean[i], n.inv[i] = float32(mean), float32(inv)
		n.s[i] = float32(gamma * inv)
		n.t[i] = float32(float64(n.beta[i]) - gamma*inv*mean)
		n.runningMean[i] += normMomentum * (n.mean[i] - n.runningMean[i])
		n.runningVar[i] += normMomentum * (float32(v*unbiased) - n.runningVar[i])
		finite = finite && v-v == 0 && mean-mean == 0 && n.s[i]-n.s[i] == 0 && n.t[i]-n.t[i] == 0
	}
	return finite
}

// backward adds the gradients of gamma and beta and makes p, q and r out of the
// sums of g and of g·(z − mean).
func (n *norm) backward(pictures int) {
	n.add(pictures)
	n.coefficients(pictures)
}

// coefficients is backward once total holds the sums.
func (n *norm) coefficients(pictures int) {
	count := float64(pictures * n.z.h * n.z.w)
	for i := range n.real {
		a, b := n.total[i], n.total[n.channels+i]
		inv := float64(n.inv[i])
		n.betaGrad[i] += float32(a)
		n.gammaGrad[i] += float32(b * inv)
		p := float64(n.gamma[i]) * inv
		q := -p * inv * inv * b / count
		n.p[i], n.q[i] = float32(p), float32(q)
		n.r[i] = float32(-p*a/count - q*float64(n.mean[i]))
	}
}
