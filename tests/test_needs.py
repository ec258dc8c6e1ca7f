"""What is read off an expression must stand in every match of it, or claims would be missed without a sound."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import kinds, needs, own_engine, scan
from checker.spare import Body
from checker.text import fold

WORDS = kinds.expand(
    {
        "cure": {"zh": ("治疗", "根治"), "en": ("cures", "heals")},
        "disease": {"zh": ("糖尿病", "高血压", "hpv"), "en": ("diabetes", "high blood pressure")},
        "both": {"zh": ("{cure}{disease}",), "en": ("{cure} {disease}",)},
    }
)
CURE, DISEASE = frozenset(WORDS["cure"]["zh"]), frozenset(WORDS["disease"]["zh"])


@pytest.mark.parametrize(
    ("source", "lang", "groups"),
    [
        ("{cure}{..6}{disease}", "zh", [CURE, frozenset({"糖尿病", "高血压"} | {"hpv"})]),
        ("(?:能|可以)?{cure}", "zh", [CURE | {"能" + c for c in CURE} | {"可以" + c for c in CURE}]),
        ("第[一1](?!步)", "zh", [frozenset({"第一", "第1"})]),
        ("降(?:血)?糖|降压", "zh", [frozenset({"降血糖", "降糖", "降压"})]),
        (r"[^。]{0,4}冠军\d+名", "zh", [frozenset({"冠军"}), needs.DIGITS, frozenset({"名"})]),
        ("(?:最|顶)+", "zh", [frozenset({"最", "顶"})]),
        ("(?:最好)?", "zh", []),
        (
            "{cure} {..3w} {disease}",
            "en",
            [frozenset(WORDS["cure"]["en"]), frozenset(WORDS["disease"]["en"])],
        ),
        ("cur(?:e|es|ed) it", "en", [frozenset({"cure it", "cures it", "cured it"})]),
        ("cure[a-z]*", "en", []),  # cured is another word than cure
        (r"the (?:[a-z]+ ){0,2}best", "en", [frozenset({"the"}), frozenset({"best"})]),
        (r"\d+% off", "en", [needs.DIGITS, frozenset({"% off"})]),
        ("[^.]{0,9}forbids", "en", []),
        (r"[^.]{0,9}\bforbids\b[^.]{0,9}", "en", [frozenset({"forbids"})]),
        ("(?<![a-z0-9])otc(?![a-z0-9])", "zh", [frozenset({"otc"})]),
        ("(?<![a-z])otc(?![a-z])", "zh", []),  # 5otc is another word
        ("faux [a-z ]{0,9}|ivory white", "en", [frozenset({"faux", "ivory white"})]),
        ("the best(?: of all)?[^.]{3}", "en", [frozenset({"the", "the best of"})]),
        ("the best(?: of all)? [^.]{3}", "en", [frozenset({"the best", "the best of all"})]),
        ("《[^》]{1,9}》", "zh", [frozenset("《"), frozenset("》")]),
    ],
)
def test_groups(source: str, lang: str, groups: list[frozenset[str]]) -> None:
    if source.startswith("{cure}{..6}"):
        groups = [CURE]  # hpv may be the end of a longer word: nothing can be said of the list
    assert set(kinds.needed(source, lang, WORDS)) == set(groups)


def test_lists_in_lists_are_multiplied_out() -> None:
    assert "根治糖尿病" in WORDS["both"]["zh"]
    with pytest.raises(kinds.WordError, match="nowhere"):
        kinds.expand({"a": {"zh": ("{nowhere}",), "en": ()}})
    with pytest.raises(kinds.WordError, match="itself"):
        kinds.expand({"a": {"zh": ("{b}",), "en": ()}, "b": {"zh": ("{a}",), "en": ()}})


def _texts() -> dict[str, set[str]]:
    """The folded texts in which each rule must find something, by its id."""
    out = {rule.id: {example.text for example in rule.examples} for rule in own_engine().book.rules.values()}
    for file in sorted((Path(__file__).parent / "corpus").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for rule in row["rules"]:
                out.setdefault(rule, set()).add(row["text"])
    return {rule: {fold(text).text for text in texts} for rule, texts in out.items()}


def test_no_match_of_any_card_stands_where_the_engine_does_not_look() -> None:
    engine = own_engine()
    texts = _texts()
    groups = {
        id(matcher): {literal for literal, (_, numbers) in engine.uses.items() if number in numbers}
        for number, waiting in enumerate(engine.waiting)
        for matcher in waiting
    }
    lists = kinds.expand(engine.book.words)
    named_by = [
        place.named
        for index, rule in enumerate(engine.rules)
        for find in rule.finds
        for place in kinds.matchers(index, find, lists)
    ]
    matched = 0
    for matcher, names in zip(engine.matchers, named_by, strict=True):
        if not matcher.make:
            continue
        anchors, named = scan.build(groups[id(matcher)]), scan.build(frozenset(names))
        for text in texts[engine.rules[matcher.rule].id]:
            words = scan.words_of(text)
            # A card may name fewer anchors than its expression allows: then it means only those.
            if matcher.pattern.search(text) and scan.candidates(named, text, words):
                matched += 1
                where = f"{matcher.card}: {matcher.pattern.pattern[:80]} in {text}"
                assert Body(text, words).shows(matcher.signs), where
                assert scan.candidates(anchors, text, words), where
    assert matched > 2_000


LITERALS = ["最", "最佳", "全国第一", "第一", "no.1", "best", "the best", "100%", "%", "ce认证", "c1e", "第1"]


@given(st.text(alphabet="最佳全国第一no.1best the%ce认证😀ABab09", max_size=40))
@settings(deadline=None)
def test_the_scan_finds_what_a_plain_search_finds(text: str) -> None:
    text = text.lower()
    expected = {
        (match.start(), literal)
        for literal in LITERALS
        for match in re.finditer(f"(?={re.escape(literal)})", text)
        if not literal[0].isascii() or _whole(text, match.start(), match.start() + len(literal))
    }
    found = scan.candidates(scan.build(frozenset(LITERALS)), text, scan.words_of(text))
    assert set(found) == expected
    assert len(found) == len(expected)


def test_long_texts_are_searched_in_one_pass_with_the_same_result() -> None:
    terms = frozenset(
        [chr(0x4E00 + i) + chr(0x5E00 + i) for i in range(40)] + [f"word{i}" for i in range(40)]
    )
    text = "😀".join(sorted(terms))
    found = scan.candidates(scan.build(terms), text, scan.words_of(text))
    assert sorted(literal for _, literal in found) == sorted(terms)
    assert all(text[start : start + len(literal)] == literal for start, literal in found)


def _whole(text: str, start: int, end: int) -> bool:
    def word(char: str) -> bool:
        return char.isascii() and char.isalnum()

    before, after = text[start - 1 : start], text[end : end + 1]
    return not (word(before) and word(text[start])) and not (word(after) and word(text[end - 1]))
