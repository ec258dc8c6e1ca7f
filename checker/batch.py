"""Many texts from one file: csv, tsv, xlsx, jsonl, and txt (a text a line). Streaming, in order."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

from checker.problems import Problem

KINDS = ("csv", "tsv", "xlsx", "jsonl", "txt")
COPY_COLUMNS = [
    "copy",
    "text",
    "title",
    "文案",
    "标题",
    "商品标题",
    "宝贝标题",
    "商品名称",
    "描述",
    "商品描述",
    "详情",
    "description",
    "name",
]
ID_COLUMNS = ["id", "sku", "编号", "商品id", "商品编号", "宝贝id", "item_id"]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
csv.field_size_limit(50_000_000)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns to read; empty names are guessed from the header."""

    copy: tuple[str, ...] = ()
    id: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a catalogue. `line` counts from 1 in the file; `id` is the line where none is given."""

    id: str
    text: str
    category: str
    line: int


def lines_of(handle: IO[bytes], name: str, encoding: str) -> Iterator[str]:
    """Decoded lines with their ends. Raises Problem with the line that is not valid."""
    start = handle.peek(3)[:3] if isinstance(handle, io.BufferedReader) else b""
    try:
        codec = codecs.lookup(encoding).name
    except LookupError as error:
        raise Problem("unknown-encoding", encoding=encoding) from error
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or codec.startswith("utf-16"):
        # Excel's "Unicode text". Lines cannot be told from bytes, so the file is decoded whole.
        yield from _whole(handle, name)
        return
    number = 0
    for number, raw in enumerate(handle, 1):
        if b"\0" in raw:
            raise Problem("binary", name=name)
        try:
            line = raw.decode(codec)
        except UnicodeDecodeError as error:
            raise Problem("encoding", name=name, line=number, encoding=codec) from error
        yield line.removeprefix("\ufeff") if number == 1 else line


def _whole(handle: IO[bytes], name: str) -> Iterator[str]:
    try:
        yield from io.StringIO(handle.read().decode("utf-16"), newline="")
    except UnicodeDecodeError as error:
        raise Problem("encoding", name=name, line=1, encoding="utf-16") from error


def read(path: Path, columns: Columns, *, encoding: str = "utf-8", kind: str = "") -> Iterator[Row]:
    """The rows of `path`. Raises Problem for what cannot be read, naming file and line."""
    kind = kind or path.suffix.lower().lstrip(".")
    kind = {"ndjson": "jsonl", "tab": "tsv", "xlsm": "xlsx"}.get(kind, kind)
    if kind not in KINDS:
        raise Problem("kind", name=path.name, known=", ".join(KINDS))
    try:
        handle = path.open("rb")
    except FileNotFoundError as error:
        raise Problem("no-file", name=str(path)) from error
    except OSError as error:
        raise Problem("unreadable", name=str(path), why=error.strerror or "") from error
    with handle:
        if kind == "xlsx":
            yield from _table(_xlsx(handle, path.name), path.name, columns)
            return
        lines = lines_of(handle, path.name, encoding)
        if kind == "jsonl":
            yield from _jsonl(lines, path.name, columns)
        elif kind == "txt":
            for number, line in enumerate(lines, 1):
                yield Row(str(number), line.rstrip("\r\n"), "", number)
        else:
            yield from _table(_csv(lines, path.name, "\t" if kind == "tsv" else ","), path.name, columns)


def _csv(lines: Iterable[str], name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Problem("row", name=name, line=line, why=str(error)) from error
        if cells:
            yield line, cells


def _table(rows: Iterator[tuple[int, list[str]]], name: str, columns: Columns) -> Iterator[Row]:
    first = next(rows, None)
    if first is None:
        return
    header = [cell.strip() for cell in first[1]]
    lowered = [cell.lower() for cell in header]
    known = ", ".join(header)

    def find(column: str) -> int:
        if column in header:
            return header.index(column)
        if column.lower() in lowered:
            return lowered.index(column.lower())
        raise Problem("column", name=name, column=column, known=known)

    wanted = [find(column) for column in columns.copy]
    if not wanted:
        guess = next((c for c in COPY_COLUMNS if c in lowered), None)
        if guess is None and len(header) > 1:
            raise Problem("which-column", name=name, known=known)
        wanted = [lowered.index(guess) if guess else 0]
        if guess is None:  # a single column without a header we know: the first line is copy too
            rows = chain([first], rows)
    id_guess = next((c for c in ID_COLUMNS if c in lowered), None)
    id_at = find(columns.id) if columns.id else lowered.index(id_guess) if id_guess else None
    category_at = find(columns.category) if columns.category else None
    for line, cells in rows:

        def cell(at: int | None, cells: list[str] = cells) -> str:
            return cells[at] if at is not None and at < len(cells) else ""

        text = "\n".join(filter(None, (cell(at) for at in wanted)))
        yield Row(cell(id_at) or str(line), text, cell(category_at).strip(), line)


def _jsonl(lines: Iterable[str], name: str, columns: Columns) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value: Any = json.loads(line)
        except ValueError as error:
            raise Problem("row", name=name, line=number, why=str(error)) from error
        if isinstance(value, str):
            yield Row(str(number), value, "", number)
            continue
        if not isinstance(value, dict):
            raise Problem("row", name=name, line=number, why="not an object")
        known = ", ".join(map(str, value))
        wanted = columns.copy or tuple(c for c in COPY_COLUMNS if c in value)[:1]
        if not wanted:
            raise Problem("which-column", name=name, known=known)
        for column in wanted:
            if column not in value:
                raise Problem("column", name=f"{name}:{number}", column=column, known=known)
        text = "\n".join(str(value[column]) for column in wanted if value[column] is not None)
        id_key = columns.id or next((c for c in ID_COLUMNS if c in value), "")
        category = str(value.get(columns.category, "") or "") if columns.category else ""
        yield Row(str(value.get(id_key, number)), text, category, number)


def _xlsx(handle: IO[bytes], name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet. Cells are read one row at a time; only shared strings are held."""
    try:
        with zipfile.ZipFile(handle) as book:
            names = set(book.namelist())
            strings = _strings(book) if "xl/sharedStrings.xml" in names else []
            sheet = _first_sheet(book, names)
            with book.open(sheet) as part:
                for _, element in ElementTree.iterparse(part):
                    if element.tag == SHEET + "row":
                        yield int(element.get("r", "0")), _cells(element, strings)
                        element.clear()
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError) as error:
        raise Problem("sheet", name=name) from error


