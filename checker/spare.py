"""Sparing: whether words around a hit make it lawful. A hit is spared only when it lies wholly inside the
exempting words, or stands to them in the relation the exemption names; what it touches stays a finding.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from checker import model
from checker.clues import Clue, Clues
from checker.compiled import Engine
from checker.needs import Sign

REACH = 80  # how far from an anchor a pattern looks at least, in characters; sentences are seldom longer
NEAR = 32  # how far an exemption's words may begin before the match or end after it
SENTENCE_END = re.compile(r"[。!?;\uff01\uff1f\uff1b\n\r]+|\.(?=\s+[^\d\s])|\.$")


class Hit(NamedTuple):
    """A match before it is a finding: positions in the folded text."""

    start: int
    end: int
    rule: int
    level: str


class Body:
    """Folded text with what is worked out about it once: sentence bounds, where clues may stand."""

    def __init__(self, text: str, words: list[bytes]) -> None:
        """`text` is folded; `words` are its Latin words (scan.words_of)."""
        self.text = text
        self.words = words
        self._latin: frozenset[bytes] | None = None
        self._characters: frozenset[str] | None = None
        self._breaks: list[int] | None = None
        self._places: list[tuple[int, int, tuple[int, ...]]] | None = None
        self._near: dict[tuple[int, int], frozenset[int]] = {}
        self._held: dict[tuple[int, int, int], bool] = {}
        self._shown: dict[int, bool] = {}

    def shows(self, signs: tuple[Sign, ...]) -> bool:
        """Does the text hold one of each of `signs` (which live as long as the engine)?"""
        for sign in signs:
            shown = self._shown.get(id(sign))
            if shown is None:
                shown = self._shown[id(sign)] = self._holds_word(sign) or self._holds_character(sign)
            if not shown:
                return False
        return True

    def _holds_word(self, sign: Sign) -> bool:
        if self._latin is None:
            self._latin = frozenset(self.words)
        return not sign.words.isdisjoint(self._latin)

    def _holds_character(self, sign: Sign) -> bool:
        if not sign.characters:
            return False
        if self._characters is None:
            self._characters = frozenset(self.text)
        return not self._characters.isdisjoint(sign.characters)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a place. Of a very long one, the blocks of REACH characters nearby: whole
        blocks, so that places near one another share their bounds and a pattern runs there once."""
        if self._breaks is None:
            self._breaks = [match.end() for match in SENTENCE_END.finditer(self.text)]
        i = bisect_right(self._breaks, start)
        j = bisect_left(self._breaks, end)
        low = self._breaks[i - 1] if i else 0
        high = self._breaks[j] if j < len(self._breaks) else len(self.text)
        block_low, block_high = _blocks(start, end)
        return max(low, block_low), min(high, block_high)

    def clues(self, clues: Clues, low: int, high: int) -> frozenset[int]:
        """The clues that may stand in low:high."""
        found = self._near.get((low, high))
        if found is None:
            if self._places is None:
                self._places = clues.places(self.text, self.words)
            within = self._places[bisect_left(self._places, (low,)) : bisect_left(self._places, (high,))]
            found = clues.always.union(*(numbers for _, end, numbers in within if end <= high))
            self._near[low, high] = found
        return found

    def holds(self, clue: Clue, low: int, high: int) -> bool:
        """Does the clue stand anywhere in low:high?"""
        key = (clue.number, low, high)
        if key not in self._held:
            self._held[key] = bool(clue.pattern.search(self.text, low, high))
        return self._held[key]


def _blocks(start: int, end: int) -> tuple[int, int]:
    return max(0, (start // REACH - 1) * REACH), (end // REACH + 2) * REACH


def exemption_for(engine: Engine, body: Body, hit: Hit) -> model.Exemption | None:
    """The first exemption of the hit's rule that covers it, in the order the card names them."""
    guards = engine.guards[hit.rule]
    if not guards:
        return None
    near = body.clues(engine.clues, *_blocks(hit.start, hit.end))
    anywhere = body.clues(engine.clues, 0, len(body.text))
    for number, (clue, exemption) in guards.items():
        if number in (anywhere if clue.relation == "text" else near) and _excuses(clue, body, hit):
            return exemption
    return None


def _excuses(clue: Clue, body: Body, hit: Hit) -> bool:
    if clue.relation == "text":
        return body.holds(clue, 0, len(body.text))
    if clue.relation == "covers":
        return _covers(clue.pattern, body.text, hit)
    low, high = body.around(hit.start, hit.end)
    if clue.relation == "before":
        return clue.pattern.search(body.text, max(low, hit.start - NEAR), hit.start) is not None
    if clue.relation == "after":
        return clue.pattern.match(body.text, hit.end, high) is not None
    return body.holds(clue, low, high)


def _covers(pattern: re.Pattern[str], text: str, hit: Hit) -> bool:
    """Does a match of `pattern` hold the whole hit? Matches may overlap one another."""
    _, high = _blocks(hit.start, hit.end)
    # Tried at each place where it may begin: a search would go on to the end of the block.
    for start in range(max(0, hit.start - NEAR), hit.start + 1):
        match = pattern.match(text, start, high)
        if match and match.end() >= hit.end:
            return True
    return False
