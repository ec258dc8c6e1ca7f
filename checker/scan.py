"""Finding literals: every place of a text where one of thousands of terms stands.

A Chinese term is looked for by its rarest pair of characters, an English one by its rarest word, as ordinary
copy goes. All pairs of a text, as numbers, and all its words go through a set: most texts end there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress

from checker.common import WORD, of_pair, of_word

_UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SPACED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))

FEW = 16  # up to so many keys are each looked up by themselves, more in one pass

# How far behind the beginning of a literal its key stands, and how long the literal is.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """Literals by their keys: pairs of characters (`numbers`: as UTF-16 has them), single characters, words."""

    terms: frozenset[str]
    numbers: frozenset[int]
    pairs: dict[str, tuple[Spot, ...]]
    singles: re.Pattern[str] | None
    keys: frozenset[bytes]
    words: dict[str, tuple[Spot, ...]]
    signs: tuple[str, ...]


def _number(pair: str) -> int:
    return int.from_bytes(pair.encode(_UTF16, "surrogatepass"), sys.byteorder)


def build(literals: Iterable[str]) -> Scan:
    """A scan for `literals` (folded, none empty)."""
    terms = frozenset(literals)
    pairs: dict[str, set[Spot]] = {}
    words: dict[str, set[Spot]] = {}
    singles, signs = [], []
    for term in terms:
        if not term.isascii():
            places = [i for i in range(len(term) - 1) if not term[i : i + 2].isascii()]
            if places:
                at = min(places, key=lambda i: of_pair(term[i : i + 2]))
                pairs.setdefault(term[at : at + 2], set()).add((at, len(term)))
            else:
                singles.append(term)
            continue
        found = list(WORD.finditer(term))
        if found:
            key = min(found, key=lambda match: of_word(match[0]))
            words.setdefault(key[0], set()).add((key.start(), len(term)))
        else:
            signs.append(term)
    return Scan(
        terms=terms,
        numbers=frozenset(map(_number, pairs)),
        pairs={pair: tuple(sorted(spots)) for pair, spots in pairs.items()},
        singles=re.compile("[" + re.escape("".join(sorted(singles))) + "]") if singles else None,
        keys=frozenset(word.encode() for word in words),
        words={word: tuple(sorted(spots)) for word, spots in words.items()},
        signs=tuple(sorted(signs)),
    )


def words_of(text: str) -> list[bytes]:
    """The Latin words and figures of folded `text`; other characters, also within a word, part them."""
    return text.encode("ascii", "replace").translate(_SPACED).split()


def candidates(scan: Scan, text: str, words: list[bytes]) -> list[tuple[int, str]]:
    """Every (place, literal) of folded `text`, places in no order. `words`: words_of(text).

    What begins with a Latin letter or a figure counts only as whole words.
    """
    found: list[tuple[int, str]] = []
    if not text.isascii():
        for place, key in _pair_places(scan, text):
            _terms(scan.terms, scan.pairs[key], text, place, found)
        if scan.singles:
            found += [(match.start(), match[0]) for match in scan.singles.finditer(text)]
    if not scan.keys.isdisjoint(words):
        for place, key in _word_places(scan, text, words):
            _terms(scan.terms, scan.words[key], text, place, found)
    for sign in scan.signs:
        if sign in text:
            found += [(match.start(), sign) for match in re.finditer(re.escape(sign), text)]
    return found


def _terms(
    terms: frozenset[str], spots: tuple[Spot, ...], text: str, place: int, found: list[tuple[int, str]]
) -> None:
    for offset, size in spots:
        start = place - offset
        term = text[start : start + size]
        if start >= 0 and term in terms and (not term[0].isascii() or _whole(text, start, start + size)):
            found.append((start, term))


def _pair_places(scan: Scan, text: str) -> Iterable[tuple[int, str]]:
    units = text.encode(_UTF16, "surrogatepass")
    if len(units) != 2 * len(text):  # one unit a character, that places may be counted in either
        units = _ASTRAL.sub("\ufffd", text).encode(_UTF16, "surrogatepass")
    view = memoryview(units)
    even = view[: len(units) & ~3].cast("I")
    odd = view[2 : 2 + ((len(units) - 2) & ~3)].cast("I")
    standing = scan.numbers.intersection(even).union(scan.numbers.intersection(odd))
    if len(standing) <= FEW:
        for number in standing:
            key = number.to_bytes(4, sys.byteorder).decode(_UTF16, "surrogatepass")
            yield from ((place, key) for place in _places(text, key))
        return
    known = scan.numbers.__contains__
    for place in compress(range(0, len(text), 2), map(known, even)):
        yield place, text[place : place + 2]
    for place in compress(range(1, len(text), 2), map(known, odd)):
        yield place, text[place : place + 2]


def _word_places(scan: Scan, text: str, words: list[bytes]) -> Iterable[tuple[int, str]]:
    standing = scan.keys.intersection(words)
    if len(standing) <= FEW:
        for word in standing:
            key = word.decode()
            for place in _places(text, key):
                if _whole(text, place, place + len(key)):
                    yield place, key
        return
    for match in WORD.finditer(text):
        if match[0] in scan.words:
            yield match.start(), match[0]


def _places(text: str, key: str) -> Iterable[int]:
    place = text.find(key)
    while place >= 0:
        yield place
        place = text.find(key, place + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Does start:end begin and end where words do? Signs bound themselves."""
    return not (
        (start and _joined(text[start - 1], text[start]))
        or (end < len(text) and _joined(text[end - 1], text[end]))
    )


def _joined(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
