/**
 * Explains a term of the glossary where it is used: on hover, on keyboard focus, and on tap.
 * Without script the term is a link to the glossary with its explanation as the title.
 * Escape closes the note, the pointer may move into it, and nothing is explained twice to a screen reader.
 */
import { h } from "./dom.mjs";
import { language } from "./place.mjs";

const MORE = { en: "Glossary", zh: "查看术语表" };
const PAUSE = 180; // ms: a pointer that only passes over opens nothing, one that slips off may come back

let card;
let open = null; // the link whose note is shown
let timer;
let touched = false;

function place(link) {
  const word = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(12, Math.min(word.left, width - card.offsetWidth - 12));
  const below = word.bottom + card.offsetHeight + 12 < innerHeight || word.top < card.offsetHeight + 12;
  const top = below ? word.bottom + 6 : word.top - card.offsetHeight - 6;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  if (!open) return;
  open.title = card.querySelector("p").textContent;
  open.removeAttribute("aria-describedby");
  open = null;
  card.hidden = true;
}

function show(link) {
  clearTimeout(timer);
  if (open === link) return;
  hide();
  open = link;
  const more = h("a", { href: link.href, tabindex: "-1" }, MORE[language()]);
  card.replaceChildren(h("b", {}, link.dataset.term), h("p", { id: "ha-term-text" }, link.title), more);
  link.removeAttribute("title"); // the browser's own note would lie on top of ours
  link.setAttribute("aria-describedby", "ha-term-text");
  card.hidden = false;
  place(link);
}

const termAt = (event) => event.target.closest?.(".ha-term");
const inCard = (event) => card.contains(event.target);

/** Listens on the whole page, so it is enough to start once. */
export function startTerms() {
  if (card) {
    hide();
    return;
  }
  card = h("div", { class: "ha-term-card", hidden: true });
  document.body.append(card);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = termAt(event);
    if (link || inCard(event)) clearTimeout(timer);
    if (link && link !== open) timer = setTimeout(() => show(link), PAUSE);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse" || !(termAt(event) || inCard(event))) return;
    clearTimeout(timer);
    timer = setTimeout(hide, PAUSE);
  });
  document.addEventListener("focusin", (event) => {
    const link = termAt(event);
    if (link?.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", (event) => {
    if (termAt(event) === open && !touched) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!inCard(event) && termAt(event) !== open) hide();
  });
  // A finger cannot hover: the first tap explains, a second closes, and the note holds the link.
  document.addEventListener("click", (event) => {
    const link = termAt(event);
    if (!link || !touched || event.detail === 0) return; // detail 0: the Enter key
    event.preventDefault();
    if (open === link) hide();
    else show(link);
  });
}
