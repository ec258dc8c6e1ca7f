"""What was opened once opens again without a connection, and a new build is met at once. The service worker is let in."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Watch
from tools import offline
from tools.serve import Handler

LANGS = pytest.mark.parametrize("lang", ["en", "zh"])
BAD = {"en": "The best tea in town, fresh every day.", "zh": "本店最佳茶叶，每天新鲜。"}
NOT_KEPT = {"en": "This page is not on your device", "zh": "这台设备上没有这一页"}
FOLDER = {"en": "", "zh": "books/honest-ads/"}  # English at the root of its host, Chinese in a folder of it
START = {"en": "", "zh": "zh/"}

# What lies in the caches: their names, and the addresses by cache.
CACHES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
  [name, (await (await caches.open(name)).keys()).map(({ url }) => url)])))"""
# Everything in the caches as text: addresses asked, addresses answered, bodies of what is not the program.
CONTENTS = """async () => {
  const out = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      out.push(request.url, response.url, JSON.stringify([...response.headers]));
      if (!request.url.includes("/runtime/")) out.push(await response.text());
    }
  }
  return out.join("\\n");
}"""


class Host:
    """A static host whose site can be exchanged, and which can be cut off or answer nothing for a while."""

    def __init__(self, top: Path, folder: str, site: Path) -> None:
        self.top = top
        self.place = top / folder.rstrip("/") if folder else top / "root"
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self.down = False
        self.silent = False
        self.asked: Counter[str] = Counter()
        self.deploy(site)
        serve = partial(Answer, host=self, directory=str(top if folder else self.place))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/{folder}"
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def deploy(self, site: Path) -> None:
        self.place.unlink(missing_ok=True)
        self.place.symlink_to(site)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Answer(Handler):
    def __init__(self, *args: Any, host: Host, **more: Any) -> None:
        self.host = host
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        while self.host.silent and not self.host.down:
            time.sleep(0.05)
        if self.host.down:
            self.close_connection = True
            return
        self.host.asked[self.path] += 1
        super().do_GET()


@pytest.fixture
def folder() -> str:
    return ""


@pytest.fixture
def host(site: Path, tmp_path: Path, folder: str) -> Iterator[Host]:
    host = Host(tmp_path, folder, site)
    yield host
    host.silent = False
    host.stop()


@pytest.fixture
def site_url(host: Host) -> str:
    return host.url


@pytest.fixture
def context(new_context: Callable[..., BrowserContext], watch: Watch) -> BrowserContext:
    # A lost connection and the page that says so are what these tests are about.
    watch.allow(r"net::ERR_|503 for|status of 503")
    return new_context(service_workers="allow")


def site_caches(page: Page) -> dict[str, list[str]]:
    return {name: urls for name, urls in page.evaluate(CACHES).items() if name.startswith("honest-ads-site ")}


def wait(page: Page, what: str, true: Callable[[], object], seconds: float = 60) -> None:
    for _ in range(int(seconds * 5)):
        if true():
            return
        page.wait_for_timeout(200)
    pytest.fail(f"{what}; kept: {page.evaluate(CACHES)}")


def wait_until_kept(page: Page, url: str, lang: str, path: str) -> None:
    """Until all that this language needs is kept, and the page itself, which comes last."""
    last = {f"{url}{START[lang]}deadlines/", f"{url}{START[lang]}{path}"}
    wait(
        page,
        f"{path} was not kept",
        lambda: any(last <= set(urls) for urls in site_caches(page).values()),
    )


def wait_for_the_program(page: Page, picture: str = "memory.snapshot") -> None:
    def there() -> bool:
        urls = page.evaluate(CACHES).get("honest-ads-runtime", [])
        return all(any(name in url for url in urls) for name in (picture, "manifest.json"))

    wait(page, "the program was not kept", there)


def check(page: Page, text: str | None) -> None:
    """Wait for one finding, in this copy or in what already stands there."""
    if text is not None:
        page.fill("textarea[name=copy]", text)
    expect(page.locator("ad-check")).to_have_attribute("data-findings", "1", timeout=60_000)
    assert page.locator("li[data-rule][data-level]").count() == 1


