/** Change a text field so that the browser's own undo still works, and remember each change for our Undo. */

/** Past this length the browser's own editing command is slow enough to feel; the field is set directly. */
const LONG = 20_000;

/** @returns {{start: number, end: number, insert: string}} the smallest replacement that turns one text into the other */
export function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { start, end: before.length - tail, insert: after.slice(start, after.length - tail) };
}

/** Put `text` into the field, touching only what differs. Fires one `input` event. */
export function write(field, text) {
  const { start, end, insert } = difference(field.value, text);
  // On a phone, focus would bring up the keyboard over the words just changed.
  const byCommand = text.length < LONG && field.value.length < LONG && !matchMedia("(pointer: coarse)").matches;
  if (byCommand) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    document.execCommand(insert ? "insertText" : "delete", false, insert);
  }
  if (field.value !== text) {
    field.value = text;
    field.setSelectionRange(start + insert.length, start + insert.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Changes made by buttons, newest last. A change can be undone only while the text still is what it made. */
export class Edits {
  #field;
  #past = [];

  constructor(field) {
    this.#field = field;
  }

  /** A change made elsewhere. */
  note(before, after) {
    this.#past.push({ before, after });
    if (this.#past.length > 50) this.#past.shift();
  }

  get undoable() {
    return this.#past.at(-1)?.after === this.#field.value;
  }

  /** Put `text` in the place of the whole. */
  set(text) {
    if (text === this.#field.value) return;
    this.note(this.#field.value, text);
    write(this.#field, text);
  }

  /** Put `words` in the place of a finding. @returns {boolean} whether the finding still stood there */
  replace({ start, end, match }, words) {
    const text = this.#field.value;
    if (text.slice(start, end) !== match) return false;
    this.set(text.slice(0, start) + words + text.slice(end));
    return true;
  }

  /** @returns {boolean} whether there was a change to take back */
  undo() {
    if (!this.undoable) return false;
    write(this.#field, this.#past.pop().before);
    return true;
  }
}
