/**
 * Answers requests with the built runtime, in Node: `node answers.mjs RUNTIME (snapshot|plain) < requests`.
 * RUNTIME is the folder with manifest.json. Requests: a JSON list; what is not a string is made one as the page
 * does it. Answers: a JSON list of strings.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

import { difference, spread } from "../../overrides/assets/honest/boot.mjs";
import { connect, start } from "../../tools/bundle/python.mjs";

const [runtime, path] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(runtime, "manifest.json"), "utf8"));
const folder = join(runtime, manifest.folder);
// The same bytes as in the runtime (test_bundle.py sees to that), where Node takes them for what they are.
const pyodide = fileURLToPath(new URL("../../node_modules/pyodide", import.meta.url));
const unpacked = (name) => new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gz.bin`))));
const temporary = mkdtempSync(join(tmpdir(), "honest-ads-"));

async function fromSnapshot() {
  const { size, start: begin, data, runs } = manifest.snapshot;
  const memory = spread(unpacked("memory.snapshot"), runs, size);
  const empty = join(temporary, "empty.zip");
  writeFileSync(empty, new Uint8Array([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]));
  return start({
    pyodide,
    lock: manifest.lock,
    stdlib: empty,
    engine: null,
    more: { _loadSnapshot: memory },
    oninitial: (initial) => difference(memory, begin, initial.subarray(0, data)),
  });
}

async function plain() {
  const files = {};
  for (const name of ["python.zip", "engine.pack"]) {
    files[name] = join(temporary, name);
    writeFileSync(files[name], unpacked(name));
  }
  return start({ pyodide, lock: manifest.lock, stdlib: files["python.zip"], engine: files["engine.pack"] });
}

const { py } = await (path === "snapshot" ? fromSnapshot() : plain());
const handle = connect(py);
const requests = JSON.parse(readFileSync(0, "utf8"));
const text = (request) => (typeof request === "string" ? request : JSON.stringify(request));
process.stdout.write(JSON.stringify(requests.map((request) => handle(text(request)))));
rmSync(temporary, { recursive: true });
