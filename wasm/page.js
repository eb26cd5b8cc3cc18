// Starts the program on the page. The first two workers set out at the same
// time as the program, each with the address of the weights that it will want:
// a visitor waits for the slowest of them, not for one after another. The
// module, once compiled, is kept for later workers, which run the same file.
"use strict";
// Starts a worker's script. In a sandboxed frame the page is of no origin and
// none of its server's scripts is of the same: there it begins with one of its own.
globalThis.regnetWorker = (name, weights) => {
  try {
    return new Worker("asset:worker.js#" + weights, { name });
  } catch {
    const base = document.baseURI, script = JSON.stringify(new URL("asset:worker.js", base));
    const begin = new Blob([`globalThis.regnetBase = ${JSON.stringify(base)}; importScripts(${script});`]);
    return new Worker(URL.createObjectURL(begin) + "#" + weights, { name });
  }
};
(async () => {
  const { weights, first } = JSON.parse(document.getElementById("page-data").textContent);
  const early = globalThis.regnetEarly = first.map((model, side) => {
    const name = `regnet-${side}-1-${performance.timeOrigin}`;
    const worker = regnetWorker(name, weights[model]);
    const heard = []; // before the program listens
    worker.onmessage = worker.onerror = (event) => heard.push(event);
    return { worker, name, heard };
  });
  try {
    const module = globalThis.regnetModule = await WebAssembly.compileStreaming(fetch("asset:program.wasm"));
    for (const { worker, name } of early) worker.postMessage({ module, name });
    const go = new Go();
    await go.run(await WebAssembly.instantiate(module, go.importObject));
  } catch (error) {
    console.error(error);
  }
  // The program never ends by itself.
  document.getElementById("stopped").hidden = false;
})();

// Decodes a picture file, off this thread, into an ImageBitmap: upright, its
// colours as they are. SVG has no pixels of its own: it is drawn so large that
// its shorter side has enough of them. What would have more than most pixels
// is given by its size only. Rejects with a sentence, or with the browser's error.
globalThis.regnetDecode = async (file, svg, least, most) => {
  if (!readsBack()) throw "this browser keeps the pixels of pictures from pages (protection against fingerprinting), so only JPEG and PNG can be read";
  const blob = file.slice(0, file.size, svg ? "image/svg+xml" : "");
  if (!svg) return createImageBitmap(blob, { colorSpaceConversion: "none" });
  const image = new Image(), address = image.src = URL.createObjectURL(blob);
  await image.decode().finally(() => URL.revokeObjectURL(address));
  let width = image.naturalWidth || 1, height = image.naturalHeight || 1;
  const times = Math.max(1, Math.max(512, least) / Math.min(width, height));
  width = Math.round(width * times), height = Math.round(height * times);
  if (width * height > most) return { width, height, close() {} };
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  return canvas.transferToImageBitmap();
};

// Some browsers put noise into pixels that are read back, or make them white,
// against fingerprinting: what networks made of those would be no answer.
let honest;
function readsBack() {
  if (honest != undefined) return honest;
  const size = 32, context = new OffscreenCanvas(size, size).getContext("2d", { willReadFrequently: true });
  const drawn = new ImageData(size, size), pixels = drawn.data;
  for (let i = 0; i < pixels.length; i++) pixels[i] = i % 4 == 3 ? 255 : (i * i) / 7 + i * 31;
  context.putImageData(drawn, 0, 0);
  return honest = context.getImageData(0, 0, size, size).data.every((v, i) => v == pixels[i]);
}

// Keeps a few files of the reader's own over a reload, by their ids.
globalThis.regnetOwn = (() => {
  const most = 8;
  const opened = () => new Promise((done, fail) => {
    const request = indexedDB.open("regnet-lens", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("own", { keyPath: "id" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const within = async (mode, work) => {
    const database = await opened(), change = database.transaction("own", mode);
    const ended = new Promise((done, fail) => { change.oncomplete = done; change.onabort = () => fail(change.error); });
    const request = work(change.objectStore("own"));
    await ended.finally(() => database.close());
    return request.result;
  };
  return {
    all: () => within("readonly", (store) => store.getAll()),
    // Where the browser keeps nothing, nothing is kept.
    put: (id, name, file) => within("readwrite", (store) => {
      store.put({ id, name, file, at: Date.now() });
      const request = store.getAll();
      request.onsuccess = () => request.result.sort((a, b) => b.at - a.at).slice(most).forEach((old) => store.delete(old.id));
      return request;
    }).catch(() => {}),
  };
})();
