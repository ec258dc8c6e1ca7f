/** The form that came with the page, bound to a case: fields, and lists whose rows have ids of their own. */
import { level } from "./dom.mjs";

const valueOf = (control) => (control.type === "checkbox" ? (control.checked ? "yes" : "") : control.value);

function put(control, value) {
  if (control.type === "checkbox") control.checked = value === "yes";
  else if (control.value !== value) control.value = value;
}

export class CaseForm {
  #form;
  #change;
  #lists;

  /** @param {(changes: [string[], string|object|null][]) => void} change hears what the user writes */
  constructor(form, change) {
    this.#form = form;
    this.#change = change;
    this.#lists = new Map([...form.querySelectorAll("[data-list]")].map((box) => [box.dataset.list, box]));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.#typed(event.target));
    form.addEventListener("click", (event) => this.#pressed(event.target));
  }

  #typed(control) {
    if (!control.name || control.closest("[data-own]")) return;
    const row = control.closest("[data-row]");
    const path = row ? ["lists", row.closest("[data-list]").dataset.list, row.dataset.row, control.name] : ["fields", control.name];
    this.#change([[path, valueOf(control) || null]]);
  }

  #pressed(target) {
    const list = target.closest("[data-list]")?.dataset.list;
    if (!list) return;
    if (target.matches("[data-add]")) {
      this.add(list, {});
      this.#lists.get(list).querySelector("ol > li:last-child :is(input, select, textarea)")?.focus();
    } else if (target.matches("[data-remove]")) {
      const row = target.closest("[data-row]");
      this.#change([[["lists", list, row.dataset.row], null]]);
      row.remove();
    }
  }

  /** A new row at the end of a list, also for what the page itself notes. */
  add(list, values) {
    const id = `r${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    this.#lists.get(list).querySelector("ol").append(this.#row(list, id, values));
    this.#change([[["lists", list, id], values]]);
  }

  #row(list, id, values) {
    const row = this.#lists.get(list).querySelector("template").content.firstElementChild.cloneNode(true);
    row.dataset.row = id;
    this.#fill(row, values);
    return row;
  }

  #fill(row, values) {
    for (const control of row.querySelectorAll("[name]")) if (control !== document.activeElement) put(control, values[control.name] ?? "");
    for (const shown of row.querySelectorAll("[data-show]")) {
      const value = values[shown.dataset.show] ?? "";
      if (shown.dataset.show === "level") shown.replaceChildren(...(["banned", "proof", "caution"].includes(value) ? [level(value)] : []));
      else shown.textContent = value;
    }
  }

  /** Show a case. The field that is being written in is left alone. */
  show(one) {
    for (const control of this.#form.elements) {
      if (!control.name || control.closest("[data-row], [data-own]") || control === document.activeElement) continue;
      put(control, one.fields[control.name] ?? "");
    }
    for (const [list, box] of this.#lists) this.#showList(list, box.querySelector("ol"), one.lists[list] ?? {});
  }

  #showList(list, ol, rows) {
    const there = new Map([...ol.children].map((row) => [row.dataset.row, row]));
    for (const [id, row] of there) if (!Object.hasOwn(rows, id)) row.remove();
    for (const [id, values] of Object.entries(rows)) {
      if (there.has(id)) this.#fill(there.get(id), values);
      else ol.append(this.#row(list, id, values));
    }
  }
}
