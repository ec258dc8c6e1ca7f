/**
 * The page's side of the checker: starts the worker, asks it one thing at a time, and replaces it when it
 * dies, hangs or breaks. A request that was lost with its worker is asked once more.
 *
 *   const checker = createChecker({ root, onprogress });
 *   await checker.ready;
 *   const result = await checker.request("check", { text, category, lang });
 *
 * Every failure is an Error with a `code`:
 *   nowasm   this browser has no WebAssembly (or no workers)
 *   load     the runtime could not be fetched or started
 *   timeout  no answer within the limit, twice
 *   crash    the worker broke, twice
 *   input    the engine refused the request; `reason` is its own code, `message` is in the user's language
 *   disposed the checker was given up while the request waited
 */

export const CHECK_LIMIT = 15_000; // ms; a long text takes a second or two on an old phone
export const STALL_LIMIT = 45_000; // ms without a sign of life while loading
const TRIES = 2;

function failure(code, message, more) {
  return Object.assign(new Error(message), { code }, more);
}

function supported() {
  return typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function" && typeof Worker === "function";
}

function deferred() {
  let resolve, reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => {}); // whoever awaits it still hears of it
  return { promise, resolve, reject };
}

class Checker {
  #root;
  #mode;
  #onprogress;
  #stall;
  #state = "idle";
  #ready = deferred();
  #worker = null;
  #loads = 0; // starts since the last that succeeded
  #path = null;
  #instead = "";
  #queue = [];
  #job = null; // the request the worker is busy with
  #timer = 0;
  #lastId = 0;

  constructor({ root, onprogress = () => {}, mode = "auto", stall = STALL_LIMIT }) {
    this.#root = new URL(root, document.baseURI).href;
    this.#mode = mode;
    this.#onprogress = onprogress;
    this.#stall = stall;
  }

  /** Resolves when the checker can answer; rejects when it cannot be started. */
  get ready() {
    return this.#ready.promise;
  }

  /** "idle" | "loading" | "ready" | "checking" | "error" */
  get state() {
    return this.#state;
  }

  /** How the running worker was started: "snapshot", "plain", or null; `instead` says why not the snapshot. */
  get path() {
    return this.#path;
  }

  get instead() {
    return this.#instead;
  }

  /** Starts loading. May be called again after an error. */
  start() {
    if (this.#state !== "idle" && this.#state !== "error") return this.ready;
    if (this.#state === "error") this.#ready = deferred();
    this.#loads = 0;
    if (!supported()) this.#giveUp(failure("nowasm", "This browser cannot run WebAssembly in a worker."));
    else this.#launch(this.#mode);
    return this.ready;
  }

  /** Asks the engine; resolves with the `result` of its answer. `timeout` counts from when the worker gets it. */
  request(op, payload = {}, { timeout = CHECK_LIMIT } = {}) {
    const job = { ...deferred(), id: ++this.#lastId, request: JSON.stringify({ ...payload, op }), timeout, tries: 0 };
    if (this.#state === "disposed") job.reject(failure("disposed", "The checker was disposed of."));
    else {
      this.#queue.push(job);
      if (this.#state === "idle" || this.#state === "error") this.start();
      this.#next();
    }
    return job.promise;
  }

  /** Ends the worker; what still waits is rejected. */
  dispose() {
    this.#giveUp(failure("disposed", "The checker was disposed of."));
    this.#state = "disposed";
  }

  #launch(path) {
    this.#state = "loading";
    this.#loads += 1;
    let worker;
    try {
      worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module", name: "honest-ads" });
    } catch (error) {
      this.#giveUp(failure("load", String(error)));
      return;
    }
    this.#worker = worker;
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data, worker);
    worker.onmessageerror = () => this.#lose(worker, "crash", "a message could not be read");
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(worker, "crash", event.message ?? "the worker could not be started");
    };
    this.#limit(this.#stall, worker, "nothing arrived for too long");
    worker.postMessage({ type: "start", root: this.#root, path });
  }

  #limit(ms, worker, message) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(worker, "timeout", message), ms);
  }

  #hear(message, worker) {
    if (message.type === "alive") {
      // Granted when the worker has ended: whatever ended it need not have told us.
      navigator.locks.request(message.lock, () => this.#lose(worker, "crash", "the worker ended"));
    } else if (message.type === "progress") {
      if (this.#state !== "loading") return;
      this.#limit(this.#stall, worker, "the start does not go on");
      const { stage, loaded = 0, total = 0 } = message;
      this.#onprogress({ stage, loaded, total });
    } else if (message.type === "ready") {
      this.#becomeReady(message);
    } else if (message.type === "answer") {
      this.#settle(message);
    } else if (message.type === "failed") {
      this.#lose(worker, message.code, message.message);
    }
  }

  #becomeReady({ path, instead }) {
    clearTimeout(this.#timer);
    this.#loads = 0;
    this.#state = "ready";
    this.#path = path;
    this.#instead = instead;
    performance.mark("adcheck:ready");
    this.#onprogress({ stage: "ready", loaded: 0, total: 0, path, instead });
    this.#ready.resolve();
    this.#next();
  }

  #next() {
    if (this.#state !== "ready" || !this.#queue.length) return;
    const job = this.#queue.shift();
    this.#job = job;
    this.#state = "checking";
    job.tries += 1;
    this.#limit(job.timeout, this.#worker, "no answer within the time limit");
    this.#worker.postMessage({ type: "request", id: job.id, request: job.request });
  }

  #settle({ id, answer }) {
    const job = this.#job;
    if (job?.id !== id) return;
    clearTimeout(this.#timer);
    this.#job = null;
    this.#state = "ready";
    const { ok, result, error } = JSON.parse(answer);
    if (ok) job.resolve(result);
    else job.reject(failure("input", error.message, { reason: error.code }));
    this.#next();
  }

  /** The worker is of no more use: replace it, and ask again what it was asked, if that was the first time. */
  #lose(worker, code, message) {
    if (worker !== this.#worker) return;
    const wasLoading = this.#state === "loading";
    const wasSnapshot = this.#path === "snapshot";
    this.#drop();
    const job = this.#job;
    this.#job = null;
    if (job && job.tries < TRIES) this.#queue.unshift(job);
    else job?.reject(failure(code, message));
    if (wasLoading && this.#loads >= TRIES) {
      this.#giveUp(failure("load", message));
    } else if (wasLoading || this.#queue.length) {
      // What broke with the snapshot is tried without it; a mere wait may have had any cause.
      const plain = wasLoading || (wasSnapshot && code === "crash");
      this.#launch(plain && this.#mode === "auto" ? "plain" : this.#mode);
    } else {
      this.#state = "idle"; // the next request starts a new one
    }
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#path = null;
  }

  #giveUp(error) {
    this.#drop();
    this.#state = "error";
    const waiting = this.#job ? [this.#job, ...this.#queue] : this.#queue;
    this.#job = null;
    this.#queue = [];
    this.#ready.reject(error);
    for (const job of waiting) job.reject(error);
  }
}

/**
 * Makes a checker; nothing is fetched before `start()` or the first `request()`.
 * `root` is the address of the site's root (absolute or relative to the page), `mode` "auto", "snapshot" or
 * "plain", `onprogress` gets { stage: "fetch" | "start" | "engine" | "ready", loaded, total }, in bytes.
 */
export function createChecker(settings) {
  return new Checker(settings);
}
