"""A Book compiled for matching: literals to scan for, matchers to run around them, exemptions as expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker import disguise, kinds, model, scan


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
    any_hint: re.Pattern[str]
    disguise: disguise.Disguise
    widest: list[str]  # the level of each rule before its categories are asked
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
                matcher.card = rule.source
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
        any_hint=re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in hints) or "(?!)"),
        widest=[rule.level for rule in rules],
        disguise=disguise.build(sources, uses),
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
        if exemption.relation == "after":
            pattern = pattern.replace(
                "(?<![a-z0-9])", ""
            )  # it begins right behind a word, often with a space
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
