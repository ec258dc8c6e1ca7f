/** Starts the built runtime in Node, either way: what the page's worker does, from files instead of the network. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { difference, spread } from "../../overrides/assets/honest/boot.mjs";
import { start } from "../../tools/bundle/python.mjs";

const EMPTY_ZIP = new Uint8Array([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]);

/** Returns the interpreter. `runtime` is the folder with manifest.json, `path` "snapshot" or "plain". */
export async function startRuntime(runtime, path) {
  const manifest = JSON.parse(readFileSync(join(runtime, "manifest.json"), "utf8"));
  const folder = join(runtime, manifest.folder);
  // A folder of its own: beside this project's package.json Node takes Pyodide's script for a module.
  const pyodide = mkdtempSync(join(tmpdir(), "honest-ads-"));
  process.on("exit", () => rmSync(pyodide, { recursive: true }));
  copyFileSync(join(folder, "pyodide.mjs"), join(pyodide, "pyodide.mjs"));
  const unpacked = (name) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gz.bin`))));
  const place = (name, bytes) => {
    writeFileSync(join(pyodide, name), bytes);
    return join(pyodide, name);
  };
  for (const name of ["pyodide.asm.js", "pyodide.asm.wasm"]) place(name, unpacked(name));
  const common = { pyodide, lock: manifest.lock };

  if (path === "plain") {
    const [stdlib, engine] = ["python.zip", "engine.pack"].map((name) => place(name, unpacked(name)));
    return (await start({ ...common, stdlib, engine })).py;
  }
  const { size, start: begin, data, runs } = manifest.snapshot;
  const memory = spread(unpacked("memory.snapshot"), runs, size);
  const { py } = await start({
    ...common,
    stdlib: place("empty.zip", EMPTY_ZIP),
    engine: null,
    more: { _loadSnapshot: memory },
    oninitial: (initial) => difference(memory, begin, initial.subarray(0, data)),
  });
  return py;
}
