/**
 * <ad-check>: the checker in the page, over a plain form that can be read and filled in without it.
 * It holds the copy and what the reader decided about it; Checking asks the engine, Desk draws.
 *
 * data-state      idle | loading | ready | checking | error
 * data-findings   how many findings stand, once there is a result
 */
import { Checking, LIMIT } from "./checking.mjs";
import { Desk } from "./desk.mjs";
import { Draft } from "./draft.mjs";
import { difference, Edits } from "./edit.mjs";
import { example } from "./examples.mjs";
import { readLink } from "./link.mjs";
import { moved } from "./marks.mjs";
import { sharing } from "./sharing.mjs";
import { papers, settle } from "./standing.mjs";
import { say } from "./strings.mjs";

/** Milliseconds of quiet before a check: short enough to feel live, long enough not to run at every key. */
const PAUSE = 150;

class AdCheck extends HTMLElement {
  #desk;
  #checking;
  #edits;
  #listening;
  #draft = new Draft();
  #result = null;
  #standing = [];
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

  /** What a report or a link is made of. */
  get #facts() {
    return {
      text: this.#field.value,
      category: this.#desk.category,
      categoryLabel: this.#desk.categoryLabel,
      result: this.#result,
      findings: this.#standing,
      asides: this.#desk.asides,
      evidence: papers(this.#standing),
      held: this.#draft.held,
    };
  }