@pytest.mark.parametrize(("lang", "folder"), FOLDER.items())
def test_after_one_visit_to_the_checker_it_works_without_a_connection(
    context: BrowserContext, host: Host, lang: str
) -> None:
    start = START[lang]
    page = context.new_page()
    page.goto(f"{start}check/")
    check(page, BAD[lang])
    wait_for_the_program(page)
    wait_until_kept(page, host.url, lang, "check/")
    asked = Counter(host.asked)
    page.close()

    host.down = True
    page = context.new_page()
    page.goto(f"{start}check/")
    check(page, None)  # the draft is still there, and it is checked
    assert page.input_value("textarea[name=copy]") == BAD[lang]
    check(page, f"{BAD[lang]}\n")
    for step in ("procedure/", "procedure/3-talk/", "procedure/6-learn/", "deadlines/", ""):
        page.goto(f"{start}{step}")
        expect(page.locator("h1").first).to_be_visible()
        assert page.title() != NOT_KEPT[lang]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 247, 240)"

    # A page that nobody opened says so in its language, and leads on.
    page.goto(f"{start}rules/absolute-terms/?h=qzxv")
    expect(page.locator("h1")).to_have_text(NOT_KEPT[lang])
    assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-CN"}[lang]
    links = page.locator("li a").evaluate_all("all => all.map(({ href }) => href)")
    assert links == [f"{host.url}{start}{name}/" for name in ("check", "procedure", "case")]
    page.click("li a >> nth=0")
    check(page, None)
    assert host.asked == asked


@LANGS
def test_the_workbook_opens_with_its_cases(context: BrowserContext, host: Host, lang: str) -> None:
    page = context.new_page()
    page.goto(f"{START[lang]}case/")
    page.wait_for_selector("ad-case[data-state=ready]", timeout=60_000)
    page.click('ad-case [data-action="new"]:visible')
    page.fill("ad-case [name=title]:visible", "Tea 2026")
    page.wait_for_selector("ad-case[data-saved=yes]")
    wait_for_the_program(page)
    wait_until_kept(page, host.url, lang, "case/")
    address = page.url
    page.close()

    host.down = True
    page = context.new_page()
    page.goto(f"{START[lang]}case/")
    expect(page.locator("ad-case")).to_contain_text("Tea 2026")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("ad-case[data-view=case][data-state=ready]", timeout=60_000)
    assert page.input_value("ad-case [name=title]:visible") == "Tea 2026"
    # The checker was never opened, and works.
    page.goto(f"{START[lang]}check/")
    check(page, BAD[lang])


