"""On A4: a step, a topic and the checker's result print as words and marks, whole, with nothing to press."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_page import BAD, PAGES, write

# The width between the margins of print.css, in CSS pixels, and A4 itself in points.
WIDTH = round((210 - 2 * 16) / 25.4 * 96)
BOX = re.compile(rb"/MediaBox \[0 0 (\d+)(?:\.\d+)? (\d+)(?:\.\d+)?\]")
SHEETS = re.compile(rb"/Type\s*/Page\b(?!s)")
SCREEN = (
    "header, nav, footer, .md-sidebar, .md-top, .headerlink, .md-clipboard, .ad-try, [popover], .ha-offer, "
    ".ha-foot, .ha-aside, .ha-actions button, .ha-report button, .ha-note__foot, .ha-without"
)
LANGS = pytest.mark.parametrize("lang", ["en", "zh"])
PATHS = pytest.mark.parametrize(
    ("path", "most"), [("procedure/2-contact/", 5), ("rules/absolute-terms/", 16), ("cases/", 200)]
)
# Elements that print, and reach past the right edge of the paper.
CUT = """() => [...document.querySelectorAll("article *")].filter((one) => {
  const { width, right } = one.getBoundingClientRect();
  return width && getComputedStyle(one).visibility !== "hidden" && right > innerWidth + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""


def on_paper(page: Page) -> None:
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    page.emulate_media(media="print")
    assert page.locator(SCREEN).locator("visible=true").count() == 0
    assert page.evaluate(CUT) == []


def sheets(page: Page) -> int:
    """How many sheets it takes; each must be A4."""
    pdf = page.pdf(prefer_css_page_size=True)
    assert {(int(wide), int(high)) for wide, high in BOX.findall(pdf)} <= {(594, 841), (595, 841), (595, 842)}
    return len(SHEETS.findall(pdf))


@LANGS
@PATHS
def test_a_page_prints_whole_and_clean(page: Page, lang: str, path: str, most: int) -> None:
    page.goto(("zh/" if lang == "zh" else "") + path)
    on_paper(page)
    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator(".ha-reviewed")).to_be_visible()
    assert 1 <= sheets(page) <= most


@LANGS
def test_the_result_prints_with_its_copy_notes_and_laws(page: Page, lang: str) -> None:
    page.goto(PAGES[lang])
    write(page, f"{BAD[lang]}\n{'Best before: see the lid.' if lang == 'en' else '最近新上架。'}")
    on_paper(page)
    assert (
        not page.locator("ad-check button:not(.ha-note__words, .ha-rewrite)").locator("visible=true").count()
    )
    layer = page.locator(".ha-layer")
    expect(layer).to_be_visible()
    expect(layer).to_contain_text(BAD[lang])
    assert layer.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    sheet = page.locator(".ha-sheet").bounding_box()
    assert sheet
    assert sheet["height"] < 160, "the sheet is as long as the copy"
    note = page.locator("li[data-rule]")
    expect(note.locator(".ha-note__law")).to_contain_text({"en": "art. 9(3)", "zh": "第九条"}[lang])
    expect(note.locator(".ha-rewrite").first).to_be_visible()
    # Folded on the screen, open on paper: what was spared, with its reason.
    spared = page.locator("[data-fold=spared] .ha-note__why")
    assert spared.evaluate("one => one.getBoundingClientRect().height") > 0
    assert sheets(page) <= 2


def test_an_address_outside_can_be_read_on_paper(page: Page) -> None:
    page.goto("cases/")
    page.emulate_media(media="print")
    outside = page.locator("article a[href^=http]").first
    shown = outside.evaluate("one => getComputedStyle(one, '::after').content")
    assert outside.get_attribute("href") in shown
