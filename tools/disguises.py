"""Hiding words by rule, in the ways sellers use, to measure whether the checker still sees them.

Each way takes the words of a true finding and returns them hidden, or None where it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from checker.tables import PINYIN, SIMPLIFIED, TRADITIONAL

HAN = re.compile("[\u4e00-\u9fff]")
PAIR = re.compile("([\u4e00-\u9fff])([\u4e00-\u9fff])")
_TRADITIONAL = {simple: other for other, simple in zip(TRADITIONAL, SIMPLIFIED, strict=True)}
_SYLLABLE = {
    char: match[1]
    for entry in PINYIN.split()
    if (match := re.match("([a-z]+)(.*)", entry))
    for char in match[2]
}
_CYRILLIC = str.maketrans("aeopcxy", "аеорсху")
_LEET = str.maketrans("oeas", "03@5")


def _between(mark: str) -> Callable[[str], str | None]:
    def hide(words: str) -> str | None:
        out = PAIR.sub(rf"\1{mark}\2", words, count=1)
        return out if out != words else None

    return hide


def _apart(words: str) -> str | None:
    return " ".join(words) if len(words) > 1 and all(map(HAN.match, words)) else None


def _traditional(words: str) -> str | None:
    out = "".join(_TRADITIONAL.get(char, char) for char in words)
    return out if out != words else None


def _pinyin(words: str) -> str | None:
    """The second of two neighbouring characters spelt out."""
    match = PAIR.search(words)
    sound = _SYLLABLE.get(match[2]) if match else None
    return words[: match.start(2)] + sound + words[match.end(2) :] if match and sound else None


def _lookalike(words: str) -> str | None:
    out = (
        words.replace("最", "蕞")
        .replace("第", "苐")
        .replace("一", "壹")
        .replace("国", "囯")
        .replace("瘦", "廋")
    )
    return out if out != words else None


def _full_width(words: str) -> str | None:
    out = "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in words)
    return out if out != words else None


def _emoji_digits(words: str) -> str | None:
    out = re.sub("[0-9]", lambda m: m[0] + "\ufe0f\u20e3", words)
    return out if out != words else None


def _longest(words: str, change: Callable[[str], str]) -> str | None:
    """Change the longest English word of five letters or more; short ones are too common to be hidden."""
    found = max(re.findall("[A-Za-z]{4,}", words), key=len, default="")
    out = words.replace(found, change(found), 1) if found else words
    return out if out != words else None


CHINESE: dict[str, Callable[[str], str | None]] = {
    "star": _between("*"),
    "dot": _between("."),
    "zero width": _between("\u200b"),
    "emoji": _between("🔥"),
    "spaces": _apart,
    "traditional": _traditional,
    "pinyin": _pinyin,
    "look-alike": _lookalike,
    "full width": _full_width,
    "emoji digits": _emoji_digits,
}
ENGLISH: dict[str, Callable[[str], str | None]] = {
    "spaced": lambda words: _longest(words, " ".join),
    "starred": lambda words: _longest(words, lambda word: word[:2] + "*" + word[2:]),
    "dotted": lambda words: _longest(words, ".".join),
    "zero width": lambda words: _longest(words, "\u200b".join),
    "Cyrillic": lambda words: _longest(words, lambda word: word.lower().translate(_CYRILLIC)),
    "digits": lambda words: _longest(words, lambda word: word.lower().translate(_LEET)),
    "full width": lambda words: _longest(words, lambda word: _full_width(word) or word),
    "bold": lambda words: _longest(
        words, lambda word: "".join(chr(0x1D5EE + ord(c) - 97) for c in word.lower())
    ),
}
