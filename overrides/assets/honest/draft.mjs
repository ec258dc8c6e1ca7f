/** What the reader decides about the copy, kept on this device beside it: the reasons for what is set aside, the papers ticked. */
import { clause } from "./standing.mjs";
import { forget, keep, kept } from "./store.mjs";

const NAME = "draft";

export class Draft {
  asides = [];
  held = new Set();

  /** @returns {{text: string, category: string}|null} what was kept. Storage can hold anything; what is not ours is left out. */
  open() {
    const draft = kept(NAME);
    if (typeof draft?.text !== "string") return null;
    this.asides = Array.isArray(draft.asides) ? draft.asides : [];
    this.held = new Set(Array.isArray(draft.held) ? draft.held : []);
    return { text: draft.text, category: draft.category };
  }

  keep(text, category) {
    if (text) keep(NAME, { text, category, asides: this.asides, held: [...this.held] });
    else forget(NAME);
  }

  clear() {
    this.asides = [];
    this.held = new Set();
    forget(NAME);
  }

  setAside(text, finding, reason) {
    this.asides.push({ rule: finding.rule, match: finding.match, clause: clause(text, finding), reason });
  }

  takeBack(aside) {
    this.asides = this.asides.filter((one) => one !== aside);
  }

  tick(id, ticked) {
    if (ticked) this.held.add(id);
    else this.held.delete(id);
  }
}
