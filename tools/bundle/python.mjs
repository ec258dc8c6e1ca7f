/**
 * Pyodide in Node, for the build and for the tests: started from a folder with Pyodide's files, with the
 * engine unpacked, in a world without clock and chance, so that equal input leaves equal memory.
 */
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { connect, options, unpackEngine, withInstance } from "../../overrides/assets/honest/boot.mjs";

const MOMENT = Date.UTC(2020, 0, 1);

/** Stops the clock and fills random bytes with zeros: both leave traces in memory (file dates, `random`). */
export function freeze() {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      super(...(args.length ? args : [MOMENT]));
    }
    static now() {
      return MOMENT;
    }
  };
  performance.now = () => 0;
  Math.random = () => 0.5;
  const zeros = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength).fill(0) && view;
  crypto.randomFillSync = zeros;
  globalThis.crypto.getRandomValues = zeros;
}

/**
 * Starts Pyodide. `pyodide` is the folder of its package, `stdlib` the zip with the standard library,
 * `engine` the pack of engine files or null (a snapshot brings the engine along).
 * Returns { py, initial }: the interpreter, and a copy of its memory as the wasm file alone leaves it.
 */
export async function start({ pyodide, lock, stdlib, engine, more = {}, oninitial = () => {} }) {
  const folder = resolve(pyodide);
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  lock ??= { info: JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8")).info, packages: {} };
  let initial = null;
  const load = () =>
    loadPyodide({
      ...options(`${folder}/`, lock),
      stdLibURL: resolve(stdlib),
      fsInit: async (fs, { sitePackages }) => {
        if (engine) unpackEngine(fs, sitePackages, readFileSync(engine));
      },
      ...more,
    });
  const py = await withInstance(
    load,
    (bytes) => WebAssembly.compile(bytes),
    (memory) => {
      initial = memory.slice();
      oninitial(initial);
    },
  );
  return { py, initial };
}

export { connect };
