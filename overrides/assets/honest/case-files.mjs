/** What goes out of the workbook and comes back into it: one JSON file, documents, print. */
import { tell } from "./case-strings.mjs";
import { blocks } from "./case-draw.mjs";
import { h } from "./dom.mjs";
import { asFile } from "./give.mjs";

const ENDINGS = { markdown: "md", docx: "docx", ics: "ics" };
export const SCHEMA = 2;
const READING = 60_000; // ms; thousands of cases take their time

export const moment = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** Today where the seller is, written 2026-11-22. */
export function today(date = new Date()) {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** A case in which nothing is written but the day. */
export function blankCase() {
  const now = moment();
  const id = `c${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  return { schema: SCHEMA, id, made: now, changed: now, fields: { received: today() }, lists: { checks: {}, contacts: {}, places: {} } };
}

/** A file name that every system takes. */
const plain = (name) => name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").trim().slice(0, 60) || tell("file");

/** Written without the engine, so that it works when nothing else does. */
export function saveJson(cases, words, name = tell("file")) {
  const text = JSON.stringify({ "honest-ads": "cases", schema: SCHEMA, made: moment(), cases, words }, null, 1);
  asFile(`${plain(name)}-${today()}.json`, `${text}\n`, "application/json");
}

export async function saveDocument(ask, one, format, name) {
  const answer = await ask("case-export", { case: one, format, today: today(), moment: moment() });
  const data = answer.base64 ? Uint8Array.from(atob(answer.base64), (char) => char.charCodeAt(0)) : answer.text;
  asFile(`${plain(name)}.${ENDINGS[format]}`, data, answer.type);
}

/** Lay the record over the page, print it, take it away again. */
export async function printRecord(ask, one, what) {
  const { blocks: rows } = await ask("case-record", { case: one, today: today(), what });
  document.querySelector(".hc-print")?.remove();
  const sheet = h("div", { class: "hc-print md-typeset" }, ...blocks(rows));
  document.body.append(sheet);
  document.documentElement.classList.add("hc-printing");
  const done = () => {
    document.documentElement.classList.remove("hc-printing");
    sheet.remove();
  };
  addEventListener("afterprint", done, { once: true });
  print();
}

/** A text file in UTF-8 or, as old table programs write it, GB18030. */
export async function readText(file) {
  const data = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return new TextDecoder("gb18030").decode(data);
  }
}

/** A button that asks for a file. */
export function filePicker(key, accept, read) {
  const input = h("input", { type: "file", accept, hidden: true, "data-file": key });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (file) await read(file);
  });
  return h("span", {}, h("button", { type: "button", class: "ha-button ha-button--small", "data-action": key, onclick: () => input.click() }, tell(key)), input);
}

const same = (one, other) => JSON.stringify([one.fields, one.lists]) === JSON.stringify([other.fields, other.lists]);

/**
 * Bring cases in beside those that are here: nothing is ever overwritten.
 * @returns {Promise<{added: number, again: boolean}>}
 */
async function bringIn(store, cases, heads) {
  const fresh = [];
  let again = false;
  for (const one of cases) {
    const here = await store.get(one.id);
    if (!here) fresh.push(one);
    else if (same(here, one)) again = true;
    else {
      again = true;
      const id = `${one.id.slice(0, 40)}-${Math.random().toString(36).slice(2, 8)}`;
      heads[id] = heads[one.id];
      const title = tell("copy_of", { title: one.fields.title || one.fields.product || tell("untitled") });
      fresh.push({ ...one, id, fields: { ...one.fields, title } });
    }
  }
  await store.add(fresh, heads);
  return { added: fresh.length, again };
}

/** Read a file of cases and words into the store. @returns {Promise<{added: number, again: boolean}>} as bringIn */
export async function readCases(ask, store, file) {
  const { cases, words, heads } = await ask("case-import", { text: await readText(file), name: file.name, today: today() }, READING);
  const done = await bringIn(store, cases, heads);
  const here = await store.words();
  const names = new Set(here.map((word) => word.words));
  if (words.length) await store.setWords([...here, ...words.filter((word) => !names.has(word.words))]);
  return done;
}
