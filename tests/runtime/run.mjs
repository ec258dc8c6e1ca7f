/** Runs a Python file in the built runtime, started plainly: `node run.mjs RUNTIME FILE`; prints its last value, a string. */
import { readFileSync } from "node:fs";

import { startRuntime } from "./start.mjs";

const [runtime, file] = process.argv.slice(2);
const py = await startRuntime(runtime, "plain");
try {
  process.stdout.write(py.runPython(readFileSync(file, "utf8")));
} catch (error) {
  console.error(error.message); // Node itself would print the script it arose in: a megabyte
  process.exitCode = 1;
}
