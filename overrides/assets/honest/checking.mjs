/** One check at a time: starts the engine, asks it, asks again for what was typed meanwhile, and replaces it when it failed. */
import { houseWords } from "./house.mjs";
import { language, siteRoot } from "./place.mjs";
import { createChecker } from "./runtime.mjs";

/** UTF-16 units checked at once. A phone still answers within seconds at this length. */
export const LIMIT = 200_000;
const CODES = ["nowasm", "load", "timeout", "crash", "input"];

export class Checking {
  state = "idle";
  #on;
  #checker = null;
  #timer;
  #running = false;
  #again = false;

  /**
   * @param {object} on
   * @param {() => {text: string, category: string, writing: boolean}} on.copy what stands there now; `writing`: a word is being composed
   * @param {(state: "idle"|"loading"|"ready"|"checking"|"error") => void} on.state
   * @param {(step: object|null) => void} on.progress of loading; null when it is over
   * @param {() => void} on.well the engine answered or starts anew: what was said about trouble no longer holds
   * @param {(code: string, message: string) => void} on.trouble
   * @param {(answer: object|null) => void} on.result for the copy as it stands; null when there is none
   */
  constructor(on) {
    this.#on = on;
  }

  #become(state) {
    this.state = state;
    this.#on.state(state);
  }

  start() {
    if (this.#checker) return;
    this.#become("loading");
    this.#on.progress({ stage: "fetch" });
    const checker = createChecker({ root: siteRoot().href, onprogress: (step) => this.#on.progress(step) });
    this.#checker = checker;
    Promise.resolve(checker.start?.()).catch(() => {});
    checker.ready.then(
      () => {
        if (this.#checker !== checker) return;
        this.#on.progress(null);
        if (this.state === "loading") this.#become("ready");
        this.#run();
      },
      (error) => {
        if (this.#checker === checker) this.#fail(error);
      },
    );
  }

  restart() {
    this.stop();
    this.#on.well();
    this.start();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#checker?.dispose();
    this.#checker = null;
    this.#running = false;
  }

  /** Check after `pause` ms in which nothing else asked for it. */
  soon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), pause);
  }

  /** Forget a check that waits. */
  hold() {
    clearTimeout(this.#timer);
  }

  now() {
    if (this.state === "error") this.restart();
    else this.start();
    this.soon(0);
  }

  #fail(error) {
    const code = CODES.includes(error.code) ? error.code : "crash";
    this.#on.progress(null);
    this.#on.trouble(code, code === "input" ? error.message : "");
    this.#become("error");
  }

  async #run() {
    clearTimeout(this.#timer);
    const checker = this.#checker;
    const { text, category, writing } = this.#on.copy();
    if (!checker || writing || ["loading", "error"].includes(this.state)) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    if (text.length > LIMIT) return;
    if (!text.trim()) {
      this.#on.result(null);
      this.#become("ready");
      return;
    }
    this.#running = true;
    this.#become("checking");
    try {
      const answer = await checker.request("check", { text, category, lang: language(), house: await houseWords() });
      if (this.#checker !== checker) return;
      this.#running = false;
      this.#on.well();
      const current = text === this.#on.copy().text;
      if (current) this.#on.result(answer);
      this.#become("ready");
      // Set last, so that whoever waits for it finds the state, the count and the list in place.
      if (current) performance.mark("adcheck:result");
      else this.#again = true;
    } catch (error) {
      if (this.#checker !== checker) return;
      this.#running = false;
      this.#again = false;
      this.#fail(error);
    }
    if (this.#again) {
      this.#again = false;
      this.#run();
    }
  }
}
