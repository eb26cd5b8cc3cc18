// What the cells' tiled kernels share: an invocation makes a tile of 4 rows ×
// 2 columns of one channel. It loads the 6 × 4 values that the tile's windows
// touch once, and each weight once for all eight positions: a window costs 3
// loads of input instead of 9, and an eighth of the weights.

// Patch is the input of a tile by rows, zero outside the picture.
struct Patch { r0: vec4f, r1: vec4f, r2: vec4f, r3: vec4f, r4: vec4f, r5: vec4f }

// Tile has two neighbours in each of four rows.
struct Tile { r0: vec2f, r1: vec2f, r2: vec2f, r3: vec2f }

fn patchRow(src: u32, y: i32, x: i32) -> vec4f {
  let row = src + u32(clamp(y, 0, i32(p.rows) - 1)) * p.cols;
  let last = i32(p.cols) - 1;
  let v = vec4f(
    a[row + u32(clamp(x, 0, last))], a[row + u32(clamp(x + 1, 0, last))],
    a[row + u32(clamp(x + 2, 0, last))], a[row + u32(clamp(x + 3, 0, last))]);
  let columns = vec4i(x, x + 1, x + 2, x + 3);
  let inside = (columns >= vec4i(0)) & (columns <= vec4i(last)) & vec4<bool>(y >= 0 && y < i32(p.rows));
  return select(vec4f(), v, inside);
}

// patchAt is the input of the tile whose first position is (y, x).
fn patchAt(src: u32, y: u32, x: u32) -> Patch {
  let top = i32(y) - 1;
  let left = i32(x) - 1;
  return Patch(
    patchRow(src, top, left), patchRow(src, top + 1, left), patchRow(src, top + 2, left),
    patchRow(src, top + 3, left), patchRow(src, top + 4, left), patchRow(src, top + 5, left));
}

fn pair(b: vec4f, w: vec3f) -> vec2f { return b.xy * w.x + b.yz * w.y + b.zw * w.z; }

fn three(at: u32, step: u32) -> vec3f { return vec3f(weights[at], weights[at + step], weights[at + 2u * step]); }

// windows adds a gate's windows; its weights lie step apart.
fn windows(t: Tile, b: Patch, at: u32, step: u32) -> Tile {
  let w0 = three(at, step);
  let w1 = three(at + 3u * step, step);
  let w2 = three(at + 6u * step, step);
  return Tile(
    t.r0 + pair(b.r0, w0) + pair(b.r1, w1) + pair(b.r2, w2),
    t.r1 + pair(b.r1, w0) + pair(b.r2, w1) + pair(b.r3, w2),
    t.r2 + pair(b.r2, w0) + pair(b.r3, w1) + pair(b.r4, w2),
    t.r3 + pair(b.r3, w0) + pair(b.r4, w1) + pair(b.r5, w2));
}

fn filled(v: f32) -> Tile { return Tile(vec2f(v), vec2f(v), vec2f(v), vec2f(v)); }
