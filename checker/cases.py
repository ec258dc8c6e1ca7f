"""The case library: cases/*.toml beside the docs, read for the handbook and its tests.

The library is no part of the installed package: `library()` is empty where the folder is absent.
A case tells in our own words what a regulator, court or self-regulator published; of the ad it quotes the
words at issue and nothing more. Where only a reprint of the report is known there is no `source`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FOLDER = Path(__file__).resolve().parent.parent / "cases"
LANGS = ("en", "zh")

# Files in the order in which pages list them; `abroad` holds foreign law and is not counted with the others.
FILES = (
    "food",
    "health-food",
    "cosmetics",
    "medical",
    "education",
    "finance",
    "real-estate",
    "alcohol",
    "general",
    "abroad",
)

# What the report says of the outcome. "named": published as unlawful, nothing more said.
RESULTS = ("fined", "confiscated", "penalised", "corrected", "none", "named", "upheld")

# Official sites and established newspapers; a case links nowhere else.
HOSTS = (
    "gov.cn",
    "dzwww.com",
    "cqn.com.cn",
    "zjol.com.cn",
    "hangzhou.com.cn",
    "china.com.cn",
    "chinataiwan.cn",
    "jiemian.com",
    "xhby.net",
    "rednet.cn",
    "mnw.cn",
    "oeeee.com",
    "shfzb.com.cn",
    "asa.org.uk",
)

# Laws a report may name without an article.
UNNAMED = ("adlaw", "aucl", "price-law")

# Trades that are no category of the checker, but have a page.
TAGS = ("clothing", "electronics", "livestream", "infant")

# Upper ends of the fine bands, in yuan; the last band is open.
BANDS = (10_000, 50_000, 200_000, 1_000_000)


class CaseError(ValueError):
    """A case is not whole. The message names its file and id."""


@dataclass(frozen=True, slots=True)
class Case:
    """One published case. `fine` is in yuan, 0 where no amount was published."""

    id: str
    file: str
    year: int
    goods: str
    authority: Mapping[str, str]
    words: tuple[str, ...]
    what: Mapping[str, str]
    result: str
    topics: tuple[str, ...]
    laws: tuple[str, ...] = ()
    unnamed: str = ""
    fine: int = 0
    gains: bool = False
    about: bool = False
    facts: bool = False
    drop: bool = False
    note: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)
    abroad: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    source: str = ""

    @property
    def kind(self) -> str:
        """Outcome as the filter knows it: a fine band "fine-0" … "fine-4", "unstated", or the result."""
        if self.fine:
            return f"fine-{sum(self.fine >= limit for limit in BANDS)}"
        return "unstated" if self.result in ("fined", "penalised") else self.result


def allowed(source: str) -> bool:
    """Does the address lie on an official or established host?"""
    parts = urlsplit(source)
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and any(
        host == known or host.endswith("." + known) for known in HOSTS
    )


def read(name: str, text: str) -> list[Case]:
    """Cases of one file. Raises CaseError for a missing, unknown or unfit field."""
    found = []
    for entry in tomllib.loads(text).get("case", ()):
        where = f"cases/{name}.toml: {entry.get('id', '?')}"
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
        }
        try:
            case = Case(file=name, **values)
        except TypeError as error:
            raise CaseError(f"{where}: {error}") from error
        wrong = faults(case)
        if wrong:
            raise CaseError(f"{where}: {'; '.join(wrong)}")
        found.append(case)
    return found


def faults(case: Case) -> list[str]:
    """What is wrong with a case by itself; [] when it is whole."""
    out = []
    spoken = [("authority", case.authority), ("what", case.what)]
    spoken += [(name, text) for name, text in (("note", case.note), ("abroad", case.abroad)) if text]
    if not case.drop or case.instead:
        spoken.append(("instead", case.instead))
    for name, text in spoken:
        if sorted(text) != ["en", "zh"] or not all(text.values()):
            out.append(f"{name} must be there in both languages")
    if case.drop and case.instead:
        out.append("either instead or drop")
    if not case.words or any(not 1 <= len(word) <= 40 for word in case.words):
        out.append("words at issue: one or more, of 1 to 40 characters")
    if case.result not in RESULTS:
        out.append(f"unknown result {case.result}")
    if case.unnamed and (case.laws or case.unnamed not in UNNAMED):
        out.append("unnamed is for a law without article")
    if set(case.tags) - set(TAGS):
        out.append(f"unknown tag among {case.tags}")
    if not case.topics:
        out.append("no topic")
    if case.source and not allowed(case.source):
        out.append(f"{case.source} is neither official nor established")
    if not 2000 < case.year < 2100:
        out.append(f"year {case.year}")
    if (case.file == "abroad") != bool(case.abroad):
        out.append("foreign law belongs in abroad.toml and says which it is")
    return out


@cache
def library() -> tuple[Case, ...]:
    """All cases in page order. Raises CaseError; ids are unique."""
    if not FOLDER.is_dir():
        return ()
    stray = {path.stem for path in FOLDER.glob("*.toml")} - set(FILES)
    if stray:
        raise CaseError(f"cases/{min(stray)}.toml is not in cases.FILES")
    found: list[Case] = []
    for name in FILES:
        found += read(name, (FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    seen: set[str] = set()
    for case in found:
        if case.id in seen:
            raise CaseError(f"cases/{case.file}.toml: {case.id} stands twice")
        seen.add(case.id)
    return tuple(found)


def under(article: str) -> list[Case]:
    """Cases whose report names the article or one of its items, newest first."""
    return newest(
        case
        for case in library()
        if any(law == article or law.startswith(article + "-") for law in case.laws)
    )


def about(what: str, value: str) -> list[Case]:
    """Cases of a "topic" or a "category" (what is sold, or a tag), newest first. Raises CaseError for neither."""
    if what == "topic":
        return newest(case for case in library() if value in case.topics)
    if what == "category":
        return newest(case for case in library() if value == case.goods or value in case.tags)
    raise CaseError(f"cases by {what}: there are topic and category")


def facets(case: Case) -> dict[str, list[str]]:
    """By which values each select of the filter finds the case."""
    return {
        "goods": [case.goods],
        "law": listed_under(case) or ["unnamed"],
        "year": [str(case.year)],
        "outcome": [case.kind],
    }


def listed_under(case: Case) -> list[str]:
    """Provisions under which the filter lists a case: those named, and the article above an item."""
    found: dict[str, None] = {}
    for law in case.laws:
        parts = law.split("-")
        if law.startswith("adlaw-") and len(parts) == 3:
            found["-".join(parts[:2])] = None
        found[law] = None
    return list(found)


def newest(cases: Iterable[Case]) -> list[Case]:
    return sorted(cases, key=lambda case: (bool(case.abroad), -case.year, case.id))
