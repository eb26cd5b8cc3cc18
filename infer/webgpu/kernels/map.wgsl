// What measuring and drawing a map share. A map is one picture's activation,
// or the difference of two of the same shape, [channel][row][column].
struct Map {
  first: u32,              // where the map begins in a
  second: u32,             // what is taken off it in b, or NONE
  channels: u32, rows: u32, cols: u32,
  columns: u32, gap: u32,  // of the atlas: channels in a row, blank pixels between them
  slot: u32,               // where the scale's end lies in ends
  signed: u32,             // the scale has zero in its middle
  low: f32, high: f32,     // the scale, if it is not measured
  measured: u32,
}
@group(0) @binding(0) var<uniform> m: Map;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;

const NONE = 0xffffffffu;

// finite reports whether a value is neither NaN nor infinite: what is not stands on
// no scale.
fn finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }

fn value(i: u32) -> f32 {
  var v = a[m.first + i];
  if (m.second != NONE) { v -= b[m.second + i]; }
  return v;
}
