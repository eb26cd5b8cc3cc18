// Squeeze and excitation (Hu et al., arXiv 1709.01507), first half: the scales
// σ(fc2(ReLU(fc1(mean)))) of one picture's channels.
//
// A workgroup makes one picture, in three steps between barriers; its
// intermediate vectors lie in the arena. fc1 is [channel][hidden], fc2
// [hidden][channel], each followed by its biases: neighbouring invocations
// read neighbouring weights. Grid: 1, 1, batch.
struct Params {
  in: u32, channels: u32, area: u32, hidden: u32,
  fc1: u32, fc2: u32,
  mean: u32, middle: u32, scale: u32, // scratch: [batch][channels], [batch][hidden], [batch][channels]
}
const SIZE = 64u;

@compute @workgroup_size(SIZE)
fn main(@builtin(local_invocation_index) me: u32, @builtin(workgroup_id) group: vec3u) {
  let n = group.z;
  for (var c = me; c < p.channels; c += SIZE) {
    let src = p.in + (n * p.channels + c) * p.area;
    var sum = 0.0;
    for (var i = 0u; i < p.area; i++) { sum += a[src + i]; }
    a[p.mean + n * p.channels + c] = sum / f32(p.area);
  }
  storageBarrier();
  for (var k = me; k < p.hidden; k += SIZE) {
    var sum = weights[p.fc1 + p.channels * p.hidden + k];
    for (var c = 0u; c < p.channels; c++) {
      sum += weights[p.fc1 + c * p.hidden + k] * a[p.mean + n * p.channels + c];
    }
    a[p.middle + n * p.hidden + k] = relu(sum);
  }
  storageBarrier();
  for (var c = me; c < p.channels; c += SIZE) {
    var sum = weights[p.fc2 + p.hidden * p.channels + c];
    for (var k = 0u; k < p.hidden; k++) {
      sum += weights[p.fc2 + k * p.channels + c] * a[p.middle + n * p.hidden + k];
    }
    a[p.scale + n * p.channels + c] = sigmoid(sum);
  }
}
