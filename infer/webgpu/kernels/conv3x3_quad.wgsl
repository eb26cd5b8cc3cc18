// 3×3 convolution of stride 1 as an outer product over quads, four
// neighbouring invocations of a subgroup.
//
// A quad makes a tile of 4 rows × 2 columns of eight output channels: lane k
// has channels k and k+4. For one input channel the quad needs 6 rows × 4
// columns of input; lane k loads column k of each row, and quadBroadcast hands
// every value to all lanes. So 6 loads of input and 18 of weights feed 144
// multiply-adds in each lane: register tiling as in implicit GEMM (Chetlur et
// al., "cuDNN: Efficient Primitives for Deep Learning", arXiv 1410.0759), with
// the subgroup's registers in the place of workgroup memory, and no barrier.
// It is fast where loads are dear against arithmetic, as on CPU adapters.
//
// Workgroup: 8 tiles. Grid: tiles/8, output channels/8, batch.
fn row(b: vec3f, w0: vec2f, w1: vec2f, w2: vec2f) -> vec2f { return b.x * w0 + b.y * w1 + b.z * w2; }

fn weight(at: u32) -> vec2f { return vec2f(weights[at], weights[at + 4u]); }

// spread hands the four lanes' values to each of them.
fn spread(v: f32) -> vec4f {
  return vec4f(quadBroadcast(v, 0u), quadBroadcast(v, 1u), quadBroadcast(v, 2u), quadBroadcast(v, 3u));
}

fn store(n: u32, co: u32, y: u32, x: u32, sum: vec2f) {
  if (y >= p.oh || x >= p.ow) { return; }
  finish(n, co, y * p.ow + x, sum.x);
  finish(n, co + 4u, y * p.ow + x, sum.y);
}

@compute @workgroup_size(4, 8)
fn main(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u) {
  let lane = local.x;
  let tile = group.x * 8u + local.y;
  let across = (p.ow + 1u) / 2u;
  let x = (tile % across) * 2u;
  let y = (tile / across) * 4u;
  let co = group.y * 8u + lane;
  let n = group.z;

  // Where the lane's column meets the tile's six rows. Outside the picture it
  // loads some value inside and multiplies it by 0.
  let column = i32(x + lane) - 1;
  let inside = column >= 0 && column < i32(p.w);
  let left = p.in1 + n * p.c1 * p.h * p.w + u32(clamp(column, 0, i32(p.w) - 1));
  let y0 = i32(y) + -1;
  let y1 = i32(y) + 0;
  let y2 = i32(y) + 1;
  let y3 = i32(y) + 2;
  let y4 = i32(y) + 3;
  let y5 = i32(y) + 4;
  let at0 = left + u32(clamp(y0, 0, i32(p.h) - 1)) * p.w;
  let at1 = left + u32(clamp(y1, 0, i32(p.h) - 1)) * p.w;
  let at2 = left + u32(clamp(y2, 0, i32(p.h) - 1)) * p.w;
  let at3 = left + u32(clamp(y3, 0, i32(p.h) - 1)) * p.w;
  let at4 = left + u32(clamp(y4, 0, i32(p.h) - 1)) * p.w;
  let at5 = left + u32(clamp(y5, 0, i32(p.h) - 1)) * p.w;
  let on0 = select(0.0, 1.0, inside && y0 >= 0 && y0 < i32(p.h));
  let on1 = select(0.0, 1.0, inside && y1 >= 0 && y1 < i32(p.h));
  let on2 = select(0.0, 1.0, inside && y2 >= 0 && y2 < i32(p.h));
  let on3 = select(0.0, 1.0, inside && y3 >= 0 && y3 < i32(p.h));
  let on4 = select(0.0, 1.0, inside && y4 >= 0 && y4 < i32(p.h));
  let on5 = select(0.0, 1.0, inside && y5 >= 0 && y5 < i32(p.h));

  var s00 = vec2f(); var s01 = vec2f();
  var s10 = vec2f(); var s11 = vec2f();
  var s20 = vec2f(); var s21 = vec2f();
  var s30 = vec2f(); var s31 = vec2f();
  var plane = 0u;
  var wi = p.weight + co;
  for (var c = 0u; c < p.c1; c++) {
    let w00 = weight(wi + 0u * p.outC4);
    let w01 = weight(wi + 1u * p.outC4);
    let w02 = weight(wi + 2u * p.outC4);
    let w10 = weight(wi + 3u * p.outC4);
    let w11 = weight(wi + 4u * p.outC4);
    let w12 = weight(wi + 5u * p.outC4);
    let w20 = weight(wi + 6u * p.outC4);
    let w21 = weight(wi + 7u * p.outC4);
    let w22 = weight(wi + 8u * p.outC4);
    let b0 = spread(a[at0 + plane] * on0);
    let b1 = spread(a[at1 + plane] * on1);
    let b2 = spread(a[at2 + plane] * on2);
    let b3 = spread(a[at3 + plane] * on3);
    let b4 = spread(a[at4 + plane] * on4);
    let b5 = spread(a[at5 + plane] * on5);
    s00 += row(b0.xyz, w00, w01, w02) + row(b1.xyz, w10, w11, w12) + row(b2.xyz, w20, w21, w22);
    s01 += row(b0.yzw, w00, w01, w02) + row(b1.yzw, w10, w11, w12) + row(b2.yzw, w20, w21, w22);
    s10 += row(b1.xyz, w00, w01, w02) + row(b2.xyz, w10, w11, w12) + row(b3.xyz, w20, w21, w22);
    s11 += row(b1.yzw, w00, w01, w02) + row(b2.yzw, w10, w11, w12) + row(b3.yzw, w20, w21, w22);
    s20 += row(b2.xyz, w00, w01, w02) + row(b3.xyz, w10, w11, w12) + row(b4.xyz, w20, w21, w22);
    s21 += row(b2.yzw, w00, w01, w02) + row(b3.yzw, w10, w11, w12) + row(b4.yzw, w20, w21, w22);
    s30 += row(b3.xyz, w00, w01, w02) + row(b4.xyz, w10, w11, w12) + row(b5.xyz, w20, w21, w22);
    s31 += row(b3.yzw, w00, w01, w02) + row(b4.yzw, w10, w11, w12) + row(b5.yzw, w20, w21, w22);
    plane += p.h * p.w;
    wi += 9u * p.outC4;
  }
  store(n, co, y + 0u, x, s00); store(n, co, y + 0u, x + 1u, s01);
  store(n, co, y + 1u, x, s10); store(n, co, y + 1u, x + 1u, s11);
  store(n, co, y + 2u, x, s20); store(n, co, y + 2u, x + 1u, s21);
  store(n, co, y + 3u, x, s30); store(n, co, y + 3u, x + 1u, s31);
}
