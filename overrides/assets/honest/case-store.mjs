/**
 * Where the workbook keeps its cases: IndexedDB, on this device only.
 *
 * A change is a list of [path, value]; each is laid over what is stored at that moment, so two open pages can
 * write different parts of one case and neither loses anything. Where the browser refuses to store, everything
 * still works in memory and `kept` is false: the page must say so and offer the export.
 */
const NAME = "honest-ads";
/** Each page notes here at once what it is about to write: a crash between the two costs nothing. */
const JOURNAL = "honest-ads.unwritten.";
const STORES = ["cases", "heads", "words"];

/** Lay changes over a case; null takes a part away. */
export function apply(target, changes) {
  for (const [path, value] of changes) {
    let at = target;
    for (const key of path.slice(0, -1)) at = Object.hasOwn(at, key) && typeof at[key] === "object" ? at[key] : (at[key] = {});
    const last = path.at(-1);
    if (value === null) delete at[last];
    else at[last] = value;
  }
  return target;
}

/** What the list shows of a case without opening it. `more`: its step and next deadline, as the engine says. */
export function head(one, more = {}) {
  const { title, product, received, platform, closed } = one.fields;
  return { id: one.id, made: one.made, changed: one.changed, title: title || product || "", received: received ?? "", platform: platform ?? "", closed: closed ?? "", ...more };
}

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("cases", { keyPath: "id" });
      request.result.createObjectStore("heads", { keyPath: "id" });
      request.result.createObjectStore("words");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** The same few calls over plain maps, for a browser that stores nothing. */
class Memory {
  maps = Object.fromEntries(STORES.map((name) => [name, new Map()]));

  async run(_, work) {
    const { maps } = this;
    const key = (name, value, own) => own ?? value.id;
    return work({
      get: async (name, id) => structuredClone(maps[name].get(id)),
      all: async (name) => [...maps[name].values()].map((one) => structuredClone(one)),
      put: (name, value, own) => maps[name].set(key(name, value, own), structuredClone(value)),
      drop: (name, id) => maps[name].delete(id),
    });
  }
}

class Kept {
  constructor(base) {
    this.base = base;
    base.onversionchange = () => base.close();
  }

  run(mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.base.transaction(STORES, mode);
      const at = (name) => transaction.objectStore(name);
      let result;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("not written"));
      const fail = (error) => {
        try {
          transaction.abort();
        } catch {
          // It has ended already.
        }
        reject(error);
      };
      Promise.resolve(
        work({
          get: (name, id) => answered(at(name).get(id)),
          all: (name) => answered(at(name).getAll()),
          put: (name, value, own) => at(name).put(value, own),
          drop: (name, id) => at(name).delete(id),
        }),
      ).then((value) => (result = value), fail);
    });
  }
}

export class CaseStore {
  kept = true;
  /** Called when what could be written changes: true, or false when the last write failed. */
  onwritten = () => {};
  /** Called with { id, changes } or { id, gone } or { words } when another page has changed something. */
  onother = () => {};
  #base;
  #pending = new Map();
  #writingNow = new Map();
  #journal = JOURNAL + Math.random().toString(36).slice(2);
  #heads = new Map();
  #writing = null;
  #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;

  static async open() {
    const store = new CaseStore();
    try {
      store.#base = new Kept(await opened());
      await store.#base.run("readonly", (at) => at.get("words", "list"));
    } catch {
      store.kept = false;
      store.#base = new Memory();
    }
    if (store.#channel) store.#channel.onmessage = ({ data }) => store.onother(data);
    await store.#replay();
    return store;
  }

  /** What pages noted and never wrote. */
  async #replay() {
    const left = [];
    try {
      for (const key of Object.keys(localStorage).filter((one) => one.startsWith(JOURNAL))) {
        left.push(...JSON.parse(localStorage.getItem(key)));
        localStorage.removeItem(key);
      }
    } catch {
      // No storage, or not ours: then there is nothing to bring back.
    }
    for (const [id, changes] of left) this.change(id, changes);
    await this.written();
  }

  #note() {
    if (!this.kept) return;
    try {
      const left = [...this.#writingNow, ...this.#pending];
      if (left.length) localStorage.setItem(this.#journal, JSON.stringify(left));
      else localStorage.removeItem(this.#journal);
    } catch {
      // Full or refused: the ordinary write follows at once anyway.
    }
  }

  list() {
    return this.#base.run("readonly", (at) => at.all("heads"));
  }

  get(id) {
    return this.#base.run("readonly", (at) => at.get("cases", id));
  }

  all() {
    return this.#base.run("readonly", (at) => at.all("cases"));
  }

  /** Add cases, each with what the list should know of it. */
  async add(cases, heads = {}) {
    await this.#base.run("readwrite", (at) => {
      for (const one of cases) {
        at.put("cases", one);
        at.put("heads", head(one, heads[one.id]));
      }
    });
    for (const one of cases) this.#channel?.postMessage({ id: one.id, added: true });
  }

  async remove(id) {
    this.#pending.delete(id);
    await this.#base.run("readwrite", (at) => {
      at.drop("cases", id);
      at.drop("heads", id);
    });
    this.#channel?.postMessage({ id, gone: true });
  }

  async words() {
    return (await this.#base.run("readonly", (at) => at.get("words", "list"))) ?? [];
  }

  async setWords(words) {
    await this.#base.run("readwrite", (at) => at.put("words", words, "list"));
    this.#channel?.postMessage({ words: true });
  }

  /** Write changes as soon as may be; what gathers meanwhile is written together. */
  change(id, changes, more = null) {
    this.#pending.set(id, [...(this.#pending.get(id) ?? []), ...changes]);
    if (more) this.#heads.set(id, more);
    if (changes.length) this.#note();
    this.#writing ??= this.#write();
  }

  /** Resolves when nothing waits to be written any more, or the last write failed. */
  async written() {
    while (this.#writing) await this.#writing;
  }

  get waiting() {
    return this.#pending.size > 0 || this.#writing !== null;
  }

  async #write() {
    try {
      while (this.#pending.size) {
        const batch = this.#pending;
        const heads = this.#heads;
        this.#pending = new Map();
        this.#heads = new Map();
        this.#writingNow = batch;
        try {
          await this.#base.run("readwrite", async (at) => {
            for (const [id, changes] of batch) {
              const one = await at.get("cases", id);
              if (!one) continue; // removed in another page
              apply(one, changes);
              at.put("cases", one);
              at.put("heads", { ...(await at.get("heads", id)), ...head(one, heads.get(id)) });
            }
          });
        } catch (error) {
          for (const [id, changes] of batch) this.#pending.set(id, [...changes, ...(this.#pending.get(id) ?? [])]);
          this.#writingNow = new Map();
          this.onwritten(false, error);
          return;
        }
        this.#writingNow = new Map();
        this.#note();
        for (const [id, changes] of batch) if (changes.length) this.#channel?.postMessage({ id, changes });
        this.onwritten(true);
      }
    } finally {
      this.#writing = null;
    }
  }
}
