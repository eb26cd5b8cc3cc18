// The benchmark's page: runs a network in our engine or in ONNX Runtime Web,
// as the Go program asks through window.bench. Both run on this thread, are
// handed a Float32Array and hand one back, and are timed by the same lines.
const gpu = location.search === '?webgpu';
const ort = await import(gpu ? '/ort/ort.webgpu.min.mjs' : '/ort/ort.wasm.min.mjs');

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
// network's making: one engine compiles its shaders then, the other in its
// first run.
async function onGPU(backend, weights, onnx, bytes, shape, classes) {
  const [batch] = shape;
  const file = await fetched(backend ? weights : onnx);
  let network;
  if (backend) {
    const logits = new Float32Array(batch * classes);
    const out = new Uint8Array(logits.buffer);
    return {
      async once() {
        network ??= ours(await regnet.webgpu.load(file, batch));
        ours(await regnet.webgpu.run(network, bytes, out));
        return logits;
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

  // open makes a subject of a backend or, with backend "", of the peer.
  async open({ backend, weights, onnx, input: from, shape, classes }) {
    const bytes = await fetched(from), [batch] = shape;
    const input = new Float32Array(bytes.buffer);
    if (gpu) {
      subjects.push(await onGPU(backend, weights, onnx, bytes, shape, classes));
    } else if (backend) {
      const id = ours(regnet.load(await fetched(weights), backend, batch));
      const logits = new Float32Array(batch * classes);
      const out = new Uint8Array(logits.buffer);
      subjects.push({
        once() { ours(regnet.run(id, bytes, out)); return logits; },
        close() { ours(regnet.close(id)); },
      });
    } else {
      const session = await ort.InferenceSession.create(await fetched(onnx), {
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

  async close(subject) {
    await subjects[subject].close();
    subjects[subject] = null;
  },
};
