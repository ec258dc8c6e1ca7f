/**
 * The marks lie over the text field. A press on a mark must both find its note and do what a press on text does:
 * put the caret there, and with a mouse select by dragging or by a double click.
 */

/** @returns {number|null} how far into the mark's text a point on the screen is */
function offsetIn(mark, x, y) {
  const spot = document.caretPositionFromPoint?.(x, y);
  if (spot) return mark.contains(spot.offsetNode) ? spot.offset : null;
  const range = document.caretRangeFromPoint?.(x, y);
  return range && mark.contains(range.startContainer) ? range.startOffset : null;
}

/**
 * @param {HTMLElement} layer holds the marks
 * @param {HTMLTextAreaElement} field
 * @param {(mark: HTMLElement) => {start: number, end: number}|undefined} findingOf
 * @param {(finding: object, touch: boolean) => void} picked
 */
export function pickMarks(layer, field, findingOf, picked) {
  layer.addEventListener("pointerdown", (event) => {
    const mark = event.target.closest("mark");
    const finding = mark && findingOf(mark);
    if (!finding || event.button !== 0) return;
    if (event.pointerType === "touch") return;
    event.preventDefault();
    const from = finding.start + (offsetIn(mark, event.clientX, event.clientY) ?? 0);
    field.focus({ preventScroll: true });
    field.setSelectionRange(from, from);
    const drag = (move) => {
      // With the layer out of the way the browser tells the place in the field itself.
      layer.style.visibility = "hidden";
      const spot = document.caretPositionFromPoint?.(move.clientX, move.clientY);
      layer.style.visibility = "";
      if (spot?.offsetNode !== field) return;
      field.setSelectionRange(Math.min(from, spot.offset), Math.max(from, spot.offset), spot.offset < from ? "backward" : "forward");
    };
    const end = () => {
      removeEventListener("pointermove", drag);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
    };
    addEventListener("pointermove", drag);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  });
  layer.addEventListener("mousedown", (event) => event.preventDefault());
  layer.addEventListener("dblclick", (event) => {
    const finding = findingOf(event.target.closest("mark"));
    if (finding) field.setSelectionRange(finding.start, finding.end);
  });
  layer.addEventListener("click", (event) => {
    const finding = findingOf(event.target.closest("mark"));
    if (finding) picked(finding, event.pointerType === "touch");
  });
}
