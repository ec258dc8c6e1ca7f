"""A card's reason reads as a sentence, with words that the rule really finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker import check, own_engine, sample
from checker.model import Rule

RULES = own_engine().book.rules


def matches(rule: Rule) -> set[str]:
    """What the rule finds in its own bad examples."""
    return {
        finding.match
        for example in rule.examples
        if example.bad
        for finding in check(example.text, example.category).findings
        if finding.rule == rule.id
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_reason_has_its_words(lang: str) -> None:
    open_ones = [rule for rule in RULES.values() if "{match}" in rule.why[lang]]
    assert len(open_ones) > 100
    for rule in RULES.values():
        assert sample.why(rule, lang) in {rule.why[lang].replace("{match}", match) for match in matches(rule)}


def test_a_card_whose_examples_are_not_found_says_so() -> None:
    rule = RULES["AC001"]
    plain = tuple(replace(example, text="纯棉圆领短袖") for example in rule.examples)
    with pytest.raises(ValueError, match="no bad example"):
        sample.why(replace(rule, examples=plain), "zh")
