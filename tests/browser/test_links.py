"""Links that only a script can break: the way to the other language, and those drawn beside the copy."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_page import PAGES, answer, write
from tests.test_site import Links

LANGS = pytest.mark.parametrize("lang", ["en", "zh"])
ROOTS = {"en": "", "zh": "zh/"}

# Many rules and many laws, and words that are spared with the provision that spares them.
COPY = {
    "en": """The best tea online, No. 1 in sales, national-level craftsmanship.
One cup a day cures high blood pressure, guaranteed to work, or your money back.
Other brands are rubbish. Patented technology, 100% natural, eco-friendly.
Was 999 yuan, now 99. The shop reserves the right of final interpretation.
Five-star reviews get 5 yuan back. Guaranteed returns of 8% a year.
Best before: see the lid. We do our best to answer every question.""",
    "zh": """全网第一的茶，工艺国家级，最佳口感。
每天一杯，根治高血压，保证有效，无效退款。
别家的都是垃圾，专利技术，纯天然，零甲醛，环保。
原价999元，现价99元，最终解释权归本店所有。
五星好评返现5元。年化收益8%，保本保息。
最近新上架。国家级非物质文化遗产。顶级域名。最佳食用期：12个月。追求最好。""",
}


@LANGS
@pytest.mark.parametrize(
    ("path", "anchor"),
    [("law/adlaw/", "adlaw-9-3"), ("rules/absolute-terms/", "ac003"), ("procedure/1-examine/", "do")],
)
def test_the_language_link_keeps_the_place_on_the_page(
    page: Page, site_url: str, lang: str, path: str, anchor: str
) -> None:
    other = "zh" if lang == "en" else "en"
    page.goto(f"{ROOTS[lang]}{path}")
    # Where the reader has come to since the page was opened, not only what it was opened with.
    page.evaluate("anchor => { location.hash = anchor; }", anchor)
    for there in (other, lang):
        page.locator("a.ha-twin").click()
        page.wait_for_url(f"{site_url}{ROOTS[there]}{path}#{anchor}")
        expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{there}"))
        expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@LANGS
def test_every_link_beside_the_copy_leads_to_its_place(
    page: Page, site: Path, site_url: str, lang: str
) -> None:
    page.goto(PAGES[lang])
    write(page, COPY[lang])
    for note in page.locator("li[data-rule][data-level]").all():
        note.scroll_into_view_if_needed()  # the later ones of a long list are filled as they come into view
        expect(note.locator(".ha-note__law a").first).to_be_attached()
    drawn = page.locator("ad-check li a").evaluate_all("all => all.map(one => one.href)")

    result = answer(COPY[lang], lang)
    named = [law["url"] for finding in result["findings"] for law in finding["law_details"]]
    named += [finding["url"] for finding in result["findings"]]
    spared = [item["law_url"] for item in result["spared"] if item["law_url"]]
    assert len(set(named)) >= 20
    assert len(set(spared)) >= 2
    root = f"{site_url}{ROOTS[lang]}"
    assert sorted(drawn) == sorted(root + url for url in (*named, *spared))

    links = Links(site)
    for link in dict.fromkeys(drawn):
        address, anchor = urldefrag(link.removeprefix(site_url))
        file = links.target("index.html", address)
        assert file in links.files, link
        assert anchor, link
        assert links.has(file, unquote(anchor)), link
