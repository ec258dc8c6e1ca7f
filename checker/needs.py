"""What a match cannot do without: literals read off an expression, so that it runs only where they stand.

{cure}{..6}{disease} needs one of the words of cure and one of the diseases: two groups, each a set of
literals of which one stands in every match. Reading is cautious: where it cannot tell it names no group.
"""

from __future__ import annotations

import re
from functools import cache

# The parser of `re` itself: any other would have to read the very same dialect.
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from checker.common import WORD, of_character, of_literal, of_word

MOST = 100  # strings in a set made by multiplying two
LONGEST_LIST = 1_500  # strings in a set that one other string is put before or behind
LARGEST_CLASS = 40  # characters of a class that are read as so many strings
# Stand for a gap of any characters, for one bounded by spaces, and for a number in figures or characters.
ANY, SPACE, NUMBER = "\uf8f0", "\uf8f1", "\uf8f2"
FIRST_LIST = 0xE000  # characters from here on stand for word lists
ALNUM = "abcdefghijklmnopqrstuvwxyz0123456789"

_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile("[a-z0-9]")
# Other marks stand in most texts.
_TELLING = re.compile("[\u3400-\u9fffa-z0-9%《》]")
_NOT_ASCII = re.compile("[^\0-\x7f]")
DIGITS = frozenset("0123456789")

Strings = frozenset[str]  # all that a stretch of an expression can match


class Gap(NamedTuple):
    """A stretch of which the words are not known. `begins`, `ends`: does it with a sign that bounds a
    Latin word? `vanishes`: may it match nothing? `within`: groups that stand in it."""

    begins: bool = False
    ends: bool = False
    vanishes: bool = False
    within: tuple[Strings, ...] = ()


GAPS = {
    ANY: Gap(),
    SPACE: Gap(begins=True, ends=True),
    NUMBER: Gap(within=(DIGITS | set("零一二两三四五六七八九十百千万亿几数"),)),
}
EDGE = Gap(begins=True, ends=True)  # a word edge: what stands beside it begins or ends as words do
Item = Strings | Gap


def groups(source: str, lists: list[Strings], lang: str) -> list[Strings]:
    """The groups of an expression in which the characters from FIRST_LIST on stand for `lists`.

    English expressions begin and end with whole words; Chinese ones may begin and end anywhere.
    """
    nodes = parser.parse(source)
    if len(nodes) == 1 and nodes[0][0] is op.BRANCH:
        best = [rarest(_groups(_read(branch, lists), lang == "en")) for branch in nodes[0][1][1]]
        return [frozenset[str]().union(*(group or () for group in best))] if all(best) else []
    return _groups(_read(nodes, lists), lang == "en")


def rarest(found: list[Strings]) -> Strings | None:
    """Of several groups the one that stands least often in ordinary copy."""
    words = [group for group in found if group.isdisjoint(DIGITS)]  # figures are a sign, no words to look for
    return min(words, key=lambda group: (share(group), len(group)), default=None)


def ranked(found: list[Strings]) -> list[Strings]:
    """Groups without doubles, the rarest first."""
    return sorted(dict.fromkeys(found), key=lambda group: (share(group), len(group)))


class Sign(NamedTuple):
    """What tells at once that no literal of a group stands in a text: it holds none of these `characters`
    and none of these Latin `words`, as scan.words_of has them."""

    characters: str
    words: frozenset[bytes]


def signs(found: list[Strings]) -> tuple[Sign, ...]:
    """The signs of groups, the rarest group's first."""
    return tuple(map(_sign, found))


@cache
def _sign(group: Strings) -> Sign:
    characters, words = set(), set()
    for literal in group:
        latin = WORD.findall(literal) if group.isdisjoint(DIGITS) else []
        if literal.isascii() and latin:
            words.add(_as_bytes(min(latin, key=of_word)))
        else:
            characters.add(min(_NOT_ASCII.findall(literal) or literal, key=of_character))
    return Sign("".join(sorted(characters)), frozenset(words))


@cache
def _as_bytes(word: str) -> bytes:
    return word.encode()


def forget() -> None:
    """Give back what is remembered of groups: many cards need one of the same list."""
    for remembered in (share, _sign, _trimmed, _as_bytes):
        remembered.cache_clear()


@cache
def share(group: Strings) -> float:
    """About what share of ordinary listings holds one of `group`."""
    return sum(map(of_literal, group)) if group.isdisjoint(DIGITS) else 1000.0


def _groups(items: list[Item], whole: bool) -> list[Strings]:
    out: list[Strings] = []
    for i, item in enumerate(items):
        if isinstance(item, Gap):
            out.extend(item.within)
            continue
        left = _bounded(items[:i][::-1], -1, whole)
        right = _bounded(items[i + 1 :], 0, whole)
        found = _trimmed(item, left, right)
        if found:
            out.append(found)
    return out


@cache
def _trimmed(strings: Strings, left: bool, right: bool) -> Strings | None:
    found = frozenset(_trim(string, left, right) for string in strings)
    if not found or "" in found:
        return None
    return strings if found == strings else found


