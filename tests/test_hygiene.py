"""Each hygiene check is proved able to fail: a sound card is spoilt in one way at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker import own_engine
from checker.model import Book, Evidence, Example, Find, Rewrite, Rule
from tests import hygiene

SOUND = Rule(
    id="AC999",
    name="sound",
    topic="absolute-terms",
    level="banned",
    laws=("adlaw-9-3",),
    title={"en": "Sound", "zh": "正常"},
    why={"en": "Because.", "zh": "有理由。"},
    advice={"en": "", "zh": ""},
    finds=(Find("terms", zh=("最佳",)),),
    rewrites=(Rewrite(zh=("优质",)),),
    examples=tuple(Example(text, bad, "zh") for text, bad in zip("甲乙丙丁戊", (1, 1, 1, 0, 0), strict=True)),
    source="rules/absolute-terms/ac999.toml",
)
SPOILT = {
    "fewer than three bad": {"examples": SOUND.examples[1:]},
    "fewer than two fine": {"examples": SOUND.examples[:-1]},
    "stands twice": {"examples": (*SOUND.examples, SOUND.examples[0])},
    "unknown law": {"laws": ("adlaw-999",)},
    "unknown category": {"only": frozenset({"moonlight"})},
    "names no evidence": {"level": "proof"},
    "neither rewrites": {"rewrites": ()},
    "both rewrites": {"drop": True},
    "badly built": {"rewrites": (Rewrite(zh=("很{最}",)),)},
    "topic guarantees": {"topic": "guarantees"},
    "unknown topic": {"topic": "other"},
    "title has no en": {"title": {"en": "", "zh": "正常"}},
    "why: zh is not Chinese": {"why": {"en": "Because.", "zh": "Because."}},
    "half-width punctuation": {"why": {"en": "Because.", "zh": "因为,所以"}},
    "says 'compliant'": {"advice": {"en": "Then it is compliant.", "zh": "好。"}},
    "evidence x has no zh": {"evidence": (Evidence("x", {"en": "Report", "zh": ""}),)},
    "not in folded form": {"finds": (Find("terms", en=("The Best",)),)},
}


def book_with(*rules: Rule) -> Book:
    return replace(own_engine().book, rules={f"{rule.id}-{i}": rule for i, rule in enumerate(rules)})


def test_sound_card_has_no_faults() -> None:
    assert hygiene.faults(SOUND, book_with(SOUND)) == []


@pytest.mark.parametrize("fault", SPOILT)
def test_each_fault_is_seen(fault: str) -> None:
    spoilt = replace(SOUND, **SPOILT[fault])
    assert any(fault in said for said in hygiene.faults(spoilt, book_with(spoilt)))


def test_a_name_taken_twice_is_seen() -> None:
    assert any("is taken" in said for said in hygiene.faults(SOUND, book_with(SOUND, SOUND)))
