"""What a card must be, as functions that list its faults; tests/test_hygiene.py proves each can fail."""

from __future__ import annotations

import re

from checker import kinds, scan
from checker.engine import Engine
from checker.kinds import MACRO
from checker.model import LANGS, Book, Exemption, Finding, Result, Rule
from checker.scan import words_of
from checker.text import fold

HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?](?=[\u4e00-\u9fff]|$)")
CJK = re.compile(r"[\u4e00-\u9fff]")
BUILT = re.compile(r"(?:[^{}]|\{match\}|\{[^{}|>]+>[^{}|>]*(?:\|[^{}|>]+>[^{}|>]*)*\})*")
SHOUTING = re.compile(r"\b(?:compliant|guaranteed? legal|合规通过)\b", re.I)


def faults(rule: Rule, book: Book) -> list[str]:
    """All that is wrong with `rule`, in words; [] when the card is whole."""
    out = []
    if len([e for e in rule.examples if e.bad]) < 3:
        out.append("fewer than three bad examples")
    if len([e for e in rule.examples if not e.bad]) < 2:
        out.append("fewer than two fine examples")
    if len({e.text for e in rule.examples}) < len(rule.examples):
        out.append("an example stands twice")
    cited = [*rule.laws, *(law for laws in rule.laws_for.values() for law in laws)]
    out += [f"unknown law {law}" for law in cited if law not in book.articles]
    named = [*rule.only, *rule.never, *rule.laws_for, *rule.level_for, *(e.category for e in rule.examples)]
    out += [f"unknown category {name}" for name in named if name not in book.categories]
    if rule.level == "proof" and not rule.evidence:
        out.append("a proof card names no evidence")
    if not rule.drop and not rule.rewrites:
        out.append("neither rewrites nor drop = true")
    if rule.drop and rule.rewrites:
        out.append("both rewrites and drop = true")
    if f"rules/{rule.topic}/" not in rule.source:
        out.append(f"topic {rule.topic} but file {rule.source}")
    if rule.topic not in book.topics:
        out.append(f"unknown topic {rule.topic}")
    if sum(other.name == rule.name for other in book.rules.values()) > 1:
        out.append(f"name {rule.name} is taken")
    shown = [("title", rule.title), ("why", rule.why), ("advice", rule.advice)]
    shown += [(f"evidence {e.id}", e.text) for e in rule.evidence]
    for what, text in shown:
        out += language_faults(what, text, may_be_empty=what == "advice")
    for wording in (w for rewrite in rule.rewrites for w in (*rewrite.zh, *rewrite.en)):
        if not BUILT.fullmatch(wording):
            out.append(f"rewrite {wording!r} is badly built")
    for find in rule.finds:
        for entry in (*find.zh, *find.en, *find.anchor, *find.a, *find.b):
            if find.kind != "pattern" or entry in find.anchor:
                plain = MACRO.sub("", entry)
                if fold(plain).text != plain:
                    out.append(f"{entry!r} is not in folded form ({fold(plain).text!r})")
    return out


def language_faults(what: str, text: dict[str, str], *, may_be_empty: bool) -> list[str]:  # type: ignore[type-arg]
    out = []
    if not any(text[lang] for lang in LANGS):
        return [] if may_be_empty else [f"{what} is empty"]
    out += [f"{what} has no {lang}" for lang in LANGS if not text[lang]]
    if text["zh"] and not CJK.search(text["zh"]):
        out.append(f"{what}: zh is not Chinese")
    if HALF_WIDTH.search(text["zh"]):
        out.append(f"{what}: half-width punctuation in Chinese")
    out += [f"{what}: says {m[0]!r}" for lang in LANGS if (m := SHOUTING.search(text[lang]))]
    return out


def exemption_faults(exemption: Exemption, book: Book) -> list[str]:
    out = language_faults("reason", exemption.reason, may_be_empty=False)
    out += language_faults("show", exemption.show, may_be_empty=True)
    if exemption.law and exemption.law not in book.articles:
        out.append(f"unknown law {exemption.law}")
    kinds = {example.spared for example in exemption.examples}
    if kinds != {True, False}:
        out.append("needs a spared and a kept example")
    users = [
        r for r in book.rules.values() for e in r.exempt if e == exemption.id or e[1:] in exemption.groups
    ]
    if not users:
        out.append("no card uses it")
    return out


def grave_over(result: Result, start: int, size: int) -> list[Finding]:
    """banned and proof findings that overlap `size` characters from `start` (the joint, when 0)."""
    return [
        finding
        for finding in result.findings
        if finding.level != "caution" and finding.start < start + size and finding.end > start
    ]


def near_miss(engine: Engine, rule: Rule, text: str) -> bool:
    """Does `text` hold a literal that `rule` names?"""
    index = engine.rules.index(rule)
    plain = fold(text)
    body = engine.disguise.reveal(plain, words_of(plain.text)).text
    words = kinds.expand(engine.book.words)
    places = [place for find in rule.finds for place in kinds.matchers(index, find, words)]
    named = scan.build({literal for place in places for literal in place.named})
    return bool(scan.candidates(named, body, words_of(body)))
