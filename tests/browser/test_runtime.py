"""The checker's worker and its client, in a real browser over the built site: starts, answers, and accidents."""

from __future__ import annotations

import functools
import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from checker import web
from tests.browser.conftest import Watch
from tools.bench_runtime import SLOW, Host, Link

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/runtime/cases.json").read_text(encoding="utf-8"))
COPY = "😀本店最佳茶叶"

# Makes a checker in the page and notes what it says and which workers it starts.
MAKE = """async ([root, settings]) => {
  const { createChecker } = await import(`${root}assets/honest/runtime.mjs`);
  window.steps = [];
  window.workers = [];
  const Real = window.RealWorker ??= Worker;
  window.Worker = class extends Real {
    constructor(...args) { super(...args); window.workers.push(this); }
  };
  window.checker = createChecker({ root, onprogress: (step) => window.steps.push(step), ...settings });
}"""
START = """() => window.checker.start().then(
  () => ({ path: checker.path, instead: checker.instead, state: checker.state }),
  (error) => ({ code: error.code, message: error.message, state: checker.state }),
)"""
ASK = """([op, payload, limits]) => window.checker.request(op, payload, limits).then(
  (result) => ({ ok: true, result }),
  (error) => ({ ok: false, code: error.code, reason: error.reason, message: error.message }),
)"""


BLANK = "<!doctype html><html lang=en><title>A page that asks for nothing of its own</title>"


