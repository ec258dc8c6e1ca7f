/**
 * The worker that runs the checker. It fetches the runtime, starts Python in one of two ways, and answers.
 *
 * In:  { type: "start", root, path }        path: "auto" | "snapshot" | "plain"
 *      { type: "request", id, request }     request: JSON text for checker.web.handle
 * Out: { type: "alive", lock }              the lock is let go of when the worker dies, whatever kills it
 *      { type: "progress", stage, loaded, total }
 *      { type: "ready", path, instead }     instead: why the snapshot was not used, or ""
 *      { type: "answer", id, answer }       answer: JSON text
 *      { type: "failed", id, code, message }  id is null when the start failed; code: "load" | "crash"
 *
 * "snapshot" restores a picture of memory in which Python runs and the rules are compiled; "plain" starts
 * Python and reads the rules. The picture starts in a moment, but is twice as much to fetch: "auto" takes it
 * where it is kept from an earlier visit or the line is fast, and falls back to "plain" when it fails.
 */
import { connect, difference, options, settle, spread, unpackEngine, withInstance } from "./boot.mjs";
import { newest, Shelf } from "./shelf.mjs";

const FORMAT = 1;
const EMPTY_ZIP = new Uint8Array(22);
EMPTY_ZIP.set([0x50, 0x4b, 5, 6]);

// What both paths need, and what each adds.
const COMMON = ["pyodide.asm.wasm", "pyodide.asm.js", "pyodide.mjs"];
const PARTS = { snapshot: ["memory.snapshot"], plain: ["python.zip", "engine.pack"] };
// Bytes a millisecond (20 Mbit/s). Below, the picture takes longer to arrive than Python to read the rules.
const FAST = 2500;
const KEEP_AFTER = 4000; // ms after the start: first what the user asks, then the next visit

let handle = null;

const say = (type, more) => self.postMessage({ type, ...more });

/** Runs a module that was fetched as bytes. */
async function run(bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Everything both paths use: the manifest, the files, Pyodide's two scripts, the compiled WebAssembly module. */
class Runtime {
  constructor(folder, manifest, source) {
    this.folder = folder;
    this.manifest = manifest;
    this.source = source;
    this.shelf = new Shelf(folder, manifest.files, (loaded, total) => {
      say("progress", { stage: "fetch", loaded, total });
    });
  }

  static async open(root) {
    const { href } = new URL("runtime/manifest.json", root);
    const text = await newest(href);
    const manifest = JSON.parse(text);
    if (manifest.format !== FORMAT) throw new Error("the page and the runtime are of different versions");
    return new Runtime(new URL(`${manifest.folder}/`, href).href, manifest, [href, text]);
  }

  /** Called for both paths; what the first attempt has fetched and compiled serves the second. */
  common() {
    this.shelf.fetch(COMMON);
    this.module ??= this.shelf
      .response("pyodide.asm.wasm", "application/wasm")
      .then((response) => WebAssembly.compileStreaming(response));
    this.module.catch(() => {});
    this.scripts ??= this.#scripts();
    this.scripts.catch(() => {});
    return this.scripts;
  }

  /** Both come off the shelf, as everything does, so that they are there where the line is not. */
  async #scripts() {
    const names = ["pyodide.mjs", "pyodide.asm.js"];
    const scripts = await Promise.all(names.map((name) => this.shelf.bytes(name)));
    const [{ loadPyodide }] = await Promise.all(scripts.map(run)); // the second defines what the first would fetch
    return loadPyodide;
  }

  /** Runs loadPyodide with these bytes for the standard library; nothing it asks for reaches the network. */
  async load(loadPyodide, stdlib, { oninstance = () => {}, ...more }) {
    const settings = { ...options(this.folder, this.manifest.lock), ...more };
    const fetchFromNetwork = self.fetch;
    self.fetch = async (input) => {
      const url = String(input?.url ?? input);
      if (url === settings.stdLibURL) return new Response(await stdlib);
      if (url === `${this.folder}pyodide.asm.wasm`) return new Response(""); // stands for the module below
      throw new Error(`not part of the runtime: ${url}`);
    };
    try {
      return await withInstance(() => loadPyodide(settings), () => this.module, oninstance);
    } finally {
      self.fetch = fetchFromNetwork;
    }
  }
}

