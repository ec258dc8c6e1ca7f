/** The desk: the copy with its marks, the notes beside it, and everything under them. Draws what it is told; decides nothing. */
import { h, level } from "./dom.mjs";
import { levelNotes } from "./level.mjs";
import { draw } from "./marks.mjs";
import { asideNote, bare, evidenceNote, fill, note, sparedNote } from "./notes.mjs";
import { pickMarks } from "./pick.mjs";
import { languageRoot } from "./place.mjs";
import { tally } from "./report.mjs";
import { say } from "./strings.mjs";

const LEVELS = ["banned", "proof", "caution"];
/** Milliseconds between a change and keeping it; storage is slow on old phones. */
const SAVE_PAUSE = 400;
/** Notes drawn at once; the rest when they come near the window. */
const AT_ONCE = 60;

export class Desk {
  asides = [];
  #act;
  #pairs = [];
  #active = null;
  #troubled = null;
  #saving;
  #made = new Map();
  #lower = "";
  #coming = new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => isIntersecting && this.#complete(target)), { rootMargin: "800px" });

  constructor(host, act) {
    this.#act = act;
    this.host = host;
    this.form = host.querySelector("form");
    this.field = host.querySelector("textarea");
    this.select = host.querySelector("select");
    this.sheet = this.field.parentElement;
    this.desk = host.querySelector(".ha-desk");

    this.layer = h("div", { class: "ha-layer", "aria-hidden": "true" });
    this.size = h("span", { class: "ha-size" });
    this.keeping = h("span", { class: "ha-keeping" }, say("kept"));
    this.bar = h("progress", { class: "ha-progress__bar", max: "1", hidden: true });
    this.stage = h("span", { class: "ha-progress__stage" });
    this.loading = h("p", { class: "ha-progress", hidden: true }, this.bar, this.stage);
    this.trouble_ = h("div", { class: "ha-trouble", role: "alert", hidden: true });
    this.told = h("p", { class: "ha-told", role: "status" });
    this.inferred = h("p", { class: "ha-inferred", hidden: true });
    this.undoButton = this.#button("undo", "ha-button", act.undo);
    this.undoButton.hidden = true;
    this.count = h("p", { class: "ha-count", "aria-live": "polite" });
    this.list = h("ol", { class: "ha-notes" });
    this.blank = h("div", { class: "ha-blank" });
    this.after = h("div", { class: "ha-after", hidden: true });
    const actions = h(
      "div",
      { class: "ha-actions" },
      this.#button("check", "ha-button ha-button--main", act.check),
      this.undoButton,
      this.#button("example", "ha-button", act.example),
      this.#button("link", "ha-button", act.link),
      this.#button("clear", "ha-button", act.clear),
    );
    // The field itself stays where it is: moved, it would lose the focus, and what is being typed with it.
    this.sheet.append(this.layer);
    this.sheet.after(h("p", { class: "ha-foot" }, this.size, this.keeping), this.loading, this.trouble_, actions, this.told);
    this.desk.before(this.inferred);
    this.desk.append(h("div", { class: "ha-margin" }, this.count, this.blank, this.list));
    this.form.after(this.after);
    host.classList.add("ha-live");

    pickMarks(
      this.layer,
      this.field,
      (mark) => this.#pairs.find((pair) => pair.mark === mark)?.finding,
      (finding) => this.#reach(finding, "note"),
    );
    this.field.addEventListener("keyup", () => this.#follow());
    this.field.addEventListener("click", () => this.#follow());
    this.list.addEventListener("keydown", (event) => this.#walk(event));
    this.list.addEventListener("focusin", (event) => this.#light(event.target.closest("li")));
    // Fonts arriving, a turned phone, a longer copy: whatever moves the words moves the notes.
    new ResizeObserver(() => this.#level()).observe(this.sheet);
    this.empty();
  }

  #button(key, classes, act) {
    return h("button", { type: "button", class: classes, "data-action": key, onclick: () => act() }, say(key));
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

  /** Trouble that trying again cannot mend. */
  get stuck() {
    return this.#troubled === "nowasm";
  }

  // The copy

  /** Draw the copy's marks. `key` says which finding is which while edits move them. */
  draw(text, findings) {
    const drawn = draw(this.layer, text, findings);
    const notes = new Map(this.#pairs.map(({ finding, note }) => [finding.key, note]));
    this.#pairs = findings.map((finding) => ({ finding, mark: drawn.get(finding), note: notes.get(finding.key) }));
    this.size.textContent = text ? say("characters", { n: text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0) }) : "";
    this.keeping.hidden = !text;
    delete this.sheet.dataset.over;
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

  tell(words) {
    this.told.textContent = words;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => (this.told.textContent = ""), 8000);
  }

  // Loading and trouble

  progress(step) {
    this.loading.hidden = !step || step.stage === "ready";
    if (this.loading.hidden) return;
    const known = step.stage === "fetch" && step.total > 0;
    this.bar.hidden = !known;
    if (known) this.bar.value = Math.min(1, step.loaded / step.total);
    const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
    const words = known ? say("fetch", { loaded: megabytes(step.loaded), total: megabytes(step.total) }) : say(step.stage === "fetch" ? "fetch_bare" : step.stage);
    this.stage.textContent = `${words} · ${say("typing")}`;
  }

  /** Say what went wrong and what to do. `detail`: the engine's own sentence, already in the user's language. */
  trouble(code, detail = "") {
    this.#troubled = code;
    const again = code !== "nowasm" && code !== "input";
    this.#complain(
      say(`error_${code}`),
      detail || say(`error_${code}_do`),
      again && h("button", { type: "button", class: "ha-button ha-button--small", "data-action": "retry", onclick: () => this.#act.retry() }, say("retry")),
      (code === "nowasm" || code === "load") && h("a", { class: "ha-link", href: new URL("rules/", languageRoot()).href }, say("rules_link")),
    );
  }

  /** Take a message away: any, or only one about length. */
  settled(only = this.#troubled) {
    if (this.#troubled !== only) return;
    this.#troubled = null;
    this.trouble_.hidden = true;
  }

  tooLong(n, limit) {
    this.#troubled = "long";
    // The layer stays empty and the field keeps its own scroll: laying megabytes out twice would freeze the page.
    this.sheet.dataset.over = "";
    this.layer.replaceChildren();
    this.size.textContent = say("characters", { n });
    this.#complain(say("error_long", { n }), say("error_long_do", { limit }));
  }

  pasteTooLong(n, limit) {
    this.#troubled = "long";
    this.#complain(say("error_paste", { n }), say("error_paste_do", { limit }));
  }

  #complain(title, todo, ...more) {
    this.trouble_.hidden = false;
    this.trouble_.replaceChildren(h("strong", {}, title), h("p", {}, todo), ...more.filter(Boolean));
  }

  // The notes

  empty() {
    this.asides = [];
    this.#pairs = [];
    this.count.textContent = "";
    this.inferred.hidden = true;
    this.#made = new Map();
    this.#active = null;
    this.list.replaceChildren();
    this.after.hidden = true;
    this.blank.hidden = false;
    this.blank.replaceChildren(
      h("p", { class: "ha-blank__wide" }, say("legend")),
      h("p", { class: "ha-blank__narrow" }, say("legend_narrow")),
      h("dl", { class: "ha-legend" }, ...LEVELS.flatMap((name) => [level(name, "dt"), h("dd", {}, say(`${name}_means`))])),
    );
  }

  show({ result, findings, asides, evidence, held }) {
    this.asides = asides;
    const focused = [...this.list.children].indexOf(document.activeElement?.closest(".ha-note"));
    const notes = this.#notes(findings);
    this.#pairs = this.#pairs.map((pair, index) => ({ ...pair, note: notes[index] }));
    this.#infer(result);
    this.#headline(findings, asides);
    this.#under(result, asides, evidence, held);
    const lit = this.#pairs.find((pair) => pair.note === this.#active?.note);
    this.#active = null;
    if (lit) this.#light(lit.note);
    else if (notes.length) notes[0].tabIndex = 0;
    this.#level();
    // A rewrite used from the keyboard takes its own note away; go on with the one in its place.
    if (focused >= 0 && !this.list.contains(document.activeElement)) (notes[Math.min(focused, notes.length - 1)] ?? this.field).focus({ preventScroll: true });
  }

  /** The notes for these findings, in their order. One whose finding is as before, wherever it stands now, is left as it is. */
  #notes(findings) {
    const act = {
      find: (li) => this.#reach(this.#findingOf(li), "mark"),
      rewrite: (li, words) => this.#act.rewrite(this.#findingOf(li), words),
      aside: (li, reason) => this.#act.aside(this.#findingOf(li), reason),
    };
    const made = new Map();
    const notes = findings.map((finding, index) => {
      const { start, end, key: _, ...content } = finding;
      const key = JSON.stringify(content);
      const li = this.#made.get(key)?.shift() ?? (index < AT_ONCE ? note(finding, act) : this.#later(finding, act));
      if (made.has(key)) made.get(key).push(li);
      else made.set(key, [li]);
      return li;
    });
    this.#made = made;
    const same = notes.length === this.list.children.length && notes.every((li, index) => li === this.list.children[index]);
    if (!same) this.list.replaceChildren(...notes);
    return notes;
  }

  #later(finding, act) {
    const li = bare(finding);
    li.complete = () => fill(li, finding, act);
    this.#coming.observe(li);
    return li;
  }

  #complete(li) {
    this.#coming.unobserve(li);
    li.complete?.();
    li.complete = null;
  }

  #findingOf(li) {
    return this.#pairs.find((pair) => pair.note === li)?.finding;
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

  #under(result, asides, evidence, held) {
    this.after.hidden = false;
    const spared = result.spared.map(({ start, end, ...content }) => content);
    const lower = JSON.stringify([spared, asides.map(({ finding, reason }) => [finding.rule, finding.match, reason]), evidence]);
    if (lower === this.#lower && this.after.firstChild) return;
    this.#lower = lower;
    const fold = (key, n, rows) => n > 0 && h("details", { class: "ha-fold", "data-fold": key }, h("summary", {}, say(`${key}_list`, { n })), h("ul", {}, ...rows()));
    const open = new Set([...this.after.querySelectorAll("details[open]")].map((one) => one.dataset.fold));
    this.after.replaceChildren(
      ...[
        evidence.length > 0 &&
          h(
            "section",
            { class: "ha-evidence" },
            h("h2", {}, say("evidence")),
            h("p", { class: "ha-quiet" }, say("evidence_hint")),
            h("ul", {}, ...evidence.map((item) => evidenceNote(item, held.has(item.id), this.#act.tick))),
          ),
        fold("aside", asides.length, () => asides.map((one) => asideNote(one, () => this.#act.back(one.aside)))),
        fold("spared", result.spared.length, () => result.spared.map((one) => sparedNote(one))),
        h(
          "p",
          { class: "ha-report" },
          this.#button("report_copy", "ha-button", this.#act.copyReport),
          this.#button("report_save", "ha-button", this.#act.saveReport),
        ),
      ].filter(Boolean),
    );
    for (const one of this.after.querySelectorAll("details")) one.open = open.has(one.dataset.fold);
  }

  #level() {
    // A copy shorter than the window stays in view while its notes are read.
    this.desk.dataset.short = String(this.sheet.offsetHeight < innerHeight * 0.55);
    levelNotes(
      this.list,
      this.#pairs.filter((pair) => pair.note),
      this.sheet,
    );
  }

  // From words to note and back

  #light(item) {
    const pair = this.#pairs.find((one) => one.note === item);
    if (!pair || pair === this.#active) return;
    for (const one of this.#pairs) {
      one.mark?.classList.toggle("ha-active", one === pair);
      one.note?.classList.toggle("ha-active", one === pair);
      if (one.note) one.note.tabIndex = one === pair ? 0 : -1;
    }
    this.#active = pair;
  }

  /** Light a finding's mark and note, and bring the asked one into view. */
  #reach(finding, end) {
    const pair = this.#pairs.find((one) => one.finding === finding);
    if (!pair) return;
    this.#light(pair.note);
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    pair[end]?.scrollIntoView({ block: end === "mark" ? "center" : "nearest", behavior });
    if (end === "mark" && !matchMedia("(pointer: coarse)").matches) {
      this.field.focus({ preventScroll: true });
      this.field.setSelectionRange(finding.start, finding.end);
    }
  }

  /** The caret has come to a marked word: light its note, without moving the page under the writer. */
  #follow() {
    const at = this.field.selectionStart;
    const pair = this.#pairs.find(({ finding }) => finding.start <= at && at <= finding.end);
    if (pair) this.#light(pair.note);
  }

  #walk(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const step = { n: 1, j: 1, ArrowDown: 1, p: -1, k: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const notes = [...this.list.children];
    const next = notes[notes.indexOf(event.target.closest("li")) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
