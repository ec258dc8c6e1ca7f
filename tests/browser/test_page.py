"""The checker page in real Chromium: what a seller does with it, in both languages, and what must never happen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Route, expect

from checker import cli, web
from tests.browser.conftest import Watch
from tools import evaluate

PAGES = {"en": "check/", "zh": "zh/check/"}
BAD = {"en": "The best tea in town, fresh every day.", "zh": "本店最佳茶叶，每天新鲜。"}
FINE = {"en": "Green tea, 250 g, picked in April.", "zh": "绿茶，250克，四月采摘。"}
LANGS = pytest.mark.parametrize("lang", ["en", "zh"])
NARROW = pytest.mark.parametrize(
    "path", ["", "check/", "procedure/1-examine/", "law/adlaw/", "rules/absolute-terms/"]
)


def settle(page: Page) -> None:
    """Wait until a result stands for what is in the field now."""
    page.wait_for_function(
        """() => {
          const host = document.querySelector("ad-check");
          return host?.dataset.state === "ready" && performance.getEntriesByName("adcheck:result").length > 0;
        }"""
    )


def write(page: Page, text: str) -> None:
    """Put this copy in and wait for its result."""
    page.wait_for_selector("ad-check.ha-live")
    page.evaluate('performance.clearMarks("adcheck:result")')
    page.fill("textarea[name=copy]", text)
    settle(page)


def press(page: Page, action: str) -> None:
    """Press one of the page's buttons and wait for the result it leads to."""
    page.evaluate('performance.clearMarks("adcheck:result")')
    page.click(f"[data-action={action}]")
    settle(page)


def copy(page: Page) -> str:
    return page.input_value("textarea[name=copy]")


def answer(text: str, lang: str = "zh") -> dict[str, Any]:
    """What the engine itself says, in the form the page gets it."""
    asked = {"op": "check", "text": text, "category": "general", "lang": lang}
    result: dict[str, Any] = json.loads(web.handle(json.dumps(asked)))["result"]
    return result


def found(text: str) -> list[str]:
    """The words at issue, cut out of the copy by the positions of the answer, which count UTF-16 units."""
    units = text.encode("utf-16-le")
    return [units[2 * f["start"] : 2 * f["end"]].decode("utf-16-le") for f in answer(text)["findings"]]


def drawn(page: Page) -> list[str]:
    return page.locator(".ha-layer mark").all_text_contents()


@LANGS
def test_the_marks_are_set_as_the_words_they_lie_under(page: Page, lang: str) -> None:
    """Else they drift apart, as they did behind a 【 whose blank half one of the two left out."""
    page.goto(PAGES[lang])
    write(page, f"【{BAD[lang]}】「{BAD[lang]}」")
    apart = page.evaluate(
        """() => {
          const [field, layer] = ["textarea[name=copy]", ".ha-layer"].map((one) => getComputedStyle(document.querySelector(one)));
          const sets = /^(font|text|line|word|letter|white|hyphen|tab|hanging|overflow-wrap|direction|writing|padding|border-.*-width)/;
          const names = [...field].filter((name) => sets.test(name) && !/color|text-decoration|text-emphasis/.test(name));
          return names.filter((name) => field.getPropertyValue(name) !== layer.getPropertyValue(name))
            .map((name) => `${name}: ${field.getPropertyValue(name)} and ${layer.getPropertyValue(name)}`);
        }"""
    )
    assert apart == []


