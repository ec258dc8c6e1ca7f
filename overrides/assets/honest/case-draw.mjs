/** What the engine works out from a case, drawn: deadlines, what is open, messages, sums, marks, changes. */
import { tell } from "./case-strings.mjs";
import { h, level } from "./dom.mjs";
import { draw } from "./marks.mjs";
import { language, languageRoot } from "./place.mjs";
import { say } from "./strings.mjs";

export const button = (key, act, classes = "ha-button ha-button--small") => h("button", { type: "button", class: classes, "data-action": key, onclick: act }, tell(key));
const away = (url, words) => h("a", { href: new URL(url, languageRoot()).href, target: "_blank", rel: "noopener" }, words);
const laws = (row) => row.law_details.length > 0 && h("span", { class: "hc-law" }, ...row.law_details.flatMap((law, index) => [index > 0 && tell("comma"), away(law.url, law.label)]));

/** Days from today to a day, in words. */
export function left(days) {
  if (days === 0) return tell("today");
  return days > 0 ? tell("left", { n: days }) : tell("past", { n: -days });
}

/** Whole days between two dates written 2026-11-22. */
export const daysTo = (day, today) => Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);

export function deadlines(rows, save) {
  if (!rows.length) return [h("p", { class: "hc-quiet" }, tell("no_deadlines"))];
  const items = rows.map((row) =>
    h(
      "li",
      { class: "hc-due", "data-id": row.id, "data-whose": row.whose, "data-past": row.left < 0 },
      h("time", { datetime: row.day }, row.day),
      h("span", { class: "hc-left" }, left(row.left)),
      h("span", {}, row.label),
      h("span", { class: "hc-quiet" }, tell(`whose_${row.whose}`)),
      laws(row),
      ...row.notes.map((note) => h("span", { class: "hc-note" }, note)),
    ),
  );
  return [h("ol", { class: "hc-dues" }, ...items), button("calendar", save)];
}

export function points(rows) {
  if (!rows.length) return [h("p", { class: "hc-done" }, level("spared"), " ", tell("step_done"))];
  return [h("p", { class: "hc-label" }, tell("todo")), h("ul", { class: "hc-points" }, ...rows.map((row) => h("li", {}, row)))];
}

/** A message: what is still open in it is marked. */
function letter(text, lang) {
  const parts = text.split(/(〔[^〕]*〕)/).filter(Boolean);
  return h("p", { class: "hc-letter", lang }, ...parts.map((part) => (part.startsWith("〔") ? h("mark", { class: "hc-open" }, part) : part)));
}

export function drafts(rows, open, act) {
  if (!rows.length) return [];
  const items = rows.map((row) =>
    h(
      "details",
      { class: "hc-draft", "data-draft": row.id, open: open.has(row.id) },
      h("summary", {}, row.title),
      letter(row.zh, "zh"),
      h("p", { class: "hc-acts" }, button("copy_zh", () => act.copy(row.zh)), button("copy_log", () => act.log(row.title))),
      h("details", { class: "hc-other" }, h("summary", {}, language() === "zh" ? "English" : "In English"), letter(row.en, "en"), button("copy_en", () => act.copy(row.en))),
      h("p", { class: "hc-quiet" }, away(row.url, row.title)),
    ),
  );
  return [h("h3", {}, tell("drafts")), h("p", { class: "hc-quiet" }, tell("drafts_hint")), ...items];
}

function sum(row) {
  return h(
    "li",
    { "data-claim": row.id },
    h("strong", {}, row.title, row.shown && `${tell("colon")}${row.shown}`),
    row.working && h("span", { class: "hc-working" }, row.working.join(language() === "zh" ? "；" : "; ")),
    row.range && h("span", { class: "hc-working" }, row.range),
    row.needs && h("span", { class: "hc-quiet" }, row.needs),
    laws(row),
  );
}

export function sums(claims, fines, error = "") {
  return [
    error && h("p", { class: "hc-trouble", role: "alert" }, error),
    claims.length > 0 && h("h3", {}, tell("claims")),
    claims.length > 0 && h("p", { class: "hc-quiet" }, tell("claims_hint")),
    claims.length > 0 && h("ul", { class: "hc-sums" }, ...claims.map(sum)),
    fines.length > 0 && h("h3", {}, tell("fines")),
    fines.length > 0 && h("p", { class: "hc-quiet" }, tell("fines_hint")),
    fines.length > 0 && h("ul", { class: "hc-sums" }, ...fines.map(sum)),
  ].filter(Boolean);
}

/** Copy with the pencil's marks, and under it each finding with its reason. */
export function marked(title, text, findings) {
  const sheet = h("p", { class: "hc-marked" });
  draw(sheet, text, findings);
  const notes = findings.map((one) =>
    h("li", { "data-rule": one.rule, "data-level": one.level }, level(one.level), h("q", {}, one.match), " ", one.message, " ", laws(one), one.rewrites.some(Boolean) && h("span", { class: "hc-quiet hc-instead" }, say("instead"), tell("colon"), one.rewrites.filter(Boolean).slice(0, 4).join(tell("comma")))),
  );
  return [h("h3", {}, title), sheet, notes.length ? h("ul", { class: "hc-findings" }, ...notes) : h("p", { class: "hc-quiet" }, level("spared"), " ", tell("checked_none"))];
}

const CHANGED = { same: "span", out: "del", in: "ins" };

export function changes(parts) {
  if (!parts.length) return [];
  return [h("h3", {}, tell("diff")), h("p", { class: "hc-diff" }, ...parts.map(([kind, text]) => h(CHANGED[kind], {}, text)))];
}

/** A record as the engine gives it, to print. */
export function blocks(rows) {
  return rows.map((block) => {
    if (block.kind === "h") return h(`h${block.level}`, {}, block.text);
    if (block.kind === "p") return h("p", {}, block.text);
    if (block.kind === "diff") return h("p", { class: "hc-diff" }, ...block.parts.map(([kind, text]) => h(CHANGED[kind], {}, text)));
    const cells = (row, head) => h("tr", {}, ...row.map((cell, index) => h(head || (block.kind === "pairs" && index === 0) ? "th" : "td", {}, cell)));
    return h("table", {}, h("tbody", {}, block.kind === "table" && cells(block.head, true), ...block.rows.map((row) => cells(row, false))));
  });
}
