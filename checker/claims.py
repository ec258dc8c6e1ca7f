"""Claims as list items of a page: the words with the engine's marks, a remark, and what the law says."""

from __future__ import annotations

from html import escape

from checker import htmlparts, render
from checker.model import LEVELS, Book, Result


def item(book: Book, copy: str, remark: str, result: Result, lang: str, root: str) -> str:
    """One claim. A found one carries the seal and the law of its gravest finding, a spared one its reason."""
    note = []
    if result.findings:
        worst = min(result.findings, key=lambda found: LEVELS.index(found.level))
        note.append(htmlparts.seal(worst.level, lang))
        if remark:
            note.append(escape(remark))
        laws = render.law_details(book, worst.laws[:2], lang)
        gap = "、" if lang == "zh" else " · "
        note.append(gap.join(f'<a href="{root}{law["url"]}">{escape(law["label"])}</a>' for law in laws))
    else:
        note.append(htmlparts.seal("spared", lang))
        if remark:
            note.append(escape(remark))
    return (
        f'<li><span class="ad-claim" lang="{htmlparts.lang_of(copy)}">'
        f'{htmlparts.marks(copy, result.findings)}</span> <span class="ad-remark">{" ".join(note)}</span></li>'
    )
