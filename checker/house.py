"""The shop's own word list: words it does not want, each with its level and its reason.

They are found like the checker's own terms, in folded and undisguised text, but stay apart from the law:
rule id HOUSE, no article. A law finding is never hidden by them; an own word is left out only where a law
finding at least as grave already stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checker import disguise
from checker.model import LEVELS, Book, Finding, Result, Rule
from checker.problems import Problem
from checker.scan import words_of
from checker.text import fold
from checker.trie import trie_pattern

ID = "HOUSE"
MOST_WORDS, LONGEST = 5000, 100
RULE = Rule(
    id=ID,
    name="house-word",
    topic="house",
    level="caution",
    laws=(),
    title={"en": "Your shop's own word list", "zh": "本店用语表"},
    why={"en": "Your shop has put these words on its own list.", "zh": "本店已将这个说法列入用语表。"},
    advice={"en": "", "zh": ""},
    finds=(),
)
LEVEL_WORDS = {
    "删": "banned",
    "证": "proof",
    "酌": "caution",
    "remove": "banned",
    "prove": "proof",
    "weigh": "caution",
}
RANK = {level: rank for rank, level in enumerate(LEVELS)}
SPLIT = " / "


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: the words, `level` of model.LEVELS, the shop's reason, what to write instead."""

    words: str
    level: str
    reason: str = ""
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """A list made ready to search with."""

    words: Mapping[str, Word]  # by folded words
    pattern: re.Pattern[str]
    disguise: disguise.Disguise


def clean(raw: Mapping[str, object], name: str, line: int) -> Word:
    """An entry as given. Raises Problem where the words or the level will not do."""
    words = " ".join(str(raw.get("words") or "").split())
    level = str(raw.get("level") or "banned").strip().lower()
    level = LEVEL_WORDS.get(level, level)
    if not fold(words).text.strip() or len(words) > LONGEST:
        raise Problem("house-words", name=name, line=line, most=LONGEST)
    if level not in LEVELS:
        raise Problem("house-level", name=name, line=line, level=level)
    given = raw.get("instead") or ()
    instead = given.split(SPLIT.strip()) if isinstance(given, str) else given
    if not isinstance(instead, Iterable):
        instead = ()
    kept = tuple(dict.fromkeys(text for one in instead if (text := str(one).strip()[:LONGEST])))
    return Word(words, level, str(raw.get("reason") or "").strip()[:300], kept)


def from_raw(raw: object, name: str = "") -> tuple[Word, ...]:
    """A list of entries as JSON has them. Raises Problem."""
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise Problem("house-shape", name=name)
    if len(raw) > MOST_WORDS:
        raise Problem("house-many", name=name, most=MOST_WORDS)
    words = [clean(entry, name, number) for number, entry in enumerate(raw, 1)]
    return tuple({word.words: word for word in words}.values())


def to_raw(words: Iterable[Word]) -> list[dict[str, object]]:
    return [
        {"words": word.words, "level": word.level, "reason": word.reason, "instead": list(word.instead)}
        for word in words
    ]


def ready(words: Iterable[Word]) -> House | None:
    """Make a list ready; None when it is empty."""
    by_fold = {fold(word.words).text.strip(): word for word in words}
    if not by_fold:
        return None
    return House(by_fold, re.compile(trie_pattern(by_fold)), disguise.build(by_fold))


def _whole(text: str, start: int, end: int) -> bool:
    """Latin words and numbers count only as a whole."""

    def joins(left: str, right: str) -> bool:
        return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()

    return not (
        (start > 0 and joins(text[start - 1], text[start]))
        or (end < len(text) and joins(text[end - 1], text[end]))
    )


def _hits(house: House, text: str) -> Iterable[tuple[int, int, Word]]:
    match = house.pattern.search(text)
    while match:
        start = match.start()
        for end in range(match.end(), start, -1):  # the trie gives the longest; a shorter one may be whole
            word = house.words.get(text[start:end])
            if word and _whole(text, start, end):
                yield start, end, word
                break
        match = house.pattern.search(text, start + 1)


def _touching(spans: list[tuple[int, int, int]], start: int, end: int) -> list[tuple[int, int, int]]:
    """Those of `spans` (sorted, apart from one another) that overlap start:end."""
    last = bisect_left(spans, (end,))
    first = last
    while first > 0 and spans[first - 1][1] > start:
        first -= 1
    return spans[first:last]


def add(house: House | None, text: str, result: Result) -> Result:
    """`result` with the shop's own findings in their places."""
    if house is None:
        return result
    plain = fold(text)
    folded = house.disguise.reveal(plain, words_of(plain.text))
    law = [(one.start, one.end, RANK[one.level]) for one in result.findings]
    own: list[tuple[int, int, int]] = []
    kept = list(result.findings)
    ranked = sorted(_hits(house, folded.text), key=lambda hit: (RANK[hit[2].level], hit[0] - hit[1], hit[0]))
    for low, high, word in ranked:
        start, end = folded.span(low, high)
        rank = RANK[word.level]
        if any(graver <= rank for _, _, graver in _touching(law, start, end)) or _touching(own, start, end):
            continue
        insort(own, (start, end, rank))
        kept.append(
            Finding(
                rule=ID,
                name=RULE.name,
                level=word.level,
                start=start,
                end=end,
                match=text[start:end],
                disguised=folded.disguised(low, high),
                laws=(),
                rewrites=word.instead or (("",) if word.level == "banned" else ()),
                reason=word.reason,
            )
        )
    kept.sort(key=lambda one: (one.start, one.end, one.rule == ID))
    return replace(result, findings=tuple(kept))


def with_rule(book: Book) -> Book:
    """`book` with the rule that own findings name, for the reports."""
    return replace(book, rules={**book.rules, ID: RULE})