@LANGS
def test_from_opening_the_page_to_the_result(page: Page, lang: str) -> None:
    page.goto(PAGES[lang])
    write(page, BAD[lang])
    host = page.locator("ad-check")
    items = page.locator("li[data-rule][data-level]")
    assert host.get_attribute("data-findings") == str(items.count()) == "1"
    assert page.evaluate('performance.getEntriesByName("adcheck:ready").length') == 1
    assert drawn(page) == found(BAD[lang])
    mark = page.locator(".ha-layer mark")
    assert mark.get_attribute("data-rule") == items.get_attribute("data-rule")
    note = items.inner_text()
    assert {"en": "Remove", "zh": "删"}[lang] in note
    assert {"en": "Advertising Law art. 9(3)", "zh": "《广告法》第九条第（三）项"}[lang] in note
    law = items.locator(".ha-note__law a").first.get_attribute("href")
    assert law
    assert law.endswith(f"{'zh/' if lang == 'zh' else ''}law/adlaw/#adlaw-9-3")
    assert page.goto(law)
    assert page.locator("#adlaw-9-3").count() == 1


@LANGS
def test_findings_are_those_of_the_command_line(page: Page, lang: str) -> None:
    page.goto(PAGES[lang])
    texts = [
        BAD[lang],
        FINE[lang],
        "😀🍵 全网第一的茶，顶级工艺，最好喝！",
        "The best tea 😀, the best price, No. 1 online",
        "本周六是活动最后一天，最佳食用期：12个月。",
        "蕞佳茶叶，第①品牌，最 好 的选择",
        "全網第一，國家級工藝",
        "Ｔｈｅ ｂｅｓｔ ｔｅａ",
        "最<b>佳</b>茶叶\n\n\t最佳",
        "每天一杯，根治高血压，保证有效。",
    ]
    for text in texts:
        write(page, text)
        expected = answer(text, lang)
        shown = page.locator("li[data-rule][data-level]").evaluate_all(
            "all => all.map(li => [li.dataset.rule, li.dataset.level])"
        )
        assert shown == [[f["rule"], f["level"]] for f in expected["findings"]], text
        assert drawn(page) == found(text), text
        assert page.locator("li[data-spared]").count() == len(expected["spared"]), text


