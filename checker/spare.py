"""Sparing: whether words around a hit make it lawful. A hit is spared only when it lies wholly inside the
exempting words, or stands to them in the relation the exemption names; what it touches stays a finding.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from checker import model
from checker.compiled import Engine, Guard

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
    """Folded text with what is worked out about it once: sentence bounds, where exempting words stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.breaks = [match.end() for match in SENTENCE_END.finditer(text)]
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._in_sentence: dict[tuple[int, int, int], bool] = {}
        self._live: dict[int, list[Guard]] = {}

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a place. Of a very long one, the blocks of REACH characters nearby: whole
        blocks, so that places near one another share their bounds and a pattern runs there once."""
        i = bisect_right(self.breaks, start)
        j = bisect_left(self.breaks, end)
        low = self.breaks[i - 1] if i else 0
        high = self.breaks[j] if j < len(self.breaks) else len(self.text)
        low = max(low, (start // REACH - 1) * REACH)
        return low, min(high, (end // REACH + 2) * REACH)

    def live(self, rule: int, guards: list[Guard]) -> list[Guard]:
        """Of a rule's exemptions, those whose words stand anywhere in this text: mostly none."""
        if rule not in self._live:
            self._live[rule] = [guard for guard in guards if self._stands(guard)]
        return self._live[rule]

    def _stands(self, guard: Guard) -> bool:
        relation = guard.exemption.relation
        if relation == "covers":
            return bool(self._covering(guard.pattern))
        return relation in ("before", "after") or guard.pattern.search(self.text) is not None

    def _covering(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        places = self._places.get(id(pattern))
        if places is None:
            places = self._places[id(pattern)] = []
            match = pattern.search(self.text)
            while match:
                places.append(match.span())
                match = pattern.search(self.text, match.start() + 1)
        return places

    def covers(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """Does a match of `pattern` hold the whole of start:end? Matches may overlap one another."""
        places = self._covering(pattern)
        i = bisect_right(places, (start, len(self.text))) - 1
        while i >= 0 and places[i][0] >= start - NEAR:
            if places[i][1] >= end:
                return True
            i -= 1
        return False

    def holds(self, pattern: re.Pattern[str], low: int, high: int) -> bool:
        """Does `pattern` match anywhere in low:high?"""
        key = (id(pattern), low, high)
        if key not in self._in_sentence:
            self._in_sentence[key] = bool(pattern.search(self.text, low, high))
        return self._in_sentence[key]


def exemption_for(engine: Engine, body: Body, hit: Hit) -> model.Exemption | None:
    """The first exemption of the hit's rule that covers it, in the order the card names them."""
    low, high = body.around(hit.start, hit.end)
    for guard in body.live(hit.rule, engine.guards[hit.rule]):
        if _excuses(guard, body, hit, low, high):
            return guard.exemption
    return None


def _excuses(guard: Guard, body: Body, hit: Hit, low: int, high: int) -> bool:
    relation, pattern = guard.exemption.relation, guard.pattern
    if relation == "covers":
        return body.covers(pattern, hit.start, hit.end)
    if relation == "before":
        return pattern.search(body.text, max(low, hit.start - NEAR), hit.start) is not None
    if relation == "after":
        return pattern.match(body.text, hit.end, high) is not None
    if relation == "sentence":
        return body.holds(pattern, low, high)
    return body.holds(pattern, 0, len(body.text))
