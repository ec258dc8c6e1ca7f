/** What the checker says about itself: how far it has been fetched, what went wrong and what to do, what it has just done. */
import { h } from "./dom.mjs";
import { languageRoot } from "./place.mjs";
import { say } from "./strings.mjs";

/** Milliseconds that a passing word stays. */
const STAYS = 8000;

export class Status {
  #retry;
  #troubled = null;
  #telling;
  #bar = h("progress", { class: "ha-progress__bar", max: "1", hidden: true });
  #stage = h("span", { class: "ha-progress__stage" });
  loading = h("p", { class: "ha-progress", hidden: true }, this.#bar, this.#stage);
  box = h("div", { class: "ha-trouble", role: "alert", hidden: true });
  told = h("p", { class: "ha-told", role: "status" });

  /** @param {() => void} retry */
  constructor(retry) {
    this.#retry = retry;
  }

  /** Trouble that trying again cannot mend. */
  get stuck() {
    return this.#troubled === "nowasm";
  }

  tell(words) {
    this.told.textContent = words;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => (this.told.textContent = ""), STAYS);
  }

  /** @param {{stage: string, loaded?: number, total?: number}|null} step null: done */
  progress(step) {
    this.loading.hidden = !step || step.stage === "ready";
    if (this.loading.hidden) return;
    const known = step.stage === "fetch" && step.total > 0;
    this.#bar.hidden = !known;
    if (known) this.#bar.value = Math.min(1, step.loaded / step.total);
    const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
    const words = known ? say("fetch", { loaded: megabytes(step.loaded), total: megabytes(step.total) }) : say(step.stage === "fetch" ? "fetch_bare" : step.stage);
    this.#stage.textContent = `${words} · ${say("typing")}`;
  }

  /** Say what went wrong and what to do. `detail`: the engine's own sentence, already in the user's language. */
  trouble(code, detail = "") {
    const again = code !== "nowasm" && code !== "input";
    this.#complain(
      code,
      say(`error_${code}`),
      detail || say(`error_${code}_do`),
      again && h("button", { type: "button", class: "ha-button ha-button--small", "data-action": "retry", onclick: () => this.#retry() }, say("retry")),
      (code === "nowasm" || code === "load") && h("a", { class: "ha-link", href: new URL("rules/", languageRoot()).href }, say("rules_link")),
    );
  }

  /** The copy, or (`what` "paste") what was pasted, is longer than can be checked at once. */
  tooLong(n, limit, what = "long") {
    this.#complain("long", say(`error_${what}`, { n }), say(`error_${what}_do`, { limit }));
  }

  #complain(code, title, todo, ...more) {
    this.#troubled = code;
    this.box.hidden = false;
    this.box.replaceChildren(h("strong", {}, title), h("p", {}, todo), ...more.filter(Boolean));
  }

  /** Take a message away: any, or only one about length. */
  settled(only = this.#troubled) {
    if (this.#troubled !== only) return;
    this.#troubled = null;
    this.box.hidden = true;
  }
}
