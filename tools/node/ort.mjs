// Runs ONNX files with ONNX Runtime for node.go, which starts this program:
// a request is one line of JSON on standard input, its answer one line on
// standard output. Numbers travel as little-endian float32 in base64.
import { createInterface } from 'node:readline';
import ort from 'onnxruntime-node';

const sessions = [];

const requests = {
  // load makes a session for one input.
  async load({ model, threads, input, shape }) {
    const bytes = Buffer.from(input, 'base64');
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const session = await ort.InferenceSession.create(model, {
      executionProviders: ['cpu'], intraOpNumThreads: threads, interOpNumThreads: 1,
      executionMode: 'sequential', graphOptimizationLevel: 'all', logSeverityLevel: 3,
    });
    sessions.push({ session, feeds: { input: new ort.Tensor('float32', values, shape) } });
    return { session: sessions.length - 1 };
  },

  // run repeats for so many seconds, at least once.
  async run({ session, seconds }) {
    const { session: s, feeds } = sessions[session];
    const ms = [];
    let out;
    const end = performance.now() + 1000 * seconds;
    do {
      const start = performance.now();
      out = await s.run(feeds);
      ms.push(performance.now() - start);
    } while (performance.now() < end);
    const { data, dims } = out.logits;
    return { ms, shape: dims, logits: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
  },

  async release({ session }) {
    await sessions[session].session.release();
    sessions[session] = null;
    return {};
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await requests[request.do](request);
  } catch (e) {
    answer = { error: String(e.message ?? e) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
