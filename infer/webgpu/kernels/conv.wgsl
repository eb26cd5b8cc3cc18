// What the convolutions share: parameters, and the end of each output value.
//
// Weights are [input channel][kernel row][kernel column][output channel], the
// output channels padded to a multiple of 4 (outC4), norms folded in; then
// come the biases, [outC4].
struct Params {
  in1: u32, in2: u32,          // the input and what is concatenated to it
  c1: u32, c2: u32,            // their channels
  h: u32, w: u32,              // their size
  out: u32, outC: u32, outC4: u32, oh: u32, ow: u32,
  add: u32,                    // the shortcut, or NONE
  preAdd: u32,                    // where the sum's term goes, or NONE
  weight: u32, bias: u32,
  relu: u32,
}

// finish adds bias and shortcut, applies the ReLU and writes one value of
// output channel co at row-major position i of picture n.
fn finish(n: u32, co: u32, i: u32, sum: f32) {
  if (co >= p.outC || i >= p.oh * p.ow) { return; }
  let at = (n * p.outC + co) * p.oh * p.ow + i;
  var v = sum + weights[p.bias + co];
  if (p.preAdd != NONE) { a[p.preAdd + at] = v; }
  if (p.add != NONE) { v += a[p.add + at]; }
  if (p.relu != 0u) { v = relu(v); }
  a[p.out + at] = v;
}
