/** The notes beside the copy: one <li> per finding, and the folded list of what was spared. */
import { h, level } from "./dom.mjs";
import { tellAbout } from "./feedback.mjs";
import { languageRoot } from "./place.mjs";
import { say } from "./strings.mjs";

const quoted = (text) => say("quote", { text });

/** A link inside this language's tree, opened beside the copy so that nothing typed is left behind. */
function away(url, ...children) {
  return h("a", { href: new URL(url, languageRoot()).href, target: "_blank", rel: "noopener" }, ...children);
}

/**
 * A note is kept while its finding stays the same, though edits move it; so the actions get the <li>, and whoever
 * gave them knows which finding it stands for now.
 * @param {object} finding as the engine answers it
 * @param {{find: (li) => void, rewrite: (li, words: string) => void, aside: (li, reason: string) => void}} act
 * @returns {HTMLLIElement}
 */
export function note(finding, act) {
  const li = bare(finding);
  fill(li, finding, act);
  return li;
}

/** The same without its content, for a list too long to draw at once; `fill` completes it. */
export function bare(finding) {
  return h("li", { class: "ha-note", "data-rule": finding.rule, "data-level": finding.level, tabindex: "-1" });
}

export function fill(li, finding, act) {
  const { match } = finding;
  li.replaceChildren(
    ...[
      h(
        "p",
        { class: "ha-note__head" },
        level(finding.level),
        h("button", { type: "button", class: "ha-note__words", "aria-label": say("show_words", { match }), onclick: () => act.find(li) }, quoted(match)),
      ),
      h("p", { class: "ha-note__why" }, finding.message),
      finding.disguise_note && h("p", { class: "ha-note__extra" }, finding.disguise_note),
      finding.rewrites.length > 0 && rewrites(finding, (words) => act.rewrite(li, words)),
      h("p", { class: "ha-note__law" }, ...finding.law_details.map((law) => away(law.url, law.label))),
      h("div", { class: "ha-note__foot" }, more(finding), setAside((reason) => act.aside(li, reason))),
    ].filter(Boolean),
  );
}

function rewrites({ match, rewrites }, use) {
  return h(
    "p",
    { class: "ha-note__rewrites" },
    ...(rewrites.some(Boolean) ? [h("span", { class: "ha-note__label" }, say("instead"))] : []),
    ...rewrites.map((rewrite) =>
      h(
        "button",
        {
          type: "button",
          class: rewrite ? "ha-rewrite" : "ha-rewrite ha-rewrite--out",
          "data-rewrite": rewrite,
          "aria-label": say(rewrite ? "use_rewrite" : "use_removal", { match, rewrite }),
          onclick: () => use(rewrite),
        },
        rewrite || say("take_out"),
      ),
    ),
  );
}

/** The next best step, and the page of the rule. */
function more(finding) {
  return h(
    "details",
    {},
    h("summary", {}, say("more")),
    finding.advice && h("p", {}, finding.advice),
    h("p", {}, away(finding.url, `${say("rule", { rule: finding.rule })}${say("colon")}${finding.title}`)),
    h("p", {}, h("button", { type: "button", class: "ha-link", "data-action": "feedback_rule", onclick: () => tellAbout(finding.rule) }, say("feedback_rule"))),
  );
}

function setAside(done) {
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
    if (words) return done(words);
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
