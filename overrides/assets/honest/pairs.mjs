/** Each finding's mark and note: which belongs to which, which pair is lit, and the ways from one to the other. */

const STEPS = { n: 1, j: 1, ArrowDown: 1, p: -1, k: -1, ArrowUp: -1 };

export class Pairs {
  #all = [];
  #active = null;
  #field;

  constructor(field) {
    this.#field = field;
  }

  /** New marks. `finding.key` says which finding is which while edits move them. */
  mark(findings, marks) {
    const notes = new Map(this.#all.map(({ finding, note }) => [finding.key, note]));
    this.#all = findings.map((finding) => ({ finding, mark: marks.get(finding), note: notes.get(finding.key) }));
  }

  /** The notes of the findings last marked, in their order. The pair that was lit stays lit. */
  annotate(notes) {
    this.#all = this.#all.map((pair, index) => ({ ...pair, note: notes[index] }));
    const lit = this.#all.find((pair) => pair.note === this.#active?.note);
    this.#active = null;
    if (lit) this.light(lit.note);
    else if (notes.length) notes[0].tabIndex = 0;
  }

  clear() {
    this.#all = [];
    this.#active = null;
  }

  get annotated() {
    return this.#all.filter((pair) => pair.note);
  }

  ofMark(mark) {
    return this.#all.find((pair) => pair.mark === mark)?.finding;
  }

  ofNote(note) {
    return this.#all.find((pair) => pair.note === note)?.finding;
  }

  light(note) {
    const pair = this.#all.find((one) => one.note === note);
    if (!pair || pair === this.#active) return;
    for (const one of this.#all) {
      one.mark?.classList.toggle("ha-active", one === pair);
      one.note?.classList.toggle("ha-active", one === pair);
      if (one.note) one.note.tabIndex = one === pair ? 0 : -1;
    }
    this.#active = pair;
  }

  /** Light a finding's mark and note, and bring the asked one into view. @param {"mark"|"note"} end */
  reach(finding, end) {
    const pair = this.#all.find((one) => one.finding === finding);
    if (!pair) return;
    this.light(pair.note);
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    pair[end]?.scrollIntoView({ block: end === "mark" ? "center" : "nearest", behavior });
    if (end === "mark" && !matchMedia("(pointer: coarse)").matches) {
      this.#field.focus({ preventScroll: true });
      this.#field.setSelectionRange(finding.start, finding.end);
    }
  }

  /** The caret has come to a marked word: light its note, without moving the page under the writer. */
  follow() {
    const at = this.#field.selectionStart;
    const pair = this.#all.find(({ finding }) => finding.start <= at && at <= finding.end);
    if (pair) this.light(pair.note);
  }
}

/** From note to note by the keyboard. @param {KeyboardEvent} event in the list of notes */
export function walk(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
  const step = STEPS[event.key];
  if (!step) return;
  const notes = [...event.currentTarget.children];
  const next = notes[notes.indexOf(event.target.closest("li")) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
