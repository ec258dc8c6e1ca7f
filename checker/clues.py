"""Expressions asked only about texts with a hit: exempting words, and words that tell what is sold.

A clue is tried only where one of the literals it cannot do without stands; one scan finds them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from checker import kinds, needs, scan


@dataclass(slots=True)
class Clue:
    """The expressions of an exemption, or of a category, in one language. Compiled when first used.

    `relation`: of an exemption, where it must stand; "" for a category.
    """

    origin: str  # file and line, for errors
    sources: tuple[str, ...]
    lang: str
    words: kinds.Words = field(repr=False)
    relation: str = ""
    number: int = -1  # set by `build`
    compiled: re.Pattern[str] | None = field(default=None, repr=False)

    @property
    def pattern(self) -> re.Pattern[str]:
        if self.compiled is None:
            source = kinds.union(self.sources, self.lang, self.words)
            if self.relation == "after":
                # It begins right behind a word, often with a space.
                source = source.replace("(?<![a-z0-9])", "")
            elif self.relation == "before":
                source = rf"(?:{source})\Z"
            try:
                self.compiled = re.compile(source)
            except re.error as error:
                raise kinds.WordError(f"{self.origin}: not a valid pattern: {error}") from error
            self.words = {}  # made once; the lists may go
        return self.compiled


@dataclass(frozen=True, slots=True)
class Clues:
    """`numbers`: the clues that need a literal; `always`: those of which nothing can be said."""

    scan: scan.Scan
    numbers: dict[str, tuple[int, ...]]
    always: frozenset[int]

    def places(self, text: str, words: list[bytes]) -> list[tuple[int, int, tuple[int, ...]]]:
        """(begin, end, clues) of every literal in folded `text`, in reading order."""
        found = scan.candidates(self.scan, text, words)
        return sorted((start, start + len(word), self.numbers[word]) for start, word in found)


def build(clues: Iterable[Clue]) -> Clues:
    """Number the clues and gather what they need. Raises kinds.WordError, with the origin."""
    numbers: dict[str, set[int]] = {}
    always = set()
    for number, clue in enumerate(clues):
        clue.number = number
        try:
            needed = [needs.rarest(kinds.needed(source, clue.lang, clue.words)) for source in clue.sources]
        except (kinds.WordError, re.error) as error:
            raise kinds.WordError(f"{clue.origin}: {error}") from error
        for literals in needed:
            if literals is None:
                always.add(number)
            for literal in literals or ():
                numbers.setdefault(literal, set()).add(number)
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    ordered = {}
    for literal, found in numbers.items():
        made = tuple(sorted(found))
        ordered[literal] = shared.setdefault(made, made)
    return Clues(scan.build(ordered), ordered, frozenset(always))
