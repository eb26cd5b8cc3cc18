// What the regulators' cells share: parameters, windows and states. The cells
// are those of the paper (arXiv 2101.00590, Section III).
//
// A gate is a 3×3 window over a·X + b·H of one channel; a and b, which the
// file gives once for the channel, are multiplied into the window's weights
// when they are packed, so a gate is the sum of two windows. Weights of one
// channel with G gates: [X then H][kernel row][kernel column][G], then G
// biases, then scale and shift of the norm.
struct Params {
  x: u32, h: u32, c: u32,             // the input I and the state; h and c NONE in a stage's first block
  outH: u32, outC: u32,
  channels: u32, rows: u32, cols: u32,
  weight: u32,
  tap0: u32, tap1: u32, tap2: u32, tap3: u32, // where gates go that are looked at, or NONE
  z: u32, rh: u32,                    // of the gru, between its two kernels
}

// window reads the neighbour (dy, dx) of position (y, x) in the plane that
// begins at src; zero outside.
fn window(src: u32, y: i32, x: i32, dy: i32, dx: i32) -> f32 {
  let iy = y + dy;
  let ix = x + dx;
  if (iy < 0 || ix < 0 || iy >= i32(p.rows) || ix >= i32(p.cols)) { return 0.0; }
  return a[src + u32(iy) * p.cols + u32(ix)];
}

// normed is ReLU(bn_h(H̃)); at is where the channel's scale and shift lie.
fn normed(at: u32, h: f32) -> f32 { return relu(h * weights[at] + weights[at + 1u]); }

fn show(tap: u32, at: u32, v: f32) {
  if (tap != NONE) { a[tap + at] = v; }
}
