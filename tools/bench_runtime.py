"""The first visit, with an empty cache: bytes and time from opening a page to the first answer.

The usual way (loadPyodide with the whole standard library, then the wheel) is measured in the same run. The
server slows itself down to the wanted speed, for all connections together, and compresses what hosts usually
compress, so that the usual way is not made to look worse than it is.
"""

from __future__ import annotations

import functools
import gzip
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools import chromium
from tools.bench_engine import Line
from tools.bench_page import REQUEST, ROOT, USUAL, lay_out
from tools.serve import Handler

ROUNDS = 3
SLOW = 9_000_000 / 8  # bytes a second: a weak mobile connection
LATENCY = 0.04  # seconds before each answer of the slow server
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm"}

OURS = """<!doctype html><title>ours</title><link rel=icon href=data:,><script type=module>
import { createChecker } from "/assets/honest/runtime.mjs";
const checker = createChecker({ root: "/", mode: new URLSearchParams(location.search).get("mode") });
checker.request("check", REQUEST).then((result) => {
  window.answer = [performance.now(), checker.path, result.findings.length];
});
</script>"""
THEIRS = """<!doctype html><title>usual</title><link rel=icon href=data:,><script type=module>
const asked = new Worker("/USUAL/worker.mjs", { type: "module" });
asked.onmessage = ({ data }) => {
  window.answer = [performance.now(), "usual", JSON.parse(data).result.findings.length];
};
asked.postMessage(["WHEEL", JSON.stringify({ op: "check", ...REQUEST })]);
</script>"""


class Link:
    """One line that all connections share: counts bytes, and lets `speed` of them through in a second."""

    def __init__(self, speed: float = 0) -> None:
        self.speed = speed
        self.sent = 0
        self.free_at = 0.0
        self.lock = threading.Lock()

    def reserve(self, size: int) -> None:
        """Wait until these bytes have gone over the line."""
        with self.lock:
            self.sent += size
            if not self.speed:
                return
            self.free_at = max(self.free_at, time.monotonic()) + size / self.speed
            wait = self.free_at - time.monotonic()
        if wait > 0:
            time.sleep(wait)


class Host(Handler):
    """A static host that compresses texts and WebAssembly, behind a link."""

    def __init__(self, *args: object, link: Link, cache: dict[str, bytes], **more: object) -> None:
        self.link = link
        self.cache = cache
        super().__init__(*args, **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        if self.link.speed:
            time.sleep(LATENCY)
        small = path.suffix in COMPRESSED
        key = str(path)
        if key not in self.cache:
            data = path.read_bytes()
            self.cache[key] = gzip.compress(data, 9) if small else data
        body = self.cache[key]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for at in range(0, len(body), 16384):
            part = body[at : at + 16384]
            self.link.reserve(len(part))
            self.wfile.write(part)


def visit(browser: Browser, base: str, page: str, link: Link) -> tuple[float, int]:
    """Seconds and bytes from opening the page to its first answer, in a browser that has seen nothing."""
    context = browser.new_context()
    try:
        opened = context.new_page()
        before = link.sent
        opened.goto(f"{base}{page}")
        opened.wait_for_function("() => window.answer", timeout=120_000)
        took, path, findings = opened.evaluate("() => window.answer")
        if not findings or (path not in page and not page.endswith("auto")):
            raise RuntimeError(f"{page}: started as {path}, {findings} findings")
        return took / 1000, link.sent - before
    finally:
        context.close()


def measure() -> Iterator[Line]:
    path = chromium.find()
    if not path:
        sys.exit("There is no Chromium to measure with. Get one with: python tools/chromium.py")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = lay_out(Path(folder))
        request = json.dumps(REQUEST, ensure_ascii=False)
        wheel = next((ROOT / "build").glob("*.whl")).name
        (site / "ours.html").write_text(OURS.replace("REQUEST", request), "utf-8")
        theirs = THEIRS.replace("WHEEL", wheel).replace("USUAL", USUAL).replace("REQUEST", request)
        (site / "usual.html").write_text(theirs, "utf-8")
        pages = {
            "usual": "usual.html",
            "plain": "ours.html?mode=plain",
            "snapshot": "ours.html?mode=snapshot",
            "as the page chooses": "ours.html?mode=auto",
        }
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        cache: dict[str, bytes] = {}
        for name, speed in (("fast link", 0.0), ("9 Mbit/s", SLOW)):
            link = Link(speed)
            host = functools.partial(Host, directory=str(site), link=link, cache=cache)
            with ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
                server.daemon_threads = True
                threading.Thread(target=server.serve_forever, daemon=True).start()
                base = f"http://127.0.0.1:{server.server_port}/"
                for page in pages.values():  # compresses everything once, before the clock runs
                    link.speed = 0
                    visit(browser, base, page, link)
                link.speed = speed
                seen: dict[str, list[tuple[float, int]]] = {way: [] for way in pages}
                for _ in range(ROUNDS):  # in turn, so that whatever else the machine does falls on all
                    for way, page in pages.items():
                        seen[way].append(visit(browser, base, page, link))
                server.shutdown()
            yield from lines(name, seen)
        browser.close()


def lines(name: str, seen: dict[str, list[tuple[float, int]]]) -> Iterator[Line]:
    middle = {way: statistics.median(took for took, _ in visits) for way, visits in seen.items()}
    for way, visits in seen.items():
        size = f"{max(sent for _, sent in visits) / 1e6:.2f} MB"
        ratio = "" if way == "usual" else f", {middle[way] / middle['usual']:.2f} × the usual way"
        yield f"first visit, {name}, {way}", f"{middle[way]:.2f} s", f"{size}{ratio}"
