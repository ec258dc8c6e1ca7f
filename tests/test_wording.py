"""Wordings offered for the words found: narrow before wide, and built from the words themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker import check
from checker.model import Rewrite
from checker.wording import make, offered
from tests.test_hygiene import SOUND

MADE = [
    ("{match}（填统计机构）", "销量第一", "销量第一（填统计机构）"),
    ("{最>很}", "最好吃", "很好吃"),
    ("{最>很|的>}", "最轻的", "很轻"),
    ("{最>很}", "第一", None),
    ("{the best>good}", "The Best tyres", "Good tyres"),
    ("{the best>a good| on earth>}", "the best tea on Earth", "a good tea"),
    ("well made", "Finest", "Well made"),
    ("well made", "finest", "well made"),
    ("", "Finest", ""),
]


@pytest.mark.parametrize(("wording", "words", "outcome"), MADE)
def test_make(wording: str, words: str, outcome: str | None) -> None:
    assert make(wording, words, words) == outcome


RULE = replace(
    SOUND,
    rewrites=(
        Rewrite(zh=("{最>很}",), only_for=("好吃",)),
        Rewrite(zh=("{第一>靠前}",), only_for=("轻",)),
        Rewrite(zh=("出色",), en=("good",)),
    ),
)


def test_narrow_wordings_win_over_wide_ones() -> None:
    assert offered(RULE, "最好吃", "最好吃") == ("很好吃",)
    assert offered(RULE, "最暖", "最暖") == ("出色",)
    assert offered(RULE, "finest", "Finest") == ("Good",)


def test_wide_wordings_stand_in_where_no_narrow_one_can_be_made() -> None:
    assert offered(RULE, "最轻", "最轻") == ("出色",)


def test_nothing_to_say_means_take_the_words_out() -> None:
    assert offered(replace(RULE, rewrites=()), "最好吃", "最好吃") == ("",)
    assert offered(replace(RULE, drop=True), "最好吃", "最好吃") == ("",)


def test_a_number_keeps_its_sign() -> None:
    assert "10万+家庭的共同选择（填统计口径、时间）" in check("10万+家庭的共同选择").findings[0].rewrites


def test_words_in_disguise_are_built_on_as_they_are_meant() -> None:
    found = check("蕞好吃的锅巴").findings[0]
    assert found.disguised
    assert "很好吃" in found.rewrites
