// 3×3 max pool of stride 2 and padding 1.
//
// An invocation makes one position. Grid: positions/64, channels, batch.
struct Params { in: u32, out: u32, channels: u32, h: u32, w: u32, oh: u32, ow: u32 }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.oh * p.ow) { return; }
  let y = i32(id.x / p.ow) * 2 - 1;
  let x = i32(id.x % p.ow) * 2 - 1;
  let n = id.z * p.channels + id.y;
  // The window's middle row and column are always inside.
  var top = a[p.in + (n * p.h + u32(y + 1)) * p.w + u32(x + 1)];
  for (var iy = max(y, 0); iy < min(y + 3, i32(p.h)); iy++) {
    for (var ix = max(x, 0); ix < min(x + 3, i32(p.w)); ix++) {
      let v = a[p.in + (n * p.h + u32(iy)) * p.w + u32(ix)];
      if (!isNaN(top) && (isNaN(v) || v > top)) { top = v; }
    }
  }
  a[p.out + n * p.oh * p.ow + id.x] = top;
}
