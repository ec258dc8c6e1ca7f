"""A short run of the fuzzer from fixed seeds, growth card by card, and proof that it would see what is wrong."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import replace

import pytest

from checker import check, own_engine, web
from tools import fuzz

TEXTS = 100  # a longer search: python tools/fuzz.py
SIZE = 1  # character: each card's text once, and four times
RULES = list(own_engine().book.rules)


@pytest.mark.parametrize("seed", range(2))
def test_fuzzed_texts(seed: int) -> None:
    for text, wrong in itertools.islice(fuzz.fuzz(seed), TEXTS):
        assert wrong == [], ascii(text[:500])


@pytest.mark.parametrize("rule", RULES)
def test_a_card_takes_time_in_proportion(rule: str) -> None:
    assert fuzz.growth(fuzz.of_a_card(rule), SIZE) < fuzz.RATIO


def test_every_word_of_every_card() -> None:
    """All the words there are, glued in an order of their own, in texts of the length a page takes at once."""
    words = sorted({word for words in fuzz.literals().values() for word in words})
    random.Random(0).shuffle(words)
    text = "".join(words)
    assert len(words) > 3_000
    for at in range(0, len(text), 20_000):
        part = text[at : at + 20_000]
        assert fuzz.faults(part, check(part)) == []


@pytest.mark.parametrize(
    "text",
    ["（" * 5_000, "((" * 5_000, "最" * 10_000, "第一" * 5_000, "best " * 4_000, "1" * 20_000, "治疗降" * 3_000, "不" * 20_000, "a*" * 10_000],
    ids=lambda text: text[:3],
)  # fmt: skip
def test_one_thing_ten_thousand_times(text: str) -> None:
    assert fuzz.problems(text) == []
    assert fuzz.growth(text[:200], 1_000) < fuzz.RATIO


def test_the_same_seed_gives_the_same_texts() -> None:
    one, other, third = (fuzz.Mutator(seed) for seed in (1, 1, 2))
    texts = [one.text() for _ in range(300)]
    assert texts == [other.text() for _ in range(300)]
    assert texts != [third.text() for _ in range(300)]
    assert any("\ud800" <= char <= "\udfff" for text in texts for char in text)


def test_the_search_stays_near_what_cards_look_for() -> None:
    texts = [text for text, _ in itertools.islice(fuzz.fuzz(7), 60)]
    assert sum(bool(check(text).findings) for text in texts) >= 20


# The fuzzer would see it


def test_it_sees_spans_that_are_wrong() -> None:
    text = "😀最佳茶叶，最好的水"
    result = check(text)
    first, second = result.findings
    assert fuzz.faults(text, result) == []
    for broken in (
        (replace(first, end=99), second),
        (replace(first, match="佳"), second),
        (second, first),
        (replace(first, start=first.start - 1), second),
        (replace(first, end=first.start, match=""), second),
    ):
        assert fuzz.faults(text, replace(result, findings=broken))


def test_it_sees_a_door_that_counts_wrongly_or_refuses() -> None:
    def code_points(asked: str) -> str:
        answer = json.loads(web.handle(asked))
        for found in answer["result"]["findings"]:
            found["start"] -= 1
            found["end"] -= 1
        return json.dumps(answer)

    assert fuzz.door_faults("😀最佳茶叶") == []
    assert fuzz.door_faults("😀最佳茶叶", code_points)
    assert fuzz.door_faults("茶", lambda _: '{"ok":false,"error":{"code":"crash"}}')


def test_it_sees_quadratic_time_and_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = re.compile("(?:ab)*c")
    monkeypatch.setattr(fuzz, "check", lambda text: slow.search(text))
    assert fuzz.growth("ab", 3_000) >= fuzz.RATIO
    slow = re.compile("(?:ab)c")
    assert fuzz.growth("ab", 3_000) < fuzz.RATIO

    def crash(text: str) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(fuzz, "check", crash)
    assert fuzz.problems("x") == ["RecursionError: too deep"]
