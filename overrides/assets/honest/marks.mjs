/** The pencil marks: the copy again, laid exactly over the text field, with a mark at each finding. */

/**
 * Cut a text at its findings. Spans are UTF-16 units; a span that runs into an earlier one keeps only what is left.
 * @returns {{text: string, finding: object|null}[]} pieces that join to the whole text
 */
export function pieces(text, findings) {
  const sorted = [...findings].sort((a, b) => a.start - b.start || b.end - a.end);
  const out = [];
  let at = 0;
  for (const finding of sorted) {
    const start = Math.max(at, finding.start);
    const end = Math.min(text.length, finding.end);
    if (end <= start) continue;
    if (start > at) out.push({ text: text.slice(at, start), finding: null });
    out.push({ text: text.slice(start, end), finding });
    at = end;
  }
  if (at < text.length) out.push({ text: text.slice(at), finding: null });
  return out;
}

/** Draw the marks into the layer. Text goes in as text nodes only. @returns {Map<object, HTMLElement>} */
export function draw(layer, text, findings) {
  const drawn = new Map();
  const nodes = pieces(text, findings).map((piece) => {
    if (!piece.finding) return document.createTextNode(piece.text);
    const mark = document.createElement("mark");
    mark.dataset.rule = piece.finding.rule;
    mark.dataset.level = piece.finding.level;
    mark.textContent = piece.text;
    drawn.set(piece.finding, mark);
    return mark;
  });
  // A text field shows an empty last line; a block needs a character there to show it too.
  layer.replaceChildren(...nodes, "\u200b");
  return drawn;
}

/** Where findings stand after an edit, until the new answer comes. Those the edit touched are dropped. */
export function moved(findings, edit) {
  const shift = edit.insert.length - (edit.end - edit.start);
  return findings.flatMap((finding) => {
    if (finding.end <= edit.start) return [finding];
    if (finding.start >= edit.end) return [{ ...finding, start: finding.start + shift, end: finding.end + shift }];
    return [];
  });
}
