/**
 * The files of one runtime folder: fetched, unpacked and counted on the way, and kept for the next visit where
 * the browser has room for it. The folder is named by its content, so what is kept under its address is right.
 */

const CACHE = "honest-ads-runtime";
const SAMPLE = 1_000_000; // bytes after which the speed of the line is known
const SAY_EVERY = 50; // ms
const PATIENCE = 2500; // ms for which a line that brings nothing is waited for, where what is kept would do
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

/** What is kept under this address, if anything is. */
async function taken(address) {
  try {
    return await (await store())?.match(address);
  } catch {
    return undefined;
  }
}

/** The text of a small file as it stands now; as it was kept where the line does not bring it. */
export async function newest(address) {
  const asked = fetch(address, { cache: "no-cache" }).then((response) => {
    if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
    return response.text();
  });
  asked.catch(() => {}); // it may fail before anybody waits for it
  const known = await (await taken(address))?.text();
  if (known === undefined) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, known));
  return Promise.race([asked.catch(() => known), late]);
}

export class Shelf {
  #folder;
  #files;
  #tell;
  #sources = new Map();
  #came = new Map(); // what the network brought, by address, until it is kept
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
    const kept = await taken(address);
    const response = kept ?? (await fetch(address));
    if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
    const parts = [];
    const counted = response.body.pipeThrough(
      new TransformStream(
        {
          transform: (chunk, controller) => {
            this.#count(chunk.byteLength);
            if (!kept) {
              this.#time(chunk.byteLength);
              parts.push(chunk);
            }
            controller.enqueue(chunk);
          },
          flush: () => {
            if (!kept) this.#came.set(address, parts);
            this.#ended();
          },
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

  /** Is this file kept from an earlier visit? */
  async keeps(name) {
    try {
      return Boolean(await taken(this.#address(name)));
    } catch {
      return false; // not in a form that this browser can unpack
    }
  }

  /**
   * Keeps these files for the next visit, with or without a line, and then lets go of all others of this site.
   * `manifest` is [address, text] of what names them: it comes last, so that what it names is there. `saving`:
   * fetches nothing more for it. Never fails: it is a favour.
   */
  async keep(names, [manifest, text], saving = false) {
    const cache = await store();
    if (!cache) this.#came.clear();
    if (!cache) return;
    const ours = new URL("../", this.#folder).href;
    const others = async (wanted) => (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(ours) && !wanted.includes(url));
    let addresses = [];
    try {
      addresses = names.map((name) => this.#address(name));
      for (const address of addresses) {
        if (await cache.match(address)) continue;
        const came = this.#came.get(address);
        if (came) await cache.put(address, new Response(new Blob(came)));
        else if (saving) return;
        else await cache.add(address);
      }
      await cache.put(manifest, new Response(text));
      for (const url of await others([...addresses, manifest])) await cache.delete(url);
    } catch (error) {
      // No line: the next visit fetches as this one did. No room: it may have some without the former version.
      if (error.name === "QuotaExceededError") for (const url of await others(addresses)) await cache.delete(url);
    } finally {
      this.#came.clear();
    }
  }

  /** Lets go of a kept file. */
  async drop(name) {
    this.#came.delete(this.#address(name));
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
