// Starts the program on the page. The first two workers set out at the same
// time as the program, each with the address of the weights that it will want:
// a visitor waits for the slowest of them, not for one after another. The
// module, once compiled, is kept for later workers, which run the same file.
"use strict";
(async () => {
  const { weights, first } = JSON.parse(document.getElementById("page-data").textContent);
  const early = globalThis.regnetEarly = first.map((model, side) => {
    const name = `regnet-${side}-1-${performance.timeOrigin}`;
    const worker = new Worker("asset:worker.js#" + weights[model], { name });
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
