"""The workbook in a real browser: a whole case in both languages, kept through reloads, two tabs and refused storage."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from checker import case, house
from checker.case_fields import ALL, CHOICES, FIELDS, LISTS

READY = 'ad-case[data-state="ready"]'
HOSTILE = "<img src=x onerror=\"document.title='hit'\">'\"&{{x}}〔z〕 </textarea><script>document.title='hit'</script> \u202e😀\t=1+1"
TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "path": "case/",
        "next": "2026",
        "copied": "Copied.",
        "title": "All cases",
        "diff": "finest",
        "sent": "Sent",
    },
    "zh": {
        "path": "zh/case/",
        "next": "2026",
        "copied": "已复制。",
        "title": "全部案件",
        "diff": "全国第一",
        "sent": "已发送",
    },
}


def opened(page: Page, lang: str, where: str = "") -> None:
    page.goto(TEXTS[lang]["path"] + where)
    page.wait_for_selector(READY, timeout=90_000)


def press(page: Page, action: str) -> None:
    page.locator(f'ad-case [data-action="{action}"]:visible').first.click()


def step(page: Page, name: str) -> None:
    page.locator(f'[data-go="{name}"]').click()
    expect(page.locator(f'.hc-step[data-step="{name}"]')).to_be_visible()


def write(page: Page, **values: str) -> None:
    for name, value in values.items():
        control = page.locator(f'ad-case form.hc-sheet [name="{name}"]').and_(page.locator(":visible"))
        kind = ALL[name][1]
        if kind == "tick":
            control.check()
        elif kind in CHOICES or kind == "category":
            control.select_option(value)
        else:
            control.fill(value)


def saved(page: Page) -> None:
    expect(page.locator('ad-case[data-saved="yes"]')).to_be_attached()


def stored(page: Page) -> list[dict[str, Any]]:
    saved(page)
    found: list[dict[str, Any]] = page.evaluate(
        """() => new Promise((done) => {
          const asked = indexedDB.open("honest-ads", 1);
          asked.onsuccess = () => {
            const all = asked.result.transaction("cases").objectStore("cases").getAll();
            all.onsuccess = () => { asked.result.close(); done(all.result); };
          };
        })"""
    )
    return found


def download(page: Page, action: str, to: Path) -> Path:
    with page.expect_download() as waiting:
        press(page, action)
    target = to / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def comparable(one: dict[str, Any]) -> dict[str, Any]:
    return {key: one[key] for key in ("id", "made", "fields", "lists")}


def new_case(page: Page) -> str:
    press(page, "new")
    page.wait_for_selector('ad-case[data-view="case"]')
    return page.evaluate("new URLSearchParams(location.hash.slice(1)).get('case')")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_whole_case(lang: str, new_context: Callable[..., BrowserContext], tmp_path: Path) -> None:
    locale = {"en": "en-GB", "zh": "zh-CN"}[lang]
    context = new_context(
        locale=locale,
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    opened(page, lang)
    new_case(page)
    write(
        page, title="茶叶", received="2026-11-16", route="12315", product="茶叶礼盒", order="A-1", price="99",
        said="页面说全国第一，我不信", claim="全国第一", copy="本店茶叶全国第一，好喝。", person="小林",
    )  # fmt: skip
    expect(page.locator('.hc-due[data-id="stalling"] time')).to_have_text("2026-12-01")

    step(page, "examine")
    check = page.locator('[data-list="checks"] [data-row]')
    expect(check).not_to_have_count(0)
    expect(page.locator(".hc-marked mark").first).to_be_visible()
    for number in range(check.count()):
        check.nth(number).locator("[name=verdict]").select_option("wrong")
    write(
        page,
        saved_page="yes",
        saved_order="yes",
        sentence="“全国第一”没有依据",
        fact="没有排名",
        outcome="A",
        offline="2026-11-17",
    )
    expect(page.locator(".hc-todo .hc-done")).to_be_visible()

    # A reload in the middle loses nothing and comes back to the same step.
    saved(page)
    before = stored(page)
    page.reload()
    page.wait_for_selector(READY, timeout=90_000)
    expect(page.locator('.hc-step[data-step="examine"]')).to_be_visible()
    expect(page.locator("[name=sentence]")).to_have_value("“全国第一”没有依据")
    expect(page.locator(".hc-todo .hc-done")).to_be_visible()
    assert [comparable(one) for one in stored(page)] == [comparable(one) for one in before]

    step(page, "contact")
    draft = page.locator('[data-draft="msg-receipt"]')
    draft.locator("summary").first.click()
    expect(draft.locator(".hc-letter").first).to_contain_text("由我小林全程跟进")
    draft.locator('[data-action="copy_zh"]').click()
    expect(page.locator("ad-case .ha-told").first).to_have_text(TEXTS[lang]["copied"])
    assert "茶叶礼盒" in page.evaluate("navigator.clipboard.readText()")
    draft.locator('[data-action="copy_log"]').click()
    expect(page.locator('[data-list="contacts"] [data-row]')).to_have_count(1)
    expect(page.locator('[data-list="contacts"] [name=said]')).to_have_value(re.compile(TEXTS[lang]["sent"]))
    write(page, wanted="退款", restated="yes")

    step(page, "talk")
    expect(page.locator('[data-claim="fraud"]')).to_contain_text("599")
    expect(page.locator('[data-draft="msg-offer"]')).to_be_visible()
    expect(page.locator('[data-draft="msg-unfounded"]')).to_have_count(0)
    write(page, offer_kind="return", pay="99", pay_by="2026-11-19", paid="2026-11-18", clean="yes")

    step(page, "cause")
    write(
        page,
        source="supplier",
        breach="absolute",
        cause="照抄供应商资料，没有人看过",
        taken_down="2026-11-17",
    )
    page.locator("[data-search=text]").fill("甲：全国第一的茶\n乙：好喝的茶\n丙：全*国*第*一")
    press(page, "search_do")
    expect(page.locator(".hc-found [data-line]")).to_have_count(2)
    press(page, "search_add")
    places = page.locator('[data-list="places"] [data-row]')
    expect(places).to_have_count(2)
    for number in range(2):
        places.nth(number).locator("[name=saved]").check()
        places.nth(number).locator("[name=fixed]").fill("2026-11-18")
    expect(page.locator(".hc-todo .hc-done")).to_be_visible()

    step(page, "rectify")
    write(page, after="本店茶叶好喝。", reader="小陈", corrected="2026-11-18")
    expect(page.locator(".hc-diff del")).to_have_text("全国第一，")
    expect(page.locator('.hc-step[data-step="rectify"] .hc-findings')).to_have_count(0)
    expect(page.locator(".hc-todo .hc-done")).to_be_visible()

    step(page, "learn")
    write(
        page,
        happened="用了查不到出处的排名",
        change="发布前检查",
        owner="小陈",
        phrase="镇店之宝",
        phrase_level="banned",
        phrase_reason="说不清",
    )
    press(page, "to_words")
    press(page, "close")
    expect(page.locator("[name=closed]")).to_have_value(re.compile(r"^20\d\d-\d\d-\d\d$"))
    for name in FIELDS:
        expect(page.locator(f'[data-go="{name}"]')).to_have_attribute("data-state", "done")

    word = download(page, "word", tmp_path)
    assert "全国第一" in zipfile.ZipFile(word).read("word/document.xml").decode()
    text = download(page, "markdown", tmp_path).read_text("utf-8")
    assert "用了查不到出处的排名" in text
    assert "~~全国第一，~~" in text
    step(page, "case")
    assert "DTSTART;VALUE=DATE:20261201" in download(page, "calendar", tmp_path).read_text("utf-8")
    page.evaluate("window.print = () => {}")
    press(page, "summary")
    expect(page.locator(".hc-print h1")).to_contain_text("全国第一")

    # Out, and into a browser that knows nothing of it.
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    press(page, "back")
    expect(page.locator(".hc-case")).to_have_count(1)
    file = download(page, "export_all", tmp_path)
    mine = stored(page)
    cases, words = case.read_file(file.read_text("utf-8"), file.name)
    assert [comparable(one) for one in cases] == [comparable(one) for one in mine]
    assert words == (house.Word("镇店之宝", "banned", "说不清"),)
    fresh = new_context(locale=locale).new_page()
    opened(fresh, lang)
    fresh.locator('[data-file="import"]').set_input_files(file)
    expect(fresh.locator(".hc-case")).to_have_count(1)
    expect(fresh.locator("[data-words]")).to_have_count(1)
    assert [comparable(one) for one in stored(fresh)] == [comparable(one) for one in mine]

    # The shop's own word is known to the checker from now on.
    fresh.goto({"en": "check/", "zh": "zh/check/"}[lang] + "#text=这是镇店之宝")
    note = fresh.locator('ad-check li[data-rule="HOUSE"]')
    expect(note).to_have_attribute("data-level", "banned", timeout=90_000)
    expect(note).to_contain_text("说不清")


def test_an_old_file_is_read_and_nothing_is_overwritten(page: Page, tmp_path: Path) -> None:
    opened(page, "en")
    old = tmp_path / "old.json"
    one = {"id": "old", "fields": {"product": "Tea"}, "contacts": [{"at": "Monday", "said": "answered"}]}
    old.write_text(json.dumps({"honest-ads": "cases", "schema": 1, "cases": [one]}), "utf-8")
    page.locator('[data-file="import"]').set_input_files(old)
    expect(page.locator(".hc-case")).to_have_count(1)
    page.locator(".hc-open-case").click()
    step(page, "contact")
    expect(page.locator('[data-list="contacts"] [name=said]')).to_have_value("answered")
    write(page, wanted="A refund")
    saved(page)
    press(page, "back")
    page.locator('[data-file="import"]').set_input_files(old)
    expect(page.locator(".hc-case")).to_have_count(2)
    kept = {one["id"]: one["fields"] for one in stored(page)}
    assert kept["old"] == {"product": "Tea", "wanted": "A refund"}
    for text, said in (
        ("not JSON", "not a file of cases"),
        ('{"honest-ads":"cases","schema":9,"cases":[]}', "newer version"),
    ):
        old.write_text(text, "utf-8")
        page.locator('[data-file="import"]').set_input_files(old)
        expect(page.locator("ad-case .ha-told").first).to_contain_text(said)
    expect(page.locator(".hc-case")).to_have_count(2)


def test_hostile_text_in_every_field(page: Page, tmp_path: Path) -> None:
    opened(page, "en")
    fields = {name: HOSTILE for name, kind, *_ in ALL.values() if kind in ("line", "text")}
    rows = {
        name: {
            "<b>": {column: HOSTILE for column, kind, *_ in columns if kind in ("line", "text")},
            "__proto__": {"at": "x"},
        }
        for name, (_, _, columns) in LISTS.items()
    }
    words = [{"words": HOSTILE[:90], "level": "banned", "reason": HOSTILE, "instead": [HOSTILE[:90]]}]
    file = tmp_path / "hostile.json"
    whole = {
        "honest-ads": "cases",
        "schema": 2,
        "cases": [
            {
                "id": "h",
                "fields": {**fields, "outcome": "A", "price": "99", "received": "2026-11-20"},
                "lists": rows,
            }
        ],
        "words": words,
    }
    file.write_text(json.dumps(whole), "utf-8")
    page.locator('[data-file="import"]').set_input_files(file)
    page.locator(".hc-open-case").click()
    for name in FIELDS:
        step(page, name)
        expect(page.locator(".hc-todo > *").first).to_be_visible()
        for draft in page.locator(".hc-step:visible .hc-draft > summary").all():
            draft.click()
    page.evaluate("window.print = () => {}")
    press(page, "print")
    expect(page.locator(".hc-print h1")).to_contain_text("<img src=x")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    word = download(page, "word", tmp_path)
    assert "&lt;img src=x" in zipfile.ZipFile(word).read("word/document.xml").decode()
    assert page.locator("ad-case img, ad-case script, .hc-print img").count() == 0
    assert page.title() != "hit"
    (one,) = stored(page)
    assert one["fields"]["title"] == HOSTILE
    assert all("__proto__" not in one["lists"][name] for name in LISTS)


def test_a_thousand_cases_are_listed_without_a_stutter(page: Page, tmp_path: Path) -> None:
    opened(page, "en")
    cases = [
        case.new(
            f"c{i}",
            "2026-11-20T00:00:00Z",
            {"product": f"Tea {i}", "received": "2026-11-16", "route": "shop", "said": "x" * 500},
        )
        for i in range(1000)
    ]
    file = tmp_path / "many.json"
    file.write_text(case.write_file(cases, (), ""), "utf-8")
    page.locator('[data-file="import"]').set_input_files(file)
    expect(page.locator(".hc-listview [role=status]")).to_have_text("1,000 cases", timeout=60_000)
    page.locator("[data-find]").fill("Tea 99")
    expect(page.locator(".hc-case")).to_have_count(11)
    page.locator("[data-find]").fill("")
    seen = 0
    while seen < 1000:
        rows = page.locator(".hc-case")
        assert 0 < rows.count() - seen <= 200  # never all at once: that is what would make the page stutter
        seen = rows.count()
        rows.last.scroll_into_view_if_needed()
        page.wait_for_function(
            "n => n === 1000 || document.querySelectorAll('.hc-case').length > n", arg=seen
        )
    page.locator(".hc-open-case").nth(500).click()
    expect(page.locator('ad-case[data-view="case"]')).to_be_attached()
    press(page, "back")
    expect(page.locator(".hc-case").first).to_be_visible()


def test_two_tabs_lose_nothing_of_each_other(new_context: Callable[..., BrowserContext]) -> None:
    context = new_context()
    one, other = context.new_page(), context.new_page()
    opened(one, "en")
    id = new_case(one)
    opened(other, "en", f"#case={id}")
    other.wait_for_selector('ad-case[data-view="case"]')
    write(one, product="Tea", said="from the first")
    write(other, order="A-2", platform="from the second")
    expect(one.locator("[name=platform]")).to_have_value("from the second")
    expect(other.locator("[name=said]")).to_have_value("from the first")
    (kept,) = stored(one)
    assert {name: kept["fields"][name] for name in ("product", "said", "order", "platform")} == {
        "product": "Tea", "said": "from the first", "order": "A-2", "platform": "from the second",
    }  # fmt: skip
    press(one, "remove")
    press(one, "remove_yes")
    expect(other.locator('ad-case[data-view="list"]')).to_be_attached()
    assert stored(other) == []


def test_refused_storage_is_said_and_the_export_still_works(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    context = new_context()
    context.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };")
    page = context.new_page()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    opened(page, "en")
    expect(page.locator('ad-case[data-kept="no"] .hc-storage')).to_contain_text("does not store anything")
    new_case(page)
    write(page, product="Tea")
    with page.expect_download() as waiting:
        page.locator('.hc-storage [data-action="export_now"]').click()
    waiting.value.save_as(tmp_path / "x.json")
    (one,), _ = case.read_file((tmp_path / "x.json").read_text("utf-8"), "x.json")
    assert one["fields"]["product"] == "Tea"
    page.reload()
    assert asked == ["beforeunload"]


def test_a_full_disk_is_said_and_tried_again(page: Page, tmp_path: Path) -> None:
    opened(page, "en")
    new_case(page)
    page.evaluate(
        """() => { const put = IDBObjectStore.prototype.put; window.full = true;
          IDBObjectStore.prototype.put = function (...given) {
            if (window.full) throw new DOMException("full", "QuotaExceededError");
            return put.apply(this, given);
          }; }"""
    )
    write(page, product="Tea")
    expect(page.locator('ad-case[data-kept="failed"] .hc-storage')).to_contain_text("could not be stored")
    with page.expect_download() as waiting:
        page.locator('.hc-storage [data-action="export_now"]').click()
    waiting.value.save_as(tmp_path / "x.json")
    (one,), _ = case.read_file((tmp_path / "x.json").read_text("utf-8"), "x.json")
    assert one["fields"]["product"] == "Tea"
    # In one turn: the page also tries again by itself and may take the button away first.
    page.evaluate(
        "window.full = false; document.querySelector('.hc-storage [data-action=\"retry\"]')?.click()"
    )
    expect(page.locator('ad-case[data-kept="yes"]')).to_be_attached()
    (kept,) = stored(page)
    assert kept["fields"]["product"] == "Tea"


def test_a_crash_right_after_typing_loses_nothing(new_context: Callable[..., BrowserContext]) -> None:
    context = new_context()
    page = context.new_page()
    opened(page, "en")
    id = new_case(page)
    write(page, said="the last word")
    page.close()
    again = context.new_page()
    opened(again, "en", f"#case={id}")
    expect(again.locator("[name=said]")).to_have_value("the last word")


def test_writing_works_before_and_without_the_engine(
    new_context: Callable[..., BrowserContext], watch: Any
) -> None:
    watch.allow("runtime|Failed to load")
    context = new_context()
    context.route(re.compile("/runtime/"), lambda route: route.abort())
    page = context.new_page()
    page.goto("case/")
    page.wait_for_selector('ad-case[data-state="error"]', timeout=90_000)
    expect(page.locator(".hc-engine")).to_contain_text("is kept all the same")
    new_case(page)
    write(page, product="Tea")
    assert stored(page)[0]["fields"]["product"] == "Tea"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_calculator_shows_its_working(lang: str, page: Page) -> None:
    page.goto({"en": "consequences/#amounts", "zh": "zh/consequences/#amounts"}[lang])
    page.locator("ad-amounts [name=price]").fill("99")
    expect(page.locator('ad-amounts [data-claim="fraud"]')).to_contain_text("599", timeout=90_000)
    expect(page.locator('ad-amounts [data-claim="fraud"] .hc-working')).to_contain_text("297")
    page.locator("ad-amounts [name=price]").fill("many")
    expect(page.locator("ad-amounts [role=alert]")).to_contain_text("many")
    page.locator("ad-amounts [name=price]").fill("")
    page.locator("ad-amounts [name=fee]").fill("1000")
    expect(page.locator('ad-amounts [data-claim="false"]')).to_contain_text("3,000")


def test_it_fits_a_phone_and_needs_no_script(phone: Page, new_context: Callable[..., BrowserContext]) -> None:
    opened(phone, "zh")
    new_case(phone)
    # What is said about the workbook is read; the case is what was asked for.
    assert phone.locator(".hc-top").bounding_box()["y"] < 120  # type: ignore[index]
    for name in FIELDS:
        step(phone, name)
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto("zh/case/")
    expect(plain.locator(".hc-step")).to_have_count(len(FIELDS))
    for name in ALL:
        expect(plain.locator(f'form.hc-sheet [name="{name}"]').first).to_be_attached()


def test_both_languages_have_the_same_strings(page: Page) -> None:
    page.goto("case/")
    strings = page.evaluate("async () => (await import('/assets/honest/case-strings.mjs')).CASE_STRINGS")
    assert list(strings["en"]) == list(strings["zh"])

    def slots(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    one = {key for key in strings["en"] if key.endswith("_one")}  # "1 case": the number may be in the words
    assert {key for key in strings["en"] if slots(strings["en"][key]) != slots(strings["zh"][key])} <= one