def test_nothing_is_fetched_before_the_answer_and_nothing_twice(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto("check/")
    check(page, BAD["en"])
    before = set(host.asked)
    assert "/offline.js" not in before
    assert not [path for path in before if path.endswith("/") and path != "/check/"]
    wait_for_the_program(page)
    wait_until_kept(page, host.url, "en", "check/")
    for _ in range(2):
        page.close()
        page = context.new_page()
        page.goto("check/")
        check(page, None)
    page.wait_for_timeout(6000)  # until all that is done later is done
    hashed = {
        path: count for path, count in host.asked.items() if re.search(r"/runtime/\w+/|/assets/honest-", path)
    }
    assert len(hashed) > 50
    assert {path: count for path, count in hashed.items() if count > 1} == {}
    # Of the program, one form of each file is kept, once.
    kept = page.evaluate(CACHES)
    program = [url.rsplit("/", 1)[1] for url in kept.pop("honest-ads-runtime")]
    assert sorted(program) == [
        "manifest.json",
        "memory.snapshot.gz.bin",
        "pyodide.asm.js.gz.bin",
        "pyodide.asm.wasm.gz.bin",
        "pyodide.mjs",
    ]
    assert not [url for urls in kept.values() for url in urls if "/runtime/" in url]


def another_build(site: Path, to: Path) -> Path:
    """The site with other words on its pages and other scripts, hence in a folder of another hash."""
    shutil.copytree(site, to, ignore=shutil.ignore_patterns("runtime", "assets"))
    (to / "runtime").symlink_to(site / "runtime")
    shutil.copytree(site / "assets", to / "assets", ignore=shutil.ignore_patterns("*.map"))
    (old,) = (to / "assets").glob("honest-*")
    new = old.with_name(
        "honest-" + "".join(f"{15 - int(digit, 16):x}" for digit in old.name.removeprefix("honest-"))
    )
    old.rename(new)
    script = (to / offline.NAME).read_text("utf-8")
    script = re.sub(r'"id": "\w+"', '"id": "another"', script)
    (to / offline.NAME).write_text(script.replace(old.name, new.name), "utf-8")
    for path in to.rglob("*.html"):
        html = path.read_text("utf-8").replace(old.name, new.name)
        path.write_text(re.sub(r"(<h1[^>]*>)", r"\1New ", html, count=1), "utf-8")
    return to


def test_a_new_build_is_met_at_once_and_the_former_goes(
    context: BrowserContext, host: Host, site: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto("rules/guarantees/")
    wait_until_kept(page, host.url, "en", "rules/guarantees/")
    page.goto("check/")
    check(page, BAD["en"])
    wait_for_the_program(page)
    (former,) = site_caches(page)

    new = another_build(site, tmp_path / "new")
    (scripts,) = (new / "assets").glob("honest-*")
    host.deploy(new)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("check/")
    expect(page.locator("h1").first).to_contain_text("New ")
    check(page, None)
    ours = [url for url in asked if "/assets/honest" in url]
    assert ours
    assert all(f"/assets/{scripts.name}/" in url for url in ours)

    wait(page, "the new build did not take over", lambda: former not in site_caches(page))
    (kept,) = site_caches(page).values()
    assert not [url for url in kept if "/assets/honest-" in url and scripts.name not in url]
    page.close()

    host.down = True
    page = context.new_page()
    for path in ("check/", "procedure/4-cause/", "rules/guarantees/"):  # what was visited came along
        page.goto(path)
        expect(page.locator("h1").first).to_contain_text("New ")
    page.goto("check/")
    check(page, None)


def test_a_connection_that_brings_nothing_is_not_waited_for(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto("zh/check/")
    check(page, BAD["zh"])
    wait_for_the_program(page)
    wait_until_kept(page, host.url, "zh", "check/")
    host.silent = True
    page = context.new_page()
    started = time.monotonic()
    page.goto("zh/check/")
    check(page, None)
    assert 3 < time.monotonic() - started < 20


def test_what_was_typed_is_in_no_cache_and_no_request(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto("check/")
    check(page, BAD["en"])
    wait_until_kept(page, host.url, "en", "check/")
    page.goto("about:blank")
    page.goto("check/?from=qzxvquery#text=The+best+qzxvcopy&category=food")
    check(page, None)
    page.goto("rules/guarantees/?h=qzxvsearch#ac141")
    page.click("header label.md-header__button[for=__search]")
    page.fill(".md-search__input", "qzxvword guarantee")
    wait(page, "the page was not kept", lambda: f"{host.url}rules/guarantees/" in str(site_caches(page)))
    page.wait_for_timeout(1000)
    contents = page.evaluate(CONTENTS)
    assert "<h1" in contents
    assert "qzxv" not in contents
    assert not [path for path in host.asked if "qzxvcopy" in path or "qzxvword" in path]


def test_pages_that_are_not_there_are_not_kept(context: BrowserContext, host: Host, watch: Watch) -> None:
    watch.allow("404")
    page = context.new_page()
    page.goto("check/")
    wait_until_kept(page, host.url, "en", "check/")
    page.goto("nowhere/")
    expect(page.locator("h1")).to_have_text("This page is not here")
    page.wait_for_timeout(1000)
    assert "nowhere" not in str(site_caches(page))
    page.goto("check")  # the host sends on to the address with its slash
    assert page.url == f"{host.url}check/"


def test_the_other_language_says_so_in_its_own(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto("zh/check/")
    wait_until_kept(page, host.url, "zh", "check/")
    host.down = True
    page.goto("check/")
    expect(page.locator("h1")).to_have_text(NOT_KEPT["en"])
    assert page.locator("li a").first.get_attribute("href") == f"{host.url}zh/check/"


@pytest.mark.parametrize("left", ["remover", "nothing"])
def test_a_site_that_gives_the_worker_up_takes_it_away(
    context: BrowserContext, host: Host, site: Path, tmp_path: Path, watch: Watch, left: str
) -> None:
    watch.allow("404|offline.js")
    page = context.new_page()
    page.goto("privacy/")
    wait_until_kept(page, host.url, "en", "privacy/")
    new = another_build(site, tmp_path / "new")
    if left == "remover":  # which does without any page of ours
        offline.remove(new)
        for path in new.rglob("*.html"):
            path.write_text("<!doctype html><title>Something else</title><h1>New</h1>", "utf-8")
    else:
        (new / offline.NAME).unlink()
        for switch in new.rglob(offline.SWITCH):
            switch.write_text("export const KEEPS = false;", "utf-8")
    host.deploy(new)
    page.goto("privacy/")
    page.wait_for_load_state("networkidle")
    page.goto("privacy/")
    workers = "async () => (await navigator.serviceWorker.getRegistrations()).length"
    wait(page, "the worker is still there", lambda: page.evaluate(workers) == 0 and not site_caches(page))
    page.goto("privacy/")
    expect(page.locator("h1").first).to_contain_text("New")


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'))",
        "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })",
    ],
    ids=["none", "refused", "saving"],
)
def test_where_there_is_no_worker_nothing_happens(
    context: BrowserContext, host: Host, watch: Watch, script: str
) -> None:
    watch.allowed.clear()
    page = context.new_page()
    page.add_init_script(script)
    page.goto("privacy/")
    page.wait_for_timeout(6000)
    assert "/offline.js" not in host.asked
    assert "/check/" not in host.asked
    assert page.evaluate(CACHES) == {}