class Client:
    """A page with a checker in it and nothing else: pages of the site go on fetching after they are loaded."""

    def __init__(self, page: Page, root: str, **settings: Any) -> None:
        self.page = page
        page.route("**/blank/", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
        page.goto("blank/")
        page.evaluate(MAKE, [root, settings])

    def start(self) -> dict[str, Any]:
        return self.page.evaluate(START)

    def ask(self, op: str = "check", limits: dict[str, int] | None = None, **payload: Any) -> dict[str, Any]:
        if op == "check":
            payload = {"text": COPY, "category": "general", "lang": "zh"} | payload
        return self.page.evaluate(ASK, [op, payload, limits or {}])

    @property
    def workers(self) -> int:
        return self.page.evaluate("() => window.workers.length")

    @property
    def path(self) -> str:
        return self.page.evaluate("() => window.checker.path")


def expected(**request: Any) -> dict[str, Any]:
    return json.loads(web.handle(json.dumps({"op": "check", **request})))


EXPECTED = expected(text=COPY, category="general", lang="zh")


# How fast this machine's own line is depends on what else it does: here it is fast, unless a test says otherwise.
FAST_LINE = "Shelf.prototype.speed = async () => Infinity;"


def worker_with(site: Path, addition: str = "") -> str:
    """The worker's script with something behind it, on a fast line."""
    script = (site / "assets/honest/worker.mjs").read_text(encoding="utf-8")
    return f"{script}\n{FAST_LINE}\n{addition}"


@pytest.fixture
def make(page: Page, site: Path, site_url: str) -> Iterator[Callable[..., Client]]:
    page.route(
        "**/assets/honest/worker.mjs",
        lambda route: route.fulfill(body=worker_with(site), content_type="text/javascript"),
    )

    def client(**settings: Any) -> Client:
        return Client(page, site_url, **settings)

    yield client
    page.evaluate("() => window.checker?.dispose()")


@pytest.fixture
def sabotage(page: Page, site: Path, make: object) -> Callable[..., None]:
    """`sabotage("…", "…")`: the first worker gets the first text behind its script, the second the second…

    Its route comes after that of `make`, and so before it.
    """

    def lay(*additions: str) -> None:
        left = list(additions)

        def answer(route: Route) -> None:
            addition = left.pop(0) if left else ""
            route.fulfill(body=worker_with(site, addition), content_type="text/javascript")

        page.route("**/assets/honest/worker.mjs", answer)

    return lay


def before_requests(code: str) -> str:
    """A worker that starts as always and does this when it is asked something."""
    return (
        "const real = self.onmessage;"
        f"self.onmessage = (event) => {{ if (event.data.type === 'request') {{ {code} }} real(event); }};"
    )


# Starting


@pytest.mark.parametrize("mode", ["snapshot", "plain"])
def test_cold_load_to_result(make: Callable[..., Client], mode: str) -> None:
    client = make(mode=mode)
    started = client.start()
    assert started == {"path": mode, "instead": "" if mode == "snapshot" else "asked for", "state": "ready"}
    assert client.ask() == EXPECTED
    assert client.page.evaluate("() => performance.getEntriesByName('adcheck:ready').length") == 1


def test_a_request_starts_the_checker_by_itself(make: Callable[..., Client]) -> None:
    client = make()
    assert client.page.evaluate("() => window.checker.state") == "idle"
    assert client.workers == 0
    assert client.ask() == EXPECTED
    assert client.path == "snapshot"


def kept(page: Page) -> set[str]:
    """The names of the files kept for the next visit."""
    addresses = page.evaluate(
        """async () => (await (await caches.open("honest-ads-runtime")).keys()).map(({ url }) => url)"""
    )
    return {address.rsplit("/", 1)[-1] for address in addresses}


def wait_until_kept(page: Page) -> None:
    for _ in range(150):
        if "memory.snapshot.gz.bin" in kept(page):
            return
        page.wait_for_timeout(200)
    pytest.fail(f"the snapshot was not kept, only {kept(page)}")


@pytest.fixture
def slow_link(site: Path) -> Iterator[tuple[str, Link]]:
    """The address of the site behind a line of 9 Mbit/s, and the line."""
    link = Link(SLOW)
    host = functools.partial(Host, directory=str(site), link=link, cache={})
    with ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", link
        server.shutdown()


def test_a_slow_first_visit_is_plain_and_the_next_starts_from_what_was_kept(
    browser: Browser, slow_link: tuple[str, Link]
) -> None:
    root, link = slow_link
    context = browser.new_context(base_url=root)
    page = context.new_page()
    client = Client(page, root)
    before = link.sent
    assert client.start() == {"path": "plain", "instead": "the line is slow", "state": "ready"}
    assert link.sent - before < 3_700_000
    assert client.ask() == EXPECTED
    link.speed = 0
    wait_until_kept(page)
    page.close()

    link.speed = SLOW
    page = context.new_page()
    client = Client(page, root)
    before = link.sent
    assert client.start() == {"path": "snapshot", "instead": "", "state": "ready"}
    assert client.ask() == EXPECTED
    assert link.sent - before < 300_000  # scripts; nothing large again
    context.close()


@pytest.mark.parametrize("saving", [True, False])
def test_what_is_kept_starts_without_a_line_and_nothing_is_fetched_twice(
    page: Page, make: Callable[..., Client], sabotage: Callable[..., None], watch: Watch, saving: bool
) -> None:
    if saving:
        sabotage("Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true });")
    client = make()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = "plain" if saving else "snapshot"
    assert client.start()["path"] == path
    for _ in range(150):
        if "manifest.json" in kept(page):  # which comes last
            break
        page.wait_for_timeout(200)
    parts = ["python.zip.gz.bin", "engine.pack.gz.bin"] if saving else ["memory.snapshot.gz.bin"]
    common = ["manifest.json", "pyodide.asm.js.gz.bin", "pyodide.asm.wasm.gz.bin", "pyodide.mjs"]
    assert kept(page) == {*common, *parts}
    files = [url for url in asked if "/runtime/" in url]
    assert len(files) == len(set(files)) == len(kept(page))

    watch.allow("ERR_FAILED")
    page.route("**/runtime/**", lambda route: route.abort())
    client = make()
    assert client.start()["path"] == path
    assert client.ask() == EXPECTED


def test_what_is_kept_and_broken_is_dropped(page: Page, make: Callable[..., Client], watch: Watch) -> None:
    watch.allow("Pyodide|fatal|RuntimeError|null function|unreachable|cause")
    client = make()
    client.start()
    wait_until_kept(page)
    page.evaluate(
        """async () => {
          const cache = await caches.open("honest-ads-runtime");
          for (const { url } of await cache.keys()) {
            if (url.includes("memory.snapshot")) await cache.put(url, new Response("not a snapshot"));
          }
        }"""
    )
    client = make()
    started = client.start()
    assert started["path"] == "plain"
    assert started["instead"]
    assert "memory.snapshot.gz.bin" not in kept(page)
    assert client.ask() == EXPECTED


def test_progress_is_real_and_named(make: Callable[..., Client], site: Path) -> None:
    client = make(mode="snapshot")
    client.start()
    steps = client.page.evaluate("() => window.steps")
    stages = [step["stage"] for step in steps]
    assert list(dict.fromkeys(stages)) == ["fetch", "start", "engine", "ready"]
    fetched = [step for step in steps if step["stage"] == "fetch"]
    files = json.loads((site / "runtime/manifest.json").read_text(encoding="utf-8"))["files"]
    total = sum(files[name]["packed"] for name in ("pyodide.asm.wasm", "pyodide.asm.js", "memory.snapshot"))
    total += files["pyodide.mjs"]["size"]
    assert {step["total"] for step in fetched} == {total}
    loaded = [step["loaded"] for step in fetched]
    assert loaded == sorted(loaded)
    assert loaded[-1] == total


def test_it_asks_for_nothing_but_the_runtime(page: Page, make: Callable[..., Client], site: Path) -> None:
    client = make()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    client.ask()
    names = {url.rsplit("/", 1)[-1] for url in asked if not url.startswith("blob:")}
    assert names == {
        "worker.mjs",
        "boot.mjs",
        "shelf.mjs",
        "manifest.json",
        "pyodide.mjs",
        "pyodide.asm.wasm.gz.bin",
        "pyodide.asm.js.gz.bin",
        "memory.snapshot.gz.bin",
    }


# The snapshot fails


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(byte ^ 0xFF for byte in data[middle : middle + 64]) + data[middle + 64 :]


def other_memory(data: bytes) -> bytes:
    return gzip.compress(bytes(len(gzip.decompress(data))), 1)


def scrambled(data: bytes) -> bytes:
    """Memory with its header in place, so that Pyodide takes it, and the interpreter's own data overwritten."""
    memory = bytearray(gzip.decompress(data))
    memory[4096:] = bytes(len(memory) - 4096)
    return gzip.compress(bytes(memory), 1)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1000], flipped, other_memory, scrambled, lambda data: b"", None],
    ids=["truncated", "flipped", "other-memory", "scrambled", "empty", "missing"],
)  # fmt: skip
def test_a_broken_snapshot_falls_back(
    page: Page, make: Callable[..., Client], watch: Any, site: Path, damage: Callable[[bytes], bytes] | None
) -> None:
    def answer(route: Route) -> None:
        if damage is None:
            route.fulfill(status=404)
        else:
            (file,) = (site / "runtime").glob("*/memory.snapshot.gz.bin")
            route.fulfill(body=damage(file.read_bytes()), content_type="application/octet-stream")

    watch.allow(r"memory\.snapshot|status of 404|Pyodide|fatal|RuntimeError|null function|unreachable|cause")
    page.route("**/memory.snapshot.gz.bin", answer)
    client = make()
    started = client.start()
    assert started["path"] == "plain"
    assert started["instead"] not in ("", "asked for", "the line is slow")
    assert client.ask() == EXPECTED
    assert client.workers <= 2


