// A network in TensorFlow.js, by its fused operations where it has them. file
// is what tfjs.go writes. Values are [batch, row, column, channel] inside, the
// library's own order; inputs are turned once, before anything is timed.
export function network(file) {
  const length = new DataView(file.buffer).getUint32(0, true);
  const {input, logits, steps} = JSON.parse(new TextDecoder().decode(file.subarray(4, 4 + length)));
  const weights = new Float32Array(file.buffer, 4 + length);
  const made = [];
  const tensor = ({at, shape}) => {
    const t = tf.tensor(weights.subarray(at, at + shape.reduce((a, b) => a * b)), shape);
    made.push(t);
    return t;
  };
  const kinds = {
    conv({in: from, in2, out, add, relu, stride, pad, weight, bias}) {
      const filter = tensor(weight), b = tensor(bias);
      const activation = relu && !add ? 'relu' : undefined;
      return v => {
        const x = !in2 ? v[from] : tf.concat([v[from], v[in2]], 3);
        let y = tf.fused.conv2d({x, filter, strides: stride, pad, dimRoundingMode: 'floor', bias: b, activation});
        if (add) y = tf.add(y, v[add]);
        v[out] = relu && add ? tf.relu(y) : y;
      };
    },
    lstm({x, h, c, outH, outC, gates, scale, shift}) {
      const parts = gates.map(g => ({x: tensor(g.x), h: tensor(g.h), bias: tensor(g.bias)}));
      const [s, t] = [tensor(scale), tensor(shift)];
      const window = (from, filter, bias) => tf.fused.depthwiseConv2d({x: from, filter, strides: 1, pad: 'same', bias});
      return v => {
        const gate = k => {
          const ofX = window(v[x], parts[k].x, parts[k].bias);
          return !h ? ofX : tf.add(ofX, window(v[h], parts[k].h));
        };
        let state = tf.mul(tf.sigmoid(gate(0)), tf.tanh(gate(3)));
        if (c) state = tf.add(tf.mul(tf.sigmoid(gate(1)), v[c]), state);
        v[outC] = state;
        v[outH] = tf.relu(tf.add(tf.mul(tf.mul(tf.sigmoid(gate(2)), tf.tanh(state)), s), t));
      };
    },
    maxpool: ({in: from, out}) => v => { v[out] = tf.maxPool(v[from], 3, 2, 1, 'floor'); },
    mean: ({in: from, out}) => v => { v[out] = tf.mean(v[from], [1, 2]); },
    dense({in: from, out, weight, bias}) {
      const b = tensor(weight), add = tensor(bias);
      return v => { v[out] = tf.fused.matMul({a: v[from], b, bias: add}); };
    },
  };
  const calls = steps.map(s => kinds[s.kind](s));
  return {
    async run(values, shape) {
      const out = tf.tidy(() => {
        const v = {[input]: tf.tensor(values, shape)};
        for (const call of calls) call(v);
        return v[logits];
      });
      const data = await out.data();
      out.dispose();
      return data;
    },
    close() { tf.dispose(made); },
  };
}

// channelsLast turns [batch, channel, row, column] into what run takes.
export function channelsLast(values, [batch, channels, rows, columns]) {
  const area = rows * columns, out = new Float32Array(values.length);
  for (let n = 0; n < batch; n++)
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < area; i++) out[(n * area + i) * channels + c] = values[(n * channels + c) * area + i];
  return {values: out, shape: [batch, rows, columns, channels]};
}
