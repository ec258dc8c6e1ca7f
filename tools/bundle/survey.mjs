/**
 * Prints, as a JSON list, the standard-library modules that the checker's page needs: those loaded once
 * Pyodide has started and the engine has answered every kind of request, good and bad.
 * Arguments: Pyodide's folder, the full standard library, the engine pack.
 */
import { connect, start } from "./python.mjs";

const [pyodide, stdlib, engine] = process.argv.slice(2);
const CASE = { id: "c", fields: { received: "2026-11-20", price: "99", copy: "最佳茶叶", after: "好喝的茶叶" } };
const REQUESTS = [
  { op: "check", text: "本店最佳茶叶，治愈率99%！😀 The best tea", category: "general", lang: "zh" },
  { op: "check", text: "本店最佳茶叶，治愈率99%！😀 The best tea", category: "general", lang: "en" },
  { op: "check", text: "", category: "no such category", lang: "xx" },
  { op: "check" },
  { op: "rules", lang: "zh" },
  { op: "rules", lang: "en" },
  { op: "info" },
  { op: "no such request" },
  ...["markdown", "docx", "ics"].map((format) => ({ op: "case-export", case: CASE, format, today: "2026-11-22", moment: "2026-11-22T08:00:00Z", lang: "zh" })),
  { op: "case", case: CASE, today: "2026-11-22", lang: "zh" },
  { op: "case-import", text: JSON.stringify({ "honest-ads": "cases", schema: 1, cases: [CASE] }), name: "cases.json", today: "2026-11-22" },
  { op: "case-search", phrases: ["最佳"], text: "最佳茶叶" },
  { op: "check", text: "镇店之宝", house: [{ words: "镇店之宝", level: "banned" }] },
  { op: "amounts", price: "99", loss: "wrong" },
  { op: "house-read", text: '[[word]]\nwords = "镇店之宝"', name: "words.toml" },
  { op: "house-read", text: "words\n镇店之宝", name: "words.csv" },
  { op: "house-write", words: [{ words: "镇店之宝", level: "banned" }], format: "csv" },
];

const { py } = await start({ pyodide, stdlib, engine });
const handle = connect(py);
for (const request of REQUESTS) handle(JSON.stringify(request));
handle("not JSON");
try {
  py.runPython("raise ValueError('so that what Python needs to report an error is loaded too')");
} catch {
  // expected
}
console.log(
  py.runPython(`
import json, sys, zipimport
json.dumps(sorted({
    module.__file__.removeprefix(module.__loader__.archive + "/")
    for module in list(sys.modules.values())
    if isinstance(getattr(module, "__loader__", None), zipimport.zipimporter)
}))`),
);
