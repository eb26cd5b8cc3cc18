// One time step of the plain ConvRNN (rnn.wgsl), by tiles (cell_tile.wgsl).
// Grid: tiles/64, channels, batch.
fn finish(wi: u32, plane: u32, y: u32, x: u32, s: f32) {
  if (y >= p.rows || x >= p.cols) { return; }
  let at = plane + y * p.cols + x;
  let h = squash(s);
  show(p.tap0, at, h);
  a[p.outH + at] = normed(wi + 19u, h);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let across = (p.cols + 1u) / 2u;
  let y = (id.x / across) * 4u;
  let x = (id.x % across) * 2u;
  if (y >= p.rows) { return; }
  let plane = (id.z * p.channels + id.y) * p.rows * p.cols;
  let wi = p.weight + id.y * 21u;
  var s = windows(filled(weights[wi + 18u]), patchAt(p.x + plane, y, x), wi, 1u);
  if (p.h != NONE) { s = windows(s, patchAt(p.h + plane, y, x), wi + 9u, 1u); }
  finish(wi, plane, y, x, s.r0.x); finish(wi, plane, y, x + 1u, s.r0.y);
  finish(wi, plane, y + 1u, x, s.r1.x); finish(wi, plane, y + 1u, x + 1u, s.r1.y);
  finish(wi, plane, y + 2u, x, s.r2.x); finish(wi, plane, y + 2u, x + 1u, s.r2.y);
  finish(wi, plane, y + 3u, x, s.r3.x); finish(wi, plane, y + 3u, x + 1u, s.r3.y);
}
