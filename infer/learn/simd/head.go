//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"math"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// head is the end of the network: the global average, the classifier, and the
// cross entropy of its softmax with smoothed labels.
type head struct {
	op        *arch.Dense
	in        operand
	smoothing float64
	labels    []int32

	c, k     int        // channels and classes, padded
	weights  *parameter // [c][k]
	bias     *parameter // [k]
	pooled   []float32  // [picture][c]
	gradient []float32  // [picture][k]: of the logits
	losses   []float64  // [picture]
	right    []bool
	parts    []float32 // [chunks][c + 1][k]
}

func (b *builder) newHead(op *arch.Dense, in operand, smoothing float64) *head {
	h := &head{op: op, in: in, smoothing: smoothing, c: kernel.Padded(op.InC), k: kernel.Padded(op.OutC)}
	h.weights = b.parameter(op.Layer.Weight(), h.c*h.k, func(i int) int { return i%op.InC*h.k + i/op.InC })
	h.bias = b.parameter(op.Layer.Bias(), h.k, func(i int) int { return i })
	h.pooled, h.gradient = b.floats(b.pictures*h.c), b.floats(b.pictures*h.k)
	h.losses, h.right = make([]float64, b.pictures), make([]bool, b.pictures)
	h.parts = b.floats(b.chunks() * (h.c + 1) * h.k)
	return h
}

// headScratch has a row of the map, the logits and the gradient of the average.
type headScratch struct{ row, means, logits, dPooled []float32 }

func (h *head) carve(cut *carver) headScratch {
	n := h.in.shape.W * h.c
	return headScratch{row: cut.take(n), means: cut.take(h.c), logits: cut.take(h.k), dPooled: cut.take(h.c)}
}

func (h *head) measure(cut *carver) { h.carve(cut) }

func (h *head) forwardTasks(pictures int) int { return pictures }

func (h *head) forward(p, pictures int, scratch []float32) {
	k := h.carve(&carver{data: scratch})
	pooled := h.pooled[p*h.c:][:h.c]
	clear(pooled)
	for y := range h.in.shape.H {
		h.in.rows(true, kernel.At(k.row, 0), uintptr(h.c)*4, p, y, 1)
		kernel.ChannelMeans(kernel.At(k.means, 0), kernel.At(k.row, 0), h.c, h.in.shape.W)
		kernel.AddScaled(kernel.At(pooled, 0), kernel.At(k.means, 0), 1/float32(h.in.shape.H), h.c)
	}
	copy(k.logits, h.bias.Value)
	for i, x := range pooled[:h.op.InC] {
		kernel.AddScaled(kernel.At(k.logits, 0), kernel.At(h.weights.Value, i*h.k), x, h.k)
	}
	h.lose(p, pictures, k.logits[:h.op.OutC])
}

// lose makes a picture's loss and the logits' gradient, softmax − target.
func (h *head) lose(p, pictures int, logits []float32) {
	top, best := math.Inf(-1), 0
	for i, v := range logits {
		if float64(v) > top {
			top, best = float64(v), i
		}
	}
	sum := 0.0
	for _, v := range logits {
		sum += math.Exp(float64(v) - top)
	}
	each := h.smoothing / float64(len(logits))
	grad := h.gradient[p*h.k:][:h.k]
	loss := 0.0
	for i, v := range logits {
		logp := float64(v) - top - math.Log(sum)
		target := each
		if i == int(h.labels[p]) {
			target += 1 - h.smoothing
		}
		if target > 0 {
			loss -= target * logp
		}
		grad[i] = float32((math.Exp(logp) - target) / float64(pictures))
	}
	h.losses[p], h.right[p] = loss, best == int(h.labels[p])
}

// result is the mean loss and the number of right answers.
func (h *head) result(pictures int) (loss float64, right int) {
	for p := range pictures {
		loss += h.losses[p]
		if h.right[p] {
			right++
		}
	}
	return loss / float64(pictures), right
}

func (h *head) backward(chunk, pictures int, scratch []float32) {
	k := h.carve(&carver{data: scratch})
	parts := h.parts[chunk*(h.c+1)*h.k:][:(h.c+1)*h.k]
	clear(parts)
	clear(k.dPooled)
	from, to := chunkOf(chunk, pictures)
	share := 1 / float32(h.in.shape.H*h.in.shape.W)
	for p := from; p < to; p++ {
		grad, pooled := h.gradient[p*h.k:][:h.k], h.pooled[p*h.c:][:h.c]
		for i := range h.op.InC {
			kernel.AddScaled(kernel.At(parts, i*h.k), kernel.At(grad, 0), pooled[i], h.k)
			k.dPooled[i] = kernel.Dot(kernel.At(h.weights.Value, i*h.k), kernel.At(grad, 0), h.k) * share
		}
		kernel.AddTo(kernel.At(parts, h.c*h.k), kernel.At(grad, 0), h.k)
		h.in.begin(p)
		for y := range h.in.shape.H {
			h.in.read(kernel.At(k.row, 0), uintptr(h.c)*4, p, y, 1)
			h.in.give(p, y, 1, kernel.At(k.dPooled, 0), 0, kernel.At(k.row, 0), uintptr(h.c)*4)
		}
	}
}

// finishForward names the classifier where a loss is not finite: what it reads
// is, or the pass before would have been named.
func (h *head) finishForward(pictures int) string {
	if loss, _ := h.result(pictures); loss-loss != 0 {
		return h.op.Name()
	}
	return ""
}

func (h *head) finishBackward(pictures int) { h.in.finish(pictures) }

func (h *head) reduce(pictures int) {
	for i := range chunksOf(pictures) {
		parts := h.parts[i*(h.c+1)*h.k:]
		kernel.AddTo(kernel.At(h.weights.Gradient, 0), kernel.At(parts, 0), h.c*h.k)
		kernel.AddTo(kernel.At(h.bias.Gradient, 0), kernel.At(parts, h.c*h.k), h.k)
	}
}

func (h *head) repack() {}
