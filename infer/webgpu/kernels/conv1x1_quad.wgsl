// 1×1 convolution of any stride, of one or two concatenated inputs, as an
// outer product over quads (see conv3x3_quad.wgsl).
//
// A quad makes sixteen positions of eight output channels: lane k has channels
// k and k+4 and loads positions k, k+4, k+8 and k+12. For one input channel 4
// loads of input and 2 of weights feed 32 multiply-adds in each lane. The
// concatenation is never made: the sum runs over the first input's channels,
// then over the second's.
//
// Workgroup: 8 tiles. Grid: positions/128, output channels/8, batch.
override STRIDE: u32 = 1u;

// source is where position i lies in a channel's plane.
fn source(i: u32) -> u32 {
  let j = min(i, p.oh * p.ow - 1u);
  return (j / p.ow) * STRIDE * p.w + (j % p.ow) * STRIDE;
}

fn spread(v: f32) -> vec4f {
  return vec4f(quadBroadcast(v, 0u), quadBroadcast(v, 1u), quadBroadcast(v, 2u), quadBroadcast(v, 3u));
}

fn store(n: u32, co: u32, i: u32, first: vec4f, second: vec4f) {
  for (var k = 0u; k < 4u; k++) {
    finish(n, co, i + k, first[k]);
    finish(n, co + 4u, i + k, second[k]);
  }
}

@compute @workgroup_size(4, 8)
fn main(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u) {
  let lane = local.x;
  let i = (group.x * 8u + local.y) * 16u;
  let co = group.y * 8u + lane;
  let n = group.z;
  let at0 = source(i + lane);
  let at1 = source(i + lane + 4u);
  let at2 = source(i + lane + 8u);
  let at3 = source(i + lane + 12u);
  let hw = p.h * p.w;

  // s<j> has four positions of channel co, t<j> of co+4.
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var t0 = vec4f(); var t1 = vec4f(); var t2 = vec4f(); var t3 = vec4f();
  var wi = p.weight + co;
  var plane = p.in1 + n * p.c1 * hw;
  for (var c = 0u; c < p.c1 + p.c2; c++) {
    if (c == p.c1) { plane = p.in2 + n * p.c2 * hw; }
    let w = weights[wi];
    let v = weights[wi + 4u];
    let b0 = spread(a[plane + at0]);
    let b1 = spread(a[plane + at1]);
    let b2 = spread(a[plane + at2]);
    let b3 = spread(a[plane + at3]);
    s0 += w * b0; s1 += w * b1; s2 += w * b2; s3 += w * b3;
    t0 += v * b0; t1 += v * b1; t2 += v * b2; t3 += v * b3;
    plane += hw;
    wi += p.outC4;
  }
  store(n, co, i, s0, t0);
  store(n, co, i + 4u, s1, t1);
  store(n, co, i + 8u, s2, t2);
  store(n, co, i + 12u, s3, t3);
}
