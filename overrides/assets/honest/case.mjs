/**
 * <ad-case>: the complaint workbook, over a form that can be printed without it. It keeps what is written,
 * asks the engine what follows from it, and shows that; it decides nothing itself.
 *
 * data-state   idle | loading | ready | error (the engine)     data-view   list | case
 * data-kept    yes | no | failed (storage)                     data-saved  yes | no
 */
import * as drawn from "./case-draw.mjs";
import { bringIn, filePicker, moment, printRecord, readText, saveDocument, saveJson, today } from "./case-files.mjs";
import { CaseForm } from "./case-form.mjs";
import { CaseList } from "./case-list.mjs";
import { searchBox } from "./case-search.mjs";
import { apply, CaseStore } from "./case-store.mjs";
import { tell } from "./case-strings.mjs";
import { WordList } from "./case-words.mjs";
import { h } from "./dom.mjs";
import { toClipboard } from "./give.mjs";
import { language, siteRoot } from "./place.mjs";
import { createChecker } from "./runtime.mjs";
import { debounce, frame, ownBoxes } from "./case-frame.mjs";

const PAUSE = 200;
const IMPORT_LIMIT = 60_000; // ms; thousands of cases take their time

class AdCase extends HTMLElement {
  #store;
  #form;
  #frame;
  #list;
  #words;
  #checker = null;
  #case = null;
  #step = "case";
  #view = null;
  #boxes;
  #found = { copy: null, after: null };
  #refresh = debounce(() => this.#ask4view(), PAUSE);

