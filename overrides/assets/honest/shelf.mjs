/**
 * The files of one runtime folder: fetched, unpacked and counted on the way, and kept for the next visit where
 * the browser has room for it. The folder is named by its content, so what is kept under its address is right.
 */

const CACHE = "honest-ads-runtime";
const SAMPLE = 1_000_000; // bytes after which the speed of the line is known
const SAY_EVERY = 50; // ms
// What arrives waits for whoever unpacks or compiles it, or their pace would be taken for that of the line.
const NO_LIMIT = { highWaterMark: Infinity };

function deferred() {
  let resolve;
  const promise = new Promise((yes) => {
    resolve = yes;
  });
  return { promise, resolve };
}

/** The browser's own store for files; null where it has none, as on pages that are not secure. */
async function store() {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

export class Shelf {
  #folder;
  #files;
  #tell;
  #sources = new Map();
  #loaded = 0;
  #total = 0;
  #said = 0;
  #open = 0; // streams that have not ended
  #arrived = 0;
  #half = 0; // when half the sample had come
  #speed = deferred();

  /** `files` as in the manifest; `tell(loaded, total)` hears, in bytes, how far fetching is. */
  constructor(folder, files, tell) {
    this.#folder = folder;
    this.#files = files;
    this.#tell = tell;
  }

  /** Starts fetching; what `bytes` or `response` ask for later is then already on its way. */
  fetch(names) {
    for (const name of names) {
      if (this.#sources.has(name)) continue;
      const { file, packed } = this.#form(name);
      this.#total += packed ? file.packed : file.size;
      const source = this.#unpacked(this.#address(name), packed);
      this.#open += 1;
      source.catch(() => this.#ended()); // reported where it is used
      this.#sources.set(name, source);
    }
  }

  #form(name) {
    const file = this.#files[name];
    if (!file) throw new Error(`the manifest has no ${name}`);
    const packed = Boolean(file.packed) && typeof DecompressionStream === "function";
    if (!packed && !file.plain) throw new Error(`this browser cannot unpack ${name}`);
    return { file, packed };
  }

  #address(name) {
    return `${this.#folder}${name}${this.#form(name).packed ? ".gz.bin" : ""}`;
  }

  async #unpacked(address, packed) {
    const kept = await this.#kept(address);
    const response = kept ?? (await fetch(address));
    if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
    const counted = response.body.pipeThrough(
      new TransformStream(
        {
          transform: (chunk, controller) => {
            this.#count(chunk.byteLength);
            if (!kept) this.#time(chunk.byteLength);
            controller.enqueue(chunk);
          },
          flush: () => this.#ended(),
        },
        undefined,
        NO_LIMIT,
      ),
    );
    return packed ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  }

  #count(bytes) {
    this.#loaded = Math.min(this.#loaded + bytes, this.#total);
    const now = performance.now();
    if (now - this.#said < SAY_EVERY && this.#loaded < this.#total) return;
    this.#said = now;
    this.#tell(this.#loaded, this.#total);
  }

  /** The first half of the sample does not count: a connection begins slowly, however fast the line. */
  #time(bytes) {
    this.#arrived += bytes;
    if (!this.#half && this.#arrived >= SAMPLE / 2) {
      this.#half = performance.now();
      this.#arrived = SAMPLE / 2;
    } else if (this.#arrived >= SAMPLE) {
      const took = performance.now() - this.#half;
      this.#speed.resolve((this.#arrived - SAMPLE / 2) / Math.max(took, 1));
    }
  }

  #ended() {
    this.#open -= 1;
    if (!this.#open) this.#speed.resolve(0);
  }

  /** Bytes a millisecond that the network brings, told by about a megabyte; 0 when less than that was to fetch. */
  speed() {
    return this.#speed.promise;
  }

  async #kept(address) {
    try {
      return await (await store())?.match(address);
    } catch {
      return undefined;
    }
  }

  /** Is this file kept from an earlier visit? */
  async keeps(name) {
    return Boolean(await this.#kept(this.#address(name)));
  }

  /** Keeps these files for the next visit and lets go of those of other versions. Never fails: it is a favour. */
  async keep(names) {
    const cache = await store();
    if (!cache) return;
    try {
      for (const { url } of await cache.keys()) {
        if (!url.startsWith(this.#folder)) await cache.delete(url);
      }
      for (const name of names) {
        const address = this.#address(name);
        if (!(await cache.match(address))) await cache.add(address);
      }
    } catch {
      // No room, or no line: the next visit fetches as this one did.
    }
  }

  /** Lets go of a kept file. */
  async drop(name) {
    await (await store())?.delete(this.#address(name));
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
