// First half of a time step of the GRU: the gates z and r, and r∘H, whose
// neighbours the second half needs (gru_state.wgsl).
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
  var s = vec2f(weights[wi + 54u], weights[wi + 55u]);
  for (var k = 0u; k < 9u; k++) {
    let dy = i32(k / 3u) - 1;
    let dx = i32(k % 3u) - 1;
    let ofX = wi + 3u * k;
    s += vec2f(weights[ofX], weights[ofX + 1u]) * window(p.x + plane, y, x, dy, dx);
    if (p.h != NONE) {
      let ofH = ofX + 27u;
      s += vec2f(weights[ofH], weights[ofH + 1u]) * window(p.h + plane, y, x, dy, dx);
    }
  }
  let at = plane + id.x;
  let z = sigmoid(s.x);
  let r = sigmoid(s.y);
  show(p.tap0, at, z);
  show(p.tap1, at, r);
  a[p.z + at] = z;
  if (p.h != NONE) { a[p.rh + at] = r * a[p.h + at]; }
}
