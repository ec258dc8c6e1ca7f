"""Copy as HTML with the engine's marks, and the seals of the levels. Every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from checker import render
from checker.model import Book, Finding, Result

SEALS = {"banned": "删", "proof": "证", "caution": "酌", "spared": "可"}
TRY = {"en": "Open in the checker", "zh": "在检查页打开"}


def seal(level: str, lang: str) -> str:
    label = render.LEVEL_LABELS[level][lang]
    sign = SEALS[level]
    word = "" if lang == "zh" else f' <span class="seal-word">{escape(label)}</span>'
    return f'<span class="seal seal-{level}" title="{escape(label)}">{sign}</span>{word}'


def lang_of(text: str) -> str:
    return "zh-CN" if any("\u3400" <= char <= "\u9fff" for char in text) else "en"


def marks(text: str, findings: Iterable[Finding]) -> str:
    out, position = [], 0
    for found in findings:
        out.append(escape(text[position : found.start]))
        out.append(
            f'<mark class="ad-mark ad-{found.level}" data-rule="{found.rule}" data-level="{found.level}">'
            f"{escape(text[found.start : found.end])}</mark>"
        )
        position = found.end
    out.append(escape(text[position:]))
    return "".join(out).replace("\n", "<br>")


def marked_copy(book: Book, text: str, result: Result, lang: str, root: str) -> str:
    """A figure with the copy as the engine marks it and a note per finding."""
    notes = []
    for found in result.findings:
        rule = book.rules[found.rule]
        wordings = [word for word in found.rewrites if word][:2]
        instead = ""
        if wordings:
            shown = " / ".join(f'<q lang="{lang_of(w)}">{escape(w)}</q>' for w in wordings)
            instead = f' <span class="ad-instead">→ {shown}</span>'
        notes.append(
            f'<li data-level="{found.level}">{seal(found.level, lang)} <a href="{root}{render.rule_url(rule)}">'
            f"{escape(rule.title[lang])}</a>{instead}</li>"
        )
    for kept in result.spared if not result.findings else ():
        notes.append(
            f'<li data-level="spared">{seal("spared", lang)} <q>{escape(kept.match)}</q> '
            f"{escape(book.exemptions[kept.exemption].reason[lang])}</li>"
        )
    if not notes:
        notes.append(f'<li data-level="spared">{seal("spared", lang)}</li>')
    link = escape(urlencode({"text": text, "category": result.category}))
    return (
        f'<figure class="ad-example"><p class="ad-copy" lang="{lang_of(text)}">{marks(text, result.findings)}</p>'
        f'<figcaption><ul class="ad-notes">{"".join(notes)}</ul>'
        f'<p class="ad-try"><a href="{root}check/#{link}">{TRY[lang]}</a></p></figcaption></figure>'
    )
