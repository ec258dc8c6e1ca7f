"""Telling us what is wrong: a text that is filled in, carried by the reader alone, and without the copy unless asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.test_page import BAD, PAGES, write

LANGS = pytest.mark.parametrize("lang", ["en", "zh"])
FIELD = ".ha-feedback textarea"


def message(page: Page) -> str:
    return page.input_value(FIELD)


def sent(page: Page) -> list[str]:
    """Everything that leaves the page from here on."""
    out: list[str] = []

    def note(request: Request) -> None:
        out.append(f"{request.url} {request.post_data or ''}")

    page.on("request", note)
    return out


@LANGS
def test_the_message_names_page_place_and_version(page: Page, lang: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{'zh/' if lang == 'zh' else ''}rules/absolute-terms/#ac003")
    page.locator(".ha-feedback summary").click()
    expect(page.locator(FIELD)).to_have_value(re.compile("AC003"))
    text = message(page)
    assert f"({'zh/' if lang == 'zh' else ''}rules/absolute-terms/)" in text
    assert "0.1.0" in text
    assert "2026-" in text
    asked = sent(page)
    page.click("[data-action=feedback_copy]")
    expect(page.locator(".ha-feedback__told")).to_have_text({"en": "Copied.", "zh": "已复制。"}[lang])
    assert page.evaluate("navigator.clipboard.readText()") == text
    assert asked == []
    assert page.locator(".ha-feedback a").locator("visible=true").count() == 0


@LANGS
def test_a_false_alarm_names_the_rule_and_the_copy_only_if_ticked(page: Page, lang: str) -> None:
    page.goto(PAGES[lang])
    write(page, BAD[lang])
    asked = sent(page)
    note = page.locator("li[data-rule]").first
    note.locator("details:not(.ha-aside) summary").click()
    note.locator("[data-action=feedback_rule]").click()
    expect(page.locator(FIELD)).to_be_in_viewport()
    assert "AC001" in message(page)
    assert BAD[lang] not in message(page)
    page.check("[name=with-copy]")
    assert BAD[lang] in message(page)
    page.uncheck("[name=with-copy]")
    assert BAD[lang] not in message(page)
    assert asked == []


def test_what_the_reader_writes_stays(page: Page) -> None:
    page.goto("check/")
    write(page, BAD["en"])
    page.locator(".ha-feedback summary").click()
    page.locator(FIELD).press("End")
    page.locator(FIELD).type("mine")
    page.check("[name=with-copy]")
    assert "mine" in message(page)


def test_where_a_repository_is_named_the_message_leads_there(page: Page, site: Path) -> None:
    html = (site / "privacy/index.html").read_text("utf-8")
    named = html.replace(
        '<details class="ha-feedback"',
        '<details class="ha-feedback" data-issues="https://example.com/ours/issues/new"',
    )
    assert named != html
    page.route("**/privacy/", lambda route: route.fulfill(body=named, content_type="text/html"))
    page.goto("privacy/")
    page.wait_for_selector(".ha-feedback[data-ready]")
    page.locator(".ha-feedback summary").click()
    page.fill(FIELD, "Page: x\nWhat is wrong: 最 & more")
    link = page.locator(".ha-feedback a")
    link.evaluate("one => one.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    assert link.get_attribute("href") == (
        "https://example.com/ours/issues/new?title=Page%3A+x&body=Page%3A+x%0AWhat+is+wrong%3A+%E6%9C%80+%26+more"
    )


def test_without_script_the_text_can_still_be_taken(new_context) -> None:  # type: ignore[no-untyped-def]
    page = new_context(java_script_enabled=False).new_page()
    page.goto("zh/rules/finance/")
    page.locator(".ha-feedback summary").click()
    expect(page.locator(".ha-feedback pre")).to_contain_text("zh/rules/finance/")
    assert page.locator(".ha-feedback button").count() == 0
