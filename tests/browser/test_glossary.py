"""A term of the glossary explains itself under the mouse, on the keyboard's focus and on a tap, and on paper is plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

NOTE = ".ha-term-card"
PAGES = pytest.mark.parametrize("path", ["consequences/", "zh/consequences/"])


@PAGES
def test_the_mouse(page: Page, path: str) -> None:
    page.goto(path)
    term = page.locator(".ha-term").first
    said = term.get_attribute("title") or ""
    term.hover()
    expect(page.locator(NOTE)).to_be_visible()
    expect(page.locator(NOTE)).to_contain_text(said)
    page.locator(f"{NOTE} a").hover()
    page.wait_for_timeout(400)
    expect(page.locator(NOTE)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()
    assert term.get_attribute("title") == said
    term.click()
    page.wait_for_url("**/glossary/#*")


def test_the_keyboard(page: Page) -> None:
    page.goto("consequences/")
    term = page.locator(".ha-term").nth(1)
    before = page.locator("a:not(.ha-term-card a)")
    index = before.evaluate_all("all => all.indexOf(document.querySelectorAll('.ha-term')[1])")
    before.nth(index - 1).focus()
    page.keyboard.press("Tab")
    expect(term).to_be_focused()
    expect(page.locator(NOTE)).to_be_visible()
    described = term.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text()
    page.keyboard.press("Tab")
    if page.evaluate("!document.activeElement.matches('.ha-term')"):
        expect(page.locator(NOTE)).to_be_hidden()


@PAGES
def test_a_tap(phone: Page, path: str) -> None:
    phone.goto(path)
    start = phone.url
    for term in phone.locator(".ha-term").all()[:6]:
        term.tap()
        expect(phone.locator(NOTE)).to_be_visible()
        box = phone.locator(NOTE).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert phone.url == start
        term.tap()
        expect(phone.locator(NOTE)).to_be_hidden()
    term.tap()
    phone.locator(f"{NOTE} a").tap()
    phone.wait_for_url("**/glossary/#*")


@PAGES
def test_without_script_it_is_a_link(new_context: Callable[..., BrowserContext], path: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(path)
    term = page.locator(".ha-term").first
    assert term.get_attribute("title")
    where = (term.get_attribute("href") or "").partition("#")[2]
    term.click()
    expect(page.locator(f"#{where}")).to_be_in_viewport()


def test_on_paper(page: Page) -> None:
    page.goto("zh/consequences/")
    page.locator(".ha-term").first.hover()
    page.emulate_media(media="print")
    term = page.locator(".ha-term").first
    expect(page.locator(NOTE)).to_be_hidden()
    same = "e => [e, e.parentElement].map(x => getComputedStyle(x).color)"
    page.mouse.move(0, 0)
    expect(term).to_have_css("text-decoration-line", "none")
    page.wait_for_timeout(400)
    inside, around = term.evaluate(same)
    assert inside == around
