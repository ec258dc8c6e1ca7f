"""The messages of the workbook: those of the pages, filled from the case, never saying more than is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker import case, check
from checker.case_drafts import DRAFTS, SLOT, blank, for_case
from checker.case_letters import EN, TITLES, ZH
from tests.test_twins import drafts as page_drafts

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted((DOCS / "zh/procedure").glob("[1-6]-*.md"))
FILLED = {
    "product": "棉麻衬衫", "item": "887766", "order": "20261120001", "person": "小林", "claim": "透气面料",
    "said": "面料和页面写的不一样", "fact": "面料含棉百分之六十", "proof": "检测报告 2026-118", "promised": "2026-11-25",
    "offer_kind": "return", "pay": "129.5", "pay_by": "2026-11-26", "goods": "back", "freight": "seller",
    "number": "T-77", "office": "某某区市场监督管理局", "cause": "照抄供应商资料，没有人核对", "change": "上架前由第二人核对",
    "owner": "小陈", "change_by": "2026-12-01", "received": "2026-11-20", "corrected": "2026-11-22", "offline": "2026-11-20",
    "phrase_instead": "棉麻混纺", "views": "1200", "orders": "8", "online_from": "2026-10-01", "taken_down": "2026-11-20",
    "shop": "某某商行", "checked": "页面", "waiting": "面料成分", "waiting_for": "供应商",
}  # fmt: skip


def drafts(**fields: str) -> dict[str, dict[str, str]]:
    return {one["id"]: one for one in for_case(case.new("x", "2026-11-22", fields), "zh")}


def test_the_chinese_is_that_of_the_pages() -> None:
    ours = [(draft.id, blank(draft.id, "zh")) for draft in DRAFTS]
    theirs = []
    for path in PAGES:
        text = path.read_text("utf-8")
        ids = re.findall(r"^### .*\{#(msg-[\w-]+)\}", text, re.M)
        theirs += list(zip(ids, [one.strip() for one in page_drafts(text)], strict=True))
    assert ours == theirs


def test_every_draft_has_both_languages_and_a_title() -> None:
    assert set(EN) == set(ZH) == set(TITLES) == {draft.id for draft in DRAFTS}


@pytest.mark.parametrize("draft", [draft.id for draft in DRAFTS])
def test_both_languages_use_the_same_facts_and_conditions(draft: str) -> None:
    def used(text: str) -> set[str]:
        return {match["field"] or "?" + match["flag"] for match in SLOT.finditer(text)}

    assert used(EN[draft]) == used(ZH[draft])


@pytest.mark.parametrize("outcome", ["", "A", "B", "C", "D"])
@pytest.mark.parametrize("fields", [{}, FILLED], ids=["empty", "filled"])
def test_drafts_are_free_of_findings(outcome: str, fields: dict[str, str]) -> None:
    for one in drafts(**fields, outcome=outcome).values():
        for lang in ("zh", "en"):
            grave = [found for found in check(one[lang]).findings if found.level != "caution"]
            assert not grave, f"{one['id']} {lang}: {[(found.rule, found.match) for found in grave]}"


def test_what_is_known_is_filled_in_and_the_rest_stays_open() -> None:
    filled = drafts(**FILLED, outcome="A")
    assert "由我小林全程跟进" in filled["msg-receipt"]["zh"]
    assert "2026-11-25前给您答复" in filled["msg-receipt"]["zh"]
    assert "return and refund, 129.50 yuan" in filled["msg-offer"]["en"]
    assert "退货退款，129.50元于2026-11-26前" in filled["msg-offer"]["zh"]
    assert "〔供应商名称〕" in filled["msg-supplier"]["zh"]
    assert "〔" not in filled["msg-receipt"]["en"] + filled["msg-receipt"]["zh"]


@pytest.mark.parametrize(
    ("outcome", "offered"),
    [("", set()), ("A", {"msg-offer"}), ("B", {"msg-partly"}), ("C", {"msg-unfounded"}), ("D", set())],
)
def test_nothing_is_admitted_or_denied_before_it_is_found(outcome: str, offered: set[str]) -> None:
    ids = set(drafts(**FILLED, outcome=outcome))
    assert ids & {"msg-offer", "msg-partly", "msg-unfounded"} == offered
    assert ("msg-buyers" in ids) == (outcome in ("A", "B"))


def test_a_correction_is_told_only_once_made() -> None:
    unmade = {**FILLED, "corrected": "", "offline": "", "outcome": "A"}
    ids = drafts(**unmade)
    assert "msg-thanks" not in ids
    assert "已经改正" not in ids["msg-offer"]["zh"]
    assert "corrected" not in ids["msg-offer"]["en"]
    assert "暂停使用" not in ids["msg-supplier"]["zh"]
    assert "已经改正" not in drafts(**{**unmade, "outcome": "B"})["msg-partly"]["zh"]
    assert "这句话已经改正。" in drafts(**FILLED, outcome="A")["msg-offer"]["zh"]


def test_values_are_never_read_as_slots() -> None:
    hostile = "{order|x}{?corrected:y}〔z〕"
    assert f"“{hostile}”" in drafts(claim=hostile, order="77")["msg-team"]["zh"]
