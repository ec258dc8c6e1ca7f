/** The list of cases: each with where it stands and what is due next. */
import { button, daysTo, left } from "./case-draw.mjs";
import { today } from "./case-files.mjs";
import { tell } from "./case-strings.mjs";
import { h } from "./dom.mjs";
import { language } from "./place.mjs";

const AT_ONCE = 50;

export class CaseList {
  #act;
  #heads = [];
  #rows = h("ol", { class: "hc-cases" });
  #count = h("p", { class: "hc-quiet", role: "status" });
  #find = h("input", { type: "search", autocomplete: "off", "data-find": true, "aria-label": tell("find"), placeholder: tell("find") });
  #coming = new IntersectionObserver(() => {});

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
    const steps = Object.fromEntries([...document.querySelectorAll(".hc-step")].map((step) => [step.dataset.step, step.querySelector("h2").textContent]));
    let drawn = 0;
    // The rest when somebody scrolls to it: a thousand rows at once would be felt.
    const more = () => {
      this.#rows.append(...found.slice(drawn, (drawn += AT_ONCE)).map((one) => this.#row(one, now, steps)));
      this.#coming.disconnect();
      if (drawn < found.length) this.#coming.observe(this.#rows.lastElementChild);
    };
    this.#coming.disconnect();
    this.#coming = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more(), { rootMargin: "600px" });
    this.#rows.replaceChildren();
    more();
  }

  #row(one, now, steps) {
    const days = one.due && !one.closed ? daysTo(one.due.day, now) : null;
    return h(
      "li",
      { class: "hc-case", "data-id": one.id, "data-soon": days !== null && days <= 3 },
      h("button", { type: "button", class: "ha-link hc-open-case", onclick: () => this.#act.open(one.id) }, one.title || tell("untitled")),
      h("span", { class: "hc-quiet" }, [one.platform, one.received && tell("opened_on", { day: one.received })].filter(Boolean).join(" · ")),
      h("span", { class: "hc-where" }, one.closed ? tell("closed") : (steps[one.step] ?? "")),
      days !== null && h("span", { class: "hc-next" }, tell("due", { label: one.due.labels[language()], day: one.due.day, left: left(days) })),
    );
  }
}
