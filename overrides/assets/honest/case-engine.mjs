/** The engine behind the workbook: checks the copy complained of and the new one, and works out what follows from a case. */
import { today } from "./case-files.mjs";
import { debounce } from "./case-frame.mjs";
import { language, siteRoot } from "./place.mjs";
import { createChecker } from "./runtime.mjs";

/** Milliseconds of quiet before it looks again. */
const PAUSE = 200;
const TEXTS = ["copy", "after"];

export class CaseEngine {
  state = "idle";
  /** What follows from the case, as the engine last said. */
  view = null;
  /** The two texts as they were checked, with what was found. */
  found = { copy: null, after: null };
  #on;
  #checker = null;

  /** Look at the case again once nothing has changed for a moment. */
  refresh = debounce(() => this.#follow(), PAUSE);
  /** Check one of the texts again. */
  recheck = debounce((which) => this.#check(which), PAUSE);

  /**
   * @param {object} on
   * @param {() => object|null} on.current the open case
   * @param {() => Promise<object[]>} on.words the shop's own list
   * @param {(state: "loading"|"ready"|"error") => void} on.state
   * @param {() => void} on.checked a text was checked
   * @param {(one: object, asked: string) => void} on.viewed there is a new view of this case, asked for when it was last changed at `asked`
   * @param {(error: Error) => void} on.trouble
   */
  constructor(on) {
    this.#on = on;
  }

  /** @param {boolean} again in place of one that failed */
  start(again = false) {
    if (again) this.#checker?.dispose();
    else if (this.#checker) return;
    this.#become("loading");
    const checker = createChecker({ root: siteRoot().href });
    this.#checker = checker;
    checker.start().then(
      () => {
        if (this.#checker !== checker) return;
        this.#become("ready");
        this.look();
      },
      () => this.#checker === checker && this.#become("error"),
    );
  }

  #become(state) {
    this.state = state;
    this.#on.state(state);
  }

  ask(op, payload, timeout = undefined) {
    return this.#checker.request(op, { ...payload, lang: language() }, timeout ? { timeout } : {});
  }

  /** Another case is opened. */
  forget() {
    this.view = null;
    this.found = { copy: null, after: null };
  }

  /** Look at the whole case now. */
  look() {
    for (const which of TEXTS) this.#check(which);
    this.refresh.now();
  }

  /** These paths of the case have changed. */
  changed(paths) {
    for (const [, name] of paths) {
      for (const which of TEXTS) if (name === which || name === "category") this.recheck(which);
    }
    this.refresh();
  }

  async #check(which) {
    const one = this.#on.current();
    const text = one?.fields[which] ?? "";
    if (this.state !== "ready") return;
    try {
      const house = await this.#on.words();
      const { findings } = text.trim() ? await this.ask("check", { text, category: one.fields.category || "general", house }) : { findings: [] };
      if (one !== this.#on.current() || text !== (one?.fields[which] ?? "")) return;
      this.found[which] = { text, findings };
      if (which === "copy") this.refresh();
      this.#on.checked();
    } catch (error) {
      this.#on.trouble(error);
    }
  }

  async #follow() {
    const one = this.#on.current();
    if (!one || this.state !== "ready") return;
    const asked = one.changed;
    try {
      const view = await this.ask("case", { case: one, today: today(), findings: this.found.copy?.findings });
      if (one !== this.#on.current()) return;
      this.view = view;
      this.#on.viewed(one, asked);
    } catch (error) {
      this.#on.trouble(error);
    }
  }
}
