// Looks at the page in every frame: what it says and shows of pictures has to
// be of the one that its caption names, or not be there at all.
window.recorder = (() => {
  const size = 12, scratch = new OffscreenCanvas(size, size).getContext("2d", { willReadFrequently: true });
  const one = (selector) => document.querySelector(selector);
  const text = (selector) => {
    const e = one(selector);
    return !e || !e.checkVisibility() || /^(–|reading…|\s*)$/.test(e.textContent) ? "" : e.textContent;
  };
  const pixels = (selector) => {
    const canvas = one(selector + " canvas");
    if (!canvas || !canvas.checkVisibility()) return "";
    scratch.clearRect(0, 0, size, size);
    scratch.drawImage(canvas, 0, 0, size, size);
    let sum = 0, some = false;
    for (const v of scratch.getImageData(0, 0, size, size).data) { sum = (sum * 31 + v) | 0; some ||= v > 0; }
    return some ? "" + sum : "";
  };
  const paths = (selector) => [...document.querySelectorAll(selector)].map((e) => e.getAttribute("d")).join("");
  const texts = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent).join();
  const reading = (finding) => finding.includes("reading " + caption()) ? "" : finding; // of a network that has not answered yet
  const caption = () => one(".shown").textContent.split(" · ")[0];
  const look = () => {
    const seen = { view: pixels("#view"), said: one("#said").textContent, found: text("#alike-found"), across: texts("#chart-across .v"), finding: reading(text("#finding")) };
    for (const pair of ["aa", "bb", "ab"]) seen["matrix " + pair] = paths(`#matrix-${pair} g path`);
    for (const side of ["A", "B"]) {
      seen["top " + side] = text("#answer-" + side);
      if (one("#why-map-" + side)) {
        seen["why " + side] = pixels("#why-map-" + side);
      } else {
        seen["lens " + side] = pixels("#lens-" + side);
        seen["histogram " + side] = paths(`.map.${side} .histogram path`).replace("M0 20H32", "");
        seen["explained " + side] = text(`#explained-${side} .equation`) || text(`#made .total .${side}`);
      }
      seen["alike " + side] = texts(`#chart-alike .v.${side}`);
      seen["answer " + side] = texts(`#chart-answer .v.${side}`);
    }
    for (const row of document.querySelectorAll(".bar-row")) {
      const name = row.querySelector("b").textContent, [a, b] = row.querySelectorAll("span");
      if (a.textContent != "–") seen["share A " + name] = a.textContent;
      if (b.textContent != "–") seen["share B " + name] = b.textContent;
    }
    for (const cell of ["0-1-1", "0-3-3", "1-2-1", "2-1-3", "2-3-2", "3-1-1", "3-3-3"]) seen["cell " + cell] = pixels("#cell-" + cell);
    return seen;
  };
  const known = {}, faults = [], captions = {};
  let frames = 0, blank = 0, on = false;
  const frame = () => {
    requestAnimationFrame(frame);
    if (!on) return;
    const name = caption(), seen = look();
    frames++;
    captions[name] = (captions[name] ?? 0) + 1;
    for (const key in seen) {
      if (!seen[key]) blank++;
      else if (key.startsWith("share") && known[name]?.[key] === undefined) continue; // of a class that is not listed when both have answered
      else if (seen[key] !== known[name]?.[key] && faults.length < 20) faults.push(`${name}: ${key} is ${seen[key].slice(0, 60)}, not ${known[name]?.[key]?.slice(0, 60)}`);
    }
  };
  requestAnimationFrame(frame);
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  // settle waits until all of the picture is there, and remembers it.
  const settle = async (name) => {
    for (let last = "", same = 0; same < 8; await wait(60)) {
      const seen = look(), now = JSON.stringify(seen);
      same = caption() == name && now == last && !one("#chip").classList.contains("busy") && Object.values(seen).every((v) => v) ? same + 1 : 0;
      last = now;
      known[caption()] = seen;
    }
  };
  return {
    settle,
    start() { on = true; },
    // change clicks so many samples as fast as no one can. Of every twenty one is
    // left for a moment, each in its turn: on a busy machine the others may come
    // and go unseen.
    async change(times) {
      const samples = [...document.querySelectorAll(".gallery button")];
      for (let i = 0; i < times; i++) {
        const rests = i % 20 == 0;
        samples[(rests ? i / 20 : Math.floor(Math.random() * samples.length)) % samples.length].click();
        await wait(rests ? 350 : Math.random() * 40);
      }
    },
    report: () => ({ frames, blank, faults, captions: Object.keys(captions).length }),
  };
})();
