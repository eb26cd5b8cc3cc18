// Starts the program on the page. The module, once compiled, is kept for the
// workers, which run the same file.
"use strict";
(async () => {
  try {
    globalThis.regnetModule = await WebAssembly.compileStreaming(fetch("asset:program.wasm"));
    const go = new Go();
    await go.run(await WebAssembly.instantiate(globalThis.regnetModule, go.importObject));
  } catch (error) {
    console.error(error);
  }
  // The program never ends by itself.
  document.getElementById("stopped").hidden = false;
})();
