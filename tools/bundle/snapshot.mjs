/**
 * Takes the memory snapshot the page starts from: Python running, the engine imported, its rules compiled.
 * Arguments: Pyodide's folder, the cut standard library, the engine pack, the file to write.
 * Prints { size, start, data, runs } as JSON: size of the whole snapshot, where memory begins in it, how many
 * bytes of it the wasm file lays down itself, and which of its pages the file holds.
 */
import { writeFileSync } from "node:fs";

import { difference, gather, settle } from "../../overrides/assets/honest/boot.mjs";
import { freeze, start } from "./python.mjs";

const [pyodide, stdlib, engine, target] = process.argv.slice(2);

// Freed memory still holds what stood there; written over with zeros it packs to next to nothing. Python keeps
// its small objects in pools by size, up to 512 bytes: each size, and some larger ones, are filled up with
// empty bytes and let go again.
const SCRUB = `
import gc
gc.collect()
for size, room in ((512, 24), *((size, 1.5) for size in range(24, 512, 8)), (1 << 16, 24), (1 << 13, 8), (1 << 10, 4)):
    held = [bytes(size - 17) for _ in range(int(room * 1e6) // size)]
    del held
gc.collect()
`;

freeze();
const { py, initial } = await start({ pyodide, stdlib, engine, more: { _makeSnapshot: true } });
py.runPython("import checker.web; checker.web.warm()");
py.runPython(SCRUB);
settle(py);
const snapshot = py.makeMemorySnapshot();
const begin = new Uint32Array(snapshot.buffer, 0, 2)[1];
const data = (initial.findLastIndex((byte) => byte !== 0) + 4) & ~3; // nothing to take out after that
difference(snapshot, begin, initial.subarray(0, data));
const { runs, pages } = gather(snapshot);
writeFileSync(target, pages);
console.log(JSON.stringify({ size: snapshot.length, start: begin, data, runs }));
