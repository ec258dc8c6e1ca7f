"""Speed in the page, in a real Chromium: how the checker starts, and how long an answer takes.

The usual way to run a Python package in a page (loadPyodide with the whole standard library, then the wheel)
is measured in the same run, from the same server, in the same kind of worker.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from checker import check, own_engine
from tools import chromium
from tools.bench_engine import Line, texts
from tools.serve import make_server

ROOT = Path(__file__).resolve().parent.parent
STARTS = 5
CHECKS = 200
COPY = "本店手工红茶全国第一,最佳口感,治疗失眠。"

# A folder that looks like a content hash, so that the browser keeps the files as it keeps ours.
USUAL = "runtime/00000000"
USUAL_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
USUAL_WORKER = """
import { loadPyodide } from "./pyodide.mjs";
onmessage = async ({ data: [wheel, request] }) => {
  const pyodide = await loadPyodide();
  pyodide.unpackArchive(await (await fetch(wheel)).arrayBuffer(), "wheel");
  postMessage(pyodide.pyimport("checker.web").handle(request));
};
"""
START_USUAL = """([worker, wheel, request]) => new Promise((done, fail) => {
  const started = performance.now();
  const asked = new Worker(worker, { type: "module" });
  asked.onerror = (event) => fail(new Error(event.message));
  asked.onmessage = ({ data }) => { asked.terminate(); done([performance.now() - started, data]); };
  asked.postMessage([wheel, request]);
})"""
START_OURS = """async ([module, root, mode, request]) => {
  const { createChecker } = await import(module);
  const started = performance.now();
  const checker = createChecker({ root, mode });
  const result = await checker.request("check", request);
  const took = performance.now() - started;
  const path = checker.path;
  checker.dispose();
  return [took, path, result.findings.length];
}"""
ASK = """async ([module, root, texts]) => {
  const { createChecker } = await import(module);
  const checker = createChecker({ root });
  await checker.start();
  const times = [];
  for (const text of texts) {
    const started = performance.now();
    await checker.request("check", { text, category: "general", lang: "zh" });
    times.push(performance.now() - started);
  }
  checker.dispose();
  return times;
}"""
REQUEST = {"text": COPY, "category": "general", "lang": "zh"}


def lay_out(folder: Path) -> Path:
    """The site, and beside it the usual way, in a folder of its own."""
    site = folder / "site"
    shutil.copytree(ROOT / "site", site)
    usual = site / USUAL
    usual.mkdir()
    for name in USUAL_FILES:
        shutil.copy(ROOT / "node_modules/pyodide" / name, usual)
    shutil.copy(next((ROOT / "build").glob("*.whl")), usual)
    (usual / "worker.mjs").write_text(USUAL_WORKER, encoding="utf-8")
    return site


def measure() -> Iterator[Line]:
    path = chromium.find()
    if not path:
        sys.exit("There is no Chromium to measure with. Get one with: python tools/chromium.py")
    with tempfile.TemporaryDirectory() as folder:
        site = lay_out(Path(folder))
        with make_server(site) as server, sync_playwright() as playwright:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            base = f"http://127.0.0.1:{server.server_port}/"
            browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
            yield "browser", browser.version, ""
            page = browser.new_page(base_url=base)
            page.goto("privacy/")  # a page that does not start the checker by itself
            yield from starts(page, base)
            yield from answers(page, base)
            browser.close()
            server.shutdown()


def starts(page: Page, base: str) -> Iterator[Line]:
    module = f"{base}assets/honest/runtime.mjs"
    wheel = next((ROOT / "build").glob("*.whl")).name
    request = json.dumps({"op": "check", **REQUEST})
    times: dict[str, list[float]] = {"usual": [], "plain": [], "snapshot": []}
    # In turn, so that whatever else the machine does falls on all three; the first round fills the cache.
    for _ in range(STARTS + 1):
        took, answer = page.evaluate(START_USUAL, [f"{base}{USUAL}/worker.mjs", wheel, request])
        if not json.loads(answer)["ok"]:
            raise RuntimeError(f"the usual way did not answer: {answer[:200]}")
        times["usual"].append(took)
        for mode in ("plain", "snapshot"):
            took, path, findings = page.evaluate(START_OURS, [module, base, mode, REQUEST])
            if path != mode or not findings:
                raise RuntimeError(f"asked for {mode}, got {path} with {findings} findings")
            times[mode].append(took)
    middle = {way: statistics.median(took[1:]) for way, took in times.items()}
    yield (
        "worker start → first answer, the usual way",
        f"{middle['usual']:.0f} ms",
        f"median of {STARTS}, warm cache",
    )
    for mode in ("plain", "snapshot"):
        beside = f"{middle[mode] / middle['usual']:.2f} × the usual way"
        yield f"worker start → first answer, {mode}", f"{middle[mode]:.0f} ms", beside


def answers(page: Page, base: str) -> Iterator[Line]:
    module = f"{base}assets/honest/runtime.mjs"
    lines, kind = texts()
    text = "。".join(lines)
    short = [text[at * 200 : at * 200 + 200] for at in range(CHECKS)]
    times = sorted(page.evaluate(ASK, [module, base, short])[10:])
    p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
    yield "answer for 200 characters, p50 / p99", f"{p50:.1f} / {p99:.1f} ms", f"{len(times)} texts, {kind}"

    long = text[:100_000]
    own_engine()
    here = []
    for _ in range(3):
        started = time.process_time()
        check(long)
        here.append(time.process_time() - started)
    there = min(page.evaluate(ASK, [module, base, [long] * 4])) / 1000
    megabytes = len(long.encode()) / 1e6
    yield (
        "engine in the page, 100,000 characters",
        f"{megabytes / there:.1f} MB/s",
        f"{min(here) / there:.2f} × this Python",
    )
