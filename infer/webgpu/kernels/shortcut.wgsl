// He et al.'s shortcut option A: every stride-th row and column, zero channels
// before and after.
//
// An invocation makes one position. Grid: positions/64, output channels, batch.
struct Params {
  in: u32, out: u32, c: u32, h: u32, w: u32,
  outC: u32, oh: u32, ow: u32,
  before: u32, stride: u32,
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.oh * p.ow) { return; }
  let y = (id.x / p.ow) * p.stride;
  let x = (id.x % p.ow) * p.stride;
  var v = 0.0;
  if (id.y >= p.before && id.y < p.before + p.c) {
    v = a[p.in + ((id.z * p.c + id.y - p.before) * p.h + y) * p.w + x];
  }
  a[p.out + (id.z * p.outC + id.y) * p.oh * p.ow + id.x] = v;
}
