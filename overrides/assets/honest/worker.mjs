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
 * Python and reads the rules. "auto" tries the first and falls back to the second.
 */
import { connect, difference, options, settle, spread, unpackEngine, withInstance } from "./boot.mjs";

const FORMAT = 1;
const EMPTY_ZIP = new Uint8Array(22);
EMPTY_ZIP.set([0x50, 0x4b, 5, 6]);

let handle = null;

const say = (type, more) => self.postMessage({ type, ...more });

/** Fetches the files of one runtime folder, each at most once, counting what arrives. */
class Shelf {
  #folder;
  #files;
  #sources = new Map();
  #loaded = 0;
  #total = 0;
  #said = 0;

  constructor(folder, files) {
    this.#folder = folder;
    this.#files = files;
  }

  /** Starts fetching; what `bytes` or `response` ask for later is then already on its way. */
  fetch(names) {
    for (const name of names) {
      if (this.#sources.has(name)) continue;
      const file = this.#files[name];
      if (!file) throw new Error(`the manifest has no ${name}`);
      const packed = file.packed && typeof DecompressionStream === "function";
      if (!packed && !file.plain) throw new Error(`this browser cannot unpack ${name}`);
      this.#total += packed ? file.packed : file.size;
      const source = this.#open(packed ? `${name}.gz.bin` : name, packed);
      source.catch(() => {}); // reported where it is used
      this.#sources.set(name, source);
    }
  }

  async #open(name, packed) {
    const response = await fetch(`${this.#folder}${name}`);
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    const counted = response.body.pipeThrough(
      new TransformStream({
        transform: (chunk, controller) => {
          this.#count(chunk.byteLength);
          controller.enqueue(chunk);
        },
      }),
    );
    return packed ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  }

  #count(bytes) {
    this.#loaded = Math.min(this.#loaded + bytes, this.#total);
    const now = performance.now();
    if (now - this.#said < 50 && this.#loaded < this.#total) return;
    this.#said = now;
    say("progress", { stage: "fetch", loaded: this.#loaded, total: this.#total });
  }

  #take(name) {
    this.fetch([name]);
    const source = this.#sources.get(name);
    this.#sources.delete(name); // a stream can be read once
    return source;
  }

  async response(name, type) {
    return new Response(await this.#take(name), { headers: { "Content-Type": type } });
  }

  /** The whole file, written straight into place. Fails when its size is not the one in the manifest. */
  async bytes(name) {
    const { size } = this.#files[name];
    const into = new Uint8Array(size);
    const reader = (await this.#take(name)).getReader();
    let at = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > size) throw new Error(`${name} is longer than it should be`);
      into.set(value, at);
      at += value.length;
    }
    if (at !== size) throw new Error(`${name} is ${at} bytes long instead of ${size}`);
    return into;
  }
}

/** Everything both paths use: the manifest, the files, Pyodide's two scripts, the compiled WebAssembly module. */
class Runtime {
  constructor(folder, manifest) {
    this.folder = folder;
    this.manifest = manifest;
    this.shelf = new Shelf(folder, manifest.files);
  }

  static async open(root) {
    const url = new URL("runtime/manifest.json", root);
    const response = await fetch(url, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${url.pathname}: HTTP ${response.status}`);
    const manifest = await response.json();
    if (manifest.format !== FORMAT) throw new Error("the page and the runtime are of different versions");
    return new Runtime(new URL(`${manifest.folder}/`, url).href, manifest);
  }

  /** Called for both paths; what the first attempt has fetched and compiled serves the second. */
  common() {
    this.shelf.fetch(["pyodide.asm.wasm", "pyodide.asm.js"]);
    this.module ??= this.shelf
      .response("pyodide.asm.wasm", "application/wasm")
      .then((response) => WebAssembly.compileStreaming(response));
    this.module.catch(() => {});
    this.scripts ??= this.#scripts();
    this.scripts.catch(() => {});
    return this.scripts;
  }

  async #scripts() {
    const [{ loadPyodide }, bytes] = await Promise.all([
      import(`${this.folder}pyodide.mjs`),
      this.shelf.bytes("pyodide.asm.js"),
    ]);
    const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
    try {
      await import(url); // defines the function that loadPyodide would otherwise fetch the script for
    } finally {
      URL.revokeObjectURL(url);
    }
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
  runtime.shelf.fetch(["memory.snapshot"]);
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
  runtime.shelf.fetch(["python.zip", "engine.pack"]);
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

async function start(root, path) {
  const runtime = await Runtime.open(root);
  let instead = path === "plain" ? "asked for" : "";
  if (path !== "plain") {
    try {
      handle = await startFromSnapshot(runtime);
      return say("ready", { path: "snapshot", instead });
    } catch (error) {
      if (path === "snapshot") throw error;
      instead = String(error?.message ?? error);
    }
  }
  handle = await startPlain(runtime);
  say("ready", { path: "plain", instead });
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
    start(data.root, data.path).catch((error) => {
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
