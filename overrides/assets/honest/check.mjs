/**
 * <ad-check>: the checker in the page, over a plain form that can be read and filled in without it.
 *
 * data-state      idle | loading | ready | checking | error
 * data-findings   how many findings stand, once there is a result
 */
import { Desk } from "./desk.mjs";
import { Changes, difference, write } from "./edit.mjs";
import { example } from "./examples.mjs";
import { asFile, toClipboard } from "./give.mjs";
import { houseWords } from "./house.mjs";
import { makeLink, readLink } from "./link.mjs";
import { language, siteRoot } from "./place.mjs";
import { moved } from "./marks.mjs";
import { markdown } from "./report.mjs";
import { createChecker } from "./runtime.mjs";
import { forget, keep, kept } from "./store.mjs";
import { say } from "./strings.mjs";

/** UTF-16 units checked at once. A phone still answers within seconds at this length. */
export const LIMIT = 200_000;
/** Milliseconds of quiet before a check: short enough to feel live, long enough not to run at every key. */
const PAUSE = 150;
const DRAFT = "draft";

class AdCheck extends HTMLElement {
  #desk;
  #checker;
  #changes;
  #listening;
  #timer;
  #running = false;
  #again = false;
  #result = null;
  #standing = [];
  #asides = [];
  #held = new Set();
  #seen = "";
  #composing = false;

