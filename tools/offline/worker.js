/**
 * The service worker: what was opened once opens again without a connection. It lies at the site's root and serves
 * both languages under it.
 *
 * - Pages come from the network. Where it does not answer within PATIENCE, or not at all, the kept copy is shown.
 *   A page that was not kept says so and leads to those that are.
 * - Our own files and the theme's carry a hash of their content in their address, so what is kept under it is right.
 *   A page and the files it names can therefore never be of two builds.
 * - The checker's program is not its business: the page keeps that itself, by its own hash (shelf.mjs).
 *
 * What is kept of one build lies in one cache. A new build takes over what it can, fetches the rest, and only when it
 * has everything takes the place of the former, whose cache goes.
 *
 * Of an address only the path is used: what stands behind ? or # is never kept.
 */
"use strict";

/** @type {{id: string, files: string[], pages: {en: string[], zh: string[]}}} what belongs together; places from the root */
const BUILD = {}; // the build writes it here

const PATIENCE = 4000; // ms
const VISITED = 60; // pages kept besides those of BUILD
const LANES = 4; // fetches at a time, in the background
const HASHED = /^(?:zh\/)?assets\/(?:honest-[0-9a-f]{16}\/|.*\.[0-9a-f]{8}\.min\.(?:js|css)$)/;

const ROOT = new URL("./", self.location);
const NAME = `honest-ads-site ${ROOT.pathname} `; // caches belong to the whole origin, which may hold several sites
const CACHE = NAME + BUILD.id;

const addressOf = (place) => new URL(place, ROOT).href;
const languageOf = (place) => (place.startsWith("zh/") ? "zh" : "en");

/** The path of an address from the site's root, as links write it; null for what is not of this site. */
function placeOf(address) {
  const { origin, pathname } = new URL(address, ROOT);
  if (origin !== ROOT.origin || !pathname.startsWith(ROOT.pathname)) return null;
  return pathname.slice(ROOT.pathname.length).replace(/(^|\/)index\.html$/, "$1");
}

/** What is kept under this place. A store that fails is as good as an empty one. */
async function kept(place) {
  try {
    return await (await caches.open(CACHE)).match(addressOf(place), { ignoreVary: true });
  } catch {
    return undefined;
  }
}

const isPage = (response) => /^text\/html\b/.test(response.headers.get("Content-Type") ?? "");

/** Keeps a response of its own making: the browser's would bring along the whole address it was asked under. */
async function keep(place, response) {
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  const cache = await caches.open(CACHE);
  await cache.put(addressOf(place), new Response(response.body, { headers }));
  return cache;
}

/** Keeps what a visit brought, and of many pages those visited last. */
async function remember(place, response) {
  if (response.status === 404 || response.status === 410) await (await caches.open(CACHE)).delete(addressOf(place));
  if (response.status !== 200 || response.type !== "basic" || response.redirected) return;
  const cache = await keep(place, response);
  const fixed = new Set([...BUILD.pages.en, ...BUILD.pages.zh, ...BUILD.files]);
  const visited = (await cache.keys()).filter(({ url }) => !fixed.has(placeOf(url)) && !HASHED.test(placeOf(url)));
  for (const request of visited.slice(0, Math.max(0, visited.length - VISITED))) await cache.delete(request);
}

function fromNetwork(event, place) {
  const answer = fetch(event.request);
  const copy = answer.then((response) => response.clone());
  event.waitUntil(copy.then((response) => remember(place, response)).catch(() => {}));
  return answer;
}

async function hashedFile(event, place) {
  return (await kept(place)) ?? fromNetwork(event, place);
}

/** The network's answer; the kept one when there is one and the network fails or takes too long. */
async function freshest(event, place) {
  const answer = fromNetwork(event, place);
  answer.catch(() => {});
  const known = await kept(place);
  if (!known) return answer;
  const good = answer.then((response) => (response.status < 500 ? response : known)).catch(() => known);
  return Promise.race([good, new Promise((resolve) => setTimeout(resolve, PATIENCE, known))]);
}

const WORDS = {
  en: {
    tag: "en",
    title: "This page is not on your device",
    text: "There is no connection now, and this page is not among those kept here. Once you are online again, it opens as usual.",
    again: "Try again",
    open: "These open without a connection:",
    check: "Check my copy",
    procedure: "The six steps after a complaint",
    case: "The complaint workbook, with your cases",
  },
  zh: {
    tag: "zh-CN",
    title: "这台设备上没有这一页",
    text: "现在没有网络，这一页也不在已保存的页面里。恢复联网后就能照常打开。",
    again: "再试一次",
    open: "没有网络也能打开：",
    check: "检查文案",
    procedure: "接到投诉后的六步",
    case: "投诉工作簿，你的案件都在",
  },
};

