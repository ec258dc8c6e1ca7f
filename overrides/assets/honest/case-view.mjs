/** What is shown around the form of a step: what is open, deadlines, and what follows from the facts. */
import * as drawn from "./case-draw.mjs";
import { tell } from "./case-strings.mjs";
import { h } from "./dom.mjs";

/** Under these steps stands more than messages. */
const FACTS = {
  examine: ({ found: { copy } }) => (copy?.text.trim() ? drawn.marked(tell("checked"), copy.text, copy.findings) : []),
  talk: ({ view }) => drawn.sums(view.claims, view.fines, view.amount_error),
  rectify: ({ view, found: { after } }) => [...drawn.changes(view.diff), ...(after?.text.trim() ? drawn.marked(tell("checked_after"), after.text, after.findings) : [])],
};

/**
 * @param {object} place `host` <ad-case>, and the `frame` and `boxes` made for it
 * @param {object} shown `one` the case, its `step`, the engine's `view` of it, and what was `found` in its texts
 * @param {{calendar: () => void, copy: (text: string) => void, log: (title: string) => void}} act
 */
export function showStep({ host, frame, boxes }, { one, step, view, found }, act) {
  const letters = view.drafts.filter((row) => row.step === step);
  const open = new Set([...host.querySelectorAll(".hc-draft[open]")].map((row) => row.dataset.draft));
  const waits = step === "talk" && !one.fields.outcome ? [h("p", { class: "hc-quiet" }, tell("drafts_wait"))] : [];
  const dated = step === "case" || view.deadlines.length > 0;
  frame.side(drawn.points(view.points[step]), dated ? [h("h3", {}, tell("deadlines")), ...drawn.deadlines(view.deadlines, act.calendar)] : []);
  boxes.under(step, {
    facts: [[view.claims, view.fines, view.amount_error, view.diff, found.copy, found.after], () => FACTS[step]?.({ view, found }) ?? []],
    letters: [[letters, waits.length], () => [...drawn.drafts(letters, open, act), ...waits]],
  });
  boxes.closed(Boolean(one.fields.closed));
}
