/** The desk: the copy with its marks, the notes beside it, and everything under them. Draws what it is told; decides nothing. */
import { h, level } from "./dom.mjs";
import { levelNotes } from "./level.mjs";
import { draw } from "./marks.mjs";
import { NoteList } from "./note-list.mjs";
import { Pairs, walk } from "./pairs.mjs";
import { pickMarks } from "./pick.mjs";
import { tally } from "./report.mjs";
import { Status } from "./status.mjs";
import { say } from "./strings.mjs";
import { Under } from "./under.mjs";

const LEVELS = ["banned", "proof", "caution"];
/** Milliseconds between a change and keeping it; storage is slow on old phones. */
const SAVE_PAUSE = 400;

export class Desk {
  asides = [];
  #act;
  #pairs;
  #notes;
  #under;
  #saving;

  /**
   * @param {HTMLElement} host <ad-check> with its plain form
   * @param {object} act what the buttons do: check, undo, example, link, clear, rewrite, aside, back, tick, category,
   *   copyReport, saveReport, toCase, retry
   */
  constructor(host, act) {
    this.#act = act;
    this.host = host;
    this.form = host.querySelector("form");
    this.field = host.querySelector("textarea");
    this.select = host.querySelector("select");
    this.sheet = this.field.parentElement;
    this.desk = host.querySelector(".ha-desk");
    this.status = new Status(() => act.retry());
    this.#pairs = new Pairs(this.field);
    this.#notes = new NoteList({
      find: (li) => this.#pairs.reach(this.#pairs.ofNote(li), "mark"),
      rewrite: (li, words) => act.rewrite(this.#pairs.ofNote(li), words),
      aside: (li, reason) => act.aside(this.#pairs.ofNote(li), reason),
    });
    this.#under = new Under(act, [this.#button("report_copy", act.copyReport), this.#button("report_save", act.saveReport), this.#button("to_case", act.toCase)]);
    this.#lay();
    this.#listen();
    this.empty();
  }

  #button(key, act, classes = "ha-button") {
    return h("button", { type: "button", class: classes, "data-action": key, onclick: () => act() }, say(key));
  }

  /** Put what needs script around the plain form. */
  #lay() {
    const { status } = this;
    this.layer = h("div", { class: "ha-layer", "aria-hidden": "true" });
    this.size = h("span", { class: "ha-size" });
    this.keeping = h("span", { class: "ha-keeping" }, say("kept"));
    this.inferred = h("p", { class: "ha-inferred", hidden: true });
    this.undoButton = this.#button("undo", this.#act.undo);
    this.undoButton.hidden = true;
    this.count = h("p", { class: "ha-count", "aria-live": "polite" });
    this.blank = h("div", { class: "ha-blank" });
    const actions = h(
      "div",
      { class: "ha-actions" },
      this.#button("check", this.#act.check, "ha-button ha-button--main"),
      this.undoButton,
      this.#button("example", this.#act.example),
      this.#button("link", this.#act.link),
      this.#button("clear", this.#act.clear),
    );
    // The field itself stays where it is: moved, it would lose the focus, and what is being typed with it.
    this.sheet.append(this.layer);
    this.sheet.after(h("p", { class: "ha-foot" }, this.size, this.keeping), status.loading, status.box, actions, status.told);
    this.desk.before(this.inferred);
    this.desk.append(h("div", { class: "ha-margin" }, this.count, this.blank, this.#notes.element));
    this.form.after(this.#under.element);
    this.host.classList.add("ha-live");
  }

  #listen() {
    const pairs = this.#pairs;
    const list = this.#notes.element;
    pickMarks(
      this.layer,
      this.field,
      (mark) => pairs.ofMark(mark),
      (finding) => pairs.reach(finding, "note"),
    );
    this.field.addEventListener("keyup", () => pairs.follow());
    this.field.addEventListener("click", () => pairs.follow());
    list.addEventListener("keydown", walk);
    list.addEventListener("focusin", (event) => pairs.light(event.target.closest("li")));
    // Fonts arriving, a turned phone, a longer copy: whatever moves the words moves the notes.
    new ResizeObserver(() => this.#level()).observe(this.sheet);
  }

  get category() {
    return this.select.value;
  }

  set category(value) {
    const known = [...this.select.options].some((option) => option.value === value);
    this.select.value = known ? value : "general";
  }

  get categoryLabel() {
    return this.select.selectedOptions[0]?.textContent.trim() ?? this.category;
  }

  // The copy

  /** Draw the copy's marks. */
  draw(text, findings) {
    this.#pairs.mark(findings, draw(this.layer, text, findings));
    this.size.textContent = text ? say("characters", { n: text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0) }) : "";
    this.keeping.hidden = !text;
    delete this.sheet.dataset.over;
  }

  tooLong(n, limit) {
    // The layer stays empty and the field keeps its own scroll: laying megabytes out twice would freeze the page.
    this.sheet.dataset.over = "";
    this.layer.replaceChildren();
    this.size.textContent = say("characters", { n });
    this.status.tooLong(n, limit);
  }

  busy(checking) {
    this.host.setAttribute("aria-busy", String(checking));
  }

  offerUndo(possible) {
    this.undoButton.hidden = !possible;
  }

  savedSoon(keep) {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(keep, SAVE_PAUSE);
  }

  // What was found

  empty() {
    this.asides = [];
    this.#pairs.clear();
    this.#notes.clear();
    this.#under.hide();
    this.count.textContent = "";
    this.inferred.hidden = true;
    this.blank.hidden = false;
    this.blank.replaceChildren(
      h("p", { class: "ha-blank__wide" }, say("legend")),
      h("p", { class: "ha-blank__narrow" }, say("legend_narrow")),
      h("dl", { class: "ha-legend" }, ...LEVELS.flatMap((name) => [level(name, "dt"), h("dd", {}, say(`${name}_means`))])),
    );
  }

  /** Show a result; `findings` are those last drawn. */
  show({ result, findings, asides, evidence, held }) {
    this.asides = asides;
    const { focused } = this.#notes;
    const notes = this.#notes.show(findings);
    this.#infer(result);
    this.#headline(findings, asides);
    this.#under.show(result, asides, evidence, held);
    this.#pairs.annotate(notes);
    this.#level();
    // A rewrite used from the keyboard takes its own note away; go on with the one in its place.
    if (focused >= 0 && this.#notes.focused < 0) (notes[Math.min(focused, notes.length - 1)] ?? this.field).focus({ preventScroll: true });
  }

  #headline(findings, asides) {
    const words = findings.length ? `${say("count", { n: findings.length })} · ${tally(findings)}` : say("nothing");
    if (this.count.textContent !== words) this.count.textContent = words;
    this.blank.hidden = findings.length > 0;
    if (findings.length) return;
    this.blank.replaceChildren(
      h("p", { class: "ha-nothing" }, level("spared"), h("span", {}, say(asides.length ? "nothing_aside" : "nothing_means"))),
    );
  }

  #infer(result) {
    const [guess] = result.inferred ?? [];
    this.inferred.hidden = !guess || this.category !== "general";
    if (this.inferred.hidden) return;
    this.inferred.replaceChildren(
      say("inferred", guess),
      " ",
      h("button", { type: "button", class: "ha-link", onclick: () => this.#act.category(guess.category) }, say("inferred_use", guess)),
    );
  }

  #level() {
    // A copy shorter than the window stays in view while its notes are read.
    this.desk.dataset.short = String(this.sheet.offsetHeight < innerHeight * 0.55);
    levelNotes(this.#notes.element, this.#pairs.annotated, this.sheet);
  }
}
