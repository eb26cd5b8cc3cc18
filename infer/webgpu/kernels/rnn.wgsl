// One time step of the plain ConvRNN: H̃ = tanh(gate), then norm and ReLU.
//
// An invocation makes one position. Grid: positions/64, channels, batch.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let area = p.rows * p.cols;
  if (id.x >= area) { return; }
  let y = i32(id.x / p.cols);
  let x = i32(id.x % p.cols);
  let plane = (id.z * p.channels + id.y) * area;
  let wi = p.weight + id.y * 21u;
  var s = weights[wi + 18u];
  for (var k = 0u; k < 9u; k++) {
    let dy = i32(k / 3u) - 1;
    let dx = i32(k % 3u) - 1;
    s += weights[wi + k] * window(p.x + plane, y, x, dy, dx);
    if (p.h != NONE) { s += weights[wi + 9u + k] * window(p.h + plane, y, x, dy, dx); }
  }
  let at = plane + id.x;
  let h = squash(s);
  show(p.tap0, at, h);
  a[p.outH + at] = normed(wi + 19u, h);
}
