// Global average pool, classifier and softmax of one picture.
//
// A workgroup makes one picture, in steps between barriers. The classifier's
// weights are [channel][class], then the biases: neighbouring invocations read
// neighbouring weights. The largest logit is taken off before exponentials, as
// usual. Grid: 1, 1, batch.
struct Params {
  in: u32, channels: u32, area: u32, classes: u32,
  weight: u32,
  gap: u32, logits: u32, probabilities: u32,
}
const SIZE = 256u;
var<workgroup> partial: array<f32, SIZE>;

@compute @workgroup_size(SIZE)
fn main(@builtin(local_invocation_index) me: u32, @builtin(workgroup_id) group: vec3u) {
  let n = group.z;
  for (var c = me; c < p.channels; c += SIZE) {
    let src = p.in + (n * p.channels + c) * p.area;
    var sum = 0.0;
    for (var i = 0u; i < p.area; i++) { sum += a[src + i]; }
    a[p.gap + n * p.channels + c] = sum / f32(p.area);
  }
  storageBarrier();

  var top = -3.4e38;
  for (var k = me; k < p.classes; k += SIZE) {
    var sum = weights[p.weight + p.channels * p.classes + k];
    for (var c = 0u; c < p.channels; c++) {
      sum += weights[p.weight + c * p.classes + k] * a[p.gap + n * p.channels + c];
    }
    a[p.logits + n * p.classes + k] = sum;
    top = max(top, sum);
  }
  partial[me] = top;
  workgroupBarrier();
  for (var half = SIZE / 2u; half > 0u; half /= 2u) {
    if (me < half) { partial[me] = max(partial[me], partial[me + half]); }
    workgroupBarrier();
  }
  top = partial[0];
  workgroupBarrier();

  var sum = 0.0;
  for (var k = me; k < p.classes; k += SIZE) { sum += exp(a[p.logits + n * p.classes + k] - top); }
  partial[me] = sum;
  workgroupBarrier();
  for (var half = SIZE / 2u; half > 0u; half /= 2u) {
    if (me < half) { partial[me] += partial[me + half]; }
    workgroupBarrier();
  }
  sum = partial[0];
  for (var k = me; k < p.classes; k += SIZE) {
    a[p.probabilities + n * p.classes + k] = exp(a[p.logits + n * p.classes + k] - top) / sum;
  }
}
