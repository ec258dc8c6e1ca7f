"""Finding literals: every place of a text where one of thousands of terms begins.

Chinese and Latin initials go separate ways. A trie-shaped expression is quick for Latin words, where
thirty-odd letters can begin one; among a thousand Chinese initials its branches are tried one by one,
so there an expression finds pairs of characters that could begin a term, and a table of pairs decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.trie import trie_pattern

NOTHING = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Scan:
    """`pairs`: the first two characters of the Han terms, with the lengths of those terms, longest first."""

    terms: frozenset[str]
    heads: re.Pattern[str]
    singles: re.Pattern[str]
    pairs: dict[str, tuple[int, ...]]
    latin: re.Pattern[str]


def _either(chars: Iterable[str]) -> str:
    return "[" + re.escape("".join(sorted(set(chars)))) + "]"


def build(literals: Iterable[str]) -> Scan:
    """A scan for `literals` (folded, none empty)."""
    terms = frozenset(literals)
    latin = [term for term in terms if term[0].isascii()]
    han = [term for term in terms if not term[0].isascii()]
    lengths: dict[str, set[int]] = {}
    for term in han:
        if len(term) > 1:
            lengths.setdefault(term[:2], set()).add(len(term))
    singles = [term for term in han if len(term) == 1]
    initials = re.escape("".join(sorted({term[0] for term in latin})))
    return Scan(
        terms=terms,
        heads=re.compile(f"{_either(p[0] for p in lengths)}(?={_either(p[1] for p in lengths)})")
        if lengths
        else NOTHING,
        singles=re.compile(_either(singles)) if singles else NOTHING,
        pairs={pair: tuple(sorted(sizes, reverse=True)) for pair, sizes in lengths.items()},
        # A word begins after no letter or digit; a sign, such as % after its figure, begins anywhere.
        latin=re.compile(
            rf"(?=[{initials}])(?:(?<![a-z0-9])|(?![a-z0-9]))(?:{trie_pattern(latin)})(?![a-z0-9])"
        )
        if latin
        else NOTHING,
    )


def candidates(scan: Scan, text: str) -> Iterator[tuple[int, str]]:
    """Every (place, literal) of folded `text`, the longest literal at each place; places may overlap."""
    if not text.isascii():
        terms, pairs = scan.terms, scan.pairs
        for found in scan.singles.finditer(text):
            # Where a longer term begins as well, that one speaks for its prefixes.
            if text[found.start() : found.start() + 2] not in pairs:
                yield found.start(), found[0]
        for start in [i for m in scan.heads.finditer(text) if text[(i := m.start()) : i + 2] in pairs]:
            for size in pairs[text[start : start + 2]]:
                literal = text[start : start + size]
                if literal in terms:
                    yield start, literal
                    break
            else:
                if text[start] in terms:
                    yield start, text[start]
    match = scan.latin.search(text)
    while match:
        yield match.start(), match[0]
        match = scan.latin.search(text, match.start() + 1)
