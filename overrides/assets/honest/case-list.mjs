/** The list of cases: each with where it stands and what is due next. */
import { button, daysTo, left } from "./case-draw.mjs";
import { today } from "./case-files.mjs";
import { tell } from "./case-strings.mjs";
import { h } from "./dom.mjs";
import { language } from "./place.mjs";

const AT_ONCE = 100;

export class CaseList {
  #act;
  #heads = [];
  #rows = h("ol", { class: "hc-cases" });
  #count = h("p", { class: "hc-quiet", role: "status" });
  #find = h("input", { type: "search", autocomplete: "off", "data-find": true, "aria-label": tell("find"), placeholder: tell("find") });
  #drawing = 0;

  constructor(box, act) {
    this.#act = act;
    this.#find.addEventListener("input", () => this.#draw());
    box.append(
      h("p", { class: "hc-acts" }, button("new", act.new, "ha-button ha-button--main"), act.picker, button("export_all", act.exportAll)),
      h("p", { class: "hc-findbar" }, this.#find),
      this.#count,
      this.#rows,
    );
  }

  /** Open cases first, the soonest due on top; then the others, the latest first. */
  show(heads) {
    const key = (one) => [one.closed ? "1" : "0", one.closed ? "" : (one.due?.day ?? "9999")].join();
    this.#heads = heads.sort((a, b) => key(a).localeCompare(key(b)) || (b.changed ?? "").localeCompare(a.changed ?? ""));
    this.#find.parentElement.hidden = heads.length < 6;
    this.#draw();
  }

  #draw() {
    const wanted = this.#find.value.trim().toLowerCase();
    const found = wanted ? this.#heads.filter((one) => `${one.title} ${one.platform} ${one.received}`.toLowerCase().includes(wanted)) : this.#heads;
    const now = today();
    this.#count.textContent = this.#heads.length ? tell("shown", { n: found.length }) : tell("none");
    this.#rows.replaceChildren(...found.slice(0, AT_ONCE).map((one) => this.#row(one, now)));
    // The rest a little later, so that the first are there at once.
    const mine = ++this.#drawing;
    const more = (from) => {
      if (mine !== this.#drawing || from >= found.length) return;
      this.#rows.append(...found.slice(from, from + AT_ONCE).map((one) => this.#row(one, now)));
      setTimeout(() => more(from + AT_ONCE));
    };
    setTimeout(() => more(AT_ONCE));
  }

  #row(one, now) {
    const days = one.due && !one.closed ? daysTo(one.due.day, now) : null;
    const step = document.querySelector(`.hc-step[data-step="${CSS.escape(one.step || "")}"] h2`)?.textContent ?? "";
    return h(
      "li",
      { class: "hc-case", "data-id": one.id, "data-soon": days !== null && days <= 3 },
      h("button", { type: "button", class: "ha-link hc-open-case", onclick: () => this.#act.open(one.id) }, one.title || tell("untitled")),
      h("span", { class: "hc-quiet" }, [one.platform, one.received && tell("opened_on", { day: one.received })].filter(Boolean).join(" · ")),
      h("span", { class: "hc-where" }, one.closed ? tell("closed") : step),
      days !== null && h("span", { class: "hc-next" }, tell("due", { label: one.due.labels[language()], day: one.due.day }), ` (${left(days)})`),
    );
  }
}
