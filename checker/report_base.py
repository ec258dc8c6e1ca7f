"""What every report is made from: a checked text, how to write, and where in the text a position lies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from checker.model import Book, Finding, Result


@dataclass(frozen=True, slots=True)
class Checked:
    """One text and what was found. `name` is its file, or its id in a catalogue."""

    name: str
    text: str
    result: Result
    set_aside: tuple[tuple[Finding, str], ...] = ()  # findings ignored in the file, with the reason


@dataclass(frozen=True, slots=True)
class Style:
    """How to write: language, terminal colour, and whether the texts are rows of a catalogue."""

    lang: str = "en"
    colour: bool = False
    rows: bool = False


Report = Callable[[Iterable[Checked], Book, Style], Iterator[str]]


class Lines:
    """Line and column of a position, in code points, both from 1."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def at(self, position: int) -> tuple[int, int]:
        line = bisect_right(self.starts, position, hi=max(len(self.starts) - 1, 1))
        return line, position - self.starts[line - 1] + 1
