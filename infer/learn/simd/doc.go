// Package simd is the learner for use: training on the SIMD kernels of
// infer/internal/kernel, two to five times as fast as PyTorch on the same
// cores (regnet bench train).
//
// A graph becomes passes, one for an operation, or for two that share their
// input (a block's first strided convolution and the projection beside it). A
// step runs the passes forward, then backward in the opposite order, the
// optimizer last. What makes it fast is what it does not do:
//
//   - Of all activations only the raw outputs z of convolutions, the ends of
//     blocks and a regulator's C and raw H̃ are stored. Norm, ReLU and the sum
//     with the shortcut are applied by whoever reads a row (value.go).
//   - A norm is no pass over memory: its sums are taken from rows of z that
//     were just written, and on the way back from rows of the gradient that
//     were just made; the gradient in front of it is p·g + q·z + r (norm.go).
//   - A 3×3 convolution of stride 1 is Winograd's both ways, and one transform
//     of the gradient serves the input's and the weights' (tiled.go,
//     kernel/winograd_grad.go). Every other one is a product of unfolded
//     patches (unfolded.go).
//   - A regulator's gates are computed again on the way back, row by row in
//     the first-level cache (cell.go).
//
// Forward a task is a block of pictures, backward one of eight chunks of the
// batch with weight gradients of its own, added up in order (chunks.go): the
// result is the same to the bit for any number of threads. So it is for AVX2
// and AVX-512; NEON and WebAssembly round differently.
//
// Sources: Lavin and Gray, arXiv 1509.09308 (Winograd); Ioffe and Szegedy,
// arXiv 1502.03167 (the norm's gradient); Chan, Golub and LeVeque, "Updating
// formulae and a pairwise algorithm for computing sample variances", 1979 (the
// statistics).
package simd
