/** The notes beside the copy: one <li> per finding, and the folded list of what was spared. */
import { h, level } from "./dom.mjs";
import { languageRoot } from "./place.mjs";
import { say } from "./strings.mjs";

const quoted = (text) => say("quote", { text });

/** A link inside this language's tree, opened beside the copy so that nothing typed is left behind. */
function away(url, ...children) {
  return h("a", { href: new URL(url, languageRoot()).href, target: "_blank", rel: "noopener" }, ...children);
}

/**
 * @param {object} finding as the engine answers it
 * @param {{find: Function, rewrite: Function, aside: Function}} act called with the finding (and the new words, or the reason)
 * @returns {HTMLLIElement}
 */
export function note(finding, act) {
  const match = finding.match;
  return h(
    "li",
    { class: "ha-note", "data-rule": finding.rule, "data-level": finding.level, tabindex: "-1" },
    h(
      "p",
      { class: "ha-note__head" },
      level(finding.level),
      h(
        "button",
        { type: "button", class: "ha-note__words", "aria-label": say("show_words", { match }), onclick: () => act.find(finding) },
        quoted(match),
      ),
    ),
    h("p", { class: "ha-note__why" }, finding.message),
    finding.disguise_note && h("p", { class: "ha-note__extra" }, finding.disguise_note),
    finding.advice && h("p", { class: "ha-note__extra" }, finding.advice),
    rewrites(finding, act),
    h(
      "p",
      { class: "ha-note__law" },
      ...finding.law_details.map((law) => away(law.url, law.label)),
      finding.url && h("span", { class: "ha-note__rule" }, away(finding.url, finding.title || say("rule", { rule: finding.rule }))),
    ),
    setAside(finding, act),
  );
}

function rewrites(finding, act) {
  if (!finding.rewrites.length) return null;
  const { match } = finding;
  return h(
    "p",
    { class: "ha-note__rewrites" },
    h("span", { class: "ha-note__label" }, say("instead")),
    ...finding.rewrites.map((rewrite) =>
      h(
        "button",
        {
          type: "button",
          class: rewrite ? "ha-rewrite" : "ha-rewrite ha-rewrite--out",
          "data-rewrite": rewrite,
          "aria-label": say(rewrite ? "use_rewrite" : "use_removal", { match, rewrite }),
          onclick: () => act.rewrite(finding, rewrite),
        },
        rewrite || say("take_out"),
      ),
    ),
  );
}

function setAside(finding, act) {
  const reason = h("input", { type: "text", name: "reason", maxlength: "300", autocomplete: "off", "aria-label": say("aside_reason"), placeholder: say("aside_reason") });
  const trouble = h("span", { class: "ha-aside__hint", role: "status" }, say("aside_hint"));
  const box = h(
    "details",
    { class: "ha-aside" },
    h("summary", {}, say("aside")),
    h(
      "div",
      { class: "ha-aside__form" },
      reason,
      h("button", { type: "button", class: "ha-button ha-button--small", onclick: save }, say("aside_save")),
      trouble,
    ),
  );
  function save() {
    const words = reason.value.trim();
    if (words) return act.aside(finding, words);
    trouble.textContent = say("aside_needed");
    trouble.classList.add("ha-aside__hint--needed");
    reason.focus();
    return undefined;
  }
  reason.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      // Enter in a field would send the form, and the copy with it.
      event.preventDefault();
      save();
    } else if (event.key === "Escape") {
      box.open = false;
      box.querySelector("summary").focus();
    }
    event.stopPropagation();
  });
  box.addEventListener("toggle", () => box.open && reason.focus());
  return box;
}

/** @returns {HTMLLIElement} one spared match: the words, the reason, and what must be provable */
export function sparedNote(item) {
  return h(
    "li",
    { class: "ha-spared", "data-spared": item.rule },
    h("p", { class: "ha-note__head" }, level("spared"), h("q", {}, item.match)),
    h("p", { class: "ha-note__why" }, item.reason),
    item.show && h("p", { class: "ha-note__extra" }, say("spared_show", { show: item.show })),
    item.law_url && h("p", { class: "ha-note__law" }, away(item.law_url, item.law_label || item.law)),
  );
}

/** @returns {HTMLLIElement} one finding the user set aside, with the reason given */
export function asideNote({ finding, reason }, back) {
  return h(
    "li",
    { class: "ha-spared", "data-aside": finding.rule },
    h("p", { class: "ha-note__head" }, h("q", {}, finding.match), " ", reason),
    h("p", {}, h("button", { type: "button", class: "ha-link", onclick: back }, say("aside_back"))),
  );
}

/** @returns {HTMLLIElement} one piece of evidence to tick */
export function evidenceNote(item, ticked, tick) {
  const box = h("input", { type: "checkbox", checked: ticked, onchange: (event) => tick(item.id, event.target.checked) });
  return h("li", {}, h("label", {}, box, h("span", {}, item.text)));
}
