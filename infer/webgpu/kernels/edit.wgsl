// An edit of an activation (infer.Edit), right after the kernel that made it: a
// channel times a factor, or replaced by that of the block before.
//
// An invocation makes one value. A factor of 0 makes zeros, of what is not
// finite too. Grid: 64 positions, channels from first on, batch.
struct Params {
  value: u32,
  before: u32, // what takes its place, or NONE
  first: u32,  // channel
  channels: u32, area: u32,
  factor: f32,
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.area) { return; }
  let at = (id.z * p.channels + p.first + id.y) * p.area + id.x;
  if (p.before != NONE) {
    a[p.value + at] = a[p.before + at];
  } else if (p.factor == 0.0) {
    a[p.value + at] = 0.0;
  } else {
    a[p.value + at] *= p.factor;
  }
}
