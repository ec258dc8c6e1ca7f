/**
 * <ad-case>: the complaint workbook, over a form that can be printed without it. It keeps what is written,
 * asks the engine (case-engine) what follows from it, and shows that (case-view); it decides nothing itself.
 *
 * data-state   idle | loading | ready | error (the engine)     data-view   list | case | take
 * data-kept    yes | no | failed (storage)                     data-saved  yes | no
 */
import { CaseEngine } from "./case-engine.mjs";
import { blankCase, filePicker, moment, printRecord, readCases, saveDocument, saveJson, today } from "./case-files.mjs";
import { CaseForm } from "./case-form.mjs";
import { frame, ownBoxes } from "./case-frame.mjs";
import { CaseList } from "./case-list.mjs";
import { searchBox } from "./case-search.mjs";
import { apply, CaseStore } from "./case-store.mjs";
import { tell } from "./case-strings.mjs";
import { takeBox } from "./case-take.mjs";
import { showStep } from "./case-view.mjs";
import { WordList } from "./case-words.mjs";
import { toClipboard } from "./give.mjs";
import { added, placed, TAKE, waiting } from "./handover.mjs";

class AdCase extends HTMLElement {
  #store;
  #form;
  #frame;
  #list;
  #words;
  #boxes;
  #case = null;
  #step = "case";
  #ask = (op, payload, timeout) => this.#engine.ask(op, payload, timeout);
  #engine = new CaseEngine({
    current: () => this.#case,
    words: () => this.#store.words(),
    state: (state) => {
      this.dataset.state = state;
      this.#frame.engine(state);
    },
    checked: () => this.#draw(),
    viewed: (one, asked) => this.#viewed(one, asked),
    trouble: (error) => this.#frame.tell(tell("failed", { why: error.message })),
  });

  async connectedCallback() {
    if (this.#frame) return;
    this.dataset.saved = "yes";
    this.#frame = frame(this, {
      back: () => this.#go(""),
      step: (step) => this.#go(this.#case.id, step),
      export: (format) => this.#guard(saveDocument(this.#ask, this.#case, format, this.#title())),
      json: async () => saveJson([this.#case], [], this.#title()),
      print: (what) => this.#guard(printRecord(this.#ask, this.#case, what)),
      remove: () => this.#remove(),
      retry: () => this.#store.change(this.#case.id, []),
      again: () => this.#engine.start(true),
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
    this.#words = new WordList(this.#frame.words, this.#store, this.#ask);
    this.#boxes = ownBoxes(this, {
      search: searchBox(this.#ask, () => this.#phrases(), (rows) => rows.forEach((row) => this.#form.add("places", row))),
      toWords: () => this.#toWords(),
      close: () => this.#close(),
    });
    addEventListener("hashchange", () => this.#route());
    addEventListener("beforeunload", (event) => {
      if ((!this.#store.kept && this.dataset.touched) || this.dataset.saved === "no") event.preventDefault();
    });
    this.#words.show();
    this.#engine.start();
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
    this.#taking(null);
    if (asked.has(TAKE) && waiting()) return this.#take(waiting());
    placed(); // whoever went elsewhere has let go of it
    const opened = Boolean(id) && this.#case?.id !== id;
    if (opened) await this.#open(id);
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
    if (step || opened) this.#frame.toTop(opened);
  }

  async #open(id) {
    await this.#store.written();
    this.#case = (await this.#store.get(id)) ?? null;
    this.#engine.forget();
    if (!this.#case) return;
    this.#form.show(this.#case);
    this.#engine.look();
  }

  // A check that comes from the checker's page

  /** Ask where it goes, or when no case is open begin one with it. */
  async #take(given) {
    this.#case = null;
    const open = (await this.#store.list()).filter((one) => !one.closed);
    if (!open.length) return this.#place(given);
    this.dataset.view = "take";
    this.#taking(takeBox(open, { fresh: () => this.#place(given), into: (id) => this.#place(given, id), none: () => this.#go("") }));
  }

  #taking(box) {
    this.querySelector(".hc-take")?.remove();
    if (box) this.#frame.list.before(box);
    box?.focus();
  }

  async #place(given, id = null) {
    const one = (id && (await this.#store.get(id))) || blankCase();
    const changes = [...added(one, given), [["changed"], moment()]];
    const well = await this.#guard(
      (async () => {
        if (one.id !== id) await this.#store.add([apply(one, changes)]);
        else this.#store.change(id, changes);
        await this.#store.written();
        return true;
      })(),
    );
    if (!well) return;
    this.dataset.touched = "yes";
    placed();
    this.#go(one.id, "examine");
    this.#frame.tell(tell("taken"));
  }

  async #new() {
    const one = blankCase();
    await this.#guard(this.#store.add([one]));
    this.dataset.touched = "yes";
    this.#go(one.id);
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
    this.#engine.changed(changes.map(([path]) => path));
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
      this.#engine.look();
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
        const { added, again } = await readCases(this.#ask, this.#store, file);
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

  // What is shown around the form

  #title() {
    return this.#case.fields.title || this.#case.fields.product || tell("untitled");
  }

  #phrases() {
    const wrong = Object.values(this.#case.lists.checks).filter((row) => row.verdict === "wrong");
    return [...new Set([this.#case.fields.claim, ...wrong.map((row) => row.match)].filter(Boolean))].join(" | ");
  }

  /** The engine has worked out what follows: where the case stands is kept with it, for the list. */
  #viewed(one, asked) {
    const { step, next, checks } = this.#engine.view;
    this.#store.change(one.id, [], { step, due: next && { day: next.day, labels: next.labels } });
    // The checklist of step 1 is part of the case.
    if (asked === one.changed && JSON.stringify(checks) !== JSON.stringify(one.lists.checks)) {
      const change = [[["lists", "checks"], checks]];
      apply(one, change);
      this.#store.change(one.id, change);
      this.#form.show(one);
    }
    this.#draw();
  }

  #draw() {
    if (!this.#case) return;
    const { view, found } = this.#engine;
    this.#frame.title(this.#title(), view?.steps);
    if (!view) return;
    showStep(
      { host: this, frame: this.#frame, boxes: this.#boxes },
      { one: this.#case, step: this.#step, view, found },
      {
        calendar: () => this.#guard(saveDocument(this.#ask, this.#case, "ics", this.#title())),
        copy: async (text) => this.#frame.tell((await toClipboard(text)) ? tell("copied") : tell("copy_failed")),
        log: (title) => this.#log(title),
      },
    );
  }

  /** A message was sent: it goes into the record of contacts. */
  #log(title) {
    const now = new Date();
    const at = `${today(now)} ${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
    this.#form.add("contacts", { at, said: tell("sent", { title }) });
    this.#frame.tell(tell("logged"));
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
