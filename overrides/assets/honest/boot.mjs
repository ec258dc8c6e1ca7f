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

/**
 * Hands `oninstance` the imports of the module that Pyodide instantiates, when its memory holds the wasm
 * file's own data and nothing else yet. Returns a function that ends the watch.
 */
export function watchInstance(compile, oninstance) {
  const streaming = WebAssembly.instantiateStreaming;
  const plain = WebAssembly.instantiate;
  const instantiate = async (source, imports) => {
    if (!imports?.env?.memory) return plain.call(WebAssembly, source, imports); // Pyodide's own small probes
    const module = await compile(source);
    const instance = await plain.call(WebAssembly, module, imports);
    await oninstance(new Uint8Array(imports.env.memory.buffer));
    return { module, instance };
  };
  WebAssembly.instantiateStreaming = instantiate;
  WebAssembly.instantiate = instantiate;
  return () => {
    WebAssembly.instantiateStreaming = streaming;
    WebAssembly.instantiate = plain;
  };
}
