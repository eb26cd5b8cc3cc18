// Convolution of any odd kernel and stride, of one or two concatenated inputs,
// as an implicit GEMM in outer products over quads (see conv3x3_quad.wgsl).
//
// A quad makes sixteen positions of eight output channels: lane k has channels
// k and k+4 and loads positions k, k+4, k+8 and k+12. For one place of the
// kernel and one input channel, 4 loads of input and 2 of weights feed 32
// multiply-adds in each lane. Where the input lies is worked out once for each
// place of the kernel; the channels are the inner loop. The concatenation is
// never made: that loop runs over the first input's channels, then over the
// second's.
//
// Workgroup: 8 tiles. Grid: positions/128, output channels/8, batch.
override KERNEL: u32 = 1u;
override STRIDE: u32 = 1u;

// Place is where an output position finds its input for one place of the
// kernel: the element in a plane, and 1, or 0 where that is padding.
struct Place { at: u32, on: f32 }

fn place(i: u32, ky: u32, kx: u32) -> Place {
  let j = min(i, p.oh * p.ow - 1u);
  let y = i32((j / p.ow) * STRIDE + ky) - i32(KERNEL / 2u);
  let x = i32((j % p.ow) * STRIDE + kx) - i32(KERNEL / 2u);
  let inside = y >= 0 && x >= 0 && y < i32(p.h) && x < i32(p.w);
  let at = u32(clamp(y, 0, i32(p.h) - 1)) * p.w + u32(clamp(x, 0, i32(p.w) - 1));
  return Place(at, select(0.0, 1.0, inside));
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
  let hw = p.h * p.w;
  let places = KERNEL * KERNEL;

  // s<j> has four positions of channel co, t<j> of co+4.
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var t0 = vec4f(); var t1 = vec4f(); var t2 = vec4f(); var t3 = vec4f();
  for (var k = 0u; k < places; k++) {
    let p0 = place(i + lane, k / KERNEL, k % KERNEL);
    let p1 = place(i + lane + 4u, k / KERNEL, k % KERNEL);
    let p2 = place(i + lane + 8u, k / KERNEL, k % KERNEL);
    let p3 = place(i + lane + 12u, k / KERNEL, k % KERNEL);
    var wi = p.weight + k * p.outC4 + co;
    var plane = p.in1 + n * p.c1 * hw;
    for (var c = 0u; c < p.c1 + p.c2; c++) {
      if (c == p.c1) { plane = p.in2 + n * p.c2 * hw; }
      let w = weights[wi];
      let v = weights[wi + 4u];
      let b0 = spread(a[plane + p0.at] * p0.on);
      let b1 = spread(a[plane + p1.at] * p1.on);
      let b2 = spread(a[plane + p2.at] * p2.on);
      let b3 = spread(a[plane + p3.at] * p3.on);
      s0 += w * b0; s1 += w * b1; s2 += w * b2; s3 += w * b3;
      t0 += v * b0; t1 += v * b1; t2 += v * b2; t3 += v * b3;
      plane += hw;
      wi += places * p.outC4;
    }
  }
  store(n, co, i, s0, t0);
  store(n, co, i + 4u, s1, t1);
  store(n, co, i + 8u, s2, t2);
  store(n, co, i + 12u, s3, t3);
}
