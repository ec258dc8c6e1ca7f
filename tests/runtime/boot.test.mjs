import assert from "node:assert/strict";
import test from "node:test";

import { difference, gather, spread, unpackEngine, withInstance } from "../../overrides/assets/honest/boot.mjs";

const PAGE = 4096;

test("pages gathered from memory go back to their places", () => {
  const memory = new Uint8Array(10 * PAGE + 144);
  memory[0] = 1;
  memory[3 * PAGE] = 2;
  memory[5 * PAGE - 1] = 3;
  memory[10 * PAGE + 143] = 4;
  const { runs, pages } = gather(memory);
  assert.deepEqual(runs, [[0, 1], [3, 2], [10, 1]]);
  assert.equal(pages.length, 3 * PAGE + PAGE + 144 - PAGE);
  assert.deepEqual(spread(pages, runs, memory.length), memory);
});

test("an empty memory takes no pages", () => {
  assert.deepEqual(gather(new Uint8Array(2 * PAGE)).runs, []);
});

test("the difference taken twice is nothing", () => {
  const initial = Uint8Array.from({ length: 64 }, (_, i) => i);
  const snapshot = Uint8Array.from({ length: 16 + 128 }, (_, i) => (i * 7) % 256);
  const changed = snapshot.slice();
  difference(changed, 16, initial);
  assert.notDeepEqual(changed, snapshot);
  assert.deepEqual(changed.subarray(0, 16), snapshot.subarray(0, 16), "the header is not part of memory");
  assert.deepEqual(changed.subarray(16 + 64), snapshot.subarray(16 + 64), "past the data nothing is taken out");
  difference(changed, 16, initial);
  assert.deepEqual(changed, snapshot);
});

test("what memory already holds leaves nothing to send", () => {
  const initial = Uint8Array.from({ length: PAGE }, (_, i) => i % 256);
  const snapshot = new Uint8Array(PAGE);
  snapshot.set(initial);
  difference(snapshot, 0, initial);
  assert.deepEqual(gather(snapshot).runs, []);
});

test("the engine's files are written where Python looks for them", () => {
  const files = { "checker/web.pyc": [1, 2, 3], "checker/_data.json": [], "top.pyc": [9] };
  const index = new TextEncoder().encode(JSON.stringify(Object.entries(files).map(([path, bytes]) => [path, bytes.length])));
  const pack = new Uint8Array([...new Uint8Array(Uint32Array.of(index.length).buffer), ...index, ...Object.values(files).flat()]);
  const folders = new Set();
  const written = {};
  const fs = { mkdirTree: (path) => folders.add(path), writeFile: (path, bytes) => (written[path] = [...bytes]) };
  unpackEngine(fs, "/site", pack);
  assert.deepEqual(written, { "/site/checker/web.pyc": [1, 2, 3], "/site/checker/_data.json": [], "/site/top.pyc": [9] });
  assert.deepEqual([...folders], ["/site/checker", "/site"]);
});

// (module (import "env" "memory" (memory 1)))
const MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 2, 15, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 0, 1);

test("the memory of the instance is handed over, and the hooks are taken off again", async () => {
  const before = WebAssembly.instantiate;
  const memory = new WebAssembly.Memory({ initial: 1 });
  let seen = 0;
  const load = async () => (await WebAssembly.instantiate(MODULE, { env: { memory } })).instance;
  const instance = await withInstance(load, WebAssembly.compile, (bytes) => (seen = bytes.length));
  assert.ok(instance instanceof WebAssembly.Instance);
  assert.equal(seen, 65536);
  assert.equal(WebAssembly.instantiate, before);
});

test("a failure to instantiate rejects although the loader waits for ever", async () => {
  const before = WebAssembly.instantiate;
  const load = () =>
    new Promise(() => {
      const memory = new WebAssembly.Memory({ initial: 0 });
      WebAssembly.instantiate(MODULE, { env: { memory } }).catch(() => {});
    });
  await assert.rejects(withInstance(load, WebAssembly.compile, () => {}), WebAssembly.LinkError);
  assert.equal(WebAssembly.instantiate, before);
});
