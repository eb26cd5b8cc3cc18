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

// A NaN has to reach what can be looked at. WGSL leaves open what max and clamp
// make of one, and lets a compiler assume that there is none, so it is told by
// its bits.
fn isNaN(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn relu(x: f32) -> f32 { return select(max(x, 0.0), x, isNaN(x)); }

// Both are clamped where float32 has reached the limit: exp must not overflow,
// and tanh by exponentials must not become inf/inf, which drivers' own do.
fn sigmoid(x: f32) -> f32 { return select(1.0 / (1.0 + exp(-clamp(x, -80.0, 80.0))), x, isNaN(x)); }
fn squash(x: f32) -> f32 { return select(1.0 - 2.0 / (exp(2.0 * clamp(x, -10.0, 10.0)) + 1.0), x, isNaN(x)); }
