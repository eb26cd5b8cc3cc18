package webgpu

// Reason says in a word why WebGPU can't be used: the page has a sentence for
// each, in every language it speaks.
type Reason string

// The reasons of a [Fault].
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
	Software     Reason = "software" // no fault: the adapter runs on the processor (see Engine.Preferred)
)

// Sentences tells a user, in English, what each reason means for them.
var Sentences = map[Reason]string{
	NoWebGPU:     "This browser offers no WebGPU here, so the processor computes.",
	NoAdapter:    "The browser found no graphics device for WebGPU, so the processor computes.",
	Lacking:      "The graphics device lacks what the networks need, so the processor computes.",
	Lost:         "The graphics device was lost and could not be replaced, so the processor computes instead.",
	Late:         "The graphics device did not answer in time, so the processor computes instead.",
	WrongNumbers: "The graphics device computed wrong numbers, so the processor computes instead.",
	TooLarge:     "The network is too large for the graphics device, so the processor computes instead.",
	NoMemory:     "The graphics device has not enough memory, so the processor computes instead.",
	BadShader:    "The graphics device's driver could not compile a shader, so the processor computes instead.",
	OtherError:   "The graphics device made an error, so the processor computes instead.",
	Software:     "WebGPU runs in software here, so the processor computes unless you choose otherwise.",
}
