// Stands in the page itself, so that nothing a reader does is lost: until the
// program shows its own page in the place of the one that the build made, clicks,
// keys, choices, drops and pastes are kept, and then done again. A drop never
// makes the browser leave the page, whatever becomes of the program.
"use strict";
{
  const acts = [];
  const isEarly = () => document.getElementById("mount");
  // Finds an element again: by the nearest id around it and the places from there.
  const finder = (e) => {
    const places = [];
    for (; !e.id && e.parentElement; e = e.parentElement) places.unshift([...e.parentElement.children].indexOf(e));
    const id = e.id;
    if (id == "mount") places.shift();
    return () => places.reduce((at, i) => at?.children[i],
      id == "mount" ? document.body.firstElementChild : id ? document.getElementById(id) : document.documentElement);
  };
  let focus;
  const keep = (target, act) => {
    const find = finder(target.closest ? target : document.documentElement);
    acts.push(() => {
      const at = find();
      if (at) act(at);
    });
    regnetKept.wake?.();
  };
  const fire = (target, event, more) => keep(target, (at) => at.dispatchEvent(Object.assign(event, more)));
  const plain = (type) => new Event(type, { bubbles: true, cancelable: true });
  const on = (type, hear) => addEventListener(type, hear, true);
  const early = (type, hear) => on(type, (e) => isEarly() && hear(e, e.target));
  const dragging = (yes) => document.documentElement.classList.toggle("dragging", yes);

  on("dragover", (e) => {
    e.preventDefault();
    dragging(true);
  });
  on("dragleave", (e) => e.relatedTarget || dragging(false)); // the pointer left the window
  on("drop", (e) => {
    e.preventDefault();
    dragging(false);
  });
  early("drop", (e, target) => {
    const { items, files } = e.dataTransfer; // both are empty after the event
    const entries = Array.from(items, (item) => item.webkitGetAsEntry?.());
    fire(target, plain("drop"), { dataTransfer: { files: [...files], items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) } });
  });
  early("paste", (e, target) => {
    const files = [...e.clipboardData.files];
    if (!files.length) return;
    e.preventDefault();
    fire(target, plain("paste"), { clipboardData: { files } });
  });
  early("keydown", (e, target) => fire(target, new KeyboardEvent("keydown", e)));
  early("click", (e, target) => {
    const control = target.closest("label")?.control;
    if (target.closest("a[href]") || target.type == "file") return; // the browser has done it
    if (control && control != target) return; // which hears a click of its own
    fire(target, new MouseEvent("click", e));
  });
  for (const type of ["input", "change"]) early(type, (e, target) => {
    const { value, files } = target;
    if (/^(checkbox|radio)$/.test(target.type)) return; // done by the click
    keep(target, (at) => {
      if (files) at.files = files;
      else at.value = value;
      at.dispatchEvent(plain(type));
    });
  });
  early("focusin", (e, target) => { focus = finder(target); });

  globalThis.regnetKept = {
    wake: null, // is called when there is something
    // Does the next of what was kept; false if that was all.
    next() {
      focus?.()?.focus({ preventScroll: true });
      focus = null;
      acts.shift()?.();
      return acts.length > 0;
    },
    get length() { return acts.length; },
  };
}
