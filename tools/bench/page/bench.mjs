// The benchmark's page: runs a network in our engine, in ONNX Runtime Web or in
// TensorFlow.js, as the Go program asks through window.bench. All run on this
// thread, are handed a Float32Array and hand one back, and are timed by the
// same lines.
const gpu = location.search === '?webgpu';
const ort = await import(gpu ? '/ort/ort.webgpu.min.mjs' : '/ort/ort.wasm.min.mjs');

let tensorflow;
if (gpu) {
  // Each part of TensorFlow.js adds itself to a global object.
  for (const part of ['core', 'backend-cpu', 'backend-webgpu']) await import(`/tf/tfjs-${part}/dist/tf-${part}.min.js`);
  tensorflow = await import('/tensorflow.mjs');
  if (!await tf.setBackend('webgpu')) throw new Error('TensorFlow.js found no adapter');
}

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = '/ort/';
ort.env.logLevel = 'error';

const subjects = [];

async function fetched(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

// ours unwraps what the engine answers.
function ours(answer) {
  if (answer instanceof Error) throw answer;
  return answer;
}

const ready = new Promise(resolve => { globalThis.regnetReady = resolve; });

// onGPU makes a subject on the graphics adapter. Its first run includes the
// network's making: one engine compiles its shaders then, others in their
// first run.
async function onGPU(engine, file, bytes, shape, classes) {
  const [batch] = shape;
  let network;
  if (engine === 'tfjs') {
    const input = tensorflow.channelsLast(new Float32Array(bytes.buffer), shape);
    return {
      once() {
        network ??= tensorflow.network(file);
        return network.run(input.values, input.shape);
      },
      close() { return network.close(); },
    };
  }
  if (engine === 'webgpu') {
    const logits = new Float32Array(batch * classes);
    const out = new Uint8Array(logits.buffer);
    return {
      async once() {
        network ??= ours(await regnet.webgpu.load(file, batch));
        ours(await regnet.webgpu.run(network, bytes, out));
        return logits;
      },
      async profile(batch) {
        network ??= ours(await regnet.webgpu.load(file, batch));
        return ours(await regnet.webgpu.profile(network, batch));
      },
      async close() { ours(await regnet.webgpu.close(network)); },
    };
  }
  const feeds = { input: new ort.Tensor('float32', new Float32Array(bytes.buffer), shape) };
  return {
    async once() {
      network ??= await ort.InferenceSession.create(file, {
        executionProviders: ['webgpu'], graphOptimizationLevel: 'all',
      });
      return (await network.run(feeds)).logits.data;
    },
    close() { return network.release(); },
  };
}

window.bench = {
  // start loads our engine and says what its simd backend is.
  async start() {
    const go = new Go();
    const { instance } = await WebAssembly.instantiateStreaming(fetch('/engine.wasm'), go.importObject);
    regnetGPU.memory = instance.exports.mem;
    go.run(instance);
    await ready;
    if (!crossOriginIsolated) throw new Error('the page is not isolated: its clock is coarse');
    return gpu ? ours(await regnet.webgpu.open()) : ours(regnet.describe('simd'));
  },

  // open makes a subject of an engine: a backend of ours, or a peer's by the
  // kind of file it reads.
  async open({ engine, file, input: from, shape, classes }) {
    const bytes = await fetched(from), [batch] = shape;
    const peer = engine === 'onnx' || engine === 'tfjs';
    const model = await fetched(file + (peer ? engine : 'safetensors'));
    const input = new Float32Array(bytes.buffer);
    if (gpu) {
      subjects.push(await onGPU(engine, model, bytes, shape, classes));
    } else if (!peer) {
      const id = ours(regnet.load(model, engine, batch));
      const logits = new Float32Array(batch * classes);
      const out = new Uint8Array(logits.buffer);
      subjects.push({
        once() { ours(regnet.run(id, bytes, out)); return logits; },
        close() { ours(regnet.close(id)); },
      });
    } else {
      const session = await ort.InferenceSession.create(model, {
        executionProviders: ['wasm'], graphOptimizationLevel: 'all',
      });
      const feeds = { input: new ort.Tensor('float32', input, shape) };
      subjects.push({
        async once() { return (await session.run(feeds)).logits.data; },
        close() { return session.release(); },
      });
    }
    return subjects.length - 1;
  },

  // run repeats for so many milliseconds, at least once.
  async run(subject, milliseconds) {
    const s = subjects[subject], ms = [];
    const end = performance.now() + milliseconds;
    let logits;
    do {
      const start = performance.now();
      logits = await s.once();
      ms.push(performance.now() - start);
    } while (performance.now() < end);
    return { ms, logits: Array.from(logits) };
  },

  // peak and profile are about our engine on the graphics adapter.
  async peak() { return ours(await regnet.webgpu.peak()); },
  profile(subject, batch) { return subjects[subject].profile(batch); },

  async close(subject) {
    await subjects[subject].close();
    subjects[subject] = null;
  },
};
