// Measures what multiply-adds the adapter does at most: eight independent
// chains of vec4 in registers, which touch no memory until the end.
// Grid: any, 1, 1. Each round is 32 multiply-adds an invocation.
struct Params { rounds: u32 }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = vec4f(weights[0], weights[1], weights[2], weights[3]);
  let g = vec4f(f32(id.x)) * f;
  var s0 = g; var s1 = g + 1.0; var s2 = g + 2.0; var s3 = g + 3.0;
  var s4 = g + 4.0; var s5 = g + 5.0; var s6 = g + 6.0; var s7 = g + 7.0;
  for (var i = 0u; i < p.rounds; i++) {
    s0 = fma(s0, f, g); s1 = fma(s1, f, g); s2 = fma(s2, f, g); s3 = fma(s3, f, g);
    s4 = fma(s4, f, g); s5 = fma(s5, f, g); s6 = fma(s6, f, g); s7 = fma(s7, f, g);
  }
  let s = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
  a[id.x] = s.x + s.y + s.z + s.w;
}