  connectedCallback() {
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#desk ??= this.#makeDesk();
    this.#edits = new Edits(this.#field);
    this.#checking = this.#makeChecking();
    this.#listen((target, event, act) => target.addEventListener(event, act, { signal }));
    this.#state("idle");
    this.#openDraft();
    this.#openLink();
    const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 1));
    idle(() => this.isConnected && this.#checking.start(), { timeout: 1000 });
    this.#seen = this.#field.value;
    this.#draw([]);
    if (!this.#seen.trim()) return;
    this.#keep(); // it may have been typed before the script arrived
    this.#checking.soon(0);
  }

  disconnectedCallback() {
    // Moving an element disconnects and connects it again at once; only a real removal ends the worker.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#keep();
      this.#listening?.abort();
      this.#listening = null;
      this.#checking.stop();
    });
  }

  #makeDesk() {
    return new Desk(this, {
      check: () => this.#checking.now(),
      undo: () => this.#undo(),
      example: () => this.#load(example(this.#desk.category)),
      clear: () => this.#clear(),
      rewrite: (finding, words) => this.#rewrite(finding, words),
      aside: (finding, reason) => {
        this.#draft.setAside(this.#field.value, finding, reason);
        this.#decided();
      },
      back: (aside) => {
        this.#draft.takeBack(aside);
        this.#decided();
      },
      tick: (id, ticked) => {
        this.#draft.tick(id, ticked);
        this.#keep();
      },
      category: (value) => {
        this.#desk.category = value;
        this.#decided();
      },
      retry: () => this.#checking.restart(),
      ...sharing(
        () => this.#facts,
        (words) => this.#desk.status.tell(words),
      ),
    });
  }

  #makeChecking() {
    const { status } = this.#desk;
    return new Checking({
      copy: () => ({ text: this.#field.value, category: this.#desk.category, writing: this.#composing }),
      state: (state) => this.#state(state),
      progress: (step) => status.progress(step),
      well: () => status.settled(),
      trouble: (code, message) => status.trouble(code, message),
      result: (answer) => this.#show(answer),
    });
  }

  #listen(on) {
    const field = this.#field;
    on(window, "hashchange", () => this.#openLink());
    on(window, "pagehide", () => this.#keep());
    on(field, "input", () => this.#typed());
    on(field, "compositionstart", () => (this.#composing = true));
    on(field, "compositionend", () => ((this.#composing = false), this.#checking.soon(PAUSE)));
    on(field, "beforeinput", (event) => this.#refuse(event));
    on(field, "focus", () => this.#checking.start());
    on(this, "keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#checking.now();
    });
    on(this.#desk.form, "submit", (event) => event.preventDefault());
    on(this.#desk.select, "change", () => this.#decided());
  }

  #state(state) {
    this.dataset.state = state;
    this.#desk.busy(state === "checking");
  }

  // What is on the desk

  #draw(findings) {
    this.#desk.draw(this.#field.value, findings);
  }

  /** Take what stands away, with its count. */
  #drop() {
    this.#result = null;
    this.#standing = [];
    delete this.dataset.findings;
  }

  /** Show a result, or an empty desk. */
  #show(result) {
    if (!result) {
      this.#drop();
      this.#draw([]);
      this.#desk.empty();
      return;
    }
    this.#result = result;
    const { standing, aside } = settle(result.findings, this.#draft.asides, this.#field.value);
    this.#standing = standing;
    this.dataset.findings = String(standing.length);
    this.#draw(standing);
    this.#desk.show({ result, findings: standing, asides: aside, evidence: papers(standing), held: this.#draft.held });
  }

  #typed() {
    const text = this.#field.value;
    if (text.length > LIMIT) {
      this.#checking.hold();
      this.#seen = "";
      this.#drop();
      this.#desk.empty();
      this.#desk.tooLong(text.length, LIMIT);
      return;
    }
    this.#desk.status.settled("long");
    // Until the new answer comes, the marks move along with their words.
    this.#standing = text.length > 20_000 ? [] : moved(this.#standing, difference(this.#seen, text));
    this.#seen = text;
    this.#draw(this.#standing);
    this.#desk.offerUndo(this.#edits.undoable);
    this.#checking.start();
    if (this.#checking.state === "error" && !this.#desk.status.stuck) this.#checking.restart();
    if (!this.#composing) this.#checking.soon(PAUSE);
    this.#desk.savedSoon(() => this.#keep());
  }

  /** A paste or drop past the limit is refused before it reaches the field: laying out megabytes would freeze the page. */
  #refuse(event) {
    const words = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    const { selectionStart, selectionEnd, value } = this.#field;
    if (words.length < 2 || value.length - (selectionEnd - selectionStart) + words.length <= LIMIT) return;
    event.preventDefault();
    this.#desk.status.tooLong(words.length, LIMIT, "paste");
  }

  // What the buttons do

  #load(text) {
    this.#edits.set(text);
    this.#checking.now();
  }

  #rewrite(finding, words) {
    if (!this.#edits.replace(finding, words)) return;
    this.#checking.soon(0);
    this.#desk.status.tell(say(words ? "changed" : "removed", { before: finding.match, after: words }));
  }

  #undo() {
    if (!this.#edits.undo()) return;
    this.#checking.soon(0);
    this.#desk.status.tell(say("undone"));
  }

  #clear() {
    this.#edits.set("");
    this.#checking.soon(0);
    this.#draft.clear();
    if (location.hash.includes("text=")) history.replaceState(history.state, "", location.pathname + location.search);
    this.#desk.status.settled("long");
    this.#desk.status.tell(say("cleared"));
    this.#field.focus();
  }

  /** The reader has decided something about what stands: keep it, and look at all of it again. */
  #decided() {
    this.#keep();
    this.#checking.soon(0);
  }

  // Draft and link

  #keep() {
    const text = this.#field.value;
    if (text.length <= LIMIT) this.#draft.keep(text, this.#desk.category);
  }

  #openDraft() {
    const draft = this.#draft.open();
    if (!draft) return;
    // What was typed before the script arrived comes first.
    if (!this.#field.value) this.#field.value = draft.text;
    this.#desk.category = draft.category;
  }

  #openLink() {
    const sent = readLink(location.hash);
    if (!sent) return;
    this.#desk.category = sent.category;
    const before = this.#field.value;
    const long = sent.text.length > LIMIT;
    if (before !== sent.text) {
      if (before && !long) this.#edits.note(before, sent.text);
      this.#field.value = sent.text;
      this.#typed();
      if (before && !long) this.#desk.status.tell(say("opened"));
    }
    if (!long) this.#checking.now();
  }
}

customElements.define("ad-check", AdCheck);
