"""Every card proves itself: its examples, its rewrites, its references, its two languages."""

from __future__ import annotations

import pytest

from checker import check, own_engine
from checker.model import Example, Rule
from tests import hygiene

BOOK = own_engine().book
RULES = list(BOOK.rules.values())


def place(rule: Rule, example: Example) -> str:
    return f"{rule.id}-{rule.examples.index(example) + 1}-{'bad' if example.bad else 'fine'}"


EXAMPLES = [
    pytest.param(rule, example, id=place(rule, example)) for rule in RULES for example in rule.examples
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_card_is_whole(rule: Rule) -> None:
    assert hygiene.faults(rule, BOOK) == []


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example) -> None:
    result = check(example.text, example.category)
    found = [finding for finding in result.findings if finding.rule == rule.id]
    if example.bad:
        assert found, f"{rule.id} does not find: {example.text} (found {[f.rule for f in result.findings]})"
        for finding in found:
            # A rewrite put in its place would take the end of the sentence along.
            assert finding.match[-1] not in ",.，。；、", f"{rule.id} finds a mark too: {finding.match}"
            for wording in finding.rewrites:
                cured = example.text[: finding.start] + wording + example.text[finding.end :]
                again = hygiene.grave_over(check(cured, example.category), finding.start, len(wording))
                assert not again, f"rewrite {wording!r} in {cured!r} is itself found: {again}"
    else:
        assert not found, f"{rule.id} flags {found[0].match if found else ''} in fine copy: {example.text}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_fine_examples_are_near_misses(rule: Rule) -> None:
    for example in rule.examples:
        if not example.bad:
            assert hygiene.near_miss(own_engine(), rule, example.text), (
                f"no word of {rule.id} in: {example.text}"
            )


@pytest.mark.parametrize("exemption", list(BOOK.exemptions.values()), ids=lambda exemption: exemption.id)
def test_exemption(exemption) -> None:  # type: ignore[no-untyped-def]
    assert hygiene.exemption_faults(exemption, BOOK) == []
    for example in exemption.examples:
        result = check(example.text, example.category)
        by_it = [spared for spared in result.spared if spared.exemption == exemption.id]
        if example.spared:
            assert by_it, f"not spared by {exemption.id}: {example.text} ({result.findings}, {result.spared})"
        else:
            assert not by_it, f"spared by {exemption.id} but should be kept: {example.text}"
            assert result.findings, f"nothing found in: {example.text}"
