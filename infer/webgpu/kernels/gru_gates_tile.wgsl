// First half of a time step of the GRU (gru_gates.wgsl), by tiles
// (cell_tile.wgsl). Grid: tiles/64, channels, batch.
fn finish(plane: u32, y: u32, x: u32, ofZ: f32, ofR: f32) {
  if (y >= p.rows || x >= p.cols) { return; }
  let at = plane + y * p.cols + x;
  let z = sigmoid(ofZ);
  let r = sigmoid(ofR);
  show(p.tap0, at, z);
  show(p.tap1, at, r);
  a[p.z + at] = z;
  if (p.h != NONE) { a[p.rh + at] = r * a[p.h + at]; }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let across = (p.cols + 1u) / 2u;
  let y = (id.x / across) * 4u;
  let x = (id.x % across) * 2u;
  if (y >= p.rows) { return; }
  let plane = (id.z * p.channels + id.y) * p.rows * p.cols;
  let wi = p.weight + id.y * 59u;
  let input = patchAt(p.x + plane, y, x);
  var z = windows(filled(weights[wi + 54u]), input, wi, 3u);
  var r = windows(filled(weights[wi + 55u]), input, wi + 1u, 3u);
  if (p.h != NONE) {
    let state = patchAt(p.h + plane, y, x);
    z = windows(z, state, wi + 27u, 3u);
    r = windows(r, state, wi + 28u, 3u);
  }
  finish(plane, y, x, z.r0.x, r.r0.x); finish(plane, y, x + 1u, z.r0.y, r.r0.y);
  finish(plane, y + 1u, x, z.r1.x, r.r1.x); finish(plane, y + 1u, x + 1u, z.r1.y, r.r1.y);
  finish(plane, y + 2u, x, z.r2.x, r.r2.x); finish(plane, y + 2u, x + 1u, z.r2.y, r.r2.y);
  finish(plane, y + 3u, x, z.r3.x, r.r3.x); finish(plane, y + 3u, x + 1u, z.r3.y, r.r3.y);
}
