"""Seeing through disguise: spaced-out, starred, misspelt and spelt-out words.

Each step only acts where it uncovers a pair of characters, or a word, that some card looks for; so
ordinary copy keeps its words. Built once from the literals of all cards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from checker.tables import PINYIN
from checker.text import HAN, Folded, edit

# Marks nobody writes inside a Chinese word, and marks that also separate list items.
STRONG = "*_^#`'\"=@$%~.˙"
WEAK = r" \t/|+\-—·•・\\"
Edit = tuple[int, int, str]  # a span of the text and what stands there in truth

BOUND = "最第全国顶"  # never the end of a word in copy: what follows a gap belongs to it
HOMOPHONES = {"醉": "最", "帝": "第", "弟": "第", "销": "消", "嘉": "佳", "聊": "疗", "钚": "补", "洎": "治"}
MOST_SEEN = 10_000
SIGNS = frozenset({"ce"})  # a conformity mark, not a sound spelt out
LEET = str.maketrans("0134578@$!€", "oleastbasie")
LEET_I = str.maketrans("0134578@$!€", "oieastbasie")

_GAPS = rf"{STRONG}{WEAK}\u2600-\u27bf\u2b50\u2b55"
_GAP = re.compile(rf"[{_GAPS}]{{1,3}}(?=[{HAN}0-9])")
# The characters at both sides of a gap: one quick search tells whether any gap may hide a pair.
_SIDES = re.compile(rf"[{_GAPS}](?<=([{HAN}]).)[{_GAPS}]{{0,2}}(?=([{HAN}0-9]))")
# Three characters or more, each set apart in the same way: nobody writes so but to hide words.
_APART = re.compile(rf"[{STRONG}{WEAK}][{HAN}](?=[{STRONG}{WEAK}][{HAN}])")
_SPACED_OUT = re.compile(
    rf"(?<![{HAN}])[{HAN}]([{WEAK}])[{HAN}](?:\1[{HAN}])+(?![{HAN}])|[{HAN}]([{STRONG}])[{HAN}](?:\2[{HAN}])+"
)
_EMOJI = re.compile(rf"[\U0001f300-\U0001faff]{{1,2}}(?=[{HAN}0-9])")
# A set with a character beyond U+FFFF in it is slow to search: emoji of these planes are sought by themselves.
_ASTRAL = re.compile("[\U0001f300-\U0001faff]")
_SPELT = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[ *._~|/\-·]{1,2}[a-z0-9]){2,}(?![a-z0-9])")
_STAR = re.compile(r"[*._~|·](?<=[a-z].)[*._~|·]*(?=[a-z])")
_OTHER_STAR = re.compile("[_~|·]")
_STARRED = re.compile(r"(?<![a-z0-9])[a-z]+(?:[*._~|·]+[a-z]+)+(?![a-z0-9])")
_SIGN_IN_WORD = re.compile("[@$!€](?:(?=[a-z])|(?<=[a-z][@$€]))")
_LEET = re.compile(
    r"(?<![a-z0-9@$!€])(?=[a-z@$!€]*[0134578@$!€])(?=[0-9@$!€]*[a-z])[a-z0134578@$!€]{3,16}(?![a-z0-9])"
)
_SYLLABLE = re.compile(rf"(?<=[{HAN}])[a-z]{{2,6}}(?![a-z0-9])|(?<![a-z0-9])[a-z]{{2,6}}(?=[{HAN}])")
_HOMOPHONE = re.compile("[" + "".join(HOMOPHONES) + "]")
_HAN_PAIR = re.compile(rf"(?=([{HAN}][{HAN}0-9]))")
_WORD = re.compile(r"[a-z]{3,}")
_LETTER = re.compile("[a-z]")


@dataclass(frozen=True, slots=True)
class Disguise:
    """What the cards look for, in pairs of characters (`pairs`) and Latin words (`words`).

    `sounds`: the syllables, as scan.words_of has them.
    """

    pairs: frozenset[str]
    words: frozenset[str]
    terms: Collection[str]
    syllables: dict[str, str]
    sounds: frozenset[bytes]
    seen: dict[bytes, bool] = field(default_factory=dict)  # words with figures come again and again

    def reveal(self, folded: Folded, words: list[bytes]) -> Folded:
        """Undo disguises in `folded`, whose Latin words are `words`. Linear; most texts need no step at all."""
        for step in self._steps(folded.text, words):
            edits = list(step(folded.text))
            if edits:
                folded = edit(folded, edits)
        return folded

    def _steps(self, text: str, words: list[bytes]) -> Iterator[Callable[[str], Iterable[Edit]]]:
        """The steps that may find something, told by quick searches."""
        if not text.isascii():
            if (
                not self.pairs.isdisjoint(map("".join, _SIDES.findall(text)))
                or _APART.search(text)
                or _ASTRAL.search(text)
            ):
                yield self._gaps
            if _HOMOPHONE.search(text):
                yield self._homophones
            if not self.sounds.isdisjoint(words):
                yield self._spelt_sounds
        odd = [word for word in words if len(word) == 1 or not word.isalpha()]
        if len(odd) > 2 and _three_single(words):
            yield self._spelt
        if ("." in text or "*" in text or _OTHER_STAR.search(text)) and _STAR.search(text):
            yield self._starred
        signs = "$" in text or "@" in text or "!" in text or "€" in text
        if any(map(self._is_leet, odd)) or (signs and _SIGN_IN_WORD.search(text)):
            yield self._leet

    def _gaps(self, text: str) -> Iterable[Edit]:
        pairs = self.pairs
        found = list(_GAP.finditer(text))
        if _ASTRAL.search(text):
            found = sorted([*found, *_EMOJI.finditer(text)], key=lambda match: match.start())
        runs = [match.span() for match in _SPACED_OUT.finditer(text) if len(found) > 1]
        for match in found:
            start, end = match.span()
            before = text[start - 1] if start else ""
            if any(low <= start < high for low, high in runs) and self._known(text, runs, start):
                yield start, end, ""
                continue
            if before + text[end] not in pairs:
                continue
            if (
                text[start] in STRONG
                or before in BOUND
                or _alone(text, start, end)
                or self._term(text, start, end)
            ):
                yield start, end, ""

    def _known(self, text: str, runs: list[tuple[int, int]], place: int) -> bool:
        """Does the spaced-out run around `place` hold any pair of characters that a card looks for?"""
        low, high = next(run for run in runs if run[0] <= place < run[1])
        letters = text[low:high:2]
        return any(first + second in self.pairs for first, second in pairwise(letters))

    def _term(self, text: str, start: int, end: int) -> bool:
        """Does a term of three characters or more stand across the gap? A pair alone may be chance."""
        left, right = text[max(0, start - 5) : start], text[end : end + 5]
        for before in range(1, len(left) + 1):
            for after in range(max(1, 3 - before), len(right) + 1):
                if left[-before:] + right[:after] in self.terms:
                    return True
        return False

    def _homophones(self, text: str) -> Iterable[Edit]:
        for match in _HOMOPHONE.finditer(text):
            i = match.start()
            true = HOMOPHONES[text[i]]
            before, after = text[i - 1 : i], text[i + 1 : i + 2]
            seen = before + text[i] in self.pairs or text[i] + after in self.pairs
            if not seen and ((true + after in self.pairs and true in "最第") or before + true in self.pairs):
                yield i, i + 1, true

    def _spelt_sounds(self, text: str) -> Iterable[Edit]:
        for match in _SYLLABLE.finditer(text):
            start, end = match.span()
            before, after = text[start - 1 : start], text[end : end + 1]
            sounding = self.syllables.get(match[0], "")
            if not sounding or match[0] in SIGNS:
                continue
            best = max(
                sounding, key=lambda char: (before + char in self.pairs) + (char + after in self.pairs)
            )
            if before + best in self.pairs or best + after in self.pairs:
                yield start, end, best

    def _spelt(self, text: str) -> Iterable[Edit]:
        for match in _SPELT.finditer(text):
            letters = [i for i in range(match.start(), match.end()) if text[i].isalnum()]
            word = "".join(text[i] for i in letters)
            begin = 0
            for size in self._split(word):
                for left, right in zip(
                    letters[begin : begin + size], letters[begin + 1 : begin + size], strict=False
                ):
                    yield left + 1, right, ""
                begin += size

    def _split(self, word: str) -> list[int]:
        """Sizes of the known words that make up `word`; [] where it is none (40 letters at most)."""
        word = word[:40]
        best: list[list[int] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for begin in range(max(0, end - 16), end):
                head = best[begin]
                piece = word[begin:end]
                if head is not None and (piece in self.words or piece == "the" or piece in ("a", "1", "no")):
                    best[end] = [*head, end - begin]
                    break
        return best[len(word)] or []

    def _starred(self, text: str) -> Iterable[Edit]:
        for match in _STARRED.finditer(text):
            joined = "".join(_LETTERS.findall(match[0]))
            if joined in self.words:
                for gap in _NOT_LETTERS.finditer(text, match.start(), match.end()):
                    yield gap.start(), gap.end(), ""

    def _is_leet(self, word: bytes) -> bool:
        known = self.seen.get(word)
        if known is None:
            plain = _plain(word.decode())
            known = len(word) > 2 and not word.isdigit() and not self.words.isdisjoint(plain)
            if len(self.seen) < MOST_SEEN:
                self.seen[word] = known
        return known

    def _leet(self, text: str) -> Iterable[Edit]:
        for match in _LEET.finditer(text):
            word = match[0].rstrip("!")
            for plain in _plain(word):
                if plain in self.words and plain != word:
                    for i, (old, new) in enumerate(zip(word, plain, strict=True), match.start()):
                        if old != new:
                            yield i, i + 1, new
                    break


_LETTERS = re.compile("[a-z]+")
_NOT_LETTERS = re.compile("[^a-z]+")


def _three_single(words: list[bytes]) -> bool:
    """Do three single letters or figures follow one another?"""
    return any(len(a) == len(b) == len(c) == 1 for a, b, c in zip(words, words[1:], words[2:], strict=False))


def _plain(word: str) -> tuple[str, str]:
    return word.translate(LEET), word.translate(LEET_I)


def _alone(text: str, start: int, end: int) -> bool:
    """Is a character beside the gap single, as in 治 疗, not the end of a word as in 养生 发财?"""
    left = start < 2 or not "\u3400" <= text[start - 2] <= "\u9fff"
    right = end + 1 >= len(text) or not "\u3400" <= text[end + 1] <= "\u9fff"
    return left or right


def build(sources: Iterable[str], terms: Collection[str] = ()) -> Disguise:
    """`sources`: every literal and expression of the cards, folded; `terms`: their literals alone."""
    pairs: set[str] = set()
    words: set[str] = set()
    for source in dict.fromkeys(sources):  # many cards name the same lists
        if not source.isascii():
            pairs.update(_HAN_PAIR.findall(source))
        words.update(_WORD.findall(source))
    used = {char for pair in pairs for char in pair}
    syllables = {}
    for entry in PINYIN.split():
        split = len(entry) - len(entry.lstrip("abcdefghijklmnopqrstuvwxyz"))
        kept = "".join(char for char in entry[split:] if char in used)
        if split > 1 and kept:
            syllables[entry[:split]] = kept
    return Disguise(
        pairs=frozenset(pairs),
        words=frozenset(words),
        terms=terms,
        syllables=syllables,
        sounds=frozenset(sound.encode() for sound in syllables.keys() - SIGNS),
    )
