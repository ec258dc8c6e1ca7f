"""A checked copy goes into a complaint case: with what is sold, what was found and why something was set aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Watch
from tests.browser.test_case import new_case, stored, write
from tests.browser.test_page import settle

LANGS = pytest.mark.parametrize("lang", ["en", "zh"])
START = {"en": "", "zh": "zh/"}
COPY = {
    "en": "The best green tea in town.\nNational-level craft.",
    "zh": "😀本店最佳绿茶。\n国家级工艺。",
}
REASON = {"en": "The name of a competition", "zh": "比赛名称"}


def checked(page: Page, lang: str) -> None:
    page.goto(f"{START[lang]}check/")
    page.wait_for_selector("ad-check.ha-live")
    page.select_option("select[name=category]", "food")
    page.fill("textarea[name=copy]", COPY[lang])
    expect(page.locator("ad-check")).to_have_attribute("data-findings", "2", timeout=60_000)
    settle(page)


def hand_over(page: Page) -> None:
    page.click("[data-action=to_case]")
    page.wait_for_url("**/case/#*")
    page.wait_for_selector("ad-case.hc-live[data-view]")


def in_step_one(page: Page) -> None:
    page.wait_for_selector('ad-case[data-view="case"][data-state="ready"]', timeout=60_000)
    expect(page.locator('.hc-step[data-step="examine"]')).to_be_visible()
    expect(page.locator(".hc-marked mark")).to_have_count(2)
    expect(page.locator('[data-list="checks"] [data-row]')).to_have_count(2)


@LANGS
def test_with_no_open_case_a_new_one_begins(page: Page, lang: str) -> None:
    addresses: list[str] = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    checked(page, lang)
    note = page.locator("li[data-rule=AC003]")
    note.locator(".ha-aside summary").click()
    note.locator(".ha-aside input").fill(REASON[lang])
    note.locator(".ha-aside button").click()
    expect(page.locator("ad-check")).to_have_attribute("data-findings", "1")
    hand_over(page)
    in_step_one(page)
    (case,) = stored(page)
    assert case["fields"]["copy"] == COPY[lang]
    assert case["fields"]["category"] == "food"
    rows = case["lists"]["checks"]
    assert {row["rule"]: row.get("proof", "") for row in rows.values()} == {
        "AC001": "",
        "AC003": REASON[lang],
    }
    assert len(rows) == 2
    # Taken up once, and never in an address.
    assert page.evaluate("localStorage.getItem('honest-ads.handover')") is None
    assert not [
        url for url in addresses if any(word in url for word in ("tea", "最佳", "%E6%9C%80", "craft"))
    ]
    page.goto(f"{START[lang]}privacy/")
    page.goto(f"{START[lang]}case/#take")
    page.wait_for_selector('ad-case[data-view="list"]')
    assert len(stored(page)) == 1
    # The draft is where it was.
    page.goto(f"{START[lang]}check/")
    expect(page.locator("textarea[name=copy]")).to_have_value(COPY[lang])


@LANGS
def test_an_open_case_takes_it_beside_what_stands_there(page: Page, lang: str) -> None:
    page.goto(f"{START[lang]}case/")
    page.wait_for_selector("ad-case.hc-live[data-view]")
    wanted = new_case(page)
    write(page, title="Tea 2026", copy="Earlier words", category="cosmetics")
    stored(page)
    page.click("ad-case [data-action=back]")
    new_case(page)
    write(page, title="Closed long ago")
    stored(page)

    checked(page, lang)
    hand_over(page)
    page.wait_for_selector('ad-case[data-view="take"]')
    assert page.locator(".hc-take li").count() == 2
    page.reload()  # it waits until it has a place
    page.click(f".hc-take [data-into={wanted}]")
    page.wait_for_selector('ad-case[data-view="case"]')
    case = next(one for one in stored(page) if one["id"] == wanted)
    assert case["fields"]["copy"] == f"Earlier words\n\n{COPY[lang]}"
    assert case["fields"]["category"] == "cosmetics"
    # The same once more adds nothing; a new case can be had, and none.
    checked(page, lang)
    hand_over(page)
    page.click(f".hc-take [data-into={wanted}]")
    in_step_one(page)
    assert (
        next(one for one in stored(page) if one["id"] == wanted)["fields"]["copy"] == case["fields"]["copy"]
    )
    checked(page, lang)
    hand_over(page)
    page.click("[data-action=take_no]")
    page.wait_for_selector('ad-case[data-view="list"]')
    assert page.evaluate("localStorage.getItem('honest-ads.handover')") is None
    assert len(stored(page)) == 2
    checked(page, lang)
    hand_over(page)
    page.click("[data-action=take_new]")
    in_step_one(page)
    assert len(stored(page)) == 3


@LANGS
def test_where_nothing_is_stored_it_says_so_and_stays(
    new_context: Callable[..., BrowserContext], lang: str
) -> None:
    context = new_context()
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); };"
    )
    page = context.new_page()
    checked(page, lang)
    page.click("[data-action=to_case]")
    words = {"en": "stores nothing", "zh": "不为本站保存数据"}
    expect(page.locator("ad-check .ha-told")).to_contain_text(words[lang])
    assert "check/" in page.url
    expect(page.locator("textarea[name=copy]")).to_have_value(COPY[lang])


@LANGS
def test_where_cases_are_not_stored_the_workbook_says_so(
    new_context: Callable[..., BrowserContext], watch: Watch, lang: str
) -> None:
    context = new_context()
    context.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };")
    page = context.new_page()
    checked(page, lang)
    hand_over(page)
    in_step_one(page)
    expect(page.locator("ad-case")).to_have_attribute("data-kept", "no")
    expect(page.locator(".hc-storage")).to_be_visible()
    assert page.locator("form.hc-sheet [name=copy]").input_value() == COPY[lang]