def _bounded(items: list[Item], edge: int, whole: bool) -> bool:
    """Does a Latin word end where `items` (nearest first) begin? `edge`: 0 looking ahead, -1 looking back."""
    for item in items:
        if not isinstance(item, Gap):
            if any(string and string[edge] in ALNUM for string in item):
                return False
            if "" not in item:
                return True
            continue
        if not (item.begins if edge == 0 else item.ends):
            return False
        if not item.vanishes:
            return True
    return whole


def _trim(string: str, left: bool, right: bool) -> str:
    """The part of `string` that stands in the text as a literal: whole Latin words, any Chinese ones."""
    if not left and string[:1].isascii():
        han = _HAN.search(string)
        string = string[han.start() :] if han else string.lstrip(ALNUM)
    if not right and string[:1].isascii():  # what begins in Chinese is found wherever it ends
        string = string.rstrip(ALNUM)
    string = string.strip(" ")
    return string if _TELLING.search(string) else ""


def _read(nodes: Any, lists: list[Strings]) -> list[Item]:
    items: list[Item] = []
    for code, value in nodes:
        for item in _one(code, value, lists):
            last = items[-1] if items else None
            if isinstance(item, frozenset) and isinstance(last, frozenset):
                size = len(item) * len(last)
                if size <= MOST or (size <= LONGEST_LIST and 1 in (len(item), len(last))):
                    items[-1] = frozenset(left + right for left in last for right in item)
                    continue
            items.append(item)
    return items


def _one(code: Any, value: Any, lists: list[Strings]) -> list[Item]:
    if code is op.LITERAL:
        return [_literal(chr(value), lists)]
    if code is op.IN:
        return [_class(value, lists)]
    if code is op.SUBPATTERN:
        return _read(value[-1], lists)
    if code is op.ATOMIC_GROUP:
        return _read(value, lists)
    if code is op.BRANCH:
        return [_branch([_read(branch, lists) for branch in value[1]])]
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        low, high, inner = value
        return _repeat(low, high, _read(inner, lists))
    if (code, value) == (op.AT, op.AT_BOUNDARY) or (code is op.ASSERT_NOT and _is_alnum(value[1])):
        return [EDGE]
    return [] if code in (op.ASSERT, op.ASSERT_NOT, op.AT) else [GAPS[ANY]]


def _is_alnum(nodes: Any) -> bool:
    """Is it [a-z0-9]?"""
    return list(nodes) == [(op.IN, [(op.RANGE, (97, 122)), (op.RANGE, (48, 57))])]


def _literal(char: str, lists: list[Strings]) -> Item:
    if char in GAPS:
        return GAPS[char]
    number = ord(char) - FIRST_LIST
    return lists[number] if 0 <= number < len(lists) else frozenset((char,))


def _class(members: Any, lists: list[Strings]) -> Item:
    strings: set[str] = set()
    for code, value in members:
        if code is op.LITERAL:
            # The parser makes a class of (?:a|b), also where the letters stand for lists or gaps.
            item = _literal(chr(value), lists)
            if isinstance(item, Gap):
                return _branch([[_literal(chr(one), lists)] for _, one in members])
            strings |= item
        elif (code, value) == (op.CATEGORY, op.CATEGORY_DIGIT) and len(members) == 1:
            return Gap(within=(DIGITS,))
        elif code is op.RANGE and value[1] - value[0] < LARGEST_CLASS:
            strings.update(map(chr, range(value[0], value[1] + 1)))
        else:
            spaces = {(op.NEGATE, None), (op.CATEGORY, op.CATEGORY_NOT_SPACE), (op.LITERAL, 10)}
            is_space = spaces.issuperset(members) or members == [(op.CATEGORY, op.CATEGORY_SPACE)]
            return GAPS[SPACE] if is_space else GAPS[ANY]
    return frozenset(strings)


def _branch(branches: list[list[Item]]) -> Item:
    """Strings, where each branch is strings; else a gap with a group made of the best of each branch."""
    strings: set[str] = set()
    for branch in branches:
        if len(branch) > 1 or (branch and not isinstance(branch[0], frozenset)):
            break
        strings |= branch[0] if branch else {""}  # type: ignore[arg-type]
    else:
        return frozenset(strings)
    best = [rarest(_groups(branch, False)) for branch in branches]
    needed = frozenset[str]().union(*(group or () for group in best))
    return Gap(
        begins=all(_bounded(branch, 0, False) for branch in branches),
        ends=all(_bounded(branch[::-1], -1, False) for branch in branches),
        vanishes=not all(branches),
        within=(needed,) if all(best) else (),
    )


def _repeat(low: int, high: int, inner: list[Item]) -> list[Item]:
    if high == 1 and low == 1:
        return inner
    if high == 1 and len(inner) == 1 and isinstance(inner[0], frozenset):
        return [inner[0] | {""}]
    return [
        Gap(
            begins=_bounded(inner, 0, False),
            ends=_bounded(inner[::-1], -1, False),
            vanishes=low == 0,
            within=tuple(_groups(inner, False)) if low else (),
        )
    ]
