/** Put each margin note level with its mark, never over the note before it. One read pass, one write pass. */
const GAP = 14;
/** Past this many notes, lines are so crowded that nothing would stand level anyway. */
const MANY = 200;

/**
 * @param {HTMLElement} list the notes, an <ol>
 * @param {{note: HTMLElement, mark: HTMLElement|undefined}[]} pairs in the order of the list
 * @param {HTMLElement} sheet the copy
 */
export function levelNotes(list, pairs, sheet) {
  const beside = list.getBoundingClientRect().left >= sheet.getBoundingClientRect().right;
  if (!beside || pairs.length > MANY) {
    for (const { note } of pairs) note.style.marginTop = "";
    return;
  }
  const top = list.getBoundingClientRect().top;
  const wanted = pairs.map(({ mark }) => (mark ? mark.getBoundingClientRect().top - top : 0));
  const heights = pairs.map(({ note }) => note.offsetHeight);
  let bottom = 0;
  pairs.forEach(({ note }, index) => {
    const place = Math.max(wanted[index] - 12, index ? bottom + GAP : 0);
    note.style.marginTop = `${Math.round(place - bottom)}px`;
    bottom = place + heights[index];
  });
}