async function startFromSnapshot(runtime) {
  const { size, start, data, runs } = runtime.manifest.snapshot;
  runtime.shelf.fetch(PARTS.snapshot);
  const scripts = runtime.common();
  const arriving = runtime.shelf.bytes("memory.snapshot");
  arriving.catch(() => {});
  const loadPyodide = await scripts;
  const memory = spread(await arriving, runs, size);
  await runtime.module;
  say("progress", { stage: "start" });
  const pyodide = await runtime.load(loadPyodide, EMPTY_ZIP, {
    _loadSnapshot: memory,
    oninstance: (initial) => difference(memory, start, initial.subarray(0, data)),
  });
  say("progress", { stage: "engine" });
  const engine = connect(pyodide);
  probe(engine);
  return engine;
}

async function startPlain(runtime) {
  runtime.shelf.fetch(PARTS.plain);
  const scripts = runtime.common();
  const files = Promise.all([runtime.shelf.bytes("python.zip"), runtime.shelf.bytes("engine.pack")]);
  files.catch(() => {});
  const loadPyodide = await scripts;
  const [stdlib, pack] = await files;
  await runtime.module;
  say("progress", { stage: "start" });
  const pyodide = await runtime.load(loadPyodide, stdlib, {
    fsInit: async (fs, { sitePackages }) => unpackEngine(fs, sitePackages, pack),
  });
  say("progress", { stage: "engine" });
  const engine = connect(pyodide);
  probe(engine);
  settle(pyodide);
  return engine;
}

/** An engine that cannot say what it is would not check either. */
function probe(engine) {
  const answer = JSON.parse(engine('{"op":"info"}'));
  if (!answer.ok) throw new Error(`the engine does not answer: ${answer.error?.message}`);
}

/** Why the snapshot is not to be used at this start, or "". */
async function unwise(runtime) {
  if (await runtime.shelf.keeps("memory.snapshot")) return "";
  if (navigator.connection?.saveData) return "the user wants to save data";
  if (await runtime.shelf.keeps("pyodide.asm.wasm")) return "it is not kept yet";
  // Both paths need the common files: how fast they come tells how fast the rest would. Nothing else is done
  // meanwhile, or the pace of a busy phone would be taken for that of its line.
  runtime.shelf.fetch(COMMON);
  return (await runtime.shelf.speed()) < FAST ? "the line is slow" : "";
}

async function start(root, path) {
  const runtime = await Runtime.open(root);
  let instead = path === "plain" ? "asked for" : path === "auto" ? await unwise(runtime) : "";
  if (!instead) {
    try {
      handle = await startFromSnapshot(runtime);
      say("ready", { path: "snapshot", instead });
      return [runtime, "snapshot"];
    } catch (error) {
      if (path === "snapshot") throw error;
      instead = String(error?.message ?? error);
      await runtime.shelf.drop("memory.snapshot"); // a kept one must not fail again
    }
  }
  handle = await startPlain(runtime);
  say("ready", { path: "plain", instead });
  return [runtime, "plain"];
}

/** When nothing is left to do, keeps what this start was made of, and then what the next is faster with. */
async function keepForNextTime([{ shelf, source }, path]) {
  await new Promise((resolve) => setTimeout(resolve, KEEP_AFTER));
  const { saveData, type } = navigator.connection ?? {};
  const saving = saveData || type === "cellular";
  const ways = path === "snapshot" || (await shelf.keeps("memory.snapshot")) ? ["snapshot"] : saving ? ["plain"] : ["plain", "snapshot"];
  for (const way of ways) await shelf.keep([...COMMON, ...PARTS[way]], source, saving);
}

function holdLock() {
  const lock = `honest-ads-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  navigator.locks?.request(lock, () => {
    say("alive", { lock });
    return new Promise(() => {});
  });
}

self.onmessage = ({ data }) => {
  if (data.type === "start") {
    holdLock();
    start(data.root, data.path).then(keepForNextTime, (error) => {
      say("failed", { id: null, code: "load", message: String(error?.message ?? error) });
    });
  } else if (data.type === "request") {
    try {
      say("answer", { id: data.id, answer: handle(data.request) });
    } catch (error) {
      say("failed", { id: data.id, code: "crash", message: String(error?.message ?? error) });
    }
  }
};
