"""find → spare → settle → sort: pure functions from text to findings.

A candidate is a literal that `scan` finds; only around candidates do patterns and exemptions run, and
only within their sentence. Everything is linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from checker import model
from checker.compiled import Engine, compile_book, levels_for
from checker.kinds import Matcher
from checker.scan import candidates, words_of
from checker.spare import Body, Hit, exemption_for
from checker.text import Folded, fold
from checker.wording import offered

__all__ = ["Engine", "compile_book", "run"]

MARKS = frozenset(" \t\n,、;:。\uff0c\uff1b\uff1a")
RANK = {level: rank for rank, level in enumerate(model.LEVELS)}


def find(engine: Engine, body: Body, found: list[tuple[int, str]], levels: list[str]) -> set[Hit]:
    """All hits around the literals `found` in the folded text, overlaps and spared ones included."""
    hits: set[Hit] = set()
    standing: dict[int, list[tuple[int, int]]] = {}
    for start, literal in sorted(found):
        end = start + len(literal)
        rules, groups = engine.uses[literal]
        for rule in rules:
            if levels[rule]:
                hits.add(Hit(start, end, rule, levels[rule]))
        for group in groups:
            standing.setdefault(group, []).append((start, end))
    for group, places in standing.items():
        for matcher in engine.waiting[group]:
            level = levels[matcher.rule]
            if level and body.shows(matcher.signs):
                _match(matcher, body, places, level, hits)
    return hits


def _match(matcher: Matcher, body: Body, places: list[tuple[int, int]], level: str, hits: set[Hit]) -> None:
    """Adds matches in the sentences in which one of `places` stands."""
    text = body.text
    ran = (-1, -1)
    for place in places:
        bounds = low, high = body.around(*place)
        if bounds == ran:
            continue
        ran = bounds
        for match in matcher.pattern.finditer(text, low, high):
            # (?P<hit>…) is the only kind of group cards use.
            start, end = _without_marks(text, *match.span(match.lastgroup or 0))
            if start < end:
                hits.add(Hit(start, end, matcher.rule, level))


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without punctuation at its edges: put in place of it, a wording would swallow the comma."""
    while start < end and text[end - 1] in MARKS:
        end -= 1
    while start < end and text[start] in MARKS:
        start += 1
    return start, end


def settle(hits: Iterable[Hit], engine: Engine) -> list[Hit]:
    """Of hits that overlap keep the graver, then the longer, then the lower id; in reading order.

    Hits of one rule that overlap are one: 彻底去根 and 去根，永不复发 make one claim.
    """
    ranked = sorted(hits, key=lambda h: (RANK[h.level], h.start - h.end, engine.rules[h.rule].id, h.start))
    starts: list[int] = []
    kept: list[Hit] = []
    for hit in ranked:
        i = j = bisect_left(starts, hit.end)
        while j and kept[j - 1].end > hit.start:
            j -= 1
        if i == j:
            starts.insert(i, hit.start)
            kept.insert(i, hit)
        elif i - j == 1 and kept[j].rule == hit.rule:
            kept[j] = hit._replace(start=min(kept[j].start, hit.start), end=max(kept[j].end, hit.end))
            starts[j] = kept[j].start
    return kept


def infer(engine: Engine, body: Body) -> tuple[tuple[str, int, int], ...]:
    """Categories that the copy itself names, each with the folded span it was read from."""
    out: dict[str, tuple[str, int, int]] = {}
    standing = body.clues(engine.clues, 0, len(body.text))
    for category, clue in engine.hints:
        if clue.number in standing and category not in out and (match := clue.pattern.search(body.text)):
            out[category] = (category, *match.span())
    return tuple(out.values())


def run(engine: Engine, text: str, category: str = "general") -> model.Result:
    """Check one text. `category` must be known to the book (see `checker.check`)."""
    plain = fold(text)
    words = words_of(plain.text)
    folded = engine.disguise.reveal(plain, words)
    if folded is not plain:
        words = words_of(folded.text)
    found = candidates(engine.scan, folded.text, words)
    if not found:
        return model.Result(category)
    body = Body(folded.text, words)
    read: tuple[tuple[str, int, int], ...] = ()
    if category == "general":
        # What the copy itself says it sells matters only where something is found under some category.
        hits = find(engine, body, found, engine.widest)
        if hits:
            read = infer(engine, body)
            levels = levels_for(engine, frozenset({category, *(name for name, _, _ in read)}))
            hits = {hit._replace(level=levels[hit.rule]) for hit in hits if levels[hit.rule]}
    else:
        hits = find(engine, body, found, levels_for(engine, frozenset({category})))
    if not hits:
        return model.Result(category, inferred=_inferred(text, folded, read))
    excused = {hit: exemption for hit in hits if (exemption := exemption_for(engine, body, hit))}
    kept = settle((hit for hit in hits if hit not in excused), engine)
    spared = settle((h for h in excused if not _touches(h, kept)), engine)
    # A hit joined from several begins where one of them does.
    why = {(hit.rule, hit.start): exemption for hit, exemption in excused.items()}
    cats = [category, *(name for name, _, _ in read)]
    return model.Result(
        category,
        tuple(_finding(engine, text, folded, hit, cats) for hit in kept),
        tuple(_spared(engine, text, folded, hit, why[hit.rule, hit.start]) for hit in spared),
        _inferred(text, folded, read),
    )


def _inferred(
    text: str, folded: Folded, read: tuple[tuple[str, int, int], ...]
) -> tuple[model.Inferred, ...]:
    return tuple(model.Inferred(name, text[slice(*folded.span(low, high))]) for name, low, high in read)


def _touches(hit: Hit, kept: list[Hit]) -> bool:
    i = bisect_left(kept, hit.end, key=lambda k: k.start)
    return i > 0 and kept[i - 1].end > hit.start


def _finding(engine: Engine, text: str, folded: Folded, hit: Hit, cats: list[str]) -> model.Finding:
    rule = engine.rules[hit.rule]
    start, end = folded.span(hit.start, hit.end)
    disguised = folded.disguised(hit.start, hit.end)
    laws = next((rule.laws_for[c] for c in cats if c in rule.laws_for), rule.laws)
    return model.Finding(
        rule=rule.id,
        name=rule.name,
        level=hit.level,
        start=start,
        end=end,
        match=text[start:end],
        disguised=disguised,
        laws=laws,
        rewrites=offered(rule, folded.text[hit.start : hit.end], text[start:end], disguised=disguised),
    )


def _spared(engine: Engine, text: str, folded: Folded, hit: Hit, exemption: model.Exemption) -> model.Spared:
    rule = engine.rules[hit.rule]
    start, end = folded.span(hit.start, hit.end)
    return model.Spared(rule.id, rule.name, start, end, text[start:end], exemption.id, exemption.law)
