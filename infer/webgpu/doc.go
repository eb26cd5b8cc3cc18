// Package webgpu runs networks as compute shaders, in browsers and in Node
// with Dawn: the third backend of package infer.
//
// An [Engine] is an open adapter, and an [infer.Backend]: its New lays a graph
// out as a list of dispatches over one buffer of activations and one of
// weights. A run is one command buffer, one submit and one read-back, also
// when [Engine.Run] takes several networks at once and paints their maps.
//
//	e, err := webgpu.Open(ctx, webgpu.Options{Reference: cpu.Backend{}})
//	net, err := e.New(graph, weights, infer.Options{})
//	err = e.Run(ctx, webgpu.Job{Network: net, Request: request})
//
// A device that is lost is replaced, with everything that was on it, and the
// run repeated. What can't be mended is a [*Fault], whose Reason is for the
// user; the caller goes on with a CPU backend then. Package
// kernels has the shaders, package gpu the binding.
package webgpu
