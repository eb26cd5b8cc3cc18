// Package gpu is a thin binding of WebGPU for Go programs compiled to
// WebAssembly: adapters and devices, buffers, shaders and pipelines, recorded
// commands, read-back. It knows compute passes, copies, timestamps and one
// kind of draw (a full-screen pass onto a canvas or texture), and nothing of
// networks. See the W3C's "WebGPU" and "WebGPU Shading Language".
//
// Commands are recorded once as a list that lives on the JavaScript side and
// are replayed by the few lines of replay.js with one call: crossing from Go
// to JavaScript costs 2 to 3 µs for every call otherwise. The page or worker
// loads replay.js before it starts the Go program, and hands over the
// program's memory so that uploads need no copy on the way:
//
//	importScripts("replay.js");
//	regnetGPU.memory = instance.exports.mem;
//
// Everything that waits takes a context and blocks only its goroutine, so it
// must not be called inside a js.FuncOf callback.
package gpu
