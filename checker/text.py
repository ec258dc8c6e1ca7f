"""Folding: a copy of the text made for matching, with a map from every position back to the original.

Folding drops case, width, script variants, zero-width characters and look-alikes. It does not touch
Chinese punctuation, because patterns read it. Positions are code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from checker.tables import SIMPLIFIED, TRADITIONAL

HAN = "\u3400-\u9fff"
NONE: frozenset[int] = frozenset()

# Characters that look like others and are used to slip past word filters.
LOOKALIKES = dict(
    zip(
        "蕞朂冣苐笫弌壹囯癍廋臧侞аеорсхуіѕјһԁԛԝкмтвнгАВЕКМНОРСТХУαοενικρτυχʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "最最最第第一一国斑瘦藏如aeopcxyisjhdqwkmtbhrabekmhopctxyaoevikptuxbcdefghijklmnoprstuvwyz",
        strict=True,
    )
)
TYPOGRAPHY = {"’": "'", "‘": "'", "\u00a0": " ", "\u3000": " ", "–": "-", "‐": "-", "‑": "-", "﹣": "-"}
LONGER = {"№": "no", "🔝": "top", "🔟": "10", "ﬁ": "fi", "ﬂ": "fl", "İ": "i"} | {
    chr(0x2469 + i): str(10 + i) for i in range(11)
}
DROPPED = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef\u0300-\u036f\u20d0-\u20ff"

SCRIPT = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
_BASIC = DROPPED.replace("\U000e0100-\U000e01ef", "")


def _compatibility() -> dict[str, str]:
    """One-for-one compatibility forms (full width, circled, bold, radicals …) and accented Latin."""
    table = {}
    spans = (
        *((0xC0, 0x24F), (0x2160, 0x2188), (0x2460, 0x24FF), (0x2776, 0x2793), (0x2F00, 0x2FD5)),
        *((0x1D2C, 0x1D6A), (0xF900, 0xFAD9), (0xFF05, 0xFF06), (0xFF0A, 0xFF0B), (0xFF10, 0xFF19)),
        *((0xFF20, 0xFF3A), (0xFF41, 0xFF5A), (0x1D400, 0x1D7FF), (0x1F100, 0x1F18A)),
    )
    for first, last in spans:
        for code in range(first, last + 1):
            char = chr(code)
            plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
            plain = plain.strip("().,").lower()
            plain = SCRIPT.get(plain, LOOKALIKES.get(plain, plain))
            if len(plain) == 1 and plain != char.lower():
                table[char] = plain
    for offset in range(9):  # dingbat digits and negative circled letters have no decomposition
        for first in (0x2776, 0x2780, 0x278A):
            table[chr(first + offset)] = str(offset + 1)
    for offset in range(26):
        for first in (0x1F150, 0x1F170):
            table[chr(first + offset)] = chr(97 + offset)
    return table


HIDING = LOOKALIKES | _compatibility()
_ONE = {ord(key): value for key, value in (SCRIPT | HIDING | TYPOGRAPHY).items()}
# A set with a character beyond U+FFFF in it is searched member by member: those have a range of their own.
_ODD = re.compile(
    "[" + _BASIC + re.escape("".join(c for c in [*map(chr, _ONE), *LONGER] if c < "\U00010000")) + "]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_UNEVEN = re.compile("[" + DROPPED + re.escape("".join(LONGER)) + "]")
_DROP = re.compile("[" + DROPPED + "]")
_SCRIPT = re.compile("[" + TRADITIONAL + "]")
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` for matching. `starts[i]`/`ends[i]` bound the original characters behind text[i];
    None where positions are equal. `changed`: positions whose character was another one before;
    `joined`: positions before which something was taken out."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None
    changed: frozenset[int] = NONE
    joined: frozenset[int] = NONE

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of text[start:end]."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def disguised(self, start: int, end: int) -> bool:
        """Were the words at text[start:end] hidden from a plain search?"""
        if not self.changed and not self.joined:
            return False
        if any(start <= i < end for i in self.changed):
            return True
        return any(start < i < end for i in self.joined)


def fold(text: str) -> Folded:
    """Fold `text` for matching. Linear; texts that need no folding are returned as they are."""
    if text.isascii() or not (_ODD.search(text) or _ASTRAL.search(text)):
        return Folded(text.lower())
    if _UNEVEN.search(text):
        return _fold_uneven(text)
    lowered = text.lower()
    return Folded(lowered.translate(_ONE), changed=_changed(text, enumerate(text)))


def _changed(text: str, placed: Iterable[tuple[int, str]]) -> frozenset[int]:
    # Copy written in traditional characters throughout hides nothing; a few among simplified ones do.
    traditional = len(_SCRIPT.findall(text))
    mixed = 0 < traditional < 0.15 * len(_HAN.findall(text))
    return frozenset(
        i for i, char in placed if char in HIDING or char in LONGER or (mixed and char in SCRIPT)
    )


def _fold_uneven(text: str) -> Folded:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    source: list[tuple[int, str]] = []
    joined: set[int] = set()
    for i, char in enumerate(text):
        if _DROP.match(char):
            joined.add(len(out))
            continue
        piece = LONGER.get(char) or char.lower().translate(_ONE)
        for part in piece:
            source.append((len(out), char))
            out.append(part)
            starts.append(i)
            ends.append(i + 1)
    return Folded("".join(out), tuple(starts), tuple(ends), _changed(text, source), frozenset(joined))


def edit(folded: Folded, edits: list[tuple[int, int, str]]) -> Folded:
    """Replace spans of folded.text (sorted, apart from one another), keeping the map to the original.

    An empty replacement joins what stood around it; other replacements count as changed characters.
    """
    if not edits:
        return folded
    text = folded.text
    old_starts = folded.starts or tuple(range(len(text)))
    old_ends = folded.ends or tuple(range(1, len(text) + 1))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changed: set[int] = set()
    joined: set[int] = set()
    position = 0

    def keep(upto: int) -> None:
        base = len(out) - position
        out.extend(text[position:upto])
        starts.extend(old_starts[position:upto])
        ends.extend(old_ends[position:upto])
        changed.update(base + i for i in folded.changed if position <= i < upto)
        joined.update(base + i for i in folded.joined if position <= i < upto)

    for start, end, new in edits:
        keep(start)
        if not new:
            joined.add(len(out))
        for char in new:
            changed.add(len(out))
            out.append(char)
            starts.append(old_starts[start])
            ends.append(old_ends[end - 1])
        position = end
    keep(len(text))
    return Folded("".join(out), tuple(starts), tuple(ends), frozenset(changed), frozenset(joined))
