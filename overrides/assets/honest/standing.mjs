/** What stands of a result once the reader has set some findings aside, and what must be held for the rest. */

const EDGE = /[。！？!?；;\n]/;
/** UTF-16 units on either side; a clause longer than that is known by its nearer part. */
const REACH = 80;

/** The clause a finding stands in: a reason given there holds as long as the clause stays as it is. */
export function clause(text, { start, end }) {
  let from = start;
  while (from > 0 && start - from < REACH && !EDGE.test(text[from - 1])) from -= 1;
  let to = end;
  while (to < text.length && to - end < REACH && !EDGE.test(text[to])) to += 1;
  return text.slice(from, to).trim();
}

/**
 * @param {object[]} findings as the engine answers them
 * @param {{rule: string, match: string, clause: string, reason: string}[]} asides
 * @returns {{standing: object[], aside: {finding: object, reason: string, aside: object}[]}} `key`: which finding is which while edits move them
 */
export function settle(findings, asides, text) {
  const standing = [];
  const aside = [];
  findings.forEach((finding, key) => {
    const found = asides.find((one) => one.rule === finding.rule && one.match === finding.match && one.clause === clause(text, finding));
    if (found) aside.push({ finding, reason: found.reason, aside: found });
    else standing.push({ ...finding, key });
  });
  return { standing, aside };
}

/** The papers that the claims to prove ask for, each once. */
export function papers(standing) {
  const byId = new Map();
  for (const finding of standing) {
    if (finding.level === "proof") for (const item of finding.evidence ?? []) byId.set(item.id, item);
  }
  return [...byId.values()];
}
