// node wgsl_check.mjs FILE.wgsl…: compiles shaders without a graphics
// processor (Dawn's null backend) and prints every mistake.
import fs from 'node:fs';
import {create, globals} from 'webgpu';

Object.assign(globalThis, globals);
globalThis.instance = create(['backend=null', 'enable-dawn-features=allow_unsafe_apis']);
const adapter = await instance.requestAdapter();
if (!adapter) { console.error('wgsl_check: Dawn has no null adapter'); process.reallyExit(2); }
const features = ['shader-f16', 'subgroups', 'timestamp-query'].filter(f => adapter.features.has(f));
const device = await adapter.requestDevice({requiredFeatures: features});
let mistakes = 0;
for (const file of process.argv.slice(2)) {
  const code = fs.readFileSync(file, 'utf8');
  device.pushErrorScope('validation');
  const module = device.createShaderModule({code});
  const {messages} = await module.getCompilationInfo();
  await device.popErrorScope();
  const errors = messages.filter(m => m.type === 'error').map(m => `${file}:${m.lineNum}:${m.linePos}: ${m.message}`);
  if (!errors.length) {
    for (const [, entryPoint] of code.matchAll(/@compute[^{]*?\bfn\s+(\w+)/g)) {
      try {
        await device.createComputePipelineAsync({layout: 'auto', compute: {module, entryPoint}});
      } catch (e) {
        errors.push(`${file}: ${entryPoint}: ${e.message}`);
      }
    }
  }
  mistakes += errors.length;
  for (const e of errors) console.log(e);
}
process.reallyExit(mistakes ? 1 : 0);
