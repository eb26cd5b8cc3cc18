// Second half of a time step of the GRU: h = tanh(gate of X and r∘H), then
// H̃ = (1−z)∘H + z∘h, norm and ReLU.
//
// An invocation makes one position. Grid: positions/64, channels, batch.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let area = p.rows * p.cols;
  if (id.x >= area) { return; }
  let y = i32(id.x / p.cols);
  let x = i32(id.x % p.cols);
  let plane = (id.z * p.channels + id.y) * area;
  let wi = p.weight + id.y * 59u;
  let at = plane + id.x;
  var s = weights[wi + 56u];
  var before = 0.0;
  if (p.h != NONE) { before = a[p.h + at]; }
  for (var k = 0u; k < 9u; k++) {
    let dy = i32(k / 3u) - 1;
    let dx = i32(k % 3u) - 1;
    let ofX = wi + 3u * k + 2u;
    s += weights[ofX] * window(p.x + plane, y, x, dy, dx);
    if (p.h != NONE) { s += weights[ofX + 27u] * window(p.rh + plane, y, x, dy, dx); }
  }
  let h = squash(s);
  show(p.tap2, at, h);
  let z = a[p.z + at];
  a[p.outH + at] = normed(wi + 57u, (1.0 - z) * before + z * h);
}
