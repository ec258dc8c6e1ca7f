"""Reports for programs: json, jsonl, csv for a spreadsheet, SARIF, and the commands of GitHub Actions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from checker import __version__, render
from checker.model import Book
from checker.report_base import Checked, Lines, Style

SEVERITY = {"banned": "error", "proof": "warning", "caution": "note"}
COMMANDS = {"banned": "error", "proof": "warning", "caution": "notice"}

HEADS = {
    "en": (
        "id",
        "line",
        "column",
        "level",
        "rule",
        "what",
        "words",
        "disguised",
        "law",
        "why",
        "instead",
        "copy",
    ),
    "zh": ("编号", "行", "列", "处理", "规则", "类型", "原文", "变形", "依据", "理由", "可改为", "文案"),
}


def _entry(entry: Checked, book: Book, style: Style, key: str) -> dict[str, object]:
    body = render.as_dict(book, entry.result, style.lang, __version__)
    if entry.set_aside:
        body["set_aside"] = [
            render.finding(book, f, style.lang) | {"reason": why} for f, why in entry.set_aside
        ]
    return {key: entry.name} | body if key else body


def json(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    """One object for one text; a list of objects with their "file" for several."""
    entries = list(checked)
    if len(entries) == 1:
        yield render.to_json(_entry(entries[0], book, style, ""), indent=2) + "\n"
    else:
        yield render.to_json([_entry(entry, book, style, "file") for entry in entries], indent=2) + "\n"


def jsonl(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    for entry in checked:
        yield render.to_json(_entry(entry, book, style, "id")) + "\n"


def csv_(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    """A table for Excel: UTF-8 with a mark so that it opens right, formulas disarmed."""
    lang = style.lang
    yield "\ufeff"
    yield _row(HEADS[lang])
    for entry in checked:
        lines = Lines(entry.text)
        for found in entry.result.findings:
            rule = book.rules[found.rule]
            yes = {"en": "yes", "zh": "是"}[lang] if found.disguised else ""
            law = "; ".join(render.law_label(book, name, lang) for name in found.laws)
            wordings = " / ".join(word or render.say("take-out", lang) for word in found.rewrites[:4])
            why = render.why(rule, found, lang)
            label = render.LEVEL_LABELS[found.level][lang]
            cells = (entry.name, *map(str, lines.at(found.start)), label, found.rule, rule.title[lang])
            yield _row((*cells, found.match, yes, law, why, wordings, entry.text))


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    # A cell that begins like a formula would run when the report is opened in a spreadsheet.
    safe = ["'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells]
    csv.writer(out).writerow(safe)
    return out.getvalue()


def sarif(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    lang = style.lang
    results = []
    used: dict[str, None] = {}
    for entry in checked:
        lines = Lines(entry.text)
        for found in entry.result.findings:
            used[found.rule] = None
            (line, column), (end_line, end_column) = lines.at(found.start), lines.at(found.end)
            region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
            place = {"artifactLocation": {"uri": entry.name}, "region": region}
            said = render.why(book.rules[found.rule], found, lang)
            results.append(
                {
                    "ruleId": found.rule,
                    "level": SEVERITY[found.level],
                    "message": {"text": said},
                    "locations": [{"physicalLocation": place}],
                }
            )
    rules = [
        {
            "id": name,
            "name": book.rules[name].name,
            "shortDescription": {"text": book.rules[name].title[lang]},
        }
        for name in used
    ]
    driver = {"name": "adcheck", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    yield render.to_json({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _command(value: str, *, inside: bool = False) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if inside else value


def github(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    for entry in checked:
        lines = Lines(entry.text)
        for found in entry.result.findings:
            line, column = lines.at(found.start)
            rule = book.rules[found.rule]
            title = _command(f"{found.rule} {rule.title[style.lang]}", inside=True)
            place = f"file={_command(entry.name, inside=True)},line={line},col={column},title={title}"
            yield f"::{COMMANDS[found.level]} {place}::{_command(render.why(rule, found, style.lang))}\n"