  get #field() {
    return this.#desk.field;
  }

  /** What a message to us may need; the copy goes into one only when the reader ticks it. */
  get checked() {
    return {
      rules: [...new Set(this.#standing.map(({ rule }) => rule))],
      category: this.#desk?.categoryLabel,
      text: this.#desk ? this.#field.value : "",
    };
  }

  connectedCallback() {
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#changes = new Changes();
    this.#desk ??= new Desk(this, {
      check: () => this.#checkNow(),
      undo: () => this.#undo(),
      example: () => this.#replaceAll(example(this.#desk.category)),
      link: () => this.#copyLink(),
      clear: () => this.#clear(),
      rewrite: (finding, words) => this.#rewrite(finding, words),
      aside: (finding, reason) => this.#setAside(finding, reason),
      back: (aside) => this.#takeBack(aside),
      tick: (id, ticked) => this.#tick(id, ticked),
      category: (value) => this.#changeCategory(value),
      copyReport: async () => this.#desk.tell((await toClipboard(this.#report())) ? say("copied") : say("copy_failed")),
      saveReport: () => asFile(`${say("report_file")}.md`, this.#report(), "text/markdown"),
      retry: () => this.#restart(),
    });
    this.#listen(signal);
    this.#state("idle");
    this.#openDraft();
    this.#openLink();
    window.addEventListener("hashchange", () => this.#openLink(), { signal });
    window.addEventListener("pagehide", () => this.#keep(), { signal });
    const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 1));
    idle(() => this.isConnected && this.#start(), { timeout: 1000 });
    this.#seen = this.#field.value;
    this.#draw([]);
    if (this.#seen.trim()) this.#schedule(0);
  }

  disconnectedCallback() {
    // Moving an element disconnects and connects it again at once; only a real removal ends the worker.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#keep();
      clearTimeout(this.#timer);
      this.#listening?.abort();
      this.#listening = null;
      this.#checker?.dispose();
      this.#checker = null;
      this.#running = false;
    });
  }

  #listen(signal) {
    const field = this.#field;
    field.addEventListener("input", () => this.#typed(), { signal });
    field.addEventListener("compositionstart", () => (this.#composing = true), { signal });
    field.addEventListener("compositionend", () => ((this.#composing = false), this.#schedule(PAUSE)), { signal });
    field.addEventListener("beforeinput", (event) => this.#refuse(event), { signal });
    field.addEventListener("focus", () => this.#start(), { signal });
    this.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          this.#checkNow();
        }
      },
      { signal },
    );
    this.#desk.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.#desk.select.addEventListener("change", () => this.#changeCategory(this.#desk.category), { signal });
  }

  #state(state) {
    this.dataset.state = state;
    this.#desk.busy(state === "checking");
  }

  // The engine

  #start() {
    if (this.#checker) return;
    this.#state("loading");
    this.#desk.progress({ stage: "fetch" });
    const checker = createChecker({ root: siteRoot().href, onprogress: (step) => this.#desk.progress(step) });
    this.#checker = checker;
    Promise.resolve(checker.start?.()).catch(() => {});
    checker.ready.then(
      () => {
        if (this.#checker !== checker) return;
        this.#desk.progress(null);
        if (this.dataset.state === "loading") this.#state("ready");
        this.#run();
      },
      (error) => {
        if (this.#checker === checker) this.#fail(error);
      },
    );
  }

  #restart() {
    this.#checker?.dispose();
    this.#checker = null;
    this.#running = false;
    this.#desk.settled();
    this.#start();
  }

  #fail(error) {
    const code = ["nowasm", "load", "timeout", "crash", "input"].includes(error.code) ? error.code : "crash";
    this.#desk.progress(null);
    this.#desk.trouble(code, code === "input" ? error.message : "");
    this.#state("error");
  }

  #schedule(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), pause);
  }

  #checkNow() {
    if (this.dataset.state === "error") this.#restart();
    else this.#start();
    this.#schedule(0);
  }

  /** One check at a time; what was typed meanwhile is checked right after. */
  async #run() {
    clearTimeout(this.#timer);
    const checker = this.#checker;
    if (!checker || this.#composing || ["loading", "error"].includes(this.dataset.state)) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    const text = this.#field.value;
    if (text.length > LIMIT) return;
    if (!text.trim()) {
      this.#show(null);
      this.#state("ready");
      return;
    }
    this.#running = true;
    this.#state("checking");
    try {
      const answer = await checker.request("check", { text, category: this.#desk.category, lang: language(), house: await houseWords() });
      if (this.#checker !== checker) return;
      this.#running = false;
      this.#desk.settled();
      if (text === this.#field.value) this.#show(answer);
      this.#state("ready");
      // Set last, so that whoever waits for it finds the state, the count and the list in place.
      if (text === this.#field.value) performance.mark("adcheck:result");
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

  // What is on the desk

  #draw(findings) {
    this.#desk.draw(this.#field.value, findings);
  }

  /** Show a result, or an empty desk. */
  #show(result) {
    this.#result = result;
    if (!result) {
      this.#standing = [];
      delete this.dataset.findings;
      this.#draw([]);
      this.#desk.empty();
      return;
    }
    const set = (finding) => this.#asides.find((aside) => aside.rule === finding.rule && aside.match === finding.match && aside.clause === this.#clause(finding));
    const asides = [];
    this.#standing = [];
    result.findings.forEach((finding, key) => {
      const aside = set(finding);
      if (aside) asides.push({ finding, reason: aside.reason, aside });
      else this.#standing.push({ ...finding, key });
    });
    this.dataset.findings = String(this.#standing.length);
    this.#draw(this.#standing);
    this.#desk.show({ result, findings: this.#standing, asides, evidence: this.#evidence(), held: this.#held });
  }

  /** The clause a finding stands in: a reason given there holds as long as the clause stays as it is. */
  #clause({ start, end }) {
    const text = this.#field.value;
    const edge = /[。！？!?；;\n]/;
    let from = start;
    while (from > 0 && start - from < 80 && !edge.test(text[from - 1])) from -= 1;
    let to = end;
    while (to < text.length && to - end < 80 && !edge.test(text[to])) to += 1;
    return text.slice(from, to).trim();
  }

  #evidence() {
    const byId = new Map();
    for (const finding of this.#standing) {
      if (finding.level === "proof") for (const item of finding.evidence ?? []) byId.set(item.id, item);
    }
    return [...byId.values()];
  }

  #typed() {
    const text = this.#field.value;
    if (text.length > LIMIT) {
      clearTimeout(this.#timer);
      this.#seen = "";
      this.#result = null;
      this.#standing = [];
      delete this.dataset.findings;
      this.#desk.empty();
      this.#desk.tooLong(text.length, LIMIT);
      return;
    }
    this.#desk.settled("long");
    // Until the new answer comes, the marks move along with their words.
    const still = text.length > 20_000 ? [] : moved(this.#standing, difference(this.#seen, text));
    this.#standing = still;
    this.#seen = text;
    this.#draw(still);
    this.#desk.offerUndo(this.#changes.back(text) !== null);
    this.#start();
    if (this.dataset.state === "error" && !this.#desk.stuck) this.#restart();
    if (!this.#composing) this.#schedule(PAUSE);
    this.#desk.savedSoon(() => this.#keep());
  }

  /** A paste or drop past the limit is refused before it reaches the field: laying out megabytes would freeze the page. */
  #refuse(event) {
    const words = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    const { selectionStart, selectionEnd, value } = this.#field;
    if (words.length < 2 || value.length - (selectionEnd - selectionStart) + words.length <= LIMIT) return;
    event.preventDefault();
    this.#desk.pasteTooLong(words.length, LIMIT);
  }

  // What the buttons do

  #edit(after) {
    const before = this.#field.value;
    if (before === after) return false;
    this.#changes.add(before, after);
    write(this.#field, after);
    this.#desk.offerUndo(true);
    this.#schedule(0);
    return true;
  }

  #replaceAll(text) {
    this.#edit(text);
    this.#start();
  }

  #rewrite(finding, words) {
    const text = this.#field.value;
    if (text.slice(finding.start, finding.end) !== finding.match) return;
    this.#edit(text.slice(0, finding.start) + words + text.slice(finding.end));
    this.#desk.tell(say(words ? "changed" : "removed", { before: finding.match, after: words }));
  }

  #undo() {
    const before = this.#changes.back(this.#field.value);
    if (before === null) return;
    this.#changes.pop();
    write(this.#field, before);
    this.#desk.offerUndo(this.#changes.back(before) !== null);
    this.#desk.tell(say("undone"));
    this.#schedule(0);
  }

  #clear() {
    this.#edit("");
    this.#asides = [];
    this.#held = new Set();
    forget(DRAFT);
    if (location.hash.includes("text=")) history.replaceState(history.state, "", location.pathname + location.search);
    this.#desk.settled("long");
    this.#desk.tell(say("cleared"));
    this.#field.focus();
  }

  async #copyLink() {
    const link = makeLink(location.href, this.#field.value, this.#desk.category);
    if (!link) this.#desk.tell(say("link_long"));
    else this.#desk.tell((await toClipboard(link)) ? say("link_copied") : say("copy_failed"));
  }

  #setAside(finding, reason) {
    this.#asides.push({ rule: finding.rule, match: finding.match, clause: this.#clause(finding), reason });
    this.#keep();
    this.#schedule(0);
  }

  #takeBack(aside) {
    this.#asides = this.#asides.filter((one) => one !== aside);
    this.#keep();
    this.#schedule(0);
  }

  #tick(id, ticked) {
    if (ticked) this.#held.add(id);
    else this.#held.delete(id);
    this.#keep();
  }

  #changeCategory(value) {
    this.#desk.category = value;
    this.#keep();
    this.#schedule(0);
  }

  #report() {
    return markdown({
      text: this.#field.value,
      category: this.#desk.categoryLabel,
      result: this.#result,
      findings: this.#standing,
      asides: this.#desk.asides,
      evidence: this.#evidence(),
      held: this.#held,
    });
  }

  // Draft and link

  #keep() {
    const text = this.#field.value;
    if (!text) forget(DRAFT);
    else if (text.length <= LIMIT) {
      keep(DRAFT, { text, category: this.#desk.category, asides: this.#asides, held: [...this.#held] });
    }
  }

  #openDraft() {
    const draft = kept(DRAFT);
    if (typeof draft?.text !== "string") return;
    // What was typed before the script arrived comes first.
    if (!this.#field.value) this.#field.value = draft.text;
    this.#desk.category = draft.category;
    this.#asides = Array.isArray(draft.asides) ? draft.asides : [];
    this.#held = new Set(Array.isArray(draft.held) ? draft.held : []);
  }

  #openLink() {
    const sent = readLink(location.hash);
    if (!sent) return;
    this.#desk.category = sent.category;
    const before = this.#field.value;
    const long = sent.text.length > LIMIT;
    if (before !== sent.text) {
      if (before && !long) this.#changes.add(before, sent.text);
      this.#field.value = sent.text;
      this.#typed();
      if (before && !long) this.#desk.tell(say("opened"));
    }
    if (!long) this.#checkNow();
  }
}

customElements.define("ad-check", AdCheck);
