// Package webgpu runs networks as compute shaders, in browsers and in Node
// with Dawn: the third backend of package infer.
//
// An [Engine] is an open adapter, and an [infer.Backend]: its New lays a graph
// out as a list of dispatches over one buffer of activations, the arena, and
// one of weights. A run is one command buffer, one submit and one read-back,
// also when [Engine.Run] takes several networks at once and paints their maps:
//
//	input ─► arena ─► dispatch, dispatch, … edit, … dispatch ─► paintings
//	           ▲          │ one a layer                             │
//	        weights       └─► logits, taps ─► one read-back     canvases
//
// What a kernel is stands in one record of package kernels: which operations it
// fits, how much of a map one workgroup makes, how it wants its weights, what it
// needs of the device and how exact it is. Layers ask the list for the kernels
// that fit and measure which serves best on this adapter (tune.go); a [Table]
// remembers the choices. A new kernel is a WGSL file and a record.
//
// A device that is lost is replaced, with everything that was on it, and the
// run repeated. Where a [Options.Reference] is given, a first run is held
// against it, and kernels that lose bits give way when too many are lost. What
// can't be mended is a [*Fault], whose Reason is for the user; the caller goes on
// with a CPU backend then. Package kernels has the shaders, package gpu the
// binding.
//
// # Costs
//
// New compiles the kernels and measures them, for 200 ms at most; what is in
// the table is not measured again. A plan, the dispatches of one batch size,
// set of taps and set of edits, is kept for the next run. Each wait for the
// device is a turn of the browser's event loop, which is why there is one
// read-back for everything, and why maps are painted where they are.
package webgpu
