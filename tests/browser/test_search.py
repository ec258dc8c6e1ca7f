"""The search as a reader uses it: what is typed leads to the right page first, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch

# What must come first for what is typed, in both languages' handbooks or in one.
FIRST = {
    "both": {
        "最": "rules/absolute-terms/",
        "No. 1": "rules/(figures-and-rankings|absolute-terms)/",
        '"No. 1"': "rules/(figures-and-rankings|absolute-terms)/",
        "销量第一": "rules/figures-and-rankings/",
        "最佳": "rules/absolute-terms/",
        "降血糖": "rules/medical-claims/",
        "AC001": "rules/absolute-terms/",
        "12315": "deadlines/",
        # Who types the number of an article or the name of a law wants the text itself.
        "adlaw-9-3": "law/adlaw/",
        "cpl-55": "law/cpl/",
    },
    "zh": {
        "第一": "rules/absolute-terms/",
        "国家级": "rules/absolute-terms/",
        "治疗": "rules/medical-claims/",
        "虚假": "rules/false-facts/",
        "原价": "rules/price-claims/",
        "好评返现": "rules/reviews-and-endorsement/",
        "专利": "rules/certification-and-patents/",
        "保证": "rules/guarantees/",
        "保健食品": "rules/health-food-and-drugs/",
        "退款": "rules/guarantees/",
        "退一赔三": "law/misconceptions/",
        "职业打假": "law/misconceptions/",
        "知假买假": "(procedure/3-talk|consequences)/",
        "虚假宣传": "procedure/",
        "投诉": "procedure/",
        "道歉": "procedure/3-talk/",
        "第一步": "procedure/1-examine/",
        "行政处罚": "(procedure/5-rectify|deadlines)/",
        "赔偿": "glossary/",
        "欺诈": "consequences/",
        "第九条": "law/adlaw/",
        "广告法": "law/adlaw/",
        "广告法第9条": "law/adlaw/",
        "消费者权益保护法 第五十五条": "law/cpl/",
        "电子商务法": "law/ecl/",
    },
    "en": {
        "best": "rules/absolute-terms/",
        "guarantee": "rules/guarantees/",
        "refund": "rules/void-terms/",
        "patent": "rules/certification-and-patents/",
        "treat": "rules/medical-claims/",
        "false": "rules/false-facts/",
        "fake": "rules/false-facts/",
        "original price": "rules/price-claims/",
        "cash back for reviews": "rules/reviews-and-endorsement/",
        "triple damages": "consequences/",
        "professional buyers": "law/misconceptions/",
        "complaint": "case/",
        "apology": "procedure/3-talk/",
        "penalty": "deadlines/",
        "fraud": "consequences/",
        "art. 9": "law/adlaw/",
        "advertising law": "law/adlaw/",
        "Advertising Law, article 9": "law/adlaw/",
    },
}
NONE = {"en": "No matching documents", "zh": "没有找到符合条件的结果"}
HOSTILE = [
    "zzqqxxjj",
    "(((",
    "*",
    "\\",
    "title:",
    "+ - ~ ^",
    "<img src=x onerror=document.title='hit'>",
    "\u202e" * 300,
]
LANGS = pytest.mark.parametrize("lang", ["en", "zh"])


def opened(page: Page, lang: str) -> None:
    page.goto("zh/privacy/" if lang == "zh" else "privacy/")
    page.click("header label.md-header__button[for=__search]")


def ask(page: Page, query: str) -> None:
    """Type it and wait until the list belongs to it: the word after it finds nothing, in between the list is empty."""
    field = page.locator(".md-search__input")
    field.fill("qqzzvv")
    field.press("End")
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    field.fill(query)
    field.press("End")


@LANGS
def test_words_without_a_key(page: Page, lang: str) -> None:
    """Pasted with a finger, spoken, chosen from a list of words: no key goes up."""
    opened(page, lang)
    page.locator(".md-search__input").fill({"en": "absolute terms", "zh": "绝对化用语"}[lang])
    expect(page.locator(".md-search-result__link").first).to_be_visible()


@LANGS
def test_first_hit(page: Page, lang: str, site_url: str) -> None:
    opened(page, lang)
    for query, path in {**FIRST["both"], **FIRST[lang]}.items():
        ask(page, query)
        first = page.locator(".md-search-result__link").first
        address = re.compile(rf"^({site_url})?[./]*{'zh/' if lang == 'zh' else ''}{path}(\?h=[^#]*)?$")
        expect(first, query).to_have_attribute("href", address)


@LANGS
def test_the_texts_are_fetched_only_for_who_searches(page: Page, lang: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, lang)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("pages.json")]
    ask(page, "AC001")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    assert len([url for url in asked if url.endswith("pages.json")]) == 1


def test_texts_that_did_not_arrive_are_fetched_again(page: Page, watch: Watch) -> None:
    watch.allow("503|pages.json")
    left = [503]
    page.route(
        "**/search/pages.json",
        lambda route: route.fulfill(status=left.pop()) if left else route.continue_(),
    )
    opened(page, "en")
    page.locator(".md-search__input").fill("AC001")
    expect(page.locator(".md-search-result__meta")).to_contain_text(NONE["en"])
    ask(page, "AC001")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


@LANGS
def test_an_id_leads_to_its_very_place(page: Page, lang: str) -> None:
    article = {"en": "article 9", "zh": "第9条"}[lang]
    for query, place in (("adlaw-9-3", "adlaw-9-3"), (article, "adlaw-9"), ("AC001", "ac001")):
        opened(page, lang)
        ask(page, query)
        page.locator(f".md-search-result__link[href$='#{place}']").first.click()
        page.wait_for_url(re.compile(f"#{place}$"))
        expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


@LANGS
def test_a_query_that_finds_nothing_or_means_harm_leaves_the_list_calm(page: Page, lang: str) -> None:
    opened(page, lang)
    for query in HOSTILE:
        ask(page, query)
        meta = page.locator(".md-search-result__meta")
        expect(meta).to_contain_text(re.compile(rf"{NONE[lang]}|\d"))
        assert page.title() != "hit"
    ask(page, "AC001")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


def test_words_are_marked_and_shown_as_text(page: Page) -> None:
    opened(page, "zh")
    ask(page, "降血糖")
    marked = page.locator(".md-search-result__link mark").all_text_contents()
    assert set(marked) == {"降血糖"}
    shown = page.locator(".md-search-result__list").inner_text()
    assert "\u200b" not in shown
    assert not re.search(r"&\w+;|<p>", shown)


def test_an_index_whose_words_are_parted_reads_the_same(page: Page, root: Path) -> None:
    """Where jieba is installed, the theme parts Chinese words with U+200B; the reader must not notice either way."""
    index = json.loads((root / "site/zh/search/pages.json").read_text("utf-8"))
    plain = json.dumps(index, ensure_ascii=False).replace("\u200b", "")
    parted = re.sub(r"[\u4e00-\u9fff]{2}", "\u200b\\g<0>\u200b", plain)
    assert plain != parted
    served = iter((plain, parted))
    page.route(
        "**/search/pages.json",
        lambda route: route.fulfill(body=next(served), content_type="application/json"),
    )
    found = []
    for _ in (plain, parted):
        opened(page, "zh")
        ask(page, "降血糖")
        expect(page.locator(".md-search-result__link").first).to_be_visible()
        found.append(page.locator(".md-search-result__list").inner_text())
    assert "降血糖" in found[0]
    assert found[0] == found[1]
