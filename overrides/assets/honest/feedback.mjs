/** The box at the end of a page: fills in what we need to know, and hands the text to the reader. It sends nothing. */
import { h } from "./dom.mjs";
import { toClipboard } from "./give.mjs";
import { say } from "./strings.mjs";

/** The longest address that repositories take for a new issue. */
const LONGEST = 6000;
/** Asked for by a note of the checker: tell us about this rule. */
const ASKED = "ha-feedback";

/** Open the box with this rule in it. */
export function tellAbout(rule) {
  document.dispatchEvent(new CustomEvent(ASKED, { detail: rule }));
}

export function startFeedback(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "";
  const shown = box.querySelector("pre");
  const blank = shown.textContent.trim();
  // A field only once it is asked for: a page has one field, the copy's, until then.
  const field = h("textarea", { rows: "9", spellcheck: "false", autocomplete: "off", "aria-label": say("feedback_message") });
  field.value = blank;
  const told = h("span", { class: "ha-feedback__told", role: "status" });
  const tick = h("input", { type: "checkbox", name: "with-copy", onchange: () => fill() });
  const ask = h("label", { class: "ha-feedback__copy", hidden: true }, tick, say("feedback_with_copy"));
  const take = h("a", { class: "ha-link", rel: "noopener", target: "_blank", hidden: !box.dataset.issues, onclick: lead }, say("feedback_issue"));
  const copy = h("button", { type: "button", class: "ha-button", "data-action": "feedback_copy", onclick: hand }, say("feedback_copy"));
  const controls = h("p", { class: "ha-feedback__do" }, copy, take, told);
  let rule = "";
  let filled = blank;

  /** Facts above what the reader writes: the place, and from the checker its rules and, if ticked, the copy. */
  function fill() {
    // What the reader has written stays.
    if (field.value !== filled) return;
    const checked = document.querySelector("ad-check")?.checked;
    ask.hidden = !checked?.text;
    const rules = rule || checked?.rules.join(" ") || (/^#ac\d+$/.test(location.hash) ? location.hash.slice(1).toUpperCase() : "");
    const facts = [
      rules && `${say("feedback_rules")}${rules}`,
      !rules && location.hash.length > 1 && !location.hash.includes("=") && `${say("feedback_place")}${decodeURIComponent(location.hash)}`,
      checked?.category && `${say("report_category")}${say("colon")}${checked.category}`,
      tick.checked && checked?.text && `${say("report_text")}${say("colon")}${checked.text}`,
    ].filter(Boolean);
    const [page, version, ...rest] = blank.split("\n");
    filled = [page, version, ...facts, ...rest].join("\n");
    field.value = filled;
  }

  async function hand() {
    told.textContent = (await toClipboard(field.value)) ? say("copied") : say("copy_failed");
  }

  /** The address is made when it is pressed, from what stands in the field then. */
  function lead() {
    const [title] = field.value.split("\n");
    take.href = `${box.dataset.issues}?${new URLSearchParams({ title, body: field.value.slice(0, LONGEST) })}`;
  }

  take.href = box.dataset.issues ?? "";
  if (!box.dataset.issues) take.removeAttribute("href");
  function open() {
    if (!field.isConnected) shown.replaceWith(ask, field, controls);
    fill();
  }

  box.addEventListener("toggle", () => box.open && open());
  // Opened before the script came.
  if (box.open) open();
  document.addEventListener(ASKED, ({ detail }) => {
    rule = detail;
    open();
    box.open = true;
    box.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
