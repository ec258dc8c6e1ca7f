/** On every page: load the checker where there is one, and offer the page in the reader's own language. */
import { startOffline } from "./offline.mjs";
import { language } from "./place.mjs";
import { keep, kept } from "./store.mjs";
import { say } from "./strings.mjs";

function loadChecker() {
  if (document.querySelector("ad-check")) import("./check.mjs");
  if (document.querySelector("ad-case")) import("./case.mjs");
  if (document.querySelector("ad-amounts")) import("./amounts.mjs");
}

/** A line at the top of the page, once, for a reader whose browser prefers the other language. Never a redirect. */
function offerTwin() {
  const here = language();
  const there = here === "zh" ? "en" : "zh";
  const wanted = (navigator.languages ?? [navigator.language]).map((one) => one.slice(0, 2).toLowerCase()).find((one) => one === "en" || one === "zh");
  // The page for missing pages has no twin of its own.
  const twin = document.querySelector("link[hreflang]") && document.querySelector("a[data-twin]");
  if (wanted !== there || !twin || kept("language") || document.querySelector(".ha-offer")) return;
  const banner = document.createElement("aside");
  banner.className = "ha-offer";
  banner.lang = there;
  const go = document.createElement("a");
  go.href = twin.href + location.hash;
  go.hreflang = there;
  go.textContent = say("offer_go");
  go.addEventListener("click", () => keep("language", there));
  const no = document.createElement("button");
  no.type = "button";
  no.textContent = say("offer_no");
  no.addEventListener("click", () => {
    keep("language", here);
    banner.remove();
  });
  banner.append(say("offer"), " ", go, no);
  document.body.prepend(banner);
}

/** The language link of the header keeps the place on the page, and the choice is remembered. */
function followTwin() {
  for (const link of document.querySelectorAll("a[data-twin]")) {
    link.addEventListener("click", () => {
      keep("language", link.hreflang.slice(0, 2));
      link.hash = location.hash;
    });
  }
}

function loadCases() {
  if (document.querySelector(".ha-cases__filter")) import("./cases.mjs").then((module) => module.startCases());
}

function loadTerms() {
  if (document.querySelector(".ha-term")) import("./terms.mjs").then((module) => module.startTerms());
}

function loadFeedback() {
  const box = document.querySelector(".ha-feedback");
  if (box) import("./feedback.mjs").then((module) => module.startFeedback(box));
}

/** The theme searches when a key goes up. Words pasted with a finger, spoken or chosen from a list bring no key. */
function searchWhatCame() {
  const field = document.querySelector(".md-search__input");
  field?.addEventListener("input", () => field.dispatchEvent(new Event("keyup")));
}

function open() {
  loadFeedback();
  loadChecker();
  loadCases();
  loadTerms();
  offerTwin();
  followTwin();
}

searchWhatCame();
open();
startOffline();
// Where the theme swaps pages in place it says so here; each swap brings new elements.
let first = true;
window.document$?.subscribe(() => {
  if (!first) open();
  first = false;
});
