"""Reports for people: text on a terminal, Markdown, and a page that stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from checker import render
from checker.htmlparts import lang_of
from checker.model import Book, Finding
from checker.report_base import Checked, Lines, Style

COLOURS = {"banned": "31", "proof": "33", "caution": "34", "spared": "32"}


def _paint(text: str, level: str, style: Style) -> str:
    return f"\x1b[{COLOURS[level]}m{text}\x1b[0m" if style.colour else text


def _context(text: str, found: Finding, style: Style) -> str:
    low, high = max(0, found.start - 18), min(len(text), found.end + 18)
    before, after = text[low : found.start], text[found.end : high]
    line = ("…" if low else "") + before + _paint(found.match, found.level, style) + after
    return (line + ("…" if high < len(text) else "")).replace("\n", " ⏎ ").replace("\r", "")


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


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


def _plain(text: str) -> str:
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")


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
