"""The closed set of ways in which a card finds its words.

terms    literals, at word boundaries in Latin script
pattern  a regular expression, run only in sentences where one of its anchors stands
near     a within n characters of b in one sentence; b is the anchor

Macros in braces: {list} a word list; {..6} up to six characters without crossing a comma; {..3w} up
to three words; {num} a number. When data does not fit, add a kind here with its own tests.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from checker import needs
from checker.model import Find
from checker.trie import trie_pattern

KINDS = ("terms", "pattern", "near")
Words = Mapping[str, Mapping[str, tuple[str, ...]]]

MACRO = re.compile(r"\{([a-z][a-z0-9-]*)\}")
GAP = re.compile(r"\{\.\.(\d+)\}")
WORD_GAP = re.compile(r" ?\{\.\.(\d+)w\} ?")
NUMBER = "(?:[0-9]+(?:[.,\uff0c\uff0e][0-9]+)*|[零一二两三四五六七八九十百千万亿几数]+)"
COMMA = "[^,\uff0c、;\uff1b:\uff1a\n]"
LATIN = re.compile(r"[a-z0-9]")
MOST_LITERALS = 20_000
RARE_ENOUGH = 0.006  # share of ordinary copy; anchors that rare need no better ones
# Copy is written with full-width or half-width punctuation: a card may write either and means both.
WIDTHS = dict(zip(",!;:\uff0c\uff01\uff1b\uff1a\uff1f\uff08\uff09", ",!;:,!;:?()", strict=True))
WIDE = dict(zip(",!;:?()", "\uff0c\uff01\uff1b\uff1a\uff1f\uff08\uff09", strict=True))
TOKEN = re.compile(
    r"\\.|\{\d*,?\d*\}|\(\?(?:P<\w+>|<?[=!]|:)|\[\^?\]?|\]|[" + "".join(WIDTHS) + "]", re.DOTALL
)


class WordError(ValueError):
    """A card names a word list that is not there, or one too large to multiply out."""


def expand(words: Words) -> Words:
    """The word lists with the {lists} in them multiplied out. Raises WordError."""
    done: dict[str, dict[str, tuple[str, ...]]] = {}

    def one(name: str, outer: tuple[str, ...]) -> None:
        if name not in words:
            raise WordError(f"there is no word list {{{name}}}")
        if name in outer:
            raise WordError(f"the word list {{{name}}} needs itself")
        if name not in done:
            for entries in words[name].values():
                for inner in {match for entry in entries for match in MACRO.findall(entry)}:
                    one(inner, (*outer, name))
            done[name] = {
                lang: tuple(dict.fromkeys(literals(entries, lang, done)))
                for lang, entries in words[name].items()
            }

    for name in words:
        one(name, ())
    return done


def literals(entries: Iterable[str], lang: str, words: Words) -> list[str]:
    """Multiply the {lists} in `entries` out to plain literals; `words` are expanded. Raises WordError."""
    out: list[str] = []
    for entry in entries:
        if "{" not in entry:
            out.append(entry)
            continue
        parts = MACRO.split(entry)
        choices = [(part,) if i % 2 == 0 else _list(part, lang, words) for i, part in enumerate(parts)]
        size = math.prod(map(len, choices))
        if size > MOST_LITERALS:
            raise WordError(f"{entry!r} makes {size} literals, more than {MOST_LITERALS}: use a pattern")
        out.extend("".join(choice) for choice in itertools.product(*choices))
    return out


def _list(name: str, lang: str, words: Words) -> tuple[str, ...]:
    if name not in words:
        raise WordError(f"there is no word list {{{name}}}")
    return words[name][lang]


def both_widths(source: str) -> str:
    """A pattern in which each punctuation mark matches its full-width and its half-width form."""
    inside = False

    def widen(match: re.Match[str]) -> str:
        nonlocal inside
        token = match[0]
        if token in WIDTHS:
            pair = re.escape(WIDTHS[token]) + WIDE[WIDTHS[token]]
            return pair if inside else f"[{pair}]"
        if token[0] == "[" and not inside:
            inside = True
        elif token == "]":
            inside = False
        return token

    return TOKEN.sub(widen, source)


def expression(source: str, lang: str, words: Words) -> str:
    """A card's pattern with its macros written out, bounded at word edges in English."""

    def listed(match: re.Match[str]) -> str:
        if match[1] == "num":
            return NUMBER
        found = _list(match[1], lang, words)
        return f"(?:{trie_pattern(found)})" if found else "(?!)"

    text = both_widths(source)
    text = WORD_GAP.sub(lambda m: rf"[^\S\n]+(?:[^\s,;:]+[^\S\n]+){{0,{m[1]}}}?", text)
    text = GAP.sub(lambda m: f"{COMMA}{{0,{m[1]}}}?", text)
    text = MACRO.sub(listed, text)
    return rf"(?<![a-z0-9])(?:{text})(?![a-z0-9])" if lang == "en" else text


