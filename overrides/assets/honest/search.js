/**
 * The search of the handbook: a worker that speaks the theme's own messages and looks for the words as they stand.
 *
 * The theme's worker cuts texts into words first. Chinese has no word spaces, and ids such as adlaw-9-3 or a phrase
 * such as "No. 1" do not survive the cut, so here every text is read through instead: it is 2 MB, a few milliseconds.
 *
 * The texts are fetched with the first query: most visits search nothing, and on a slow line they would stand
 * in the way of what the page is for. The worker's own address says, behind #, where they lie from the site's root.
 *
 * In:  {type: 0, data: {docs: []}}   out: {type: 1}
 *      {type: 2, data: "query"}      out: {type: 3, data: {items: [[hit, …], …], suggest: []}}
 * A hit is {location, title, text, score, terms}; hits come grouped by page; title and text are HTML.
 */
"use strict";

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

const LONGEST = 100; // characters of a query that are read
const PAGES = 30; // shown at most
const AROUND = 50; // characters shown on each side of a hit

/** What a seller wants first: rules and steps, then what explains them. The texts of laws come after all of these. */
const WEIGHTS = [
  [/^(?:rules|procedure|consequences|deadlines)\//, 1.6],
  [/^case\//, 1.4],
  [/^(?:glossary|law\/misconceptions)\//, 1.2],
  [/^cases\//, 0.6],
  [/^law\/(?:[\w-]+-(?:draft|2019)|ad-review-replacement)\//, 0.05], // drafts and old texts
  [/^law\/(?!what-changed)[\w-]+\//, 0.1],
];
/** Who types this wants the text itself: the number of an article, or the name of a law. */
const ARTICLE = /第[一二三四五六七八九十百千]+条|\bart\. \d/;
const LAW_NAME = /(?:法|法典|条例|办法|规定|规则|指南|解释)$|\b(?:law|code|regulations?|measures|provisions|rules|guide)$/;

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", nbsp: " " };
const LATIN = /[a-z0-9]/;
const ID = /^[a-z][a-z-]*-?\d+(?:-\d+)*$/;

let pages = null; // a promise of the sections by page, once somebody has searched

const lower = (text) => {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
};

/** The words of a piece of HTML, without the U+200B by which the theme parts Chinese words where jieba is installed. */
const plain = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole)
    .replace(/\u200b/g, "")
    .replace(/\s+/g, " ")
    .trim();

const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Sections by page, from [{location, title, text}]. */
function sorted(docs) {
  const found = new Map();
  for (const { location, title, text } of docs) {
    const [path, anchor = ""] = location.split("#");
    const doc = { location, anchor, title: plain(title), text: plain(text), weight: WEIGHTS.find(([pattern]) => pattern.test(path))?.[1] ?? 1 };
    doc.law = path.startsWith("law/");
    doc.inTitle = lower(doc.title);
    doc.inText = lower(doc.text);
    if (!found.has(path)) found.set(path, []);
    found.get(path).push(doc);
  }
  for (const docs of found.values()) {
    const name = docs.find(({ anchor }) => !anchor)?.inTitle ?? "";
    for (const doc of docs) doc.name = name;
  }
  return found;
}

async function fetched() {
  const root = new URL("../../", location);
  const response = await fetch(new URL(location.hash.slice(1), root));
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return sorted((await response.json()).docs);
}

const DIGITS = ["", ..."一二三四五六七八九"];

/** 9 → 九, 57 → 五十七, 110 → 一百一十: as laws count their articles. */
function counted(number) {
  const [hundreds, tens, ones] = String(number).padStart(3, "0").split("").map(Number);
  if (!hundreds) return `${tens ? `${tens > 1 ? DIGITS[tens] : ""}十` : ""}${DIGITS[ones]}`;
  return `${DIGITS[hundreds]}百${tens ? `${DIGITS[tens]}十` : ones ? "零" : ""}${DIGITS[ones]}`;
}

/** The number of an article as it stands over it, parted from the name of its law: 广告法第9条 is 广告法 and 第九条. */
const numbered = (query) =>
  query
    .replace(/第 ?(\d{1,3}) ?条/g, (_, number) => `第${counted(number)}条`)
    .replace(/第[一二三四五六七八九十百零千]+条/g, " $& ")
    .replace(/\bart(?:icles?|\.)? ?(\d+)/g, ' "art. $1" ');

/** Quoted words stay together; others part at spaces. */
function termsOf(query) {
  const read = query.normalize("NFKC").toLowerCase().replace(/[“”]/g, '"').slice(0, LONGEST);
  const terms = [...(read.includes('"') ? read : numbered(read)).matchAll(/"([^"]+)"|([^\s"]+)/g)].map(([, quoted, word]) => (quoted ?? word.replace(/^[,;:、。]+|[,;:、。]+$/g, "")).trim());
  return [...new Set(terms)].filter((term) => /[\p{L}\p{N}]/u.test(term));
}

/** Chinese that stands nowhere as it was typed is looked for in pairs of characters. */
const pairs = (term) => (/^\p{sc=Han}{3,}$/u.test(term) ? [...term].slice(1).map((char, index) => [...term][index] + char) : []);

/**
 * Does a longer word go on behind the hit? A plural is still the word, but 第一 in 第一步 and 第一百条 only counts,
 * and the steps and articles are many.
 */
const goesOn = (term, rest) => (LATIN.test(term.at(-1)) && /^(?!e?s(?![a-z0-9]))[a-z0-9]/.test(rest)) || (/第.$/.test(term) && /^[步条款项章节十百]/.test(rest));

/** Where `term` stands in `text`. A Latin word must begin there; a whole word counts more than a beginning. */
function places(text, term) {
  const found = [];
  let weight = 0;
  for (let at = text.indexOf(term); at >= 0 && found.length < 20; at = text.indexOf(term, at + term.length)) {
    if (LATIN.test(term[0]) && at > 0 && LATIN.test(text[at - 1])) continue;
    const end = at + term.length;
    weight += goesOn(term, text.slice(end, end + 3)) ? 0.25 : 1;
    found.push([at, end]);
  }
  return { found, weight: Math.sqrt(weight) };
}

const worthOf = (text, term) => Math.min(1, places(text, term).weight);

/** A law is looked for as itself where its name or the number of an article is typed; else it comes after the rest. */
function weightOf(doc, terms) {
  if (!doc.law) return doc.weight;
  const named = terms.filter((term) => !ARTICLE.test(term)).join(" ");
  if (LAW_NAME.test(named) && worthOf(doc.name, named)) return doc.name.endsWith(named) ? 3 : 1;
  return ARTICLE.test(terms.join(" ")) ? Math.max(doc.weight, 1) : doc.weight;
}

/** How well a section answers: 0 when not at all. `seen` collects the terms that stand in it. */
function rate(doc, terms, phrase, seen) {
  const heading = doc.anchor ? 6 : 12; // what stands in a page's own title is what the page is about
  const number = terms.some((term) => ARTICLE.test(term));
  let score = 0;
  for (const term of terms) {
    const inTitle = worthOf(doc.inTitle, term);
    const inName = doc.law && number ? worthOf(doc.name, term) : 0; // an article does not repeat the name of its law
    const worth = heading * inTitle + places(doc.inText, term).weight + 6 * inName;
    if (worth) seen.add(term);
    score += worth;
    if (ARTICLE.test(term) && doc.law && doc.anchor && inTitle === 1) score += 20;
    if (ID.test(term) && (doc.anchor === term || (term.startsWith(`${doc.anchor}-`) && doc.inText.includes(term)))) score += 1000;
  }
  if (terms.length > 1) score += 2 * heading * worthOf(doc.inTitle, phrase) + 6 * places(doc.inText, phrase).weight;
  return score * weightOf(doc, terms);
}

function mark(text, spans) {
  let out = "";
  let last = 0;
  for (const [start, end] of spans) {
    if (start < last) continue;
    out += `${escape(text.slice(last, start))}<mark data-md-highlight>${escape(text.slice(start, end))}</mark>`;
    last = end;
  }
  return out + escape(text.slice(last));
}

const spansOf = (text, terms) => terms.flatMap((term) => places(text, term).found).sort(([a, b], [c, d]) => a - c || d - b);

/** The words around the first hit, or the beginning. */
function excerpt(doc, terms) {
  const spans = spansOf(doc.inText, terms);
  const from = Math.max(0, (spans[0]?.[0] ?? 0) - AROUND);
  const to = Math.min(doc.text.length, (spans[0]?.[1] ?? 0) + 2 * AROUND);
  const inside = spans.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start - from, end - from]);
  return `${from ? "… " : ""}${mark(doc.text.slice(from, to), inside)}${to < doc.text.length ? " …" : ""}`;
}

