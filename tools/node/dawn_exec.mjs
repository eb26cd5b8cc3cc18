// node dawn_exec.mjs TEST.wasm [ARGS]: runs a Go test binary (GOOS=js
// GOARCH=wasm) in Node with WebGPU by Dawn, Chrome's implementation. For
// `go test -exec "node …/dawn_exec.mjs"`.
//
// Without VK_DRIVER_FILES it runs on SwiftShader, the software driver that
// comes with Debian's Chromium; on a machine with a graphics processor name
// its Vulkan driver there. DAWN_FLAGS is passed on to Dawn.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {createRequire} from 'node:module';
import {spawnSync, execFileSync} from 'node:child_process';

const here = import.meta.dirname;

// The Vulkan loader reads the environment of its process's start.
if (!process.env.REGNET_DAWN) {
  const env = {...process.env, REGNET_DAWN: '1'};
  const chromium = env.CHROMIUM_DIR ?? '/usr/lib/chromium';
  if (!env.VK_DRIVER_FILES) env.VK_DRIVER_FILES = path.join(chromium, 'vk_swiftshader_icd.json');
  if (fs.existsSync(path.join(chromium, 'libvulkan.so.1'))) {
    env.LD_LIBRARY_PATH = [env.LD_LIBRARY_PATH, chromium].filter(Boolean).join(':');
  }
  let runtime;
  if (!env.XDG_RUNTIME_DIR) {
    env.XDG_RUNTIME_DIR = runtime = fs.mkdtempSync(path.join(os.tmpdir(), 'dawn-'));
  }
  const child = spawnSync(process.execPath, [import.meta.filename, ...process.argv.slice(2)], {stdio: 'inherit', env});
  if (runtime) fs.rmSync(runtime, {recursive: true});
  process.exit(child.status ?? 1);
}

const {create, globals} = await import('webgpu');
Object.assign(globalThis, globals);
// Kept in navigator: Dawn's instance must outlive every promise it made.
const gpu = create((process.env.DAWN_FLAGS ?? '').split(' ').filter(Boolean));
Object.defineProperty(globalThis, 'navigator', {value: {gpu}, configurable: true, writable: true});

const require = createRequire(import.meta.url);
Object.assign(globalThis, {require, fs, path});
const goroot = process.env.GOROOT || execFileSync('go', ['env', 'GOROOT']).toString().trim();
require(path.join(goroot, 'lib/wasm/wasm_exec.js'));
require(path.join(here, '../../infer/webgpu/gpu/replay.js'));

const go = new Go();
go.argv = process.argv.slice(2);
go.env = {TMPDIR: os.tmpdir(), ...process.env};
go.exit = code => process.reallyExit(code); // Dawn's destructors can hang at a normal exit
const {instance} = await WebAssembly.instantiate(fs.readFileSync(process.argv[2]), go.importObject);
regnetGPU.memory = instance.exports.mem;
process.on('exit', code => { // no event left: let Go report its deadlock
  if (code === 0 && !go.exited) { go._pendingEvent = {id: 0}; go._resume(); }
});
await go.run(instance);