def _first_sheet(book: zipfile.ZipFile, names: set[str]) -> str:
    root = ElementTree.fromstring(book.read("xl/workbook.xml"))
    first = root.find(f"{SHEET}sheets/{SHEET}sheet")
    relation = (
        first.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        if first is not None
        else ""
    )
    for link in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels")):
        if link.get("Id") == relation:
            target = link.get("Target", "").lstrip("/")
            return target if target in names else "xl/" + target
    return "xl/worksheets/sheet1.xml"


def _strings(book: zipfile.ZipFile) -> list[str]:
    out = []
    with book.open("xl/sharedStrings.xml") as part:
        for _, element in ElementTree.iterparse(part):
            if element.tag == SHEET + "si":
                # rPh holds phonetic guides, which are not part of the cell's words
                out.append(
                    "".join(
                        t.text or "" for r in element if r.tag != SHEET + "rPh" for t in r.iter(SHEET + "t")
                    )
                )
                element.clear()
    return out


def _cells(row: ElementTree.Element, strings: list[str]) -> list[str]:
    out: list[str] = []
    for cell in row:
        letters = re.match("[A-Z]*", cell.get("r", ""))
        column = 0
        for letter in letters[0] if letters else "":
            column = column * 26 + ord(letter) - 64
        while len(out) < column - 1:
            out.append("")
        value = cell.findtext(SHEET + "v", "")
        if cell.get("t") == "s":
            value = strings[int(value)] if value else ""
        elif cell.get("t") == "inlineStr":
            value = "".join(t.text or "" for t in cell.iter(SHEET + "t"))
        out.append(value)
    return out
