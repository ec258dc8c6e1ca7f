"""Claims as list items of a page: the words with the engine's marks, a remark, what the law says, another wording."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from checker import htmlparts, render
from checker.model import LEVELS, Book, Result

DROP = "-"  # in place of another wording: there is none
TAKE_OUT = {"en": "only by taking the words out", "zh": "只能删去"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A line `copy | remark | another wording | what that means`; all but the copy may be missing."""

    copy: str
    remark: str = ""
    instead: str = ""
    gloss: str = ""


def read(line: str) -> Claim:
    return Claim(*(part.strip() for part in line.split(" | ", 3)))


def item(book: Book, claim: Claim, result: Result, lang: str, root: str) -> str:
    """One claim. A found one carries the seal and the law of its gravest finding, a spared one its reason."""
    note = []
    if result.findings:
        worst = min(result.findings, key=lambda found: LEVELS.index(found.level))
        note.append(htmlparts.seal(worst.level, lang))
        if claim.remark:
            note.append(escape(claim.remark))
        laws = render.law_details(book, worst.laws[:2], lang)
        gap = "、" if lang == "zh" else " · "
        note.append(gap.join(f'<a href="{root}{law["url"]}">{escape(law["label"])}</a>' for law in laws))
    else:
        note.append(htmlparts.seal("spared", lang))
        if claim.remark:
            note.append(escape(claim.remark))
    return (
        f'<li><span class="ad-claim" lang="{htmlparts.lang_of(claim.copy)}">'
        f'{htmlparts.marks(claim.copy, result.findings)}</span> <span class="ad-remark">{" ".join(note)}</span>'
        f"{_instead(claim, lang)}</li>"
    )


def _instead(claim: Claim, lang: str) -> str:
    if not claim.instead:
        return ""
    if claim.instead == DROP:
        said = TAKE_OUT[lang]
    else:
        said = (
            f'<q lang="{htmlparts.lang_of(claim.instead)}">{escape(claim.instead)}</q> {escape(claim.gloss)}'
        )
    return f' <span class="ad-remark ad-instead">→ {said.strip()}</span>'
