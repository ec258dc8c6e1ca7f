"""find → spare → settle → sort: pure functions from folded text to findings.

A candidate is a literal that `scan` finds; only around candidates do patterns and exemptions run, and only within their sentence. Everything is linear
in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from checker import disguise, kinds, model, scan
from checker.scan import candidates
from checker.text import HAN, Folded, fold

REACH = 80  # how far from an anchor a pattern looks at least, in characters; sentences are seldom longer
NEAR = 32  # how far an exemption's words may begin before the match or end after it
SENTENCE_END = re.compile(r"[。!?;\uff01\uff1f\uff1b\n\r]+|\.(?=\s+[^\d\s])|\.$")
RANK = {level: rank for rank, level in enumerate(model.LEVELS)}


class Hit(NamedTuple):
    """A match before it is a finding: positions in the folded text."""

    start: int
    end: int
    rule: int
    level: str


@dataclass(slots=True)
class Guard:
    """An exemption with its expression compiled for its relation."""

    exemption: model.Exemption
    pattern: re.Pattern[str]


@dataclass(slots=True)
class Engine:
    """A Book compiled for matching. Build once with `compile_book`, then use from anywhere."""

    book: model.Book
    rules: list[model.Rule]
    scan: scan.Scan
    # literal → (length, rule, matcher or None for a plain term), longest first, prefixes included
    uses: dict[str, list[tuple[int, int, kinds.Matcher | None]]]
    guards: list[list[Guard]]
    hints: list[tuple[str, re.Pattern[str]]]
    disguise: disguise.Disguise
    levels: dict[frozenset[str], list[str]] = field(default_factory=dict)


def compile_book(book: model.Book) -> Engine:
    """Compile `book`. Raises kinds.WordError or re.error (with the card's name) for a faulty card."""
    rules = list(book.rules.values())
    uses: dict[str, list[tuple[int, int, kinds.Matcher | None]]] = {}
    sources: list[str] = []
    for index, rule in enumerate(rules):
        for find in rule.finds:
            try:
                made = kinds.matchers(index, find, book.words)
            except kinds.WordError as error:
                raise kinds.WordError(f"{rule.source}: {error}") from error
            for matcher in made:
                if matcher.source:
                    sources.append(matcher.source)
                for literal in matcher.anchors:
                    if not literal:
                        raise kinds.WordError(f"{rule.source}: an empty term or anchor")
                    use = (len(literal), index, matcher if matcher.source else None)
                    uses.setdefault(literal, []).append(use)
    sources.extend(uses)
    _add_prefixes(uses)
    hints = [
        (category.id, re.compile(kinds.union(category.zh, "zh", book.words)))
        for category in book.categories.values()
        if category.zh
    ] + [
        (category.id, re.compile(kinds.union(category.en, "en", book.words)))
        for category in book.categories.values()
        if category.en
    ]
    guards_by_id = {exemption.id: _guards(exemption, book) for exemption in book.exemptions.values()}
    return Engine(
        book=book,
        rules=rules,
        scan=scan.build(uses),
        uses=uses,
        guards=[_guards_of(rule, book, guards_by_id) for rule in rules],
        hints=hints,
        disguise=disguise.build(sources),
    )


def _add_prefixes(uses: dict[str, list[tuple[int, int, kinds.Matcher | None]]]) -> None:
    # The trie yields the longest literal at a place; shorter ones that begin there count too.
    own = {literal: list(found) for literal, found in uses.items()}
    for literal in uses:
        for size in range(1, len(literal)):
            prefix = literal[:size]
            if prefix in own and not (
                prefix[-1].isascii() and literal[size].isascii() and literal[size].isalnum()
            ):
                uses[literal].extend(own[prefix])


def _guards(exemption: model.Exemption, book: model.Book) -> list[Guard]:
    out = []
    for lang, sources in (("zh", exemption.zh), ("en", exemption.en)):
        if not sources:
            continue
        pattern = kinds.union(sources, lang, book.words)
        if exemption.relation == "before":
            pattern = rf"(?:{pattern})\Z"
        try:
            out.append(Guard(exemption, re.compile(pattern)))
        except re.error as error:
            raise kinds.WordError(f"{exemption.source}: {exemption.id}: {error}") from error
    return out


def _guards_of(rule: model.Rule, book: model.Book, guards: dict[str, list[Guard]]) -> list[Guard]:
    wanted: dict[str, None] = {}
    for name in rule.exempt:
        if name.startswith("@"):
            members = [e.id for e in book.exemptions.values() if name[1:] in e.groups]
            if not members:
                raise kinds.WordError(f"{rule.source}: there is no exemption group {name}")
            wanted.update(dict.fromkeys(members))
        elif name in guards:
            wanted[name] = None
        else:
            raise kinds.WordError(f"{rule.source}: there is no exemption {name!r}")
    return [guard for name in wanted for guard in guards[name]]


class Body:
    """Folded text with what is worked out about it once: sentence bounds, where exempting words stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.breaks = [match.end() for match in SENTENCE_END.finditer(text)]
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._in_sentence: dict[tuple[int, int, int], bool] = {}

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a place. Of a very long one, the blocks of REACH characters nearby: whole
        blocks, so that places near one another share their bounds and a pattern runs there once."""
        i = bisect_right(self.breaks, start)
        j = bisect_left(self.breaks, end)
        low = self.breaks[i - 1] if i else 0
        high = self.breaks[j] if j < len(self.breaks) else len(self.text)
        low = max(low, (start // REACH - 1) * REACH)
        return low, min(high, (end // REACH + 2) * REACH)

    def covers(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """Does a match of `pattern` hold the whole of start:end? Matches may overlap one another."""
        places = self._places.get(id(pattern))
        if places is None:
            places = self._places[id(pattern)] = []
            match = pattern.search(self.text)
            while match:
                places.append(match.span())
                match = pattern.search(self.text, match.start() + 1)
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


def levels_for(engine: Engine, categories: frozenset[str]) -> list[str]:
    """The level of each rule for these categories; "" where it does not apply."""
    known = engine.levels.get(categories)
    if known is None:
        known = engine.levels[categories] = _levels(engine, categories)
    return known


def _levels(engine: Engine, categories: frozenset[str]) -> list[str]:
    out = []
    for rule in engine.rules:
        if (rule.only and not rule.only & categories) or rule.never & categories:
            out.append("")
            continue
        level = next((rule.level_for[c] for c in sorted(categories) if c in rule.level_for), rule.level)
        out.append("" if level == "off" else level)
    return out


def find(engine: Engine, body: Body, levels: list[str]) -> set[Hit]:
    """All hits in the folded text, overlaps and spared ones included."""
    text = body.text
    hits: set[Hit] = set()
    seen: set[tuple[int, int, int]] = set()
    for start, literal in candidates(engine.scan, text):
        for size, rule, matcher in engine.uses[literal]:
            level = levels[rule]
            if not level:
                continue
            if matcher is None:
                hits.add(Hit(start, start + size, rule, level))
                continue
            low, high = body.around(start, start + size)
            key = (id(matcher), low, high)
            if key in seen:
                continue
            seen.add(key)
            pattern = matcher.pattern
            for match in pattern.finditer(text, low, high):
                group = match.lastgroup or 0  # (?P<hit>…), the only kind of group cards use
                if match.end(group) > match.start(group):
                    hits.add(Hit(match.start(group), match.end(group), rule, level))
    return hits


def exemption_for(engine: Engine, body: Body, hit: Hit) -> model.Exemption | None:
    """The first exemption of the hit's rule that covers it, in the order the card names them."""
    low, high = body.around(hit.start, hit.end)
    for guard in engine.guards[hit.rule]:
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


def settle(hits: Iterable[Hit], engine: Engine) -> list[Hit]:
    """Of hits that overlap keep the graver, then the longer, then the lower id; in reading order."""
    ranked = sorted(hits, key=lambda h: (RANK[h.level], h.start - h.end, engine.rules[h.rule].id, h.start))
    starts: list[int] = []
    kept: list[Hit] = []
    for hit in ranked:
        i = bisect_left(starts, hit.end)
        if i and kept[i - 1].end > hit.start:
            continue
        starts.insert(i, hit.start)
        kept.insert(i, hit)
    return kept


def infer(engine: Engine, text: str) -> tuple[tuple[str, int, int], ...]:
    """Categories that the copy itself names, each with the folded span it was read from."""
    out: dict[str, tuple[str, int, int]] = {}
    for category, pattern in engine.hints:
        match = None if category in out else pattern.search(text)
        if match:
            out[category] = (category, *match.span())
    return tuple(out.values())


def run(engine: Engine, text: str, category: str = "general") -> model.Result:
    """Check one text. `category` must be known to the book (see `checker.check`)."""
    folded = engine.disguise.reveal(fold(text))
    if next(candidates(engine.scan, folded.text), None) is None:
        return model.Result(category)
    body = Body(folded.text)
    read = infer(engine, body.text) if category == "general" else ()
    levels = levels_for(engine, frozenset({category, *(name for name, _, _ in read)}))
    hits = find(engine, body, levels)
    excused = {hit: exemption for hit in hits if (exemption := exemption_for(engine, body, hit))}
    kept = settle((hit for hit in hits if hit not in excused), engine)
    spared = settle((h for h in excused if not _touches(h, kept)), engine)
    cats = [category, *(name for name, _, _ in read)]
    return model.Result(
        category,
        tuple(_finding(engine, text, folded, hit, cats) for hit in kept),
        tuple(_spared(engine, text, folded, hit, excused[hit]) for hit in spared),
        tuple(model.Inferred(name, text[slice(*folded.span(low, high))]) for name, low, high in read),
    )


def _touches(hit: Hit, kept: list[Hit]) -> bool:
    i = bisect_left(kept, hit.end, key=lambda k: k.start)
    return i > 0 and kept[i - 1].end > hit.start


def _finding(engine: Engine, text: str, folded: Folded, hit: Hit, cats: list[str]) -> model.Finding:
    rule = engine.rules[hit.rule]
    start, end = folded.span(hit.start, hit.end)
    laws = next((rule.laws_for[c] for c in cats if c in rule.laws_for), rule.laws)
    return model.Finding(
        rule=rule.id,
        name=rule.name,
        level=hit.level,
        start=start,
        end=end,
        match=text[start:end],
        disguised=folded.disguised(hit.start, hit.end),
        laws=laws,
        rewrites=rewrites(rule, folded.text[hit.start : hit.end]),
    )


def _spared(engine: Engine, text: str, folded: Folded, hit: Hit, exemption: model.Exemption) -> model.Spared:
    rule = engine.rules[hit.rule]
    start, end = folded.span(hit.start, hit.end)
    return model.Spared(rule.id, rule.name, start, end, text[start:end], exemption.id, exemption.law)


_HAN = re.compile(f"[{HAN}]")


def rewrites(rule: model.Rule, match: str) -> tuple[str, ...]:
    """Wordings for folded `match`, in its language, narrow ones first; "" means take the words out."""
    lang = "zh" if _HAN.search(match) else "en"
    narrow: list[str] = []
    wide: list[str] = []
    for rewrite in rule.rewrites:
        wordings = rewrite.zh if lang == "zh" else rewrite.en
        if not rewrite.only_for:
            wide.extend(wordings)
        elif any(word in match for word in rewrite.only_for):
            narrow.extend(wordings)
    found = narrow or wide
    return tuple(dict.fromkeys(found)) if found and not rule.drop else ("",)
