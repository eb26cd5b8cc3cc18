// Keeps one whole build of the page in the browser, so that it needs no server
// after the first visit. A build's files are taken in together or not at all:
// each is held against the hash of its content first. The page is answered
// from the newest whole build, and names its files by their content, so that a
// program never meets another build's script.
"use strict";
const build = {{.}};
const ours = "regnet-lens ";
const here = (name) => new URL(name, registration.scope).href;

async function fetched(name, hash) {
  // Files named by their content come from the browser's cache: the page has
  // just been using them.
  const response = await fetch(here(name), { cache: name == build.page ? "no-cache" : "default" });
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  if ([...digest].map((b) => b.toString(16).padStart(2, "0")).join("") != hash) throw new Error(`${name}: not the file of this build`);
  return [here(name), response];
}

async function install() {
  const files = await Promise.all(Object.entries(build.files).map((file) => fetched(...file)));
  const cache = await caches.open(ours + build.version);
  try {
    await Promise.all(files.map((file) => cache.put(...file)));
  } catch (full) {
    await caches.delete(ours + build.version);
    throw full;
  }
  await skipWaiting();
}

// Every open page holds a lock of its build's name; a build that no page holds
// may go. On a reload the page before is about to let go of its own.
async function tidy(wait) {
  if (registration.installing || registration.waiting) return; // the next build's files have no page yet
  for (const name of await caches.keys()) {
    if (!name.startsWith(ours) || name == ours + build.version) continue;
    const how = wait ? { signal: AbortSignal.timeout(wait) } : { ifAvailable: true };
    await navigator.locks.request(name, how, (lock) => lock && caches.delete(name)).catch(() => {});
  }
}

async function answer(request) {
  const url = new URL(request.url);
  url.hash = url.search = "";
  if (url.href == here("") || url.href == here(build.page)) {
    const cache = await caches.open(ours + build.version);
    return (await cache.match(here(build.page), { ignoreVary: true })) ?? fetch(request);
  }
  const kept = await caches.match(url.href, { ignoreVary: true });
  if (kept) return kept;
  if (url.href != here(build.own)) return fetch(request);
  // The reader's own pictures are on the server only.
  return fetch(request).catch(() => new Response("[]", { headers: { "Content-Type": "application/json" } }));
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy(0).then(() => clients.claim())));
addEventListener("fetch", (event) => {
  if (event.request.method != "GET" || !event.request.url.startsWith(here(""))) return;
  event.respondWith(answer(event.request).catch(() => fetch(event.request))); // caches may be refused
  if (event.request.mode == "navigate") event.waitUntil(tidy(10_000));
});
