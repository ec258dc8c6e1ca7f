/**
 * Prints, as a JSON list, the standard-library modules that the checker's page needs: those loaded once
 * Pyodide has started and the engine has answered every kind of request, good and bad.
 * Arguments: Pyodide's folder, the full standard library, the engine pack.
 */
import { connect, start } from "./python.mjs";

const [pyodide, stdlib, engine] = process.argv.slice(2);
const REQUESTS = [
  { op: "check", text: "本店最佳茶叶，治愈率99%！😀 The best tea", category: "general", lang: "zh" },
  { op: "check", text: "本店最佳茶叶，治愈率99%！😀 The best tea", category: "general", lang: "en" },
  { op: "check", text: "", category: "no such category", lang: "xx" },
  { op: "check" },
  { op: "rules", lang: "zh" },
  { op: "rules", lang: "en" },
  { op: "info" },
  { op: "no such request" },
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
