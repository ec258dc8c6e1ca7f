/**
 * The filter of the case library. Without script the page's own style does the hiding; this adds the count,
 * hides headings that have nothing left below them, and keeps the choice in the address so it can be shared.
 */
import { language } from "./place.mjs";

const COUNT = {
  en: (shown, all) => `${shown} of ${all} cases`,
  zh: (shown, all) => `显示 ${shown} 件，共 ${all} 件`,
};

/** The choice in the address: "#goods=food&year=2024". An address that names a place on the page is none. */
function asked(form) {
  const chosen = new URLSearchParams(location.hash.slice(1));
  const selects = [...form.querySelectorAll("select")];
  if (!selects.some((select) => chosen.has(select.name))) return;
  for (const select of selects) {
    const value = chosen.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
}

function remember(choice) {
  const hash = new URLSearchParams(choice).toString();
  const here = location.hash.includes("=") || hash;
  if (here) history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
}

function show(form, cases) {
  const choice = [...new FormData(form)].filter(([, value]) => value);
  let shown = 0;
  for (const one of cases) {
    one.hidden = !choice.every(([name, value]) => one.dataset[name].split(" ").includes(value));
    if (!one.hidden) shown += 1;
  }
  for (const heading of document.querySelectorAll('h3[id^="cases-"]')) {
    let next = heading.nextElementSibling;
    let empty = true;
    for (; next?.matches(".ha-case"); next = next.nextElementSibling) if (!next.hidden) empty = false;
    heading.hidden = empty;
  }
  form.querySelector("output").textContent = COUNT[language()](shown, cases.length);
  return choice;
}

/** Sets the filter of the page going; safe to call again after the page's content was swapped. */
export function startCases() {
  const form = document.querySelector(".ha-cases__filter");
  if (!form || form.dataset.state) return;
  form.dataset.state = "ready";
  const cases = [...document.querySelectorAll(".ha-case")];
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => remember(show(form, cases)));
  // The event comes before the fields are reset.
  form.addEventListener("reset", () => setTimeout(() => remember(show(form, cases))));
  addEventListener("hashchange", () => {
    asked(form);
    show(form, cases);
  });
  asked(form);
  show(form, cases);
}
