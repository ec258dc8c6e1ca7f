"""The glossary: docs/glossary.toml, drawn as a page and as a note at the places where its terms are used.

The data is no part of the installed package: `terms()` is empty where the file is absent.
A term is shown once in each section of a page, never in headings, links, quotations of law or marked copy.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from checker import render
from checker.model import LANGS, Book

FILE = Path(__file__).resolve().parent.parent / "docs" / "glossary.toml"
PAGE = "glossary.md"

LAW = re.compile(r"\{law:([\w-]+)\}")
TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.S)
NAME = re.compile(r"</?([A-Za-z][\w-]*)")
ID = re.compile(r'\sid="([^"]*)"')
CLASS = re.compile(r'\sclass="([^"]*)"')

# Where a word is somebody else's, or already leads somewhere.
QUIET_TAG = re.compile(
    r"h[1-6]|a|abbr|ad-(?:amounts|case|check)|blockquote|button|cite|code|dt|figure|form|kbd|label|mark|nav|"
    r"option|pre|q|script|select|style|summary|svg|textarea|th"
)
QUIET_CLASS = re.compile(
    r"(?<!\S)(?:ad-(?:claims|copy)|card-(?:fine|found|head|instead|law)|ha-case__(?:head|source|words)|"
    r"statute-(?:en|own|status|used))(?!\S)"
)
# Of the fixed sections of a rule topic: tables of wordings for ads.
QUIET_SECTIONS = frozenset({"instead"})


class GlossaryError(ValueError):
    """A term is not whole. The message names it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. `written` and `other` by language: its spellings, and longer words that mean something else."""

    id: str
    group: str
    name: dict[str, str]
    means: dict[str, str]
    written: dict[str, tuple[str, ...]]
    other: dict[str, tuple[str, ...]]
    hover: tuple[str, ...]

    @property
    def head(self) -> str:
        return f"{self.name['zh']} · {self.name['en']}"


def read(text: str) -> list[Term]:
    """Terms of a glossary file. Raises GlossaryError for a missing text or an id given twice."""
    found: dict[str, Term] = {}
    for entry in tomllib.loads(text).get("term", []):
        key = entry.get("id", "")
        try:
            term = Term(
                id=key,
                group=entry["group"],
                name={lang: entry[lang] for lang in LANGS},
                means={lang: entry["means"][lang] for lang in LANGS},
                written={lang: (entry[lang], *entry.get(f"also_{lang}", ())) for lang in LANGS},
                other={lang: tuple(entry.get(f"not_{lang}", ())) for lang in LANGS},
                hover=tuple(entry.get("hover", LANGS)),
            )
        except KeyError as missing:
            raise GlossaryError(f"docs/{FILE.name}: {key!r} has no {missing}") from missing
        if key in found:
            raise GlossaryError(f"docs/{FILE.name}: {key!r} stands twice")
        found[key] = term
    return list(found.values())


@cache
def terms() -> tuple[Term, ...]:
    return tuple(read(FILE.read_text(encoding="utf-8"))) if FILE.is_file() else ()


def section(group: str, lang: str) -> list[str]:
    """The terms of a section of the page, as a Markdown definition list."""
    out: list[str] = []
    for term in terms():
        if term.group == group:
            out += [f"{term.head} {{#{term.id}}}", f":   {term.means[lang]}", ""]
    return out


def plain(book: Book, text: str, lang: str) -> str:
    """An explanation as plain text: references to law become their labels, emphasis goes."""
    return LAW.sub(lambda m: render.law_label(book, m[1], lang), text).replace("*", "")


def _pattern(chosen: tuple[Term, ...], lang: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    """One pattern for all spellings, the longest first; what it finds without a Term is to be passed over."""
    known: dict[str, Term] = {}
    words: dict[str, str] = {"\u300a": "\u300a[^\u300a\u300b]*\u300b"}  # 《…》: a title is a name, not a term
    for term in chosen:
        for tongue in LANGS if lang == "en" else ("zh",):
            for word in (*term.written[tongue], *term.other[tongue]):
                exact = re.escape(word)
                words[word] = rf"\b{exact}(?:s|es)?\b" if tongue == "en" else exact
            if lang in term.hover:
                known |= {word.lower(): term for word in term.written[tongue]}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(words[word] for word in ordered), re.I), known


@cache
def _finder(lang: str) -> Callable[[str], list[tuple[int, int, Term]]]:
    pattern, known = _pattern(terms(), lang)

    def find(text: str) -> list[tuple[int, int, Term]]:
        out = []
        for match in pattern.finditer(text):
            said = match[0].lower()
            term = known.get(said) or known.get(said.removesuffix("s")) or known.get(said.removesuffix("es"))
            if term:
                out.append((match.start(), match.end(), term))
        return out

    return find


def find(text: str, lang: str) -> list[tuple[int, int, Term]]:
    """Terms in plain text of a page in `lang`: (start, end, term), code points, in order, never overlapping."""
    return _finder(lang)(text)


def note(book: Book, html: str, lang: str, root: str) -> str:
    """HTML of a page with each term, once in a section, as a link to the glossary that carries the explanation."""
    if not terms():
        return html
    seen: set[str] = set()
    out: list[str] = []
    quiet, depth, hushed = "", 0, False
    for part in TAG.split(html):
        if part.startswith("<"):
            name = NAME.match(part)
            tag = name[1].lower() if name else ""
            if quiet:
                if tag == quiet and not part.endswith("/>"):
                    depth += -1 if part.startswith("</") else 1
                    quiet = quiet if depth else ""
            elif not part.startswith("</"):
                if tag == "h2":
                    seen.clear()
                    named = ID.search(part)
                    hushed = named is not None and named[1] in QUIET_SECTIONS
                classes = CLASS.search(part)
                if QUIET_TAG.fullmatch(tag) or (classes and QUIET_CLASS.search(classes[1])):
                    quiet, depth = tag, 1
        elif not quiet and not hushed and part.strip():
            part = _linked(book, part, lang, root, seen)
        out.append(part)
    return "".join(out)


def _linked(book: Book, text: str, lang: str, root: str, seen: set[str]) -> str:
    out, position = [], 0
    for start, end, term in find(text, lang):
        if term.id not in seen:
            seen.add(term.id)
            said = escape(plain(book, term.means[lang], lang))
            out.append(
                f'{text[position:start]}<a class="ha-term" href="{root}glossary/#{term.id}" '
                f'data-term="{escape(term.head)}" title="{said}">{text[start:end]}</a>'
            )
            position = end
    return "".join(out) + text[position:]
