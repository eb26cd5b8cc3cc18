// Convolution of any odd kernel and stride, the plain way.
//
// An invocation makes one position of four output channels: each input value
// it loads meets four weights. Grid: positions/64, output channels/4, batch.
// No workgroup memory and no subgroups; every adapter can run it.
override KERNEL: i32 = 3;
override STRIDE: i32 = 1;

fn accumulate(start: vec4f, image: u32, channels: u32, weight: u32, y: i32, x: i32, co: u32) -> vec4f {
  var sum = start;
  var plane = image;
  var wi = weight + co;
  for (var c = 0u; c < channels; c++) {
    for (var ky = 0; ky < KERNEL; ky++) {
      let iy = y + ky;
      for (var kx = 0; kx < KERNEL; kx++) {
        let ix = x + kx;
        if (iy >= 0 && ix >= 0 && iy < i32(p.h) && ix < i32(p.w)) {
          let v = a[plane + u32(iy) * p.w + u32(ix)];
          sum += v * vec4f(weights[wi], weights[wi + 1u], weights[wi + 2u], weights[wi + 3u]);
        }
        wi += p.outC4;
      }
    }
    plane += p.h * p.w;
  }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= p.oh * p.ow) { return; }
  let co = id.y * 4u;
  let n = id.z;
  let y = i32(i / p.ow) * STRIDE - KERNEL / 2;
  let x = i32(i % p.ow) * STRIDE - KERNEL / 2;
  let hw = p.h * p.w;
  var sum = accumulate(vec4f(), p.in1 + n * p.c1 * hw, p.c1, p.weight, y, x, co);
  if (p.c2 > 0u) {
    let second = p.weight + p.c1 * u32(KERNEL * KERNEL) * p.outC4;
    sum = accumulate(sum, p.in2 + n * p.c2 * hw, p.c2, second, y, x, co);
  }
  for (var k = 0u; k < 4u; k++) { finish(n, co + k, i, sum[k]); }
}
