/**
 * What every start of the checker has in common: in the page's worker, in the build that takes the memory
 * snapshot, and in the tests. No fetching here and no messages; bytes in, a function out.
 */

/** Part of the snapshot: a start with other values would not be the start that was photographed. */
export const ENVIRONMENT = {
  HOME: "/home/pyodide",
  LANG: "C.UTF-8",
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
};

/** Options for loadPyodide that hold on every path. `folder` is where Pyodide believes its files lie. */
export function options(folder, lock) {
  return {
    indexURL: folder,
    packageBaseUrl: folder, // without it Pyodide would name a public server for packages we never load
    lockFileContents: lock,
    stdLibURL: `${folder}python.zip`,
    env: { ...ENVIRONMENT },
    _sysExecutable: "python3",
    stdin: () => null,
    stdout: () => {},
    stderr: (line) => console.debug(line),
  };
}

/**
 * Writes the engine's files into Pyodide's file system.
 * The pack is: length of the index (4 bytes, little-endian), the index as JSON `[[path, size], …]`, the files.
 */
export function unpackEngine(fs, folder, pack) {
  const view = new DataView(pack.buffer, pack.byteOffset, pack.byteLength);
  let at = 4 + view.getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(pack.subarray(4, at)));
  for (const [path, size] of index) {
    const file = `${folder}/${path}`;
    fs.mkdirTree(file.slice(0, file.lastIndexOf("/")));
    fs.writeFile(file, pack.subarray(at, at + size));
    at += size;
  }
}

/** The checker's door: JSON text in, JSON text out. Text goes in as an argument, never as Python source. */
export function connect(pyodide) {
  const web = pyodide.pyimport("checker.web");
  const handle = web.handle.copy(); // outlives the module's own handle
  web.destroy();
  return (request) => handle(request);
}

/** Tells Python's garbage collector that what lives by now lives on: it need not be looked through again and again. */
export function settle(pyodide) {
  pyodide.runPython("import gc; gc.collect(); gc.freeze()");
}

/**
 * A third of a memory snapshot repeats the data that pyodide.asm.wasm lays down by itself when it is
 * instantiated, so the snapshot is stored as its difference (exclusive or) to that. Doing it twice undoes it.
 * `start` is where memory begins in the snapshot (after Pyodide's own header); both are multiples of four.
 */
export function difference(snapshot, start, initial) {
  const words = Math.min(snapshot.byteLength - start, initial.byteLength) >>> 2;
  const into = new Uint32Array(snapshot.buffer, snapshot.byteOffset + start, words);
  const from = new Uint32Array(initial.buffer, initial.byteOffset, words);
  for (let i = 0; i < words; i++) into[i] ^= from[i];
}

const PAGE = 4096;

/** Most of memory is empty: `gather` keeps the pages that hold something and says which, as [first, count] runs. */
export function gather(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.byteLength >>> 2);
  const runs = [];
  for (let page = 0; page * PAGE < memory.byteLength; page++) {
    const at = (page * PAGE) >>> 2;
    if (!words.subarray(at, at + (PAGE >>> 2)).some((word) => word !== 0)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === page) last[1] += 1;
    else runs.push([page, 1]);
  }
  const parts = runs.map(([first, count]) => memory.subarray(first * PAGE, (first + count) * PAGE));
  const pages = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    pages.set(part, at);
    at += part.length;
  }
  return { runs, pages };
}

/** Undoes `gather`: `size` bytes with the pages in their places. */
export function spread(pages, runs, size) {
  const memory = new Uint8Array(size);
  let at = 0;
  for (const [first, count] of runs) {
    const part = pages.subarray(at, at + count * PAGE);
    memory.set(part, first * PAGE);
    at += part.length;
  }
  return memory;
}

/**
 * Runs `load` (a call of loadPyodide) with `compile` in place of its own compiling, and hands `oninstance` the
 * memory of the new instance, when it holds the wasm file's own data and nothing else yet.
 * Pyodide only prints a failure to instantiate and then waits for ever: here it rejects.
 */
export async function withInstance(load, compile, oninstance) {
  const streaming = WebAssembly.instantiateStreaming;
  const plain = WebAssembly.instantiate;
  let fail;
  const failed = new Promise((_, reject) => {
    fail = reject;
  });
  const instantiate = async (source, imports) => {
    if (!imports?.env?.memory) return plain.call(WebAssembly, source, imports); // Pyodide's own small probes
    try {
      const module = await compile(source);
      const instance = await plain.call(WebAssembly, module, imports);
      oninstance(new Uint8Array(imports.env.memory.buffer));
      return { module, instance };
    } catch (error) {
      fail(error);
      throw error;
    }
  };
  WebAssembly.instantiateStreaming = instantiate;
  WebAssembly.instantiate = instantiate;
  try {
    return await Promise.race([load(), failed]);
  } finally {
    WebAssembly.instantiateStreaming = streaming;
    WebAssembly.instantiate = plain;
  }
}
