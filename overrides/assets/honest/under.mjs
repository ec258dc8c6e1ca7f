/** What stands under the copy and its notes: the papers to hold, what was set aside, what was spared, the report. */
import { h } from "./dom.mjs";
import { asideNote, evidenceNote, sparedNote } from "./notes.mjs";
import { say } from "./strings.mjs";

function fold(key, n, rows) {
  return n > 0 && h("details", { class: "ha-fold", "data-fold": key }, h("summary", {}, say(`${key}_list`, { n })), h("ul", {}, ...rows()));
}

export class Under {
  element = h("div", { class: "ha-after", hidden: true });
  #act;
  #report;
  #shown = "";

  /**
   * @param {{back: (aside: object) => void, tick: (id: string, ticked: boolean) => void}} act
   * @param {HTMLElement[]} report its buttons
   */
  constructor(act, report) {
    this.#act = act;
    this.#report = report;
  }

  hide() {
    this.element.hidden = true;
  }

  /** While it says the same, it is left as it is, with what the reader has opened in it. */
  show(result, asides, evidence, held) {
    this.element.hidden = false;
    const spared = result.spared.map(({ start, end, ...content }) => content);
    const shown = JSON.stringify([spared, asides.map(({ finding, reason }) => [finding.rule, finding.match, reason]), evidence]);
    if (shown === this.#shown && this.element.firstChild) return;
    this.#shown = shown;
    const open = new Set([...this.element.querySelectorAll("details[open]")].map((one) => one.dataset.fold));
    this.element.replaceChildren(
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
        h("p", { class: "ha-report" }, ...this.#report),
      ].filter(Boolean),
    );
    for (const one of this.element.querySelectorAll("details")) one.open = open.has(one.dataset.fold);
  }
}
