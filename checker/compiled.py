"""A Book compiled for matching: literals to scan for, matchers to run around them, clues to ask about hits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from checker import disguise, kinds, model, needs, scan
from checker.clues import Clue, Clues
from checker.clues import build as build_clues

Use = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(slots=True)
class Engine:
    """A Book compiled for matching. Build once with `compile_book`, then use from anywhere.

    `uses`: of each literal the rules that have it as a plain term, and the numbers of the groups it is in.
    `waiting`: by the number of a group the matchers that run where one of it stands.
    `guards`: for each rule its exemptions' clues by number, in the order the card names them.
    """

    book: model.Book
    rules: list[model.Rule]
    matchers: list[kinds.Matcher]
    scan: scan.Scan
    uses: dict[str, Use]
    waiting: list[list[kinds.Matcher]]
    clues: Clues
    guards: list[dict[int, tuple[Clue, model.Exemption]]]
    hints: list[tuple[str, Clue]]
    disguise: disguise.Disguise
    widest: list[str]  # the level of each rule before its categories are asked
    levels: dict[frozenset[str], list[str]] = field(default_factory=dict)

    def warm(self) -> None:
        """Compile every expression now, not when it is first used."""
        for matcher in self.matchers:
            if matcher.make:
                matcher.pattern, matcher.signs  # noqa: B018 (the properties compile)
        for clue in [clue for guards in self.guards for clue, _ in guards.values()] + [
            c for _, c in self.hints
        ]:
            clue.pattern  # noqa: B018
        needs.forget()


def compile_book(book: model.Book) -> Engine:
    """Compile `book`. Raises kinds.WordError (with the card's name) for a faulty card."""
    rules = list(book.rules.values())
    words = kinds.expand(book.words)
    found = [place for index, rule in enumerate(rules) for place in _places(index, rule, words)]
    uses, waiting = _index(found)
    exempting = {
        exemption.id: [
            (Clue(exemption.source, sources, lang, words, exemption.relation), exemption)
            for lang, sources in (("zh", exemption.zh), ("en", exemption.en))
            if sources
        ]
        for exemption in book.exemptions.values()
    }
    hints = [
        (category.id, Clue("categories.toml", sources, lang, words))
        for lang in ("zh", "en")
        for category in book.categories.values()
        if (sources := category.zh if lang == "zh" else category.en)
    ]
    pairs = [pair for guards in exempting.values() for pair in guards]
    made = Engine(
        book=book,
        rules=rules,
        matchers=[place.matcher for place in found],
        scan=scan.build(uses),
        uses=uses,
        waiting=waiting,
        clues=build_clues([clue for clue, _ in pairs] + [clue for _, clue in hints]),
        guards=[_guards_of(rule, book, exempting) for rule in rules],
        hints=hints,
        disguise=disguise.build(_hidden(book, words, found), uses),
        widest=[rule.level for rule in rules],
    )
    needs.forget()
    return made


def _index(found: Iterable[kinds.Place]) -> tuple[dict[str, Use], list[list[kinds.Matcher]]]:
    """`uses` and `waiting` of an Engine."""
    terms: dict[str, dict[int, None]] = {}
    numbers: dict[frozenset[str], int] = {}
    waiting: list[list[kinds.Matcher]] = []
    for matcher, literals, _ in found:
        if matcher.make is None:
            for literal in literals:
                terms.setdefault(literal, {})[matcher.rule] = None
            continue
        number = numbers.setdefault(literals, len(numbers))
        if number == len(waiting):
            waiting.append([])
        waiting[number].append(matcher)
    groups: dict[str, list[int]] = {}
    for group, number in numbers.items():
        for literal in group:
            groups.setdefault(literal, []).append(number)
    # Most literals share their rules and groups with others: one tuple for all of them.
    shared: dict[Use, Use] = {}
    uses = {}
    for literal in {**terms, **groups}:
        use = (tuple(terms.get(literal, ())), tuple(groups.get(literal, ())))
        uses[literal] = shared.setdefault(use, use)
    return uses, waiting


def _places(index: int, rule: model.Rule, words: kinds.Words) -> Iterable[kinds.Place]:
    try:
        for find in rule.finds:
            for place in kinds.matchers(index, find, words):
                place.matcher.card = rule.source
                if not all(place.named):
                    raise kinds.WordError("an empty term or anchor")
                yield place
    except (kinds.WordError, re.error) as error:
        raise kinds.WordError(f"{rule.source}: {error}") from error


def _hidden(book: model.Book, words: kinds.Words, found: Iterable[kinds.Place]) -> Iterable[str]:
    """All that the cards look for and a seller might hide: terms, anchors, patterns, word lists."""
    for place in found:
        yield from place.named
    for rule in book.rules.values():
        for find in rule.finds:
            for source in (*find.zh, *find.en, *find.a, *find.b):
                yield kinds.MACRO.sub(" ", source)
    for lists in words.values():
        for entries in lists.values():
            yield from entries


def _guards_of(
    rule: model.Rule, book: model.Book, exempting: dict[str, list[tuple[Clue, model.Exemption]]]
) -> dict[int, tuple[Clue, model.Exemption]]:
    wanted: dict[str, None] = {}
    for name in rule.exempt:
        if name.startswith("@"):
            members = [e.id for e in book.exemptions.values() if name[1:] in e.groups]
            if not members:
                raise kinds.WordError(f"{rule.source}: there is no exemption group {name}")
            wanted.update(dict.fromkeys(members))
        elif name in exempting:
            wanted[name] = None
        else:
            raise kinds.WordError(f"{rule.source}: there is no exemption {name!r}")
    return {clue.number: (clue, exemption) for name in wanted for clue, exemption in exempting[name]}


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
