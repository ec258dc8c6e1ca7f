/** The list of notes: in the order of the findings, each kept while its finding stays the same, the far ones drawn when they come near. */
import { h } from "./dom.mjs";
import { bare, fill, note } from "./notes.mjs";

/** Notes drawn at once; the rest when they come near the window. */
const AT_ONCE = 60;

export class NoteList {
  element = h("ol", { class: "ha-notes" });
  #act;
  #made = new Map();
  #coming = new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => isIntersecting && this.#complete(target)), { rootMargin: "800px" });

  /** @param {object} act what the buttons of a note do, as `note` takes it */
  constructor(act) {
    this.#act = act;
  }

  clear() {
    this.#made = new Map();
    this.element.replaceChildren();
  }

  /** @returns {HTMLLIElement[]} the notes of these findings. One whose finding is as before, wherever it stands now, is left as it is. */
  show(findings) {
    const made = new Map();
    const notes = findings.map((finding, index) => {
      const { start, end, key: _, ...content } = finding;
      const key = JSON.stringify(content);
      const li = this.#made.get(key)?.shift() ?? (index < AT_ONCE ? note(finding, this.#act) : this.#later(finding));
      if (made.has(key)) made.get(key).push(li);
      else made.set(key, [li]);
      return li;
    });
    this.#made = made;
    const same = notes.length === this.element.children.length && notes.every((li, index) => li === this.element.children[index]);
    if (!same) this.element.replaceChildren(...notes);
    return notes;
  }

  /** Which note the focus is in; -1: none. */
  get focused() {
    return [...this.element.children].indexOf(document.activeElement?.closest(".ha-note"));
  }

  #later(finding) {
    const li = bare(finding);
    li.complete = () => fill(li, finding, this.#act);
    this.#coming.observe(li);
    return li;
  }

  #complete(li) {
    this.#coming.unobserve(li);
    li.complete?.();
    li.complete = null;
  }
}
