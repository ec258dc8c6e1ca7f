"""The case library in real Chromium: its filter works with and without script, and a choice can be shared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from checker import cases

CASES = cases.library()
FOOD = [case for case in CASES if case.goods == "food"]
SHOWN = ".ha-case:visible"
LANGS = pytest.mark.parametrize("path", ["cases/", "zh/cases/"])


@LANGS
def test_the_filter_works_without_script(new_context: Callable[..., BrowserContext], path: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(path)
    expect(page.locator(SHOWN)).to_have_count(len(CASES))
    page.select_option("[name=goods]", "food")
    expect(page.locator(SHOWN)).to_have_count(len(FOOD))


@LANGS
def test_a_choice_is_counted_shared_and_undone(page: Page, path: str) -> None:
    page.goto(path)
    page.select_option("[name=goods]", "food")
    page.select_option("[name=law]", "adlaw-17")
    wanted = sum("adlaw-17" in case.laws for case in FOOD)
    expect(page.locator(SHOWN)).to_have_count(wanted)
    expect(page.locator(".ha-cases__filter output")).to_contain_text(str(wanted))
    expect(page.locator('h3[id^="cases-"]:visible')).to_have_count(1)
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator(SHOWN)).to_have_count(wanted)
    page.click(".ha-cases__filter button[type=reset]")
    expect(page.locator(SHOWN)).to_have_count(len(CASES))
    assert "#" not in page.url


def test_a_link_to_a_case_shows_that_case(page: Page) -> None:
    page.goto(f"cases/#{CASES[40].id.lower()}")
    expect(page.locator(f"#{CASES[40].id.lower()}")).to_be_in_viewport()
    expect(page.locator(SHOWN)).to_have_count(len(CASES))
    assert page.url.endswith(CASES[40].id.lower())


def test_the_library_fits_a_phone(phone: Page) -> None:
    phone.goto("zh/cases/#goods=education")
    expect(phone.locator(SHOWN)).to_have_count(sum(case.goods == "education" for case in CASES))
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
