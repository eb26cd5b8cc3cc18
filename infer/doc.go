// Package infer runs the networks of package arch.
//
// A [Backend] turns a graph and the raw tensors of a weight file into a
// [Network]; a [Request] takes pictures through it:
//
//	weight file ─► Source ──┐
//	                        ├─► Backend.New ─► Network.Run ─► logits
//	record ─► arch.Graph ───┘                      ▲    │
//	                                   pictures, edits  └─► taps
//
// The backends (gonum, the reference; cpu, SIMD kernels; webgpu, compute
// shaders) execute the same list of operations and differ in nothing a caller
// sees but speed: the same conformance tests hold each against golden files
// that PyTorch wrote, at every tap.
//
// A tap is an activation that a request asks to see. An [Edit] changes one
// while the network runs, a "what if": all that comes behind works with the
// changed values. Norms are folded into convolutions when weights are read
// ([ReadConv] and its siblings), so that no backend knows them; the one after a
// regulator's cell stays a scale and a shift, for nonlinearities stand before
// it.
//
// Activations at this border are float32 in the order batch, channel, row,
// column (NCHW), whatever a backend uses inside.
//
// # Costs
//
// New reads the weights once and plans one block of memory for all activations.
// On the processor a run allocates nothing after the first of its kind; a tap
// costs its copy, and where none is asked for nothing is copied. docs/benchmarks.md
// has the times of training, make bench those of running.
package infer