@LANGS
def test_real_penalised_copy_is_found_as_on_the_command_line(page: Page, lang: str, tmp_path: Path) -> None:
    """Read in place beside the checkout; where it is absent, the texts above stand for it."""
    rows = (
        [row for row in evaluate.rows("penalised.jsonl") if row["lang"] == lang]
        if evaluate.EVAL.is_dir()
        else []
    )
    texts = [row["text"] for row in rows[:: max(1, len(rows) // 12)]][:12] or [BAD[lang]]
    page.goto(PAGES[lang])
    for text in texts:
        path = tmp_path / "copy.txt"
        path.write_text(text, encoding="utf-8", newline="")
        report = tmp_path / "report.json"
        cli.main(["check", "--format", "json", "--lang", lang, "-o", str(report), str(path)])
        said = json.loads(report.read_text(encoding="utf-8"))
        write(page, text)
        shown = page.locator("li[data-rule][data-level]").evaluate_all(
            "all => all.map(li => [li.dataset.rule, li.dataset.level])"
        )
        assert shown == [[f["rule"], f["level"]] for f in said["findings"]], text
        assert page.locator("li[data-spared]").count() == len(said["spared"]), text


def test_nothing_found_says_what_that_means(page: Page) -> None:
    for lang, path in PAGES.items():
        page.goto(path)
        write(page, FINE[lang])
        assert page.get_attribute("ad-check", "data-findings") == "0"
        assert page.inner_text(".ha-count") == {"en": "Nothing found", "zh": "没有发现问题"}[lang]
        assert {"en": "still yours to check", "zh": "还要你自己把关"}[lang] in page.inner_text(".ha-nothing")
        assert not re.search(r"compliant|合规|通过|\d+\s*(?:%|分)", page.inner_text("ad-check"), re.I)


def test_pasted_html_is_text(page: Page) -> None:
    page.goto("check/")
    text = '<img src=x onerror="window.ran=1"><script>window.ran=1</script><b>The best</b> tea &amp; more'
    write(page, text)
    assert copy(page) == text
    assert drawn(page) == found(text) != []
    assert page.locator("ad-check img, ad-check script, ad-check b").count() == 0
    press(page, "check")
    assert page.evaluate("window.ran") is None


def test_a_rewrite_is_applied_and_undone(page: Page) -> None:
    page.goto("zh/check/")
    write(page, BAD["zh"])
    button = page.locator("li[data-rule] .ha-rewrite").first
    words = button.get_attribute("data-rewrite")
    page.evaluate('performance.clearMarks("adcheck:result")')
    button.click()
    settle(page)
    assert words
    assert copy(page) == BAD["zh"].replace(found(BAD["zh"])[0], words)
    assert page.get_attribute("ad-check", "data-findings") == "0"
    press(page, "undo")
    assert copy(page) == BAD["zh"]
    assert page.locator("li[data-rule]").count() == 1
    assert page.locator("[data-action=undo]").is_hidden()


def test_the_browsers_own_undo_takes_a_rewrite_back(page: Page) -> None:
    page.goto("check/")
    write(page, BAD["en"])
    page.locator("li[data-rule] .ha-rewrite").first.click()
    expect(page.locator("textarea")).not_to_have_value(BAD["en"])
    page.focus("textarea")
    page.keyboard.press("ControlOrMeta+z")
    expect(page.locator("textarea")).to_have_value(BAD["en"])


@LANGS
def test_setting_aside_needs_a_reason_which_goes_into_the_report(page: Page, lang: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGES[lang])
    write(page, BAD[lang])
    note = page.locator("li[data-rule]")
    note.locator(".ha-aside summary").click()
    note.locator(".ha-aside button").click()
    assert {"en": "Please give a reason.", "zh": "请写明理由。"}[lang] in note.inner_text()
    assert page.locator("li[data-rule]").count() == 1
    reason = "Quoted *from* the law <b>"
    note.locator("input[name=reason]").fill(reason)
    page.evaluate('performance.clearMarks("adcheck:result")')
    page.keyboard.press("Enter")
    settle(page)
    assert page.get_attribute("ad-check", "data-findings") == "0"
    assert page.locator("li[data-aside]").count() == 1
    page.click("[data-action=report_copy]")
    expect(page.locator(".ha-told")).to_have_text({"en": "Copied.", "zh": "已复制。"}[lang])
    report = page.evaluate("navigator.clipboard.readText()")
    assert r"Quoted \*from\* the law \<b\>" in report
    assert BAD[lang] in report
    page.reload()
    settle(page)
    assert page.get_attribute("ad-check", "data-findings") == "0"
    page.locator("[data-fold=aside] summary").click()
    page.evaluate('performance.clearMarks("adcheck:result")')
    page.locator("li[data-aside] button").click()
    settle(page)
    assert page.locator("li[data-rule]").count() == 1


def test_the_report_is_saved_as_a_file(page: Page, tmp_path: Path) -> None:
    page.goto("zh/check/")
    write(page, BAD["zh"])
    with page.expect_download() as caught:
        page.click("[data-action=report_save]")
    caught.value.save_as(tmp_path / "report.md")
    report = (tmp_path / "report.md").read_text("utf-8")
    assert caught.value.suggested_filename == "文案检查.md"
    assert report.startswith("# 广告文案检查报告\n")
    assert f"> {BAD['zh']}" in report
    assert "**删** “最佳” (AC001)：" in report
    assert "《广告法》第九条第（三）项" in report


def test_a_reason_holds_only_while_its_clause_stays(page: Page) -> None:
    page.goto("zh/check/")
    write(page, BAD["zh"])
    page.locator(".ha-aside summary").click()
    page.locator("input[name=reason]").fill("引用法条")
    page.keyboard.press("Enter")
    expect(page.locator("li[data-aside]")).to_have_count(1)
    write(page, "买一送一，这是最佳的茶！")
    assert page.get_attribute("ad-check", "data-findings") == "1"


def test_the_draft_stays_on_the_device_until_cleared(page: Page) -> None:
    page.goto("zh/check/")
    write(page, BAD["zh"])
    page.select_option("select[name=category]", "food")
    page.reload()
    settle(page)
    assert copy(page) == BAD["zh"]
    assert page.input_value("select[name=category]") == "food"
    page.click("[data-action=clear]")
    assert copy(page) == ""
    page.reload()
    page.wait_for_selector("ad-check.ha-live")
    assert copy(page) == ""
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('draft'))") == []


def test_clearing_can_be_undone(page: Page) -> None:
    page.goto("check/")
    write(page, BAD["en"])
    page.click("[data-action=clear]")
    assert page.get_attribute("ad-check", "data-findings") is None
    press(page, "undo")
    assert copy(page) == BAD["en"]


def test_a_link_carries_the_copy(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(
        "zh/check/#text=50%25%20off%20%2B%20the%20best%20%F0%9F%98%80%0A%E6%9C%80%E4%BD%B3&category=food"
    )
    settle(page)
    assert copy(page) == "50% off + the best 😀\n最佳"
    assert page.input_value("select[name=category]") == "food"
    assert drawn(page) == found(copy(page)) != []
    page.click("[data-action=link]")
    expect(page.locator(".ha-told")).not_to_be_empty()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "?" not in link
    fresh = page.context.new_page()
    fresh.goto(link)
    settle(fresh)
    assert copy(fresh) == "50% off + the best 😀\n最佳"
    assert fresh.input_value("select[name=category]") == "food"


def test_a_changed_address_is_read_and_the_draft_before_it_kept(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "手写的草稿，最好的。")
    page.evaluate('performance.clearMarks("adcheck:result")')
    page.evaluate("location.hash = new URLSearchParams({text: '最佳茶叶', category: 'no-such'})")
    settle(page)
    assert copy(page) == "最佳茶叶"
    assert page.input_value("select[name=category]") == "general"
    press(page, "undo")
    assert copy(page) == "手写的草稿，最好的。"


def test_nothing_typed_goes_into_the_address_or_to_a_server(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto("check/")
    write(page, "The best secret-words tea")
    page.focus("select")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    settle(page)
    assert "secret" not in page.url
    assert not [request for request in sent if "secret" in request]


def test_twenty_thousand_characters(page: Page) -> None:
    page.goto("zh/check/")
    text = ("本店茶叶口感出色，环境清静，欢迎品尝，最佳。" * 1000)[:20_000]
    write(page, text)
    count = text.count("最佳")
    assert page.get_attribute("ad-check", "data-findings") == str(count)
    assert page.locator("li[data-rule][data-level]").count() == len(drawn(page)) == count
    page.locator("li[data-rule]").last.scroll_into_view_if_needed()
    expect(page.locator("li[data-rule]").last.locator(".ha-note__law a").first).to_be_visible()


def test_megabytes_are_refused_and_nothing_is_lost(page: Page) -> None:
    page.goto("check/")
    write(page, BAD["en"])
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          const field = document.querySelector("textarea");
          const event = new InputEvent("beforeinput", {
            inputType: "insertFromPaste", data: "tea ".repeat(1_300_000), bubbles: true, cancelable: true });
          window.refused = !field.dispatchEvent(event);
        }"""
    )
    assert page.evaluate("window.refused")
    expect(page.get_by_role("alert")).to_contain_text("5,200,000")
    assert copy(page) == BAD["en"]
    page.type("textarea", " ")
    expect(page.locator(".ha-trouble")).to_be_hidden()


def test_copy_over_the_limit_stays_and_is_not_checked(page: Page) -> None:
    page.goto("zh/check/")
    page.wait_for_selector("ad-check.ha-live")
    page.evaluate(
        """() => {
          const field = document.querySelector("textarea");
          field.value = "最佳茶叶。".repeat(1_000_000);
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(page.get_by_role("alert")).to_contain_text("5,000,000")
    assert page.evaluate("document.querySelector('textarea').value.length") == 5_000_000
    assert page.get_attribute("ad-check", "data-findings") is None
    page.evaluate("document.querySelector('textarea').value = ''")
    write(page, BAD["zh"])
    assert page.get_attribute("ad-check", "data-findings") == "1"
    assert page.locator(".ha-trouble").is_hidden()


def test_keys(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "最佳茶叶，最好的水，顶级工艺。")
    page.evaluate('performance.clearMarks("adcheck:result")')
    page.focus("textarea")
    page.keyboard.press("Control+Enter")
    settle(page)
    notes = page.locator("li[data-rule]")
    assert notes.count() == 3
    notes.first.focus()
    page.keyboard.press("n")
    expect(notes.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(notes.nth(2)).to_be_focused()
    page.keyboard.press("p")
    expect(notes.nth(1)).to_be_focused()
    expect(page.locator(".ha-layer mark").nth(1)).to_have_class("ha-active")
    assert "，" in copy(page)


def test_no_check_while_an_input_method_composes(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "茶叶")
    session: CDPSession = page.context.new_cdp_session(page)
    page.evaluate('performance.clearMarks("adcheck:result")')
    page.focus("textarea")
    page.keyboard.press("End")
    session.send("Input.imeSetComposition", {"text": "最佳", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_timeout(600)
    assert copy(page) == "茶叶最佳"
    assert page.evaluate('performance.getEntriesByName("adcheck:result").length') == 0
    session.send("Input.insertText", {"text": "最佳"})
    settle(page)
    assert drawn(page) == ["最佳"]


def test_marks_follow_their_words_before_the_next_answer(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "最佳茶叶，最好的水。")
    page.evaluate(
        """() => {
          const field = document.querySelector("textarea");
          field.setRangeText("买", 0, 0);
          field.dispatchEvent(new Event("input", { bubbles: true }));
          window.between = [...document.querySelectorAll(".ha-layer mark")].map((mark) => mark.textContent);
        }"""
    )
    assert page.evaluate("window.between") == ["最佳", "最好"]


def test_marks_lie_exactly_over_their_words(page: Page) -> None:
    page.goto("zh/check/")
    write(
        page,
        "这是一行文字 with Latin words and 1234，够长够长够长够长够长够长够长够长够长，会换行。\n\n" * 4
        + "最佳\n",
    )
    heights = page.evaluate(
        """() => {
          const field = document.querySelector("textarea"), layer = document.querySelector(".ha-layer");
          return [field.scrollHeight, field.clientHeight, layer.clientHeight, layer.scrollHeight];
        }"""
    )
    assert max(heights) - min(heights) <= 1
    page.locator(".ha-layer mark").scroll_into_view_if_needed()
    mark = page.locator(".ha-layer mark").bounding_box()
    assert mark
    spot = page.evaluate(
        """([x, y]) => {
          const layer = document.querySelector(".ha-layer");
          layer.style.visibility = "hidden";
          const spot = document.caretPositionFromPoint(x, y);
          layer.style.visibility = "";
          return [spot.offsetNode.tagName, spot.offset];
        }""",
        [mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2],
    )
    assert spot == ["TEXTAREA", copy(page).index("最佳") + 1]


def test_a_press_on_a_mark_lights_its_note_and_back(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "最佳茶叶。\n" * 3 + "最好的水。")
    page.locator(".ha-layer mark").nth(2).click()
    expect(page.locator("li[data-rule]").nth(2)).to_have_class(re.compile("ha-active"))
    assert page.evaluate("document.activeElement.name") == "copy"
    page.locator("li[data-rule]").nth(3).locator(".ha-note__words").click()
    expect(page.locator(".ha-layer mark").nth(3)).to_have_class("ha-active")
    chosen = page.evaluate(
        "(f => f.value.slice(f.selectionStart, f.selectionEnd))(document.querySelector('textarea'))"
    )
    assert chosen == "最好"


def test_text_can_be_chosen_by_dragging_from_a_mark(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "最佳茶叶，好水。")
    mark = page.locator(".ha-layer mark").bounding_box()
    assert mark
    middle = mark["y"] + mark["height"] / 2
    page.mouse.move(mark["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(mark["x"] + mark["width"] * 2 - 1, middle, steps=5)
    page.mouse.up()
    chosen = page.evaluate(
        "(f => f.value.slice(f.selectionStart, f.selectionEnd))(document.querySelector('textarea'))"
    )
    assert chosen == "最佳茶叶"


def test_notes_stand_level_with_their_words(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "最佳茶叶。\n" + "今天也泡茶。\n" * 12 + "最好的水。")
    for index in range(2):
        mark = page.locator(".ha-layer mark").nth(index).bounding_box()
        note = page.locator("li[data-rule]").nth(index).bounding_box()
        assert mark
        assert note
        assert note["x"] > mark["x"]
        assert abs(mark["y"] - note["y"]) < 30


def test_on_a_phone(phone: Page) -> None:
    phone.goto("zh/check/")
    write(phone, (FINE["zh"] + "\n") * 12 + BAD["zh"])
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    note = phone.locator("li[data-rule]")
    box = phone.locator(".ha-sheet").bounding_box()
    below = note.bounding_box()
    assert box
    assert below
    assert below["y"] >= box["y"] + box["height"]
    phone.evaluate("document.activeElement.blur()")
    phone.locator(".ha-layer mark").tap()
    expect(note).to_be_in_viewport()
    expect(note).to_have_class(re.compile("ha-active"))
    assert phone.evaluate("document.activeElement.name") != "copy"
    note.locator(".ha-note__words").tap()
    expect(phone.locator(".ha-layer mark")).to_be_in_viewport()
    note.locator(".ha-rewrite").first.tap()
    expect(phone.locator(".ha-told")).to_be_in_viewport()
    expect(phone.locator(".ha-told")).not_to_be_empty()


# Whatever is pressed: all but links inside sentences and lists, and what stands off the screen.
PRESSED = """() => [...document.querySelectorAll("a, button, summary, select, input, label.md-icon")].filter((one) => {
  const style = getComputedStyle(one);
  const { width, height, right } = one.getBoundingClientRect();
  const within = one.closest(".md-sidebar, .md-search, [data-md-component=skip], .headerlink, label:has(input)");
  const labelled = one.type === "checkbox" && one.labels.length; // the label is pressed
  const seen = width > 0 && right > 0 && style.visibility !== "hidden" && !within && !labelled && !one.disabled;
  const sentence = one.tagName === "A" && (style.display === "inline" || one.closest(".ha-note__law"));
  return seen && !sentence && (height < 43.5 || width < 43.5);
}).map((one) => one.outerHTML.slice(0, 120))"""


@LANGS
@pytest.mark.parametrize("path", ["", "case/", "cases/", "check/", "consequences/", "procedure/2-contact/"])
def test_a_finger_finds_what_it_presses(phone: Page, lang: str, path: str) -> None:
    """44 pixels, the size of a fingertip."""
    phone.goto(("zh/" if lang == "zh" else "") + path)
    if path == "check/":
        write(phone, BAD[lang])
        phone.locator("li[data-rule]").first.wait_for()
    if path == "case/":
        phone.wait_for_selector("ad-case[data-view=list]")
    phone.evaluate("document.querySelector('.ha-feedback').open = true")
    phone.locator(".ha-feedback textarea").wait_for()
    assert phone.evaluate(PRESSED) == []


@LANGS
@NARROW
def test_no_page_scrolls_sideways_on_a_phone(phone: Page, lang: str, path: str) -> None:
    phone.goto(("zh/" if lang == "zh" else "") + path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_script_the_page_can_still_be_read(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    for lang, path in PAGES.items():
        page.goto(path)
        expect(page.locator("textarea[name=copy]")).to_be_visible()
        expect(page.locator("select[name=category]")).to_be_visible()
        assert page.locator("ad-check button").count() == 0
        link = page.locator(".ha-without a", has_text={"en": "the rules by topic", "zh": "各类规则"}[lang])
        expect(link).to_be_visible()


@LANGS
def test_with_script_nothing_is_said_about_it(page: Page, lang: str) -> None:
    page.goto(PAGES[lang])
    expect(page.locator(".ha-without")).to_have_count(1)
    expect(page.locator(".ha-without")).to_be_hidden()


@LANGS
def test_without_webassembly_it_says_so(new_context: Callable[..., BrowserContext], lang: str) -> None:
    page = new_context().new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(PAGES[lang])
    page.wait_for_selector("ad-check[data-state=error]")
    box = page.get_by_role("alert")
    expect(box).to_contain_text("WebAssembly")
    page.fill("textarea", BAD[lang])
    page.wait_for_timeout(400)
    assert copy(page) == BAD[lang]
    expect(box).to_be_visible()
    box.locator("a").click()
    assert page.url.endswith("rules/")


def test_a_failed_load_is_said_and_can_be_tried_again(page: Page, watch: Watch) -> None:
    watch.allow("runtime/|ERR_|Failed to load")
    page.route("**/runtime/**", lambda route: route.abort())
    page.goto("zh/check/")
    page.fill("textarea", BAD["zh"])
    page.wait_for_selector("ad-check[data-state=error]")
    expect(page.get_by_role("alert")).to_contain_text("没有下载成功")
    assert copy(page) == BAD["zh"]
    page.unroute("**/runtime/**")
    press(page, "retry")
    assert page.locator("li[data-rule]").count() == 1
    expect(page.locator(".ha-trouble")).to_be_hidden()


def test_typing_is_possible_while_it_loads_in_named_stages(page: Page) -> None:
    held: list[Route] = []
    page.route("**/runtime/manifest.json", lambda route: held.append(route))
    page.goto("zh/check/")
    page.wait_for_selector("ad-check[data-state=loading]")
    page.type("textarea", "最佳茶叶")
    assert copy(page) == "最佳茶叶"
    expect(page.locator(".ha-progress")).to_contain_text("正在下载检查工具")
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    settle(page)
    assert drawn(page) == ["最佳"]
    expect(page.locator(".ha-progress")).to_be_hidden()


def test_what_is_typed_before_the_script_arrives_stays(page: Page) -> None:
    held: list[Route] = []
    page.route("**/check.mjs", lambda route: held.append(route))
    page.goto("zh/check/")
    page.type("textarea", "最佳")
    for route in held:
        route.continue_()
    page.wait_for_selector("ad-check.ha-live")
    page.keyboard.type("茶叶")
    settle(page)
    assert copy(page) == "最佳茶叶"
    assert drawn(page) == ["最佳"]


def test_a_guess_at_the_goods_is_offered(page: Page) -> None:
    page.goto("zh/check/")
    write(page, "国食健注G20230001，最佳鱼油")
    hint = page.locator(".ha-inferred")
    expect(hint).to_contain_text("国食健注")
    page.evaluate('performance.clearMarks("adcheck:result")')
    hint.locator("button").click()
    settle(page)
    assert page.input_value("select") == "health-food"
    expect(hint).to_be_hidden()


@LANGS
def test_every_example_has_something_to_find(page: Page, lang: str) -> None:
    page.goto(PAGES[lang])
    for category in page.locator("select option").evaluate_all("all => all.map(one => one.value)"):
        page.select_option("select[name=category]", category)
        if page.is_visible("[data-action=clear]"):
            page.click("[data-action=clear]")
        press(page, "example")
        assert int(page.get_attribute("ad-check", "data-findings") or 0) >= 1, category


def test_the_categories_are_those_of_the_engine(page: Page) -> None:
    for lang, path in PAGES.items():
        page.goto(path)
        info = json.loads(web.handle(json.dumps({"op": "info", "lang": lang})))["result"]
        options = page.locator("select option").evaluate_all(
            "all => all.map(one => [one.value, one.textContent])"
        )
        assert options == [[category["id"], category["title"]] for category in info["categories"]]


def test_removed_and_put_back_the_element_works_again(page: Page) -> None:
    page.goto("check/")
    write(page, BAD["en"])
    page.evaluate(
        """async () => {
          const host = document.querySelector("ad-check"), place = host.parentNode;
          host.remove();
          await new Promise((done) => setTimeout(done, 50));
          place.append(host);
        }"""
    )
    write(page, "Simply the best tea.")
    assert drawn(page) == found("Simply the best tea.") != []
    assert page.locator("ad-check .ha-sheet").count() == 1


# The site around it


def test_strings_exist_in_both_languages(page: Page) -> None:
    page.goto("check/")
    strings = page.evaluate("import('/assets/honest/strings.mjs').then((module) => module.STRINGS)")
    assert strings["en"].keys() == strings["zh"].keys()
    blanks = re.compile(r"\{\w+\}")
    for key, english in strings["en"].items():
        assert set(blanks.findall(english)) == set(blanks.findall(strings["zh"][key])), key
        chinese = strings["zh"][key]
        assert key.startswith("offer") or not re.search(
            r"[\u4e00-\u9fff”}][,:;?!]|[,:;?!][\u4e00-\u9fff“]", chinese
        ), key


def test_the_other_language_is_offered_once_and_never_forced(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(locale="zh-CN").new_page()
    page.goto("procedure/1-examine/#do")
    offer = page.locator(".ha-offer")
    expect(offer).to_contain_text("中文")
    assert "/zh/" not in page.url
    offer.locator("button").click()
    expect(offer).to_have_count(0)
    page.goto("check/")
    page.wait_for_selector("ad-check.ha-live")
    assert page.locator(".ha-offer").count() == 0


def test_the_offer_leads_to_the_twin(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(locale="en-US").new_page()
    page.goto("zh/procedure/2-contact/")
    page.locator(".ha-offer a").click()
    page.wait_for_url(re.compile(r"(?<!/zh)/procedure/2-contact/$"))
    assert page.locator(".ha-offer").count() == 0


def test_a_reader_of_the_page_language_is_offered_nothing(page: Page) -> None:
    page.goto("check/")
    page.wait_for_selector("ad-check.ha-live")
    assert page.locator(".ha-offer").count() == 0


@NARROW
def test_the_language_link_stays_on_the_page(page: Page, path: str, site_url: str) -> None:
    page.goto(path)
    page.locator("a.ha-twin").click()
    assert page.url == f"{site_url}zh/{path}"
    page.locator("a.ha-twin").click()
    assert page.url == f"{site_url}{path}"


SCHEMES = ("default", "slate")
GROUNDS = ("paper", "sheet", "shade")
INKS = ("ink", "soft", "red", "amber", "indigo", "fine")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_contrast(root: Path, scheme: str) -> None:
    css = (root / "overrides/assets/honest/honest.css").read_text("utf-8")
    block = css.split(f'[data-md-color-scheme="{scheme}"] {{', 1)[1].split("}", 1)[0]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))

    def light(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def ratio(one: str, other: str) -> float:
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    pairs = [(colours[ink], colours[ground]) for ink in INKS for ground in GROUNDS]
    pairs += [(colours["on-seal"], colours["red-seal"])]
    assert [f"{a} on {b}: {ratio(a, b):.2f}" for a, b in pairs if ratio(a, b) < 4.5] == []


def test_dark_mode_follows_the_device(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(color_scheme="dark").new_page()
    page.goto("check/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 24, 21)"
