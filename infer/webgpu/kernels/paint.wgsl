// Draws a map as an atlas: its channels as tiles in rows of m.columns, m.gap
// transparent pixels between them, one pixel a value, coloured by a table of
// 256 steps.
//
// One triangle covers the target; every fragment finds its channel and value.
@group(0) @binding(3) var<storage, read> ends: array<f32>;
@group(0) @binding(4) var<storage, read> palette: array<u32>; // 0xbbggrr

const MISSING = 0xffa500d6u; // atlas.Missing, a magenta

@vertex
fn vertex(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f {
  return vec4f(f32(i % 2u) * 4.0 - 1.0, f32(i / 2u) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment
fn fragment(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let px = u32(at.x);
  let py = u32(at.y);
  let tile = vec2u(px / (m.cols + m.gap), py / (m.rows + m.gap));
  let x = px % (m.cols + m.gap);
  let y = py % (m.rows + m.gap);
  let channel = tile.y * m.columns + tile.x;
  if (x >= m.cols || y >= m.rows || tile.x >= m.columns || channel >= m.channels) { return vec4f(); }

  var low = m.low;
  var high = m.high;
  if (m.measured != 0u) {
    high = ends[m.slot];
    low = select(0.0, -high, m.signed != 0u);
  }
  var step = select(0.0, 128.0, m.signed != 0u);
  let v = value((channel * m.rows + y) * m.cols + x);
  if (!finite(v)) { return unpack4x8unorm(MISSING); }
  if (high > low) {
    step = floor(clamp(255.0 * (v - low) / (high - low), 0.0, 255.0) + 0.5);
  }
  return unpack4x8unorm(palette[u32(step)] | 0xff000000u);
}
