/** Step 4: do other listings share the words? Lines are pasted or dropped; nothing of them is kept. */
import { button } from "./case-draw.mjs";
import { filePicker, readText } from "./case-files.mjs";
import { tell } from "./case-strings.mjs";
import { h } from "./dom.mjs";

const PIECE = 400_000; // characters asked about at once
const SHOWN = 200;

/** @param {(op: string, payload: object) => Promise<object>} ask @param {(rows: {where: string, text: string}[]) => void} add */
export function searchBox(ask, phrases, add) {
  const wanted = h("input", { type: "text", autocomplete: "off", "data-search": "phrases" });
  const area = h("textarea", { rows: "4", spellcheck: "false", "data-search": "text" });
  const found = h("div", { class: "hc-found", role: "status" });
  const label = (key, control) => h("label", {}, h("span", {}, tell(key)), control);

  async function search(text) {
    const asked = (wanted.value || phrases()).split(/[|｜]/).map((one) => one.trim()).filter(Boolean);
    wanted.value = asked.join(" | ");
    if (!asked.length || !text.trim()) return;
    const rows = [];
    let lines = 0;
    let before = 0;
    for (let at = 0; at < text.length; ) {
      let end = Math.min(text.length, at + PIECE);
      if (end < text.length) end = text.indexOf("\n", end) + 1 || text.length;
      const piece = text.slice(at, end);
      const answer = await ask("case-search", { phrases: asked, text: piece });
      lines += answer.lines;
      rows.push(...answer.found.map((one) => ({ ...one, line: one.line + before })));
      before += piece.split("\n").length - 1;
      at = end;
    }
    show(rows, lines);
  }

  function show(rows, lines) {
    if (!rows.length) return found.replaceChildren(h("p", {}, tell("search_none", { n: lines })));
    const note = (row) => ({ where: tell("search_line", { n: row.line, text: row.text.slice(0, 80) }), text: row.match, kind: "listing" });
    return found.replaceChildren(
      h("p", {}, tell("search_found", { found: rows.length, n: lines }), " ", rows.length > SHOWN && tell("search_more", { n: SHOWN })),
      h("ul", {}, ...rows.slice(0, SHOWN).map((row) => h("li", { "data-line": row.line }, tell("search_line", { n: row.line, text: row.text })))),
      button("search_add", (event) => {
        add(rows.slice(0, SHOWN).map(note));
        event.currentTarget.replaceWith(h("span", {}, tell("added")));
      }),
    );
  }

  async function read(file) {
    if (/\.xlsx?$/i.test(file.name)) return found.replaceChildren(h("p", {}, tell("search_xlsx")));
    return run(readText(file));
  }

  async function run(text) {
    try {
      await search(await text);
    } catch (error) {
      found.replaceChildren(h("p", {}, tell("failed", { why: error.message })));
    }
  }

  const box = h(
    "div",
    { class: "hc-search", "data-own": true },
    h("h3", {}, tell("search")),
    h("p", { class: "hc-quiet" }, tell("search_hint")),
    label("search_words", wanted),
    label("search_text", area),
    h("p", { class: "hc-acts" }, button("search_do", () => run(area.value)), filePicker("search_file", ".txt,.csv,.tsv,.md,.xlsx", read)),
    found,
  );
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    read(file);
  });
  return box;
}
