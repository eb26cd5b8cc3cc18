// Convolution of any odd kernel and stride, of one or two concatenated inputs,
// as an implicit GEMM through workgroup memory: the patches that im2col would
// unfold are gathered tile by tile and never stored (Chetlur et al., "cuDNN:
// Efficient Primitives for Deep Learning", arXiv 1410.0759).
//
// A workgroup of 64 makes 64 positions of 32 output channels; an invocation
// makes 8 positions of 4 channels, a register tile of 8 vec4. The sum runs over
// input channel, kernel row and kernel column together, 8 steps at a time: the
// workgroup loads 8 × 64 values of input and 8 × 32 weights, neighbours side by
// side, and every step then reads three vec4 for 32 multiply-adds. It is for
// adapters with memory bandwidth to save and barriers that cost little. The tiles'
// precision stands in single.wgsl or half.wgsl.
//
// Grid: positions/64, output channels/32, batch.
override KERNEL: u32 = 3u;
override STRIDE: u32 = 1u;

const STEPS = 8u;
var<workgroup> patches: array<array<number4, 16>, STEPS>;
var<workgroup> filters: array<array<number4, 8>, STEPS>;

// patchAt is the input that output position i meets at step k of the sum.
fn patchAt(n: u32, i: u32, k: u32) -> f32 {
  let places = KERNEL * KERNEL;
  let c = k / places;
  if (i >= p.oh * p.ow || c >= p.c1 + p.c2) { return 0.0; }
  let y = i32((i / p.ow) * STRIDE + k % places / KERNEL) - i32(KERNEL / 2u);
  let x = i32((i % p.ow) * STRIDE + k % KERNEL) - i32(KERNEL / 2u);
  if (y < 0 || x < 0 || y >= i32(p.h) || x >= i32(p.w)) { return 0.0; }
  let plane = select(p.in2 + (n * p.c2 + c - p.c1) * p.h * p.w, p.in1 + (n * p.c1 + c) * p.h * p.w, c < p.c1);
  return a[plane + u32(y) * p.w + u32(x)];
}

fn filters4(k: u32, co: u32) -> vec4f {
  if (co >= p.outC4 || k >= (p.c1 + p.c2) * KERNEL * KERNEL) { return vec4f(); }
  let at = p.weight + k * p.outC4 + co;
  return vec4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]);
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) me: u32, @builtin(workgroup_id) group: vec3u) {
  let n = group.z;
  let row = me % 8u;
  let column = me / 8u;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var s4 = vec4f(); var s5 = vec4f(); var s6 = vec4f(); var s7 = vec4f();
  let steps = (p.c1 + p.c2) * KERNEL * KERNEL;
  for (var k = 0u; k < steps; k += STEPS) {
    for (var j = 0u; j < STEPS; j++) {
      patches[j][me / 4u][me % 4u] = number(patchAt(n, group.x * 64u + me, k + j));
    }
    filters[column][row] = number4(filters4(k + column, group.y * 32u + row * 4u));
    workgroupBarrier();
    for (var j = 0u; j < STEPS; j++) {
      let x = patches[j][row * 2u];
      let y = patches[j][row * 2u + 1u];
      let w = filters[j][column];
      s0 += vec4f(x.x * w); s1 += vec4f(x.y * w); s2 += vec4f(x.z * w); s3 += vec4f(x.w * w);
      s4 += vec4f(y.x * w); s5 += vec4f(y.y * w); s6 += vec4f(y.z * w); s7 += vec4f(y.w * w);
    }
    workgroupBarrier();
  }
  let i = group.x * 64u + row * 8u;
  let co = group.y * 32u + column * 4u;
  for (var c = 0u; c < 4u; c++) {
    finish(n, co + c, i, s0[c]);
    finish(n, co + c, i + 1u, s1[c]);
    finish(n, co + c, i + 2u, s2[c]);
    finish(n, co + c, i + 3u, s3[c]);
    finish(n, co + c, i + 4u, s4[c]);
    finish(n, co + c, i + 5u, s5[c]);
    finish(n, co + c, i + 6u, s6[c]);
    finish(n, co + c, i + 7u, s7[c]);
  }
}