def union(sources: Iterable[str], lang: str, words: Words) -> str:
    """All `sources` as one expression; each may mark its own (?P<hit>…), numbered here."""
    parts = enumerate(expression(source, lang, words) for source in sources)
    return "|".join(f"(?:{part.replace('(?P<hit>', f'(?P<hit{i}>')})" for i, part in parts)


def needed(source: str, lang: str, words: Words) -> list[frozenset[str]]:
    """Groups of literals: in every match of a card's pattern stands one of each. Raises WordError, re.error."""
    lists: list[frozenset[str]] = []

    def listed(match: re.Match[str]) -> str:
        if match[1] == "num":
            return needs.NUMBER
        lists.append(frozenset(_list(match[1], lang, words)))
        return chr(needs.FIRST_LIST + len(lists) - 1)

    text = both_widths(source)
    text = WORD_GAP.sub(needs.SPACE, text)
    text = GAP.sub(needs.ANY, text)
    return needs.groups(MACRO.sub(listed, text), lists, lang)


@dataclass(slots=True)
class Matcher:
    """A find of one rule in one language. What is not needed at once is made when first used.

    `make`: gives the expression; None for plain terms. `need`: gives the groups a match needs besides the
    one it is looked for by.
    """

    rule: int
    make: Callable[[], str] | None = None
    need: Callable[[], list[frozenset[str]]] = list
    card: str = ""
    compiled: re.Pattern[str] | None = field(default=None, repr=False)
    known: tuple[needs.Sign, ...] | None = field(default=None, repr=False)

    @property
    def pattern(self) -> re.Pattern[str]:
        if self.compiled is None:
            assert self.make is not None, "plain terms have no expression"
            try:
                self.compiled = re.compile(self.make())
            except re.error as error:
                raise WordError(f"{self.card}: not a valid pattern: {error}") from error
            self.make = _made  # the word lists may go
        return self.compiled

    @property
    def signs(self) -> tuple[needs.Sign, ...]:
        """Without one word, or one character, of each a text has no match."""
        if self.known is None:
            try:
                self.known = needs.signs(self.need())
            except re.error as error:
                raise WordError(f"{self.card}: not a valid pattern: {error}") from error
            self.need = list
        return self.known


def _made() -> str:
    raise AssertionError("an expression is made once")


class Place(NamedTuple):
    """Where a matcher runs: around one of `literals`, which are what the card names (`named`: terms, anchors)
    or a rarer group that every match holds as well."""

    matcher: Matcher
    literals: frozenset[str]
    named: list[str]


def matchers(rule: int, find: Find, words: Words) -> Iterator[Place]:
    """The matchers of `find`, one for each of its expressions. Raises WordError, re.error."""
    for lang, sources in (("zh", find.zh), ("en", find.en)):
        if find.kind == "near":
            a, b = (literals(side, lang, words) for side in (find.a, find.b))
            if a and b:
                yield _expressed(rule, b, partial(_sides, a, b), partial(near, find, lang, words))
        elif not sources:
            continue
        elif find.kind == "terms":
            terms = literals(sources, lang, words)
            yield Place(Matcher(rule), frozenset(terms), terms)
        else:
            named = literals(find.anchor, lang, words)
            if not named:
                raise WordError("a pattern needs an anchor")
            for source in sources:
                need = partial(needed, source, lang, words)
                yield _expressed(rule, named, need, partial(expression, source, lang, words))


def _expressed(
    rule: int, named: list[str], need: Callable[[], list[frozenset[str]]], make: Callable[[], str]
) -> Place:
    anchors = frozenset(named)
    if needs.share(anchors) < RARE_ENOUGH:
        return Place(Matcher(rule, make, need), anchors, named)
    first, *others = needs.ranked([*need(), anchors])
    return Place(Matcher(rule, make, known=needs.signs(others)), first, named)


def _sides(*sides: list[str]) -> list[frozenset[str]]:
    return [frozenset(side) for side in sides]


def near(find: Find, lang: str, words: Words) -> str:
    """The expression of a `near` find."""
    first, second = (trie_pattern(literals(side, lang, words)) for side in (find.a, find.b))
    gap = f"[^\n]{{0,{find.within}}}?"
    forms = {"ab": f"{first}{gap}{second}", "ba": f"{second}{gap}{first}"}
    source = "|".join(forms.values() if find.order == "any" else [forms[find.order]])
    return rf"(?<![a-z0-9])(?:{source})(?![a-z0-9])" if lang == "en" else source