function hit(doc, score, terms, seen) {
  const finer = terms.find((term) => ID.test(term) && doc.anchor && term.startsWith(`${doc.anchor}-`) && doc.inText.includes(term));
  return {
    location: finer ? doc.location.replace(/#.*/, `#${finer}`) : doc.location,
    title: mark(doc.title, spansOf(doc.inTitle, terms)),
    text: excerpt(doc, terms),
    score,
    terms: Object.fromEntries(terms.map((term) => [term, seen.has(term)])),
  };
}

/** Hits by page, best first. `all`: only sections in which every term stands. */
function look(pages, terms, all) {
  const groups = [];
  for (const docs of pages.values()) {
    const hits = [];
    for (const doc of docs) {
      const seen = new Set();
      const score = rate(doc, terms, terms.join(" "), seen);
      if (score && (!all || seen.size === terms.length)) hits.push(hit(doc, score * (seen.size / terms.length) ** 2, terms, seen));
    }
    if (!hits.length) continue;
    hits.sort((one, other) => other.score - one.score);
    const best = hits[0].score;
    // The page itself heads its group, with the group's rank, even when only a section of it was hit.
    const page = hits.find(({ location }) => !location.includes("#")) ?? hit(docs.find((doc) => !doc.anchor) ?? docs[0], 0, terms, new Set());
    const sections = hits.filter((one) => one !== page);
    groups.push({ rank: best + 0.1 * hits.slice(1, 6).reduce((sum, { score }) => sum + score, 0), hits: [{ ...page, score: best }, ...sections] });
  }
  groups.sort((one, other) => other.rank - one.rank);
  return groups.slice(0, PAGES).map(({ hits }) => hits);
}

async function search(query) {
  const terms = termsOf(query);
  if (!terms.length) return [];
  pages ??= fetched();
  const all = await pages;
  const strict = look(all, terms, true);
  if (strict.length) return strict;
  const loose = look(all, terms, false);
  if (loose.length) return loose;
  const parted = terms.flatMap(pairs);
  return parted.length ? look(all, parted, false) : [];
}

/** A query that cannot be answered finds nothing; the next one tries to fetch the texts again. */
const answer = (query) =>
  search(query).catch((error) => {
    pages = null;
    console.error(error);
    return [];
  });

let last = Promise.resolve(); // answers go out in the order of the queries

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    postMessage({ type: READY });
  } else if (type === QUERY) {
    last = last.then(async () => postMessage({ type: RESULT, data: { items: await answer(data), suggest: [] } }));
  }
});