def test_a_browser_that_cannot_unpack_takes_the_plain_files(
    make: Callable[..., Client], sabotage: Callable[..., None]
) -> None:
    sabotage("delete self.DecompressionStream;")
    client = make()
    assert client.start()["path"] == "plain"
    assert client.ask() == EXPECTED


# The start fails


def test_without_webassembly_it_says_so_at_once(
    new_context: Callable[..., BrowserContext], site_url: str
) -> None:
    page = new_context().new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    client = Client(page, site_url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert client.start()["code"] == "nowasm"
    assert client.ask()["code"] == "nowasm"
    assert [url for url in asked if not url.endswith("runtime.mjs")] == []


@pytest.mark.parametrize("file", ["manifest.json", "pyodide.asm.wasm.gz.bin", "pyodide.mjs"])
def test_a_missing_file_is_a_load_error_and_a_new_start_may_succeed(
    page: Page, make: Callable[..., Client], watch: Any, file: str
) -> None:
    watch.allow(rf"{re.escape(file)}|status of 404|import")
    page.route(f"**/runtime/**/{file}", lambda route: route.fulfill(status=404))
    client = make()
    started = client.start()
    assert (started["code"], started["state"]) == ("load", "error")
    page.unroute(f"**/runtime/**/{file}")
    assert client.ask() == EXPECTED


def test_a_runtime_of_another_version_is_refused(page: Page, make: Callable[..., Client]) -> None:
    page.route("**/runtime/manifest.json", lambda route: route.fulfill(json={"format": 99}))
    started = make().start()
    assert started["code"] == "load"
    assert "versions" in started["message"]


def test_a_start_that_stands_still_is_given_up(page: Page, make: Callable[..., Client]) -> None:
    page.route("**/runtime/manifest.json", lambda route: None)
    client = make(stall=400)
    started = client.start()
    assert started["code"] == "load"
    assert client.workers == 2
    page.unroute_all(behavior="ignoreErrors")


# The worker fails


def test_killed_in_the_middle_of_a_check(make: Callable[..., Client], sabotage: Callable[..., None]) -> None:
    sabotage(before_requests("self.close(); return;"))
    client = make()
    client.start()
    # The limit is longer than the page waits: only the lock it held can have told that it died.
    assert client.ask(limits={"timeout": 3_600_000}) == EXPECTED
    assert client.workers == 2


def test_terminated_from_outside(make: Callable[..., Client]) -> None:
    client = make()
    client.start()
    asked = client.page.evaluate(
        """async (text) => {
          const answer = checker.request("check", { text, category: "general", lang: "zh" });
          window.workers[0].terminate();
          return { ok: true, result: await answer };
        }""",
        COPY,
    )
    assert asked == EXPECTED
    assert client.workers == 2


def test_a_worker_that_dies_unasked_is_replaced_when_needed(make: Callable[..., Client]) -> None:
    client = make()
    client.start()
    client.page.evaluate("() => window.workers[0].terminate()")
    client.page.wait_for_function("() => window.checker.state === 'idle'")
    assert client.workers == 1
    assert client.ask() == EXPECTED
    assert client.workers == 2


def test_a_hanging_worker_is_replaced(make: Callable[..., Client], sabotage: Callable[..., None]) -> None:
    sabotage(before_requests("for (;;);"))
    client = make()
    client.start()
    assert client.ask(limits={"timeout": 1500}) == EXPECTED
    assert client.workers == 2


def test_hanging_twice_is_a_timeout_and_not_the_end(
    make: Callable[..., Client], sabotage: Callable[..., None]
) -> None:
    sabotage(before_requests("for (;;);"), before_requests("for (;;);"))
    client = make()
    client.start()
    assert client.ask(limits={"timeout": 700})["code"] == "timeout"
    assert client.ask() == EXPECTED
    assert client.workers == 3


@pytest.mark.parametrize(
    "accident", ["throw new Error('boom')", "setTimeout(() => { throw new Error('boom') }); return"]
)
def test_a_crash_is_tried_again_without_the_snapshot(
    make: Callable[..., Client], sabotage: Callable[..., None], accident: str
) -> None:
    sabotage(before_requests(accident))
    client = make()
    client.start()
    assert client.ask() == EXPECTED
    assert (client.workers, client.path) == (2, "plain")


def test_an_engine_that_throws_twice_is_a_crash(
    make: Callable[..., Client], sabotage: Callable[..., None]
) -> None:
    broken = before_requests(
        "self.postMessage({ type: 'failed', id: event.data.id, code: 'crash', message: 'no' }); return;"
    )
    sabotage(broken, broken)
    client = make()
    client.start()
    answer = client.ask()
    assert (answer["code"], answer["message"]) == ("crash", "no")
    assert client.ask() == EXPECTED


# Asking


def test_a_refused_request_says_why_and_costs_no_worker(make: Callable[..., Client]) -> None:
    client = make()
    answer = client.ask(category="spaceships")
    assert (answer["code"], answer["reason"]) == ("input", "unknown-category")
    assert "类别" in answer["message"]
    assert client.ask("no such request", lang="en")["code"] == "input"
    assert client.ask() == EXPECTED
    assert client.workers == 1


def test_each_request_gets_its_own_answer(make: Callable[..., Client]) -> None:
    client = make()
    texts = [f"{'好' * n}最佳" for n in range(40)]
    starts = client.page.evaluate(
        """async (texts) => {
          const all = texts.map((text) => checker.request("check", { text, category: "general", lang: "zh" }));
          return (await Promise.all(all)).map((result) => result.findings[0].start);
        }""",
        texts,
    )
    assert starts == [expected(text=text, category="general", lang="zh")["result"]["findings"][0]["start"] for text in texts]  # fmt: skip
    assert len(set(starts)) > 30


def test_what_waits_is_told_when_the_checker_is_given_up(make: Callable[..., Client]) -> None:
    client = make()
    codes = client.page.evaluate(
        """async () => {
          const waiting = [checker.ready, checker.request("info"), checker.request("info")];
          checker.dispose();
          waiting.push(checker.request("info"));
          return (await Promise.allSettled(waiting)).map((each) => each.reason?.code);
        }"""
    )
    assert codes == ["disposed"] * 4


def test_the_cases_in_the_page_answer_as_on_this_machine(make: Callable[..., Client]) -> None:
    """The list that runs in Node too; the text reaches Python as a value, whatever it looks like."""
    client = make()
    wrong = []
    for number, case in enumerate(CASES):
        request = {
            "text": case["text"] * case.get("repeat", 1),
            "category": case["category"],
            "lang": case["lang"],
        }
        # JSON text, since half of a surrogate pair does not travel to the browser as it is.
        asked = client.page.evaluate(
            """async (json) => {
              try {
                return JSON.stringify({ ok: true, result: await checker.request("check", JSON.parse(json)) });
              } catch (error) {
                return JSON.stringify({ ok: false, error: { code: error.reason, message: error.message } });
              }
            }""",
            json.dumps(request),
        )
        if json.loads(asked) != expected(**request):
            wrong.append(f"cases.json:{number + 2}")
    assert wrong == []
    assert client.workers == 1


def test_two_tabs_do_not_disturb_each_other(
    new_context: Callable[..., BrowserContext], site_url: str
) -> None:
    context = new_context()
    first, second = (Client(context.new_page(), site_url) for _ in range(2))
    first.start()
    second.start()
    first.page.close()
    assert second.ask() == EXPECTED
    assert second.workers == 1