  async connectedCallback() {
    if (this.#frame) return;
    this.dataset.saved = "yes";
    this.#frame = frame(this, {
      back: () => this.#go(""),
      step: (step) => this.#go(this.#case.id, step),
      export: (format) => this.#guard(saveDocument((op, payload) => this.#ask(op, payload), this.#case, format, this.#title())),
      json: async () => saveJson([this.#case], [], this.#title()),
      print: (what) => this.#guard(printRecord((op, payload) => this.#ask(op, payload), this.#case, what)),
      remove: () => this.#remove(),
      retry: () => this.#store.change(this.#case.id, []),
      again: () => this.#start(true),
      exportAll: () => this.#exportAll(),
    });
    this.#store = await CaseStore.open();
    this.#kept(this.#store.kept ? "yes" : "no");
    this.#store.onwritten = (well) => this.#written(well);
    this.#store.onother = (message) => this.#elsewhere(message);
    this.#form = new CaseForm(this.querySelector("form.hc-sheet"), (changes) => this.#changed(changes));
    this.#list = new CaseList(this.#frame.list, {
      open: (id) => this.#go(id),
      new: () => this.#new(),
      exportAll: () => this.#exportAll(),
      picker: filePicker("import", ".json", (file) => this.#import(file)),
    });
    this.#words = new WordList(this.#frame.words, this.#store, (op, payload) => this.#ask(op, payload));
    this.#boxes = ownBoxes(this, {
      search: searchBox((op, payload) => this.#ask(op, payload), () => this.#phrases(), (rows) => rows.forEach((row) => this.#form.add("places", row))),
      toWords: () => this.#toWords(),
      close: () => this.#close(),
    });
    addEventListener("hashchange", () => this.#route());
    addEventListener("beforeunload", (event) => {
      if ((!this.#store.kept && this.dataset.touched) || this.dataset.saved === "no") event.preventDefault();
    });
    this.#words.show();
    this.#start();
    await this.#route();
  }

  // Where we are: #case=<id>&step=<step>, or the list

  #go(id, step = "") {
    const hash = id ? `#case=${encodeURIComponent(id)}${step ? `&step=${step}` : ""}` : "#start";
    if (location.hash === hash) this.#route();
    else location.hash = hash;
  }

  async #route() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const id = asked.get("case");
    if (id && this.#case?.id !== id) await this.#open(id);
    if (!id) this.#case = null;
    if (id && !this.#case) this.#frame.tell(tell("missing"));
    this.dataset.view = this.#case ? "case" : "list";
    if (!this.#case) {
      this.#list.show(await this.#store.list());
      return;
    }
    const step = asked.get("step");
    this.#step = this.querySelector(`[data-step="${CSS.escape(step ?? "case")}"].hc-step`) ? (step ?? "case") : "case";
    this.#frame.step(this.#step);
    this.#draw();
    if (step) this.#frame.toTop();
  }

  async #open(id) {
    await this.#store.written();
    this.#case = (await this.#store.get(id)) ?? null;
    this.#view = null;
    this.#found = { copy: null, after: null };
    if (!this.#case) return;
    this.#form.show(this.#case);
    this.#check("copy");
    this.#check("after");
    this.#refresh.now();
  }

  async #new() {
    const id = `c${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    const now = moment();
    const lists = { checks: {}, contacts: {}, places: {} };
    await this.#guard(this.#store.add([{ schema: 2, id, made: now, changed: now, fields: { received: today() }, lists }]));
    this.dataset.touched = "yes";
    this.#go(id);
  }

  // What the user writes

  #changed(changes) {
    if (!this.#case) return;
    const all = [...changes, [["changed"], moment()]];
    apply(this.#case, all);
    this.dataset.touched = "yes";
    this.dataset.saved = "no";
    this.#frame.saving();
    this.#store.change(this.#case.id, all);
    for (const [path] of changes) {
      if (path[1] === "copy" || path[1] === "category") this.#recheck("copy");
      if (path[1] === "after" || path[1] === "category") this.#recheck("after");
    }
    this.#refresh();
  }

  /** The page itself writes a field, as if the user had. */
  #set(fields) {
    this.#changed(Object.entries(fields).map(([name, value]) => [["fields", name], value || null]));
    this.#form.show(this.#case);
  }

  #written(well) {
    if (well && !this.#store.waiting) this.dataset.saved = "yes";
    else if (well) queueMicrotask(() => this.#store.written().then(() => this.dataset.kept !== "failed" && this.#frame.saved((this.dataset.saved = "yes"))));
    this.#kept(this.#store.kept ? (well ? "yes" : "failed") : "no");
    if (well) this.#frame.saved();
  }

  #kept(state) {
    this.dataset.kept = state;
    this.#frame.storage(state);
  }

  #elsewhere(message) {
    if (message.words) this.#words.show();
    else if (message.id === this.#case?.id && message.gone) {
      this.#case = null;
      this.#frame.tell(tell("gone"));
      this.#go("");
    } else if (message.id === this.#case?.id && message.changes) {
      apply(this.#case, message.changes);
      this.#form.show(this.#case);
      this.#check("copy");
      this.#check("after");
      this.#refresh();
    } else if (!this.#case) this.#store.list().then((heads) => this.#list.show(heads));
  }

  async #remove() {
    const { id } = this.#case;
    this.#case = null;
    await this.#guard(this.#store.remove(id));
    this.#go("");
  }

  // Files

  async #exportAll() {
    await this.#store.written();
    const cases = await this.#store.all();
    // What could not be written is on this page only.
    if (this.#case) cases.splice(cases.findIndex((one) => one.id === this.#case.id), 1, this.#case);
    saveJson(cases, await this.#store.words());
  }

  #import(file) {
    return this.#guard(
      (async () => {
        const { cases, words, heads } = await this.#ask("case-import", { text: await readText(file), name: file.name, today: today() }, IMPORT_LIMIT);
        const { added, again } = await bringIn(this.#store, cases, heads);
        const here = await this.#store.words();
        const names = new Set(here.map((word) => word.words));
        if (words.length) await this.#store.setWords([...here, ...words.filter((word) => !names.has(word.words))]);
        this.dataset.touched = "yes";
        this.#words.show();
        this.#list.show(await this.#store.list());
        this.#frame.tell(`${tell("imported", { n: added })} ${again ? tell("imported_again") : ""}`);
      })(),
    );
  }

  async #guard(work) {
    try {
      return await work;
    } catch (error) {
      this.#frame.tell(tell("failed", { why: error.message }));
      return null;
    }
  }

  // The engine

  #start(again = false) {
    if (again) this.#checker?.dispose();
    else if (this.#checker) return;
    this.dataset.state = "loading";
    this.#frame.engine("loading");
    const checker = createChecker({ root: siteRoot().href });
    this.#checker = checker;
    checker.start().then(
      () => {
        if (this.#checker !== checker) return;
        this.dataset.state = "ready";
        this.#frame.engine("ready");
        this.#check("copy");
        this.#check("after");
        this.#refresh.now();
      },
      () => {
        if (this.#checker !== checker) return;
        this.dataset.state = "error";
        this.#frame.engine("error");
      },
    );
  }

  #ask(op, payload, timeout = undefined) {
    return this.#checker.request(op, { ...payload, lang: language() }, timeout ? { timeout } : {});
  }

  #recheck = debounce((which) => this.#check(which), PAUSE);

  /** Run the checker over the copy complained of, or over the new one. */
  async #check(which) {
    const one = this.#case;
    const text = one?.fields[which] ?? "";
    if (this.dataset.state !== "ready") return;
    try {
      const house = await this.#store.words();
      const { findings } = text.trim() ? await this.#ask("check", { text, category: one.fields.category || "general", house }) : { findings: [] };
      if (one !== this.#case || text !== (one?.fields[which] ?? "")) return;
      this.#found[which] = { text, findings };
      if (which === "copy") this.#refresh();
      this.#draw();
    } catch (error) {
      this.#frame.tell(tell("failed", { why: error.message }));
    }
  }

  async #ask4view() {
    const one = this.#case;
    if (!one || this.dataset.state !== "ready") return;
    const asked = one.changed;
    try {
      const view = await this.#ask("case", { case: one, today: today(), findings: this.#found.copy?.findings });
      if (one !== this.#case) return;
      this.#view = view;
      const { step, next } = view;
      this.#store.change(one.id, [], { step, due: next && { day: next.day, labels: next.labels } });
      // The checklist of step 1 is part of the case.
      if (asked === one.changed && JSON.stringify(view.checks) !== JSON.stringify(one.lists.checks)) {
        const change = [[["lists", "checks"], view.checks]];
        apply(one, change);
        this.#store.change(one.id, change);
        this.#form.show(one);
      }
      this.#draw();
    } catch (error) {
      this.#frame.tell(tell("failed", { why: error.message }));
    }
  }

  // What is shown around the form

  #title() {
    return this.#case.fields.title || this.#case.fields.product || tell("untitled");
  }

  #phrases() {
    const wrong = Object.values(this.#case.lists.checks).filter((row) => row.verdict === "wrong");
    return [...new Set([this.#case.fields.claim, ...wrong.map((row) => row.match)].filter(Boolean))].join(" | ");
  }

  #draw() {
    if (!this.#case) return;
    const view = this.#view;
    this.#frame.title(this.#title(), view?.steps);
    if (!view) return;
    const step = this.#step;
    const { copy, after } = this.#found;
    const letters = view.drafts.filter((one) => one.step === step);
    const open = new Set([...this.querySelectorAll(".hc-draft[open]")].map((one) => one.dataset.draft));
    this.#frame.side(
      drawn.points(view.points[step]),
      step === "case" || view.deadlines.length > 0 ? [h("h3", {}, tell("deadlines")), ...drawn.deadlines(view.deadlines, () => this.#guard(saveDocument((op, payload) => this.#ask(op, payload), this.#case, "ics", this.#title())))] : [],
    );
    const parts = {
      examine: () => (copy?.text.trim() ? drawn.marked(tell("checked"), copy.text, copy.findings) : []),
      talk: () => drawn.sums(view.claims, view.fines, view.amount_error),
      rectify: () => [...drawn.changes(view.diff), ...(after?.text.trim() ? drawn.marked(tell("checked_after"), after.text, after.findings) : [])],
    };
    const act = {
      copy: async (text) => this.#frame.tell((await toClipboard(text)) ? tell("copied") : tell("copy_failed")),
      log: (title) => {
        const now = new Date();
        const at = `${today(now)} ${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
        this.#form.add("contacts", { at, said: tell("sent", { title }) });
        this.#frame.tell(tell("logged"));
      },
    };
    const waits = step === "talk" && !this.#case.fields.outcome ? [h("p", { class: "hc-quiet" }, tell("drafts_wait"))] : [];
    this.#boxes.under(step, {
      facts: [[view.claims, view.fines, view.amount_error, view.diff, copy, after], () => parts[step]?.() ?? []],
      letters: [[letters, waits.length], () => [...drawn.drafts(letters, open, act), ...waits]],
    });
    this.#boxes.closed(Boolean(this.#case.fields.closed));
  }

  // Step 6

  async #toWords() {
    const { phrase, phrase_level, phrase_reason, phrase_instead } = this.#case.fields;
    if (!phrase?.trim()) return this.#frame.tell(tell("to_words_none"));
    const word = { words: phrase.trim().slice(0, 100), level: phrase_level || "banned", reason: (phrase_reason ?? "").slice(0, 300), instead: phrase_instead ? [phrase_instead.slice(0, 100)] : [] };
    await this.#guard(this.#words.add(word));
    return this.#frame.tell(tell("to_words_done"));
  }

  #close() {
    this.#set({ closed: this.#case.fields.closed ? "" : today() });
    this.#draw();
  }
}

customElements.define("ad-case", AdCase);
