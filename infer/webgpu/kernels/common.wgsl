// What every kernel begins with.
//
// All activations of a network live in one buffer, the arena; Params says at
// which element each begins. An activation is [batch][channel][row][column],
// the border's own order, so that inputs, logits and maps are copied as they
// are, and neighbouring invocations read neighbouring columns. All weights
// live in a second buffer, in the order the kernel wants (weights.go).
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read_write> a: array<f32>;

// NONE stands for the offset of an activation that is not there.
const NONE = 0xffffffffu;

// Both are clamped where float32 has reached the limit: exp must not overflow,
// and tanh by exponentials must not become inf/inf, which drivers' own do.
fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-clamp(x, -80.0, 80.0))); }
fn squash(x: f32) -> f32 { return 1.0 - 2.0 / (exp(2.0 * clamp(x, -10.0, 10.0)) + 1.0); }
