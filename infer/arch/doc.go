// Package arch turns an architecture record into a graph.
//
// A [Record] is the small JSON document that every weight file carries: which
// stem, which blocks, how wide, how deep, with which regulator. [Record.Build]
// turns it, for one input size, into a [Graph]: a flat list of operations in
// the order of their execution, the values (activations) between them with
// their shapes and lifetimes, and the names under which some of those values
// can be looked at, the taps. Every backend runs this list and nothing else;
// none of them knows what a ResNet or a RegNet is.
//
//	x ─┬─ conv1 ─ I ─┬───────────┬─ mix ─ conv2 ─ residual ─ + ─ ReLU ─ O
//	   │             ▼           ▲                           ▲
//	   │  H, C ─► [ cell: gates ] ─► H, C of the next block  │
//	   └────────────────────── shortcut ─────────────────────┘
//
// That is a block with a regulator, in the letters of the RegNet paper. A
// [Place] says which block of which stage a value or an operation belongs to, a
// [Kind] which of these letters it is and, by its [Act], what values it can
// hold. A [Param] is a tensor of the weight file; its [Role] says what for.
// How all of these are written on disk, in requests and in the page's address
// is in names.go, and nowhere else.
//
// A value's number ([ValueID]) is its place in [Graph.Values]; None, the zero
// one, stands for a value that is not there. Lifetimes let a backend lay all
// activations into one block of memory that is reused along the way.
//
// # Costs
//
// Building is a walk over the blocks: 9 blocks with a regulator make 97 values
// and 41 operations in a fifth of a millisecond, and no weight is touched.
// [Graph.Cost] counts parameters and multiply-adds; ResNet-50 at 224 × 224 has
// 25.6 million and 3.9 billion. Bounds in [Record.Validate] keep every product
// below 2⁶³, so that a record of anybody's can be built.
//
// # Sources
//
// The base network is that of He et al., "Deep Residual Learning for Image
// Recognition" (arXiv 1512.03385), the regulator that of Xu et al., "RegNet:
// Self-Regulated Network for Image Classification" (arXiv 2101.00590), squeeze
// and excitation that of Hu et al. (arXiv 1709.01507).
package arch
