"""Real Chromium over the built site. A page that asks anything of another origin, or logs an error, fails its test."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

from tools import chromium
from tools.serve import make_server

INSIDE = ("data:", "blob:", "about:")
TIMEOUT_MS = 30_000
DESK: ViewportSize = {"width": 1280, "height": 800}


@dataclass
class Watch:
    """What went wrong in a browser context; `allow` takes a regular expression for what a test provokes itself."""

    origin: str
    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        self.allowed.append(pattern)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, *INSIDE)):
            self.problems.append(f"request outside the site: {request.url}")

    def on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} for {response.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def left(self) -> list[str]:
        """The problems that no pattern allows. A request outside the site is never allowed."""
        return [
            problem
            for problem in self.problems
            if problem.startswith("request outside") or not any(re.search(p, problem) for p in self.allowed)
        ]


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The address of the built site on a free port, with a slash at its end."""
    with make_server(site) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if not path:
        pytest.fail(
            "There is no Chromium to test with. Get one with: python tools/chromium.py", pytrace=False
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def watch(site_url: str) -> Watch:
    return Watch(origin=site_url)


def observe(context: BrowserContext, watch: Callable[[], Watch]) -> None:
    """Tell the watch of the moment everything that happens in the context."""
    context.set_default_timeout(TIMEOUT_MS)
    context.on("request", lambda request: watch().on_request(request))
    context.on("response", lambda response: watch().on_response(response))
    context.on("console", lambda message: watch().on_console(message))
    context.on("weberror", lambda error: watch().problems.append(f"uncaught: {error.error}"))


@pytest.fixture
def new_context(browser: Browser, site_url: str, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Makes watched contexts: `new_context(viewport=…, color_scheme=…, locale=…)`. Relative addresses start at the site.

    Without the service worker, for what it answers passes a test's routes by; test_offline.py lets it in.
    """
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=site_url, **{"locale": "en-GB", "service_workers": "block", **options}
        )
        observe(context, lambda: watch)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not watch.left(), "\n".join(["the page misbehaved:", *watch.left()])


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A watched page of its own, 1280 × 800, in English; `page.goto("check/")`. (One page for all tests saves a
    second for each of them, but now and then it got stuck after a hundred.)"""
    return new_context(viewport=DESK).new_page()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """A fresh watched page of 360 × 740 with touch."""
    return new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, device_scale_factor=2
    ).new_page()
