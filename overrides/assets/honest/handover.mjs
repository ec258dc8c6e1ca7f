/**
 * A check on its way from the checker's page to the workbook. It is kept on this device, never put into an address,
 * and goes as soon as it has its place in a case.
 */
import { forget, keep, kept } from "./store.mjs";

const NAME = "handover";
/** What the workbook's address says behind # when a check waits for it. */
export const TAKE = "take";

const row = ({ rule, level, match, title }, proof) => ({ rule, level, match, title, ...(proof ? { proof } : {}) });

/**
 * @param {object} check
 * @param {string} check.text the copy
 * @param {string} check.category what is sold
 * @param {object[]} check.findings those that stand
 * @param {{finding: object, reason: string}[]} check.asides those set aside; the reason becomes the note of step 1
 * @returns {boolean} whether it waits; false where the browser stores nothing
 */
export function handOver({ text, category, findings, asides }) {
  const rows = [...findings.map((finding) => row(finding)), ...asides.map(({ finding, reason }) => row(finding, reason))];
  // As the engine names the rows of the checklist, so that its own fall into the same places.
  const checks = Object.fromEntries(rows.map((one) => [`${one.rule}:${one.match}`.slice(0, 200), one]));
  return keep(NAME, { text, category, checks }) !== null;
}

/** @returns {{text: string, category: string, checks: object}|null} what waits */
export function waiting() {
  const given = kept(NAME);
  return typeof given?.text === "string" && typeof given.checks === "object" ? given : null;
}

export const placed = () => forget(NAME);

/** What a case with text of its own has to change to hold this too: [path, value] pairs. Nothing in it is written over. */
export function added(one, given) {
  const own = one.fields.copy ?? "";
  const text = !own.trim() ? given.text : own.includes(given.text.trim()) ? own : `${own.trimEnd()}\n\n${given.text}`;
  const rows = Object.entries(given.checks).filter(([key]) => !one.lists.checks?.[key]);
  return [
    [["fields", "copy"], text],
    ...(one.fields.category ? [] : [[["fields", "category"], given.category]]),
    ...rows.map(([key, value]) => [["lists", "checks", key], value]),
  ];
}
