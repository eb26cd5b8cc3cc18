// The least that a page with ONNX Runtime Web does to classify a picture with
// two networks: everything is fetched at once (index.html preloads it), both
// sessions are made while the picture is decoded, and each answer is written
// down as soon as it is there.
import * as ort from '/ort.js';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { mjs: '/ort-loader.js', wasm: '/ort.wasm' };

// pixels reads the picture as the networks want it: the middle square, size ×
// size, normalised, channels first.
async function pixels({ size, mean, std }) {
  const blob = await (await fetch('/picture.jpg')).blob();
  const whole = await createImageBitmap(blob);
  const side = Math.min(whole.width, whole.height);
  const square = await createImageBitmap(whole, (whole.width - side) >> 1, (whole.height - side) >> 1, side, side,
    { resizeWidth: size, resizeHeight: size, resizeQuality: 'high' });
  const context = new OffscreenCanvas(size, size).getContext('2d');
  context.drawImage(square, 0, 0);
  const { data } = context.getImageData(0, 0, size, size);
  const out = new Float32Array(3 * size * size);
  for (let i = 0; i < size * size; i++) {
    for (let c = 0; c < 3; c++) out[c * size * size + i] = (data[4 * i + c] / 255 - mean[c]) / std[c];
  }
  return out;
}

async function answer(name, model) {
  const [session, input] = await Promise.all([ort.InferenceSession.create(`/${name}.onnx`, { executionProviders: ['wasm'] }), pixels(model)]);
  const shape = [1, 3, model.size, model.size];
  const { logits } = await session.run({ input: new ort.Tensor('float32', input, shape) });
  const scores = Array.from(logits.data), most = Math.max(...scores);
  const sum = scores.reduce((s, v) => s + Math.exp(v - most), 0);
  const at = document.getElementById(`answer-${name}`);
  at.textContent = model.classes[scores.indexOf(most)];
  at.title = `${(100 / sum).toFixed(1)} %`;
  at.classList.remove('none');
}

const models = await (await fetch('/models.json')).json();
await Promise.all([answer('A', models.A), answer('B', models.B)]);
