// Package fallback names the reasons for which a processor computes where a
// graphics device was to: values that the engine finds, page and worker hand on,
// and the page has a sentence for in every language it speaks.
package fallback

// Reason is why WebGPU does not compute; "" for none.
type Reason string

// The reasons, by the words that they travel as.
const (
	NoWebGPU     Reason = "none"     // the browser has no WebGPU
	NoAdapter    Reason = "adapter"  // it has no adapter
	Lacking      Reason = "limits"   // the adapter lacks what the networks need
	Lost         Reason = "lost"     // the device was lost and could not be replaced
	Late         Reason = "late"     // the device did not answer in time
	WrongNumbers Reason = "wrong"    // the device computed wrong numbers
	TooLarge     Reason = "large"    // the network is too large for the device
	NoMemory     Reason = "memory"   // the device has not enough memory
	BadShader    Reason = "shader"   // the driver could not compile a shader
	OtherError   Reason = "error"    // anything else
	Software     Reason = "software" // no fault: the adapter runs on the processor, slower than the processor's own backends
)

// Reasons are all of them.
var Reasons = []Reason{NoWebGPU, NoAdapter, Lacking, Lost, Late, WrongNumbers, TooLarge, NoMemory, BadShader, OtherError, Software}
