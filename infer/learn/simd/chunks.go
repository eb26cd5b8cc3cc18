//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

// mostChunks is into how many parts a pass's pictures fall on the way back.
// Each part is one task with weight gradients of its own, which are then added
// up in order: the cut depends on the number of pictures alone, so the result
// is the same for any number of threads. More parts cost more sums (16: 5 % of
// a step), fewer leave threads idle.
const mostChunks = 8

// chunksOf is how many chunks so many pictures make.
func chunksOf(pictures int) int { return min(mostChunks, pictures) }

// chunkOf are the pictures of a chunk.
func chunkOf(chunk, pictures int) (from, to int) {
	n := chunksOf(pictures)
	return chunk * pictures / n, (chunk + 1) * pictures / n
}

// carver cuts a thread's scratch into pieces that begin at cache lines. Without
// data it only counts, so that the pieces are listed in one place.
type carver struct {
	data []float32
	used int
}

func (c *carver) take(n int) []float32 {
	const line = 64 / 4
	from := c.used
	c.used += (n + line - 1) / line * line
	return cut(c.data, from, n)
}

// cut is n values of s from a place on; of no memory it is none.
func cut(s []float32, from, n int) []float32 {
	if s == nil {
		return nil
	}
	return s[from : from+n : from+n]
}
