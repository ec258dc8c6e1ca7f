/**
 * Answers requests with the built runtime, in Node: `node answers.mjs RUNTIME (snapshot|plain) < requests`.
 * Requests: a JSON list; what is not a string is made one as the page does it. Answers: a JSON list of strings.
 */
import { readFileSync } from "node:fs";

import { connect } from "../../tools/bundle/python.mjs";
import { startRuntime } from "./start.mjs";

const [runtime, path] = process.argv.slice(2);
const handle = connect(await startRuntime(runtime, path));
const requests = JSON.parse(readFileSync(0, "utf8"));
const text = (request) => (typeof request === "string" ? request : JSON.stringify(request));
process.stdout.write(JSON.stringify(requests.map((request) => handle(text(request)))));
