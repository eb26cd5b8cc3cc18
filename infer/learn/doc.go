// Package learn trains the networks of package arch.
//
// Package infer runs a graph forward with weights that stay as they are; this
// package runs the same graph in training: forward with the statistics of the
// batch, backward through every operation, and one move of the optimiser. A
// [Backend] turns a graph and a [State] into a [Learner], and a Learner takes
// steps:
//
//	pictures, labels ─► forward ─► loss ─► backward ─► gradients
//	                       │                              │
//	              running statistics          clip, decay, momentum ─► weights
//
// There are two backends. Package learn/gonum is the reference, written to be
// read: an operation, a function. Package learn/simd is the one for use. What
// both have in common is here: what a state is and how it begins ([Init]), the
// optimiser ([Optimizer]) and the errors.
//
// The rules are PyTorch's. A batch norm in training divides by the biased
// variance of the batch and moves its running variance towards the unbiased
// one, by a tenth. Weights of a regulator's cell are shared by the blocks of a
// stage, its time steps: their gradient is the sum over the steps (gradient
// through time), and C is handed on raw, without a norm. The loss is the mean
// cross entropy of the batch, with smoothed labels where asked for.
//
// Pictures at this border are float32 in the order batch, channel, row, column
// (NCHW), and tensors of a state have the shapes and order of the weight files
// ([arch.Graph.Params]), whatever a backend uses inside.
//
// # Costs
//
// The way back has about twice the multiply-adds of the way forward, and what
// it needs of the activations is kept for the whole batch: which, is the
// backend's affair. docs/benchmarks.md has the memory and the times beside
// PyTorch's, and each pass beside what the machine can do.
package learn
