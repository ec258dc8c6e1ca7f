"""What a page says about the law, statement by statement, and whether its source stands in it.

A statement is a paragraph, an item of a list or a row of a table. It speaks of the law when it names an instrument
or an article, or says what is punished and with how much. Its source is a reference to a provision, a link to a law's
page or to a published case, or, in a section that draws cases, those cases. Words in quotation marks, messages to
send and lists of copy are not statements; nor is the head of a table.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
FENCE = re.compile(r"^( *)(`{3,})[^\n]*\n.*?^\1\2 *$", re.M | re.S)
TABLE_HEAD = re.compile(r"^\|[^\n]*\n(?=\| *-)", re.M)
HEADING = re.compile(r"^#{1,6} [^\n]*?(?:\{#([\w.-]+)\})?$", re.M)
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
REFERENCE = re.compile(r"\{law(?:-text|-page)?:[\w-]+\}")
# Not said by the site: quotations, code, and what a message says in English.
SAID_BY_OTHERS = re.compile(r'“[^”\n]*”|"[^"\n]*"|`[^`]*`|^\*In English:\*.*', re.M)
# Sections of a topic whose lists hold copy.
COPY = ("flags", "instead")

NUMBER = "[一二三四五六七八九十百零〇0-9]+"
SPEAKS = {
    "zh": re.compile(
        "《[^》]*(?:法|法典|条例|办法|规定|规则|指南|解释)(?:（[^）]*）)?》"
        f"|第{NUMBER}条"
        "|罚款|(?:处|罚|赔)[^。；|]{0,14}元|[0-9一二三四五六七八九十]万元|元[^。；|]{0,6}(?:罚|赔)"
        "|依法|法定|违法"
    ),
    "en": re.compile(
        r"\b(?:[A-Z0-9][\w-]*,? )+(?:Law|Regulation|Measures|Provisions|Code|Guide|Interpretation)\b"
        r"|\b[Aa]rt(?:icle)?s?\.? \d"
        r"|\b[\d,]+ (?:million )?yuan|\bfined?s?\b[^.;|]*\d"
        r"|\bby law\b|\blegal duty\b|\b(?:illegal|unlawful)"
    ),
}


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """(id, text) of each section, the part before the first heading included."""
    start, name = 0, ""
    for heading in HEADING.finditer(text):
        yield name, text[start : heading.start()]
        start, name = heading.end(), heading[1] or ""
    yield name, text[start:]


def _blocks(section: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", section):
        if not paragraph.lstrip().startswith("<"):
            yield from re.split(r"\n(?= *(?:[-*+] |\d+\. |\|))", paragraph)


def _is_source(page: str, target: str) -> bool:
    path, _, anchor = target.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return whole.startswith("law/") or (whole == "cases.md" and anchor.startswith("c"))


def unsourced(page: str, text: str, lang: str) -> list[str]:
    """The statements about the law without their source. `page`: its path below the language's folder."""
    text = TABLE_HEAD.sub("", FENCE.sub("", FRONT.sub("", text)))
    found = []
    for name, section in _sections(text):
        if "{cases" in section or (page.startswith("rules/") and name in COPY):
            continue
        for block in _blocks(section):
            links = [target for _, target in LINK.findall(block) if not target.startswith("#")]
            if REFERENCE.search(block) or any(_is_source(page, target) for target in links):
                continue
            own = SAID_BY_OTHERS.sub("", LINK.sub(lambda m: "" if m[2].startswith("#") else m[1], block))
            if SPEAKS[lang].search(own):
                found.append(" ".join(block.split()))
    return found
