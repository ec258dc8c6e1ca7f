"""Reports as functions of results: text, json, jsonl, csv, sarif, github, html, markdown.

A report takes checked texts one at a time and yields pieces to write, so a catalogue of any size
streams. Positions are code points; lines and columns count from 1.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from checker import __version__, render
from checker.htmlparts import lang_of
from checker.model import Book, Finding, Result

COLOURS = {"banned": "31", "proof": "33", "caution": "34", "spared": "32"}
SEVERITY = {"banned": "error", "proof": "warning", "caution": "note"}
COMMANDS = {"banned": "error", "proof": "warning", "caution": "notice"}


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


def _paint(text: str, level: str, style: Style) -> str:
    return f"\x1b[{COLOURS[level]}m{text}\x1b[0m" if style.colour else text


def _context(text: str, found: Finding, style: Style) -> str:
    low, high = max(0, found.start - 18), min(len(text), found.end + 18)
    before, after = text[low : found.start], text[found.end : high]
    line = ("…" if low else "") + before + _paint(found.match, found.level, style) + after
    return (line + ("…" if high < len(text) else "")).replace("\n", " ⏎ ").replace("\r", "")


def text(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    lang = style.lang
    for entry in checked:
        lines = Lines(entry.text)
        for found in entry.result.findings:
            line, column = lines.at(found.start)
            rule = book.rules[found.rule]
            label = render.LEVEL_LABELS[found.level][lang]
            law = " · ".join(render.law_label(book, name, lang) for name in found.laws)
            yield f"{entry.name}:{line}:{column}: {_paint(label, found.level, style)} {found.rule} {rule.title[lang]}\n"
            yield f"    {_context(entry.text, found, style)}\n"
            yield f"    {render.why(rule, found, lang)}\n"
            if law:
                yield f"    {render.say('law', lang)}{_colon(lang)}{law}\n"
            if found.disguised:
                yield f"    {render.DISGUISED[lang]}\n"
            wordings = [word or f"({render.say('take-out', lang)})" for word in found.rewrites[:4]]
            if wordings:
                yield f"    {render.say('instead', lang)}{_colon(lang)}{' / '.join(wordings)}\n"
            for paper in rule.evidence:
                yield f"    {render.say('evidence', lang)}{_colon(lang)}{paper.text[lang]}\n"
        for found, reason in entry.set_aside:
            line, column = lines.at(found.start)
            yield f"{entry.name}:{line}:{column}: {render.say('set-aside', lang)} {found.rule} {found.match}{_colon(lang)}{reason}\n"
        for kept in () if style.rows else entry.result.spared:
            line, column = lines.at(kept.start)
            reason = book.exemptions[kept.exemption].reason[lang]
            label = _paint(render.LEVEL_LABELS["spared"][lang], "spared", style)
            yield f"{entry.name}:{line}:{column}: {label} {kept.match}{_colon(lang)}{reason}\n"
        for guess in entry.result.inferred:
            title = book.categories[guess.category].title[lang]
            yield f"{entry.name}: {render.say('inferred', lang)}{_colon(lang)}{title} ({guess.match})\n"
        if not style.rows:
            if entry.result.findings:
                yield f"{entry.name}: {render.say('counts', lang).format(**render.counts(entry.result))}\n"
            else:
                yield f"{entry.name}: {render.say('nothing', lang)} {render.say('nothing-means', lang)}\n"


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


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


def markdown(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    lang = style.lang
    for entry in checked:
        yield f"## {_plain(entry.name)}\n\n"
        if not entry.result.findings:
            yield f"{render.say('nothing', lang)} {render.say('nothing-means', lang)}\n\n"
        for found in entry.result.findings:
            rule = book.rules[found.rule]
            label = render.LEVEL_LABELS[found.level][lang]
            law = " · ".join(render.law_label(book, name, lang) for name in found.laws)
            wordings = " / ".join(word or render.say("take-out", lang) for word in found.rewrites[:4])
            yield f"- **{label}** {_plain(found.match)} ({found.rule} {rule.title[lang]})\n"
            yield f"    - {_plain(render.why(rule, found, lang))}\n"
            if law:
                yield f"    - {render.say('law', lang)}{_colon(lang)}{law}\n"
            if wordings:
                yield f"    - {render.say('instead', lang)}{_colon(lang)}{_plain(wordings)}\n"
        for found, reason in entry.set_aside:
            yield f"- {render.say('set-aside', lang)} {_plain(found.match)} ({found.rule}){_colon(lang)}{_plain(reason)}\n"
        for kept in entry.result.spared:
            label = render.LEVEL_LABELS["spared"][lang]
            yield f"- {label} {_plain(kept.match)}{_colon(lang)}{book.exemptions[kept.exemption].reason[lang]}\n"
        yield "\n"
    yield f"{render.say('disclaimer', lang)}\n"


def _plain(text: str) -> str:
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")


def html(checked: Iterable[Checked], book: Book, style: Style) -> Iterator[str]:
    """One page that stands alone, no script."""
    lang = style.lang
    yield f'<!doctype html><html lang="{"zh-CN" if lang == "zh" else "en"}"><meta charset="utf-8">'
    yield "<title>Honest Ads</title><style>body{font:16px/1.7 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}"
    yield "mark{background:none;border-bottom:2px solid}.banned{color:#b3261e}.proof{color:#8a5a00}.caution{color:#3d4f9f}</style>"
    for entry in checked:
        yield f"<h2>{escape(entry.name)}</h2><p lang='{lang_of(entry.text)}'>"
        position = 0
        for found in entry.result.findings:
            yield escape(entry.text[position : found.start])
            yield f'<mark class="{found.level}">{escape(found.match)}</mark>'
            position = found.end
        yield escape(entry.text[position:]) + "</p><ul>"
        for found in entry.result.findings:
            rule = book.rules[found.rule]
            law = " · ".join(render.law_label(book, name, lang) for name in found.laws)
            label = render.LEVEL_LABELS[found.level][lang]
            why = escape(render.why(rule, found, lang))
            yield f'<li><b class="{found.level}">{label}</b> {escape(found.match)}: {why} ({escape(law)})</li>'
        yield "</ul>\n" if entry.result.findings else f"</ul><p>{render.say('nothing', lang)}</p>\n"
    yield f"<p><small>{render.say('disclaimer', lang)}</small></p></html>\n"


FORMATS: dict[str, Report] = {
    "text": text,
    "json": json,
    "jsonl": jsonl,
    "csv": csv_,
    "sarif": sarif,
    "github": github,
    "html": html,
    "markdown": markdown,
}
