// One time step of the LSTM over quads, four neighbouring invocations of a
// subgroup: lane k has gate k of i, f, o, g.
//
// A quad makes a tile of 4 rows × 2 columns of one channel. Lane k loads
// column k of the 4 that the tile's windows touch, in 6 rows of X and 6 of H,
// and quadBroadcast hands every value to all lanes; so four gates of eight
// positions cost a lane 12 loads of input and 18 of weights. Each lane takes
// its gate's nonlinearity by one exponential, tanh(x) being 2σ(2x) − 1. Then
// the quad turns: lane k gets all four gates of positions k and k+4, and
// finishes their states.
//
// Workgroup: 8 tiles. Grid: tiles/8, channels, batch.
fn spread(v: f32) -> vec4f {
  return vec4f(quadBroadcast(v, 0u), quadBroadcast(v, 1u), quadBroadcast(v, 2u), quadBroadcast(v, 3u));
}

fn row(b: vec3f, w0: f32, w1: f32, w2: f32) -> f32 { return b.x * w0 + b.y * w1 + b.z * w2; }

// pick is the lane's own of four values.
fn pick(lane: u32, v0: vec4f, v1: vec4f, v2: vec4f, v3: vec4f) -> vec4f {
  return select(select(v0, v1, lane == 1u), select(v2, v3, lane == 3u), lane >= 2u);
}

// finish makes the state at (y, x) out of its gates.
fn finish(wi: u32, plane: u32, y: u32, x: u32, gates: vec4f) {
  if (y >= p.rows || x >= p.cols) { return; }
  let at = plane + y * p.cols + x;
  show(p.tap0, at, gates.x);
  show(p.tap1, at, gates.y);
  show(p.tap2, at, gates.z);
  show(p.tap3, at, gates.w);
  var c = gates.x * gates.w;
  if (p.c != NONE) { c += gates.y * a[p.c + at]; }
  a[p.outC + at] = c;
  a[p.outH + at] = normed(wi + 76u, gates.z * squash(c));
}

@compute @workgroup_size(4, 8)
fn main(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u) {
  let lane = local.x;
  let tile = group.x * 8u + local.y;
  let across = (p.cols + 1u) / 2u;
  let x = (tile % across) * 2u;
  let y = (tile / across) * 4u;
  let plane = (group.z * p.channels + group.y) * p.rows * p.cols;

  // Where the lane's column meets the tile's six rows. Outside the picture it
  // loads some value inside and multiplies it by 0.
  let column = i32(x + lane) - 1;
  let inside = column >= 0 && column < i32(p.cols);
  let left = plane + u32(clamp(column, 0, i32(p.cols) - 1));
  let y0 = i32(y) + -1;
  let y1 = i32(y) + 0;
  let y2 = i32(y) + 1;
  let y3 = i32(y) + 2;
  let y4 = i32(y) + 3;
  let y5 = i32(y) + 4;
  let at0 = left + u32(clamp(y0, 0, i32(p.rows) - 1)) * p.cols;
  let at1 = left + u32(clamp(y1, 0, i32(p.rows) - 1)) * p.cols;
  let at2 = left + u32(clamp(y2, 0, i32(p.rows) - 1)) * p.cols;
  let at3 = left + u32(clamp(y3, 0, i32(p.rows) - 1)) * p.cols;
  let at4 = left + u32(clamp(y4, 0, i32(p.rows) - 1)) * p.cols;
  let at5 = left + u32(clamp(y5, 0, i32(p.rows) - 1)) * p.cols;
  let on0 = select(0.0, 1.0, inside && y0 >= 0 && y0 < i32(p.rows));
  let on1 = select(0.0, 1.0, inside && y1 >= 0 && y1 < i32(p.rows));
  let on2 = select(0.0, 1.0, inside && y2 >= 0 && y2 < i32(p.rows));
  let on3 = select(0.0, 1.0, inside && y3 >= 0 && y3 < i32(p.rows));
  let on4 = select(0.0, 1.0, inside && y4 >= 0 && y4 < i32(p.rows));
  let on5 = select(0.0, 1.0, inside && y5 >= 0 && y5 < i32(p.rows));

  let wi = p.weight + group.y * 78u;
  let bias = weights[wi + 72u + lane];
  var s00 = bias; var s01 = bias;
  var s10 = bias; var s11 = bias;
  var s20 = bias; var s21 = bias;
  var s30 = bias; var s31 = bias;
  var src = p.x;
  var at = wi + lane;
  for (var input = 0; input < 2; input++) {
    if (src != NONE) {
      let w00 = weights[at + 0u];
      let w01 = weights[at + 4u];
      let w02 = weights[at + 8u];
      let w10 = weights[at + 12u];
      let w11 = weights[at + 16u];
      let w12 = weights[at + 20u];
      let w20 = weights[at + 24u];
      let w21 = weights[at + 28u];
      let w22 = weights[at + 32u];
      let b0 = spread(a[src + at0] * on0);
      let b1 = spread(a[src + at1] * on1);
      let b2 = spread(a[src + at2] * on2);
      let b3 = spread(a[src + at3] * on3);
      let b4 = spread(a[src + at4] * on4);
      let b5 = spread(a[src + at5] * on5);
      s00 += row(b0.xyz, w00, w01, w02) + row(b1.xyz, w10, w11, w12) + row(b2.xyz, w20, w21, w22);
      s01 += row(b0.yzw, w00, w01, w02) + row(b1.yzw, w10, w11, w12) + row(b2.yzw, w20, w21, w22);
      s10 += row(b1.xyz, w00, w01, w02) + row(b2.xyz, w10, w11, w12) + row(b3.xyz, w20, w21, w22);
      s11 += row(b1.yzw, w00, w01, w02) + row(b2.yzw, w10, w11, w12) + row(b3.yzw, w20, w21, w22);
      s20 += row(b2.xyz, w00, w01, w02) + row(b3.xyz, w10, w11, w12) + row(b4.xyz, w20, w21, w22);
      s21 += row(b2.yzw, w00, w01, w02) + row(b3.yzw, w10, w11, w12) + row(b4.yzw, w20, w21, w22);
      s30 += row(b3.xyz, w00, w01, w02) + row(b4.xyz, w10, w11, w12) + row(b5.xyz, w20, w21, w22);
      s31 += row(b3.yzw, w00, w01, w02) + row(b4.yzw, w10, w11, w12) + row(b5.yzw, w20, w21, w22);
    }
    src = p.h;
    at += 36u;
  }

  let k = select(1.0, 2.0, lane == 3u);
  let g00 = spread(k * sigmoid(k * s00) - (k - 1.0));
  let g01 = spread(k * sigmoid(k * s01) - (k - 1.0));
  let g10 = spread(k * sigmoid(k * s10) - (k - 1.0));
  let g11 = spread(k * sigmoid(k * s11) - (k - 1.0));
  let g20 = spread(k * sigmoid(k * s20) - (k - 1.0));
  let g21 = spread(k * sigmoid(k * s21) - (k - 1.0));
  let g30 = spread(k * sigmoid(k * s30) - (k - 1.0));
  let g31 = spread(k * sigmoid(k * s31) - (k - 1.0));
  let dy = lane / 2u;
  let dx = lane % 2u;
  finish(wi, plane, y + dy, x + dx, pick(lane, g00, g01, g10, g11));
  finish(wi, plane, y + 2u + dy, x + dx, pick(lane, g20, g21, g30, g31));
}
