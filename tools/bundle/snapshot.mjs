/**
 * Takes the memory snapshot the page starts from: Python running, the engine imported, its rules compiled.
 * Arguments: Pyodide's folder, the cut standard library, the engine pack, the file to write.
 * Prints { size, start } as JSON: size of the snapshot, and where memory begins in it.
 */
import { writeFileSync } from "node:fs";

import { difference } from "../../overrides/assets/honest/boot.mjs";
import { freeze, start } from "./python.mjs";

const [pyodide, stdlib, engine, target] = process.argv.slice(2);

freeze();
const { py, initial } = await start({ pyodide, stdlib, engine, more: { _makeSnapshot: true } });
py.runPython("import checker.web; checker.web.warm()");
const snapshot = py.makeMemorySnapshot();
const begin = new Uint32Array(snapshot.buffer, 0, 2)[1];
difference(snapshot, begin, initial);
writeFileSync(target, snapshot);
console.log(JSON.stringify({ size: snapshot.length, start: begin }));
