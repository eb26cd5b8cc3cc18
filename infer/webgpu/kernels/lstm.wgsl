// One time step of the LSTM: gates i, f, o, g; C = f∘C + i∘g;
// H̃ = o∘tanh(C); norm and ReLU. C is handed on raw.
//
// An invocation makes one position, its four gates side by side in one vector.
// Grid: positions/64, channels, batch.
fn four(at: u32) -> vec4f { return vec4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]); }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let area = p.rows * p.cols;
  if (id.x >= area) { return; }
  let y = i32(id.x / p.cols);
  let x = i32(id.x % p.cols);
  let plane = (id.z * p.channels + id.y) * area;
  let wi = p.weight + id.y * 78u;
  var s = four(wi + 72u);
  for (var k = 0u; k < 9u; k++) {
    let dy = i32(k / 3u) - 1;
    let dx = i32(k % 3u) - 1;
    s += four(wi + 4u * k) * window(p.x + plane, y, x, dy, dx);
    if (p.h != NONE) { s += four(wi + 36u + 4u * k) * window(p.h + plane, y, x, dy, dx); }
  }
  let at = plane + id.x;
  let i = sigmoid(s.x);
  let f = sigmoid(s.y);
  let o = sigmoid(s.z);
  let g = squash(s.w);
  show(p.tap0, at, i);
  show(p.tap1, at, f);
  show(p.tap2, at, o);
  show(p.tap3, at, g);
  var c = i * g;
  if (p.c != NONE) { c += f * a[p.c + at]; }
  a[p.outC + at] = c;
  a[p.outH + at] = normed(wi + 76u, o * squash(c));
}
