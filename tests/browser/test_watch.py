"""The watch itself: it must see what the site must never do, from the page and from a worker."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tools.serve import make_server

WORKER = 'onmessage = async (e) => { try { await fetch(e.data) } catch {} ; postMessage("done") }'
ASK = """([worker, url]) => new Promise((done) => {
  const asked = new Worker(worker, { type: "module" });
  asked.onmessage = () => done();
  asked.postMessage(url);
})"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A tiny site in place of the built one."""
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>t</title><link rel=icon href=data:,>", "utf-8"
    )
    (tmp_path / "worker.mjs").write_text(WORKER, "utf-8")
    return tmp_path


@pytest.fixture
def site_url(site: Path) -> Iterator[str]:
    with make_server(site) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    with make_server(tmp_path) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """Its own page: the one that other tests share belongs to the built site."""
    return new_context().new_page()


def forget(watch) -> list[str]:
    seen, watch.problems = watch.problems, []
    return seen


def test_a_quiet_page_passes(page, watch) -> None:
    page.goto("")
    assert watch.problems == []


def test_it_sees_a_request_of_the_page(page, watch, elsewhere: str) -> None:
    page.goto("")
    page.evaluate("url => fetch(url, {mode: 'no-cors'}).catch(() => {})", elsewhere)
    assert f"request outside the site: {elsewhere}" in forget(watch)


def test_it_sees_a_request_of_a_worker(page, watch, elsewhere: str) -> None:
    page.goto("")
    page.evaluate(ASK, ["worker.mjs", elsewhere])
    assert f"request outside the site: {elsewhere}" in forget(watch)


def test_it_sees_errors(page, watch) -> None:
    page.goto("")
    page.evaluate("() => { console.error('said'); setTimeout(() => { throw new Error('thrown') }) }")
    page.evaluate("() => fetch('missing.json')")
    page.wait_for_timeout(100)
    seen = "\n".join(forget(watch))
    assert "console: said" in seen
    assert "uncaught: Error: thrown" in seen or "uncaught: thrown" in seen
    assert "404 for" in seen


def test_a_provoked_error_can_be_allowed_but_never_a_request_outside(page, watch, elsewhere: str) -> None:
    page.goto("")
    page.evaluate("() => fetch('missing.json')")
    page.evaluate("url => fetch(url, {mode: 'no-cors'}).catch(() => {})", elsewhere)
    page.wait_for_timeout(100)
    watch.allow("missing.json")
    watch.allow("request")
    assert watch.left() == [f"request outside the site: {elsewhere}"]
    forget(watch)


def test_no_name_resolves(browser: Browser, new_context: Callable[..., BrowserContext], watch) -> None:
    page = new_context().new_page()
    page.goto("")
    failed = page.evaluate("() => fetch('http://example.com/').then(() => false, () => true)")
    assert failed
    forget(watch)
