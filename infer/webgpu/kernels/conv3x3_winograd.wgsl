// 3×3 convolution of stride 1 by Winograd's minimal filtering F(2×2, 3×3):
// 16 multiplications for four outputs instead of 36 (Lavin & Gray, "Fast
// Algorithms for Convolutional Neural Networks", arXiv 1509.09308, Section 4.1;
// the matrices Bᵀ and Aᵀ are theirs).
//
// An invocation makes a tile of 2 × 2 positions of four output channels, all in
// registers: it loads the tile's 4 × 4 input of one channel, transforms it,
// multiplies it with the transformed filters and sums over channels before the
// one inverse transform. Weights are [input channel][4 × 4][output channel],
// already transformed (winograd.go), then the biases.
// Grid: tiles/64, output channels/4, batch.
fn filters(at: u32) -> vec4f { return vec4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]); }

// load reads four values of a row, zero outside the picture.
fn load(plane: u32, y: i32, x: i32) -> vec4f {
  var v = vec4f();
  if (y < 0 || y >= i32(p.h)) { return v; }
  let row = plane + u32(y) * p.w;
  for (var k = 0; k < 4; k++) {
    if (x + k >= 0 && x + k < i32(p.w)) { v[k] = a[row + u32(x + k)]; }
  }
  return v;
}

// across is a row times B.
fn across(d: vec4f) -> vec4f { return vec4f(d.x - d.z, d.y + d.z, d.z - d.y, d.y - d.w); }

fn store(n: u32, co: u32, y: u32, x: u32, sum: vec4f) {
  if (y >= p.oh || x >= p.ow) { return; }
  for (var c = 0u; c < 4u; c++) { finish(n, co + c, y * p.ow + x, sum[c]); }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let wide = (p.ow + 1u) / 2u;
  let y = (id.x / wide) * 2u;
  let x = (id.x % wide) * 2u;
  if (y >= p.oh) { return; }
  let co = id.y * 4u;
  let n = id.z;
  // m<r><c> sums the products at row r and column c of the transformed tile.
  var m00 = vec4f(); var m01 = vec4f(); var m02 = vec4f(); var m03 = vec4f();
  var m10 = vec4f(); var m11 = vec4f(); var m12 = vec4f(); var m13 = vec4f();
  var m20 = vec4f(); var m21 = vec4f(); var m22 = vec4f(); var m23 = vec4f();
  var m30 = vec4f(); var m31 = vec4f(); var m32 = vec4f(); var m33 = vec4f();
  var plane = p.in1 + n * p.c1 * p.h * p.w;
  var at = p.weight + co;
  for (var c = 0u; c < p.c1; c++) {
    let d0 = across(load(plane, i32(y) - 1, i32(x) - 1));
    let d1 = across(load(plane, i32(y), i32(x) - 1));
    let d2 = across(load(plane, i32(y) + 1, i32(x) - 1));
    let d3 = across(load(plane, i32(y) + 2, i32(x) - 1));
    let v0 = d0 - d2;
    let v1 = d1 + d2;
    let v2 = d2 - d1;
    let v3 = d1 - d3;
    let s = p.outC4;
    m00 += v0.x * filters(at); m01 += v0.y * filters(at + s);
    m02 += v0.z * filters(at + 2u * s); m03 += v0.w * filters(at + 3u * s);
    m10 += v1.x * filters(at + 4u * s); m11 += v1.y * filters(at + 5u * s);
    m12 += v1.z * filters(at + 6u * s); m13 += v1.w * filters(at + 7u * s);
    m20 += v2.x * filters(at + 8u * s); m21 += v2.y * filters(at + 9u * s);
    m22 += v2.z * filters(at + 10u * s); m23 += v2.w * filters(at + 11u * s);
    m30 += v3.x * filters(at + 12u * s); m31 += v3.y * filters(at + 13u * s);
    m32 += v3.z * filters(at + 14u * s); m33 += v3.w * filters(at + 15u * s);
    plane += p.h * p.w;
    at += 16u * s;
  }
  // Aᵀ·m·A
  let t00 = m00 + m10 + m20; let t01 = m01 + m11 + m21; let t02 = m02 + m12 + m22; let t03 = m03 + m13 + m23;
  let t10 = m10 - m20 - m30; let t11 = m11 - m21 - m31; let t12 = m12 - m22 - m32; let t13 = m13 - m23 - m33;
  store(n, co, y, x, t00 + t01 + t02);
  store(n, co, y, x + 1u, t01 - t02 - t03);
  store(n, co, y + 1u, x, t10 + t11 + t12);
  store(n, co, y + 1u, x + 1u, t11 - t12 - t13);
}
