// node chromium_exec.mjs TEST.wasm [ARGS]: runs a Go test binary (GOOS=js
// GOARCH=wasm) in headless Chromium with WebGPU. For
// `go test -exec "node …/chromium_exec.mjs"`. CHROMIUM names another browser,
// CHROMIUM_FLAGS its further flags (an adapter other than SwiftShader, say).
// Without Vulkan for the compositor too, a WebGPU canvas kills the graphics
// process of a browser that runs on SwiftShader.
//
// The page talks to a server on the loopback interface alone: it gets the
// binary and the files the test opens (read only), and posts what the test
// prints.
import http from 'node:http';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {spawn, execFileSync} from 'node:child_process';

const [binary, ...args] = process.argv.slice(2);
const here = import.meta.dirname;
const goroot = process.env.GOROOT || execFileSync('go', ['env', 'GOROOT']).toString().trim();
const files = {
  '/': ['text/html', path.join(here, 'chromium_exec.html')],
  '/wasm_exec.js': ['text/javascript', path.join(goroot, 'lib/wasm/wasm_exec.js')],
  '/replay.js': ['text/javascript', path.join(here, '../../infer/webgpu/gpu/replay.js')],
  '/test.wasm': ['application/wasm', binary],
};
const start = {
  argv: ['test.wasm', ...args], cwd: process.cwd(),
  env: Object.fromEntries(Object.entries(process.env).filter(([k]) => /^(GPU_|REGNET_|GODEBUG)/.test(k))),
};

function stat(name) {
  const s = fs.statSync(name);
  return {mode: s.mode, size: s.size, mtimeMs: s.mtimeMs, names: s.isDirectory() ? fs.readdirSync(name) : undefined};
}

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  // Isolated, so that the page's clock is a fine one.
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  const send = (type, body) => { response.setHeader('Content-Type', type); response.end(body); };
  try {
    if (files[url.pathname]) return send(files[url.pathname][0], fs.readFileSync(files[url.pathname][1]));
    const body = Buffer.concat(await request.toArray());
    switch (url.pathname) {
      case '/start': return send('application/json', JSON.stringify(start));
      case '/stat': return send('application/json', JSON.stringify(stat(url.searchParams.get('path'))));
      case '/read': return send('application/octet-stream', fs.readFileSync(url.searchParams.get('path')));
      case '/print': process.stdout.write(body); return response.end();
      case '/exit': response.end(); return finish(Number(body));
    }
    throw new Error('no such page');
  } catch (e) {
    response.statusCode = 404;
    response.end(e.code ?? e.message);
  }
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));

const swiftshader = '--use-webgpu-adapter=swiftshader --enable-features=Vulkan --use-vulkan=swiftshader --use-angle=swiftshader';
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
const browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [
  '--headless', '--no-sandbox', '--enable-unsafe-webgpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  `--user-data-dir=${profile}`,
  ...(process.env.CHROMIUM_FLAGS ?? swiftshader).split(' ').filter(Boolean),
  `http://127.0.0.1:${server.address().port}/`,
], {stdio: ['ignore', 'ignore', 'pipe']});
let log = '';
browser.stderr.on('data', d => { log = (log + d).slice(-4000); });

let done = false;
function finish(code) {
  if (done) return;
  done = true;
  server.close();
  browser.once('exit', () => {
    fs.rmSync(profile, {recursive: true, force: true, maxRetries: 5});
    process.exit(code);
  });
  if (browser.exitCode !== null || browser.signalCode !== null) browser.emit('exit');
  else browser.kill();
}
browser.on('error', e => { console.error(`chromium_exec: ${e.message}`); finish(2); });
browser.on('exit', () => { if (!done) { console.error(`chromium_exec: the browser ended\n${log}`); finish(2); } });
