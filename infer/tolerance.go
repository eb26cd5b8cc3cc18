package infer

// What two backends may be apart on the same picture, at every tap and in the
// logits: max|a−b| ≤ tolerance·(1 + max|b|). The conformance tests hold them to
// it, and whoever compares backends later says against what.
const (
	Tolerance    = 1e-4 // of two that compute on the processor, and of each against the golden files
	ToleranceGPU = 1e-3 // where a graphics device is one of them: its drivers order and fuse sums as they like
)