const STYLE = `
:root { color-scheme: light dark; --paper: #faf7f0; --ink: #211d18; --soft: #625a4e; --red: #ab2c19; }
@media (prefers-color-scheme: dark) { :root { --paper: #1a1815; --ink: #ebe4d7; --soft: #b0a697; --red: #f58b75; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.05rem/1.75 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 12vh 1.25rem 3rem; }
h1 { font: 600 1.6rem/1.35 Georgia, "Songti SC", "Noto Serif CJK SC", SimSun, serif; }
p { color: var(--soft); }
ul { padding-left: 1.2rem; }
li { margin: 0.5rem 0; }
a { color: var(--red); text-underline-offset: 0.2em; }
`;

/** Says in the page's language that it was not kept, and links to what is, in that language or else in the other. */
async function notKept(place) {
  const own = languageOf(place);
  const words = WORDS[own];
  let links = [];
  for (const lang of [own, own === "zh" ? "en" : "zh"]) {
    const start = lang === "zh" ? "zh/" : "";
    const there = await Promise.all(["check", "procedure", "case"].map(async (name) => ((await kept(`${start}${name}/`)) ? [`${start}${name}/`, WORDS[lang][name]] : null)));
    links = there.filter(Boolean).map(([to, label]) => `<li lang="${WORDS[lang].tag}"><a href="${addressOf(to)}">${label}</a></li>`);
    if (links.length) break;
  }
  const list = links.length ? `<p>${words.open}</p><ul>${links.join("")}</ul>` : "";
  const body = `<!doctype html><html lang="${words.tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><title>${words.title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main><h1>${words.title}</h1><p>${words.text} <a href="">${words.again}</a></p>${list}</main></body></html>`;
  return new Response(body, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const place = placeOf(request.url);
  if (request.method !== "GET" || place === null || request.headers.has("range") || place.startsWith("runtime/")) return;
  if (HASHED.test(place)) event.respondWith(hashedFile(event, place));
  else if (request.mode === "navigate") event.respondWith(freshest(event, place).catch(() => notKept(place)));
  else event.respondWith(freshest(event, place));
});

// Keeping ahead

async function all(places, act) {
  const left = [...places];
  const lane = async () => {
    while (left.length) await act(left.shift());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Fetches a file unless this build, or for a hashed one any build, has it. A page is asked for anew. */
async function need(place) {
  if (await kept(place)) return;
  const hashed = HASHED.test(place);
  const former = hashed && (await caches.match(addressOf(place), { ignoreVary: true }));
  const response = former || (await fetch(addressOf(place), { cache: hashed ? "force-cache" : "no-cache" }));
  if (response.status !== 200) throw new Error(`${place}: HTTP ${response.status}`);
  await keep(place, response);
}

/** What the checker, the workbook and the six steps need in this language: the files first, so that a kept page works. */
async function needLanguage(lang) {
  const theirs = (place) => !place.startsWith("assets/honest-") && languageOf(place) !== lang;
  await all(BUILD.files.filter((place) => !theirs(place)), need);
  await all(BUILD.pages[lang], need);
}

/** A new build: for each language that the former one kept, everything; then the pages that were visited. */
async function takeOver() {
  const visited = new Set();
  for (const name of await caches.keys()) {
    if (!name.startsWith(NAME) || name === CACHE) continue;
    for (const request of await (await caches.open(name)).keys()) {
      const place = placeOf(request.url);
      if (!HASHED.test(place) && /(?:^|\/)$|\.html$/.test(place)) visited.add(place);
    }
  }
  for (const lang of ["en", "zh"]) {
    if (BUILD.pages[lang].some((place) => visited.has(place))) await needLanguage(lang);
  }
  if (navigator.connection?.saveData) return;
  await all(visited, (place) => need(place).catch(() => {})); // one that is gone or does not come is left out
}

async function dropFormer() {
  for (const name of await caches.keys()) {
    if (name.startsWith(NAME) && name !== CACHE) await caches.delete(name);
  }
}

addEventListener("install", (event) => event.waitUntil(takeOver().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(dropFormer().then(() => self.clients.claim())));

/** A page says where it is, for the first visit passes the worker by: { lang, path }. */
addEventListener("message", (event) => {
  const { lang, path } = event.data;
  const place = placeOf(new URL(path, ROOT).href);
  const gather = async () => {
    await needLanguage(lang === "zh" ? "zh" : "en");
    if (place !== null) await need(place);
  };
  event.waitUntil(gather().catch(() => {})); // the next page that is opened asks again
});
