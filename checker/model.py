"""The values the checker works with: frozen, without behaviour beyond small look-ups.

Bilingual text is a plain mapping with the keys "en" and "zh".
Positions are code points of the text the user gave, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LEVELS = ("banned", "proof", "caution")
LANGS = ("en", "zh")

Bilingual = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Find:
    """One way a rule finds its words. `kind` is one of kinds.KINDS."""

    kind: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    anchor: tuple[str, ...] = ()
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    within: int = 8
    order: str = "any"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Wordings that pass (see `wording`). `only_for` narrows them to matches holding one of these words."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paper the seller must hold to keep a `proof` claim."""

    id: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Example:
    """Copy the card is proved on: `bad` must be found, `fine` must not."""

    text: str
    bad: bool
    lang: str
    category: str = "general"


@dataclass(frozen=True, slots=True)
class Rule:
    """A card: one thing the law says about advertising words."""

    id: str
    name: str
    topic: str
    level: str
    laws: tuple[str, ...]
    title: Bilingual
    why: Bilingual
    advice: Bilingual
    finds: tuple[Find, ...]
    exempt: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    drop: bool = False
    laws_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    level_for: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    examples: tuple[Example, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ExemptionExample:
    text: str
    spared: bool
    category: str = "general"


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why a match is not a finding. `relation` says where its words stand to the match."""

    id: str
    relation: str
    law: str
    reason: Bilingual
    show: Bilingual
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    examples: tuple[ExemptionExample, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """What is sold; `zh` and `en` are words in the copy from which it is inferred."""

    id: str
    title: Bilingual
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A provision: its number, its words (empty in the page's copy), what it means."""

    id: str
    law: str
    article: str
    paragraph: str
    item: str
    label: Bilingual
    zh: str = ""
    en: str = ""
    means: Bilingual = field(default_factory=dict)
    verbatim: bool = False
    verified: str = ""
    replaced_by: str = ""  # the article, or the whole law, that took or will take its place


@dataclass(frozen=True, slots=True)
class Law:
    id: str
    title: Bilingual
    short: Bilingual
    level: str
    status: str
    effective: str
    articles: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """All the data of the checker: what `load` returns and the engine is built from."""

    rules: Mapping[str, Rule]
    exemptions: Mapping[str, Exemption]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    categories: Mapping[str, Category]
    topics: Mapping[str, Bilingual]
    laws: Mapping[str, Law]
    articles: Mapping[str, Article]
    measured: Mapping[str, Any] = field(default_factory=dict)  # rules/measured.toml, as it stands


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    name: str
    level: str
    start: int
    end: int
    match: str
    disguised: bool
    laws: tuple[str, ...]
    rewrites: tuple[str, ...]
    reason: str = ""  # the shop's own, where its word list found the words


@dataclass(frozen=True, slots=True)
class Spared:
    rule: str
    name: str
    start: int
    end: int
    match: str
    exemption: str
    law: str


@dataclass(frozen=True, slots=True)
class Inferred:
    """A category read off the copy when the user chose `general`, and the words it was read from."""

    category: str
    match: str


@dataclass(frozen=True, slots=True)
class Result:
    """What `check` returns: findings and spared matches in reading order."""

    category: str
    findings: tuple[Finding, ...] = ()
    spared: tuple[Spared, ...] = ()
    inferred: tuple[Inferred, ...] = ()
