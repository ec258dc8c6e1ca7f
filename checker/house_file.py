"""The shop's own word list as a file: TOML with [[word]] tables, or CSV with a line of headings."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable

from checker import house
from checker.house import Word
from checker.problems import Problem

COLUMNS = ("words", "level", "reason", "instead")
HEADINGS = {
    "词": "words",
    "用语": "words",
    "级别": "level",
    "理由": "reason",
    "改为": "instead",
    "word": "words",
}
FORMULA = tuple("=+-@\t")  # what begins so, a table program would run


def read(text: str, name: str) -> tuple[Word, ...]:
    """A list from the text of a TOML file ([[word]] tables) or a CSV file (with headings). Raises Problem."""
    text = text.removeprefix("\ufeff")
    if name.lower().endswith(".toml") or (not name.lower().endswith(".csv") and "[[word]]" in text):
        return _read_toml(text, name)
    return _read_csv(text, name)


def _read_toml(text: str, name: str) -> tuple[Word, ...]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise Problem("house-toml", name=name, line=place[1] if place else 1) from error
    return house.from_raw(raw.get("word"), name)


def _read_csv(text: str, name: str) -> tuple[Word, ...]:
    rows = csv.reader(io.StringIO(text, newline=""))
    out: dict[str, Word] = {}
    try:
        headings = [HEADINGS.get(cell.strip().lower(), cell.strip().lower()) for cell in next(rows, [])]
        if "words" not in headings:
            raise Problem("house-columns", name=name)
        for row in rows:
            cells = [cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell for cell in row]
            if any(cell.strip() for cell in cells):
                word = house.clean(dict(zip(headings, cells, strict=False)), name, rows.line_num)
                out[word.words] = word
            if len(out) > house.MOST_WORDS:
                raise Problem("house-many", name=name, most=house.MOST_WORDS)
    except csv.Error as error:
        raise Problem("row", name=name, line=rows.line_num, why=error) from error
    return tuple(out.values())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def to_toml(words: Iterable[Word]) -> str:
    parts = []
    for word in words:
        instead = ", ".join(_quoted(one) for one in word.instead)
        parts.append(
            f"[[word]]\nwords = {_quoted(word.words)}\nlevel = {_quoted(word.level)}\n"
            f"reason = {_quoted(word.reason)}\ninstead = [{instead}]\n"
        )
    return "\n".join(parts) or "word = []\n"


def to_csv(words: Iterable[Word]) -> str:
    """Opens in Excel: with a byte-order mark, and no cell that a table program would run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for word in words:
        cells = (word.words, word.level, word.reason, house.SPLIT.join(word.instead))
        writer.writerow(["'" + cell if cell.startswith(FORMULA) else cell for cell in cells])
    return "\ufeff" + out.getvalue()
