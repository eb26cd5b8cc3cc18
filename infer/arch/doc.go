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
// The base network is that of He et al., "Deep Residual Learning for Image
// Recognition" (arXiv 1512.03385), the regulator that of Xu et al., "RegNet:
// Self-Regulated Network for Image Classification" (arXiv 2101.00590), squeeze
// and excitation that of Hu et al. (arXiv 1709.01507).
package arch
