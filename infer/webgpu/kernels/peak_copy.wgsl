// Measures the adapter's bandwidth: the arena's first half is copied to the
// second, neighbouring invocations side by side. An invocation copies four
// values. Grid: values/1024, 1, 1.
struct Params { half: u32 }

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) me: u32, @builtin(workgroup_id) group: vec3u) {
  for (var k = 0u; k < 4u; k++) {
    let i = (group.x * 4u + k) * 256u + me;
    if (i < p.half) { a[p.half + i] = a[i]; }
  }
}
