// Starts the program in a worker. The page sends the compiled module and a
// name; for as long as the worker lives it holds a lock of that name, so that
// the page learns of its end however it comes. Where locks are refused, as they
// are with all site data blocked, the page does without.
"use strict";
const base = globalThis.regnetBase ?? location.href; // where the page is, or below it
importScripts(new URL("asset:wasm_exec.js", base), new URL("asset:replay.js", base));
const fetchFrom = fetch;
globalThis.fetch = (url, how) => fetchFrom(new URL(url, base), how);
// What the program will want first: the address is of the page's script.
if (location.hash) {
  const url = location.hash.slice(1), response = fetch(url);
  response.catch(() => {}); // the program will hear of it
  globalThis.regnetFetched = { url, response };
}
// Browsers take their time to find out what graphics adapter there is.
regnetGPU.adapter = navigator.gpu?.requestAdapter(regnetGPU.wanted).catch(() => null);
onmessage = async ({ data: { module, name } }) => {
  onmessage = null;
  if (navigator.locks) {
    await new Promise((held) => navigator.locks.request(name, () => { held(); return new Promise(() => {}); }).catch(held));
  }
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  regnetGPU.memory = instance.exports.mem;
  await go.run(instance);
  setTimeout(() => { throw new Error("the worker's program ended"); });
};

// Reads a part of a bitmap back: RGBA, on white where it is transparent.
let strip;
globalThis.regnetStrip = (bitmap, x, y, width, height) => {
  if (strip?.canvas.width != width || strip.canvas.height < height) {
    strip = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true, alpha: false });
    strip.fillStyle = "#fff";
  }
  strip.fillRect(0, 0, width, height);
  strip.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
  return strip.getImageData(0, 0, width, height).data;
};
