"""The page that tests share is as good as new for each of them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Desk

LEAVE = """async () => {
  localStorage.setItem("left", "1");
  sessionStorage.setItem("left", "1");
  document.cookie = "left=1";
  window.left = 1;
  addEventListener("pagehide", () => localStorage.setItem("late", "1"));
  await (await caches.open("left")).put("/left", new Response("1"));
  await new Promise((done) => (indexedDB.open("left", 1).onsuccess = ({ target }) => { target.result.close(); done(); }));
}"""
FIND = """async () => [
  Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, window.left ?? null, await caches.keys(), await indexedDB.databases(),
  (await navigator.permissions.query({ name: "clipboard-read" })).state, innerWidth,
]"""


def test_nothing_is_left_for_the_next_test(desk: Desk, page: Page) -> None:
    page.goto("privacy/")
    asked: list[str] = []
    before = page.evaluate(FIND)
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.fulfill(body="routed", content_type="text/html"))
    page.context.new_page()
    page.context.grant_permissions(["clipboard-read"])
    page.set_viewport_size({"width": 400, "height": 400})
    page.evaluate(LEAVE)
    assert page.evaluate(FIND) != before
    desk.clear()
    asked.clear()
    page.goto("privacy/")
    assert page.evaluate(FIND) == before
    assert page.title() != "routed"
    assert page.locator("h1").count() == 1
    assert page.context.pages == [page]
    assert asked == []


def test_a_start_up_script_is_refused(page: Page) -> None:
    with pytest.raises(RuntimeError, match="new_context"):
        page.add_init_script("window.ran = 1")
    with pytest.raises(RuntimeError, match="new_context"):
        page.context.add_init_script("window.ran = 1")
