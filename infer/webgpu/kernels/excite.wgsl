// Squeeze and excitation, second half: the channels times their scales
// (squeeze.wgsl), plus the shortcut, ReLU.
//
// An invocation makes one position. Grid: positions/64, channels, batch.
struct Params {
  in: u32, out: u32, channels: u32, area: u32,
  scale: u32, add: u32,
  preAdd: u32, // where the product goes when it is looked at, or NONE
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.area) { return; }
  let n = id.z * p.channels + id.y;
  let at = n * p.area + id.x;
  let v = a[p.scale + n] * a[p.in + at];
  if (p.preAdd != NONE) { a[p.preAdd + at] = v; }
  a[p.out + at] = relu(a[p.add + at] + v);
}
