// Measures a map for its colour scale: the magnitude that all but one in two
// hundred of its values stay under, so that a few bright spots don't leave
// everything else dark.
//
// One workgroup finds the largest magnitude by a tree in workgroup memory,
// counts magnitudes in 1024 bins with atomics, and one invocation walks the
// bins. Grid: 1, 1, 1.
@group(0) @binding(3) var<storage, read_write> ends: array<f32>;

const SIZE = 256u;
const BINS = 1024u;
var<workgroup> partial: array<f32, SIZE>;
var<workgroup> missing: atomic<u32>;
var<workgroup> counts: array<atomic<u32>, BINS + 1>;

@compute @workgroup_size(SIZE)
fn main(@builtin(local_invocation_index) me: u32) {
  let n = m.channels * m.rows * m.cols;
  var most = 0.0;
  var odd = 0u;
  for (var i = me; i < n; i += SIZE) {
    let v = value(i);
    if (finite(v)) { most = max(most, abs(v)); } else { odd++; }
  }
  partial[me] = most;
  for (var k = me; k <= BINS; k += SIZE) { atomicStore(&counts[k], 0u); }
  if (me == 0u) { atomicStore(&missing, 0u); }
  workgroupBarrier();
  atomicAdd(&missing, odd);
  for (var half = SIZE / 2u; half > 0u; half /= 2u) {
    if (me < half) { partial[me] = max(partial[me], partial[me + half]); }
    workgroupBarrier();
  }
  most = partial[0];
  if (most > 0.0) {
    for (var i = me; i < n; i += SIZE) {
      let v = value(i);
      if (finite(v)) { atomicAdd(&counts[min(u32(abs(v) / most * f32(BINS)), BINS)], 1u); }
    }
  }
  workgroupBarrier();
  if (me != 0u) { return; }
  // In whole numbers, and with no product that could overflow.
  let all = n - atomicLoad(&missing);
  let limit = all / 200u * 199u + all % 200u * 199u / 200u;
  var seen = 0u;
  var end = 0u;
  for (; end < BINS; end++) {
    let count = atomicLoad(&counts[end]);
    if (seen + count > limit) { break; }
    seen += count;
  }
  if (end > 0u) { most *= f32(end + 1u) / f32(BINS + 1u); }
  ends[m.slot] = most;
}
