// 3×3 convolution of stride 1 by Winograd's minimal filtering F(4×4, 3×3): 36
// multiplications for 16 outputs instead of 144 (Lavin & Gray, arXiv 1509.09308,
// Section 4.2; the matrices Bᵀ and Aᵀ are theirs). Its transforms multiply by up
// to 8, so that it loses about two more bits than F(2×2): it is taken only where
// the canary's numbers stay right.
//
// An invocation makes a tile of 4 × 4 positions of two output channels: it loads
// the tile's 6 × 6 input of one channel, transforms it, multiplies it with the
// transformed filters and sums over channels before the one inverse transform.
// Weights are [input channel][6 × 6][output channel], already transformed
// (winograd.go), then the biases.
// Grid: tiles/64, output channels/2, batch.
fn filters(at: u32) -> vec2f { return vec2f(weights[at], weights[at + 1u]); }

// load reads one value, zero outside the picture.
fn load(plane: u32, y: i32, x: i32) -> f32 {
  if (y < 0 || x < 0 || y >= i32(p.h) || x >= i32(p.w)) { return 0.0; }
  return a[plane + u32(y) * p.w + u32(x)];
}

// forward is Bᵀ times a column of six values.
fn forward(d: array<f32, 6>) -> array<f32, 6> {
  let even = d[4] - 4.0 * d[2]; let odd = d[3] - 4.0 * d[1];
  let near = d[4] - d[2]; let twice = 2.0 * (d[3] - d[1]);
  return array<f32, 6>(
    4.0 * d[0] - 5.0 * d[2] + d[4], even + odd, even - odd, near + twice, near - twice, 4.0 * d[1] - 5.0 * d[3] + d[5]);
}

// inverse is Aᵀ times a column of six.
fn inverse(m0: vec2f, m1: vec2f, m2: vec2f, m3: vec2f, m4: vec2f, m5: vec2f) -> array<vec2f, 4> {
  let s = m1 + m2; let d = m1 - m2; let t = m3 + m4; let e = m3 - m4;
  return array<vec2f, 4>(m0 + s + t, d + 2.0 * e, s + 4.0 * t, d + 8.0 * e + m5);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let wide = (p.ow + 3u) / 4u;
  let y = (id.x / wide) * 4u;
  let x = (id.x % wide) * 4u;
  if (y >= p.oh) { return; }
  let co = id.y * 2u;
  let n = id.z;
  var m: array<vec2f, 36>; // the sums, by row and column of the transformed tile
  var plane = p.in1 + n * p.c1 * p.h * p.w;
  var at = p.weight + co;
  for (var c = 0u; c < p.c1; c++) {
    var v: array<array<f32, 6>, 6>; // columns of the input, transformed
    for (var k = 0; k < 6; k++) {
      var column: array<f32, 6>;
      for (var j = 0; j < 6; j++) { column[j] = load(plane, i32(y) + j - 1, i32(x) + k - 1); }
      v[k] = forward(column);
    }
    for (var j = 0u; j < 6u; j++) {
      let row = forward(array<f32, 6>(v[0][j], v[1][j], v[2][j], v[3][j], v[4][j], v[5][j]));
      for (var k = 0u; k < 6u; k++) { m[6u * j + k] += row[k] * filters(at + (6u * j + k) * p.outC4); }
    }
    plane += p.h * p.w;
    at += 36u * p.outC4;
  }
  var t: array<array<vec2f, 4>, 6>;
  for (var k = 0u; k < 6u; k++) { t[k] = inverse(m[k], m[6u + k], m[12u + k], m[18u + k], m[24u + k], m[30u + k]); }
  for (var j = 0u; j < 4u; j++) {
    let row = inverse(t[0][j], t[1][j], t[2][j], t[3][j], t[4][j], t[5][j]);
    for (var k = 0u; k < 4u; k++) {
      if (y + j >= p.oh || x + k >= p.ow) { continue; }
      let i = (y + j) * p.ow + x + k;
      finish(n, co, i, row[k].x);
      finish(n, co + 1u, i, row[k].y);
    }
  }
}
