"""Which pages of the handbook speak of a provision: read from the pages themselves, so that no list is kept by hand.

Law pages and rule topics are left out: a law page shows its own text, and topics are reached through their rules.
`places` is empty where the docs are absent, as in the installed package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checker import glossary

DOCS = Path(__file__).resolve().parent.parent / "docs"

# Folders in the order in which pages are listed; "" is the top. In law/ only pages about the law are read.
FOLDERS = ("procedure", "", "industries", "law")
HEADING = re.compile(r"^(#{1,6}) +(.+?)(?: *\{#([\w.-]+)\})? *$")
CITED = re.compile(r"\{law(?:-text)?:([\w-]+)\}")
WHOLE_LAW = re.compile(r"^\{law-page:", re.M)
FENCE = re.compile(r"^ *(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Place:
    """A section that cites a provision. `url` is below the language root; `section` is "" before the first heading."""

    page: str  # "procedure/3-talk.md"
    title: str
    section: str
    url: str

    @property
    def step(self) -> bool:
        return self.page.startswith("procedure/")


def address(page: str) -> str:
    return re.sub(r"(^|/)index\.md$", r"\1", page) if page.endswith("index.md") else page[:-3] + "/"


def read(page: str, text: str) -> list[tuple[str, Place]]:
    """(provision, place) for each section of a page and each provision it cites, once."""
    title = section = anchor = ""
    fence = ""
    found: dict[tuple[str, str], Place] = {}
    for line in text.splitlines():
        if mark := FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        heading = None if fence else HEADING.match(line)
        if heading and len(heading[1]) == 1:
            title = heading[2].strip()
        elif heading and heading[3]:
            section, anchor = heading[2].strip(), heading[3]
        for law in CITED.findall(line):
            url = address(page) + (f"#{anchor}" if anchor else "")
            found.setdefault((law, anchor), Place(page, title, section, url))
    return [(law, place) for (law, _), place in found.items()]


@cache
def pages(lang: str) -> tuple[str, ...]:
    """Names of the pages that are read, in the order in which they are listed."""
    root = DOCS / lang
    names = []
    for folder in FOLDERS:
        paths = sorted((root / folder).glob("*.md"))
        names += [path.relative_to(root).as_posix() for path in paths if path.stem != "glossary"]
    return tuple(names)


@cache
def _index(lang: str) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for page in pages(lang):
        text = (DOCS / lang / page).read_text(encoding="utf-8")
        if not WHOLE_LAW.search(text):
            for law, place in read(page, text):
                found.setdefault(law, []).append(place)
    for term in glossary.terms():
        for law in dict.fromkeys(glossary.LAW.findall(term.means[lang])):
            title = {"en": "Glossary", "zh": "术语表"}[lang]
            place = Place(glossary.PAGE, title, term.name[lang], f"glossary/#{term.id}")
            found.setdefault(law, []).append(place)
    return found


def places(article: str, lang: str) -> list[Place]:
    """Where the handbook cites the article or one of its paragraphs and items, each section once."""
    index = _index(lang)
    found = index.get(article, []) + [
        place for law, listed in index.items() if law.startswith(f"{article}-") for place in listed
    ]
    order = {page: number for number, page in enumerate((*pages(lang), glossary.PAGE))}
    return sorted(dict.fromkeys(found), key=lambda place: order[place.page])
