"""Finding literals: every place of a text where one of thousands of terms stands.

A Chinese term is looked for by its rarest pair of characters, an English one by its rarest word, as ordinary
copy goes. All pairs of a text, as numbers, and all its words go through a set: most texts end there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import compress

from checker.common import WORD, of_pair, of_word

# With its mark of two bytes in front: of the forms of UTF-16 the one Python writes without a table.
_UTF16, _MARK = "utf-16", 2
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SPACED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))

_ALNUM = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
FEW = 16  # up to so many keys are each looked up by themselves, more in one pass

# How far behind the beginning of a literal its key stands, and how long the literal is.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """Literals by their keys: pairs of characters, as numbers (see _number); single characters; words."""

    terms: Collection[str]
    pairs: dict[int, tuple[Spot, ...]]
    singles: re.Pattern[str] | None
    words: dict[bytes, tuple[Spot, ...]]
    signs: tuple[str, ...]


def _number(pair: str) -> int:
    """Two characters as UTF-16 in memory has them, one number of four bytes."""
    return int.from_bytes(pair.encode(_UTF16, "surrogatepass")[_MARK:], sys.byteorder)


def build(terms: Collection[str]) -> Scan:
    """A scan for `terms` (folded, none empty; quick to ask whether they hold a string)."""
    pairs: dict[str, set[Spot]] = {}
    words: dict[str, set[Spot]] = {}
    singles, signs = [], []
    for term in terms:
        if not term.isascii():
            places = [i for i in range(len(term) - 1) if not term[i : i + 2].isascii()]
            if places:
                at = min(places, key=lambda i: of_pair(term[i : i + 2])) if len(term) > 2 else 0
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
    shared: dict[tuple[Spot, ...], tuple[Spot, ...]] = {}  # there are few different ones

    def ordered(spots: set[Spot]) -> tuple[Spot, ...]:
        made = tuple(sorted(spots))
        return shared.setdefault(made, made)

    return Scan(
        terms=terms,
        pairs={_number(pair): ordered(spots) for pair, spots in pairs.items()},
        singles=re.compile("[" + re.escape("".join(sorted(singles))) + "]") if singles else None,
        words={word.encode(): ordered(spots) for word, spots in words.items()},
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
        _find_pairs(scan, text, found)
        if scan.singles:
            found += [(match.start(), match[0]) for match in scan.singles.finditer(text)]
    standing = scan.words.keys() & words
    if standing:
        _find_words(scan, text, standing, found)
    for sign in scan.signs:
        place = text.find(sign)
        while place >= 0:
            found.append((place, sign))
            place = text.find(sign, place + 1)
    return found


def _find_pairs(scan: Scan, text: str, found: list[tuple[int, str]]) -> None:
    pairs, terms = scan.pairs, scan.terms
    units = text.encode(_UTF16, "surrogatepass")
    if len(units) != 2 * len(text) + _MARK:  # one unit a character, that places may be counted in either
        units = _ASTRAL.sub("\ufffd", text).encode(_UTF16, "surrogatepass")
    view = memoryview(units)[_MARK:]
    even = view[: len(view) & ~3].cast("I")
    odd = view[2 : 2 + ((len(view) - 2) & ~3)].cast("I")
    standing = (pairs.keys() & even) | (pairs.keys() & odd)
    if not standing:
        return
    for place, number in _few(text, standing) if len(standing) <= FEW else _many(pairs, even, odd):
        for offset, size in pairs[number]:
            start = place - offset
            term = text[start : start + size]
            if start >= 0 and term in terms and (not term[0].isascii() or _whole(text, start, start + size)):
                found.append((start, term))


def _few(text: str, standing: set[int]) -> Iterator[tuple[int, int]]:
    for number in standing:
        pair = number.to_bytes(4, sys.byteorder).decode(_UTF16, "surrogatepass")
        place = text.find(pair)
        while place >= 0:
            yield place, number
            place = text.find(pair, place + 1)


def _many(
    pairs: dict[int, tuple[Spot, ...]], even: memoryview[int], odd: memoryview[int]
) -> Iterator[tuple[int, int]]:
    for first, numbers in ((0, even), (1, odd)):
        for i in compress(range(len(numbers)), map(pairs.__contains__, numbers)):
            yield first + 2 * i, numbers[i]


def _find_words(scan: Scan, text: str, standing: set[bytes], found: list[tuple[int, str]]) -> None:
    terms = scan.terms
    if len(standing) <= FEW:
        places = [(place, word) for word in standing for place in _whole_places(text, word.decode())]
    else:
        places = [(m.start(), word) for m in WORD.finditer(text) if (word := m[0].encode()) in standing]
    for place, word in places:
        for offset, size in scan.words[word]:
            start = place - offset
            term = text[start : start + size]
            if start >= 0 and term in terms and _whole(text, start, start + size):
                found.append((start, term))


def _whole_places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        if _whole(text, place, place + len(word)):
            yield place
        place = text.find(word, place + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Does start:end begin and end where words do? Signs bound themselves."""
    if start and text[start - 1] in _ALNUM and text[start] in _ALNUM:
        return False
    return not (end < len(text) and text[end] in _ALNUM and text[end - 1] in _ALNUM)
