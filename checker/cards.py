"""Cards and exemptions: tables to model, each fault with its file and line."""

from __future__ import annotations

import re
from pathlib import Path

from checker import model
from checker.kinds import KINDS
from checker.table import Table

RELATIONS = ("covers", "before", "after", "sentence", "text")
CARD_KEYS = (
    *("id", "name", "topic", "level", "laws", "exempt", "only", "never", "drop", "laws_for", "level_for"),
    *("title", "why", "advice", "evidence", "find", "rewrite", "example"),
)
RULE_ID = re.compile(r"AC\d{3}")


def _find(table: Table) -> model.Find:
    table.known("kind", "zh", "en", "anchor", "a", "b", "within", "order")
    kind = table.text("kind")
    if kind not in KINDS:
        raise table.fail("kind", f"{kind!r} is not a kind; the kinds are {', '.join(KINDS)}")
    order = table.text("order", "any")
    if order not in ("any", "ab", "ba"):
        raise table.fail("order", "any, ab or ba")
    within = table.raw.get("within", 8)
    if not isinstance(within, int) or not 0 <= within <= 40:
        raise table.fail("within", "a whole number from 0 to 40")
    found = model.Find(
        kind=kind,
        zh=table.texts("zh"),
        en=table.texts("en"),
        anchor=table.texts("anchor"),
        a=table.texts("a"),
        b=table.texts("b"),
        within=within,
        order=order,
    )
    if kind == "pattern" and not found.anchor:
        raise table.fail("kind", "a pattern needs an anchor")
    if not (found.zh or found.en or (found.a and found.b)):
        raise table.fail("kind", "nothing to find: give zh or en (a and b for near)")
    return found


def _examples(table: Table) -> tuple[model.Example, ...]:
    out = []
    for entry in table.tables("example"):
        entry.known("lang", "bad", "fine", "category")
        bad = "bad" in entry.raw
        out.append(
            model.Example(
                entry.text("bad" if bad else "fine"),
                bad,
                entry.text("lang", "zh"),
                entry.text("category", "general"),
            )
        )
    return tuple(out)


def rule(table: Table) -> model.Rule:
    table.known(*CARD_KEYS)
    rule_id = table.text("id")
    if not RULE_ID.fullmatch(rule_id):
        raise table.fail("id", "AC and three digits, such as AC001")
    if Path(table.source).stem != rule_id.lower():
        raise table.fail("id", f"the file must be called {rule_id.lower()}.toml")
    level = table.text("level")
    level_for = dict(table.raw.get("level_for", {}))
    for value in (level, *level_for.values()):
        if value not in (*model.LEVELS, "off"):
            raise table.fail("level", f"{value!r} is not a level; the levels are {', '.join(model.LEVELS)}")
    if not table.texts("laws"):
        raise table.fail("laws", "a rule rests on at least one article")
    for rewrite in table.tables("rewrite"):
        rewrite.known("for", "zh", "en")
    return model.Rule(
        id=rule_id,
        name=table.text("name"),
        topic=table.text("topic"),
        level=level,
        laws=table.texts("laws"),
        title=table.both("title"),
        why=table.both("why"),
        advice=table.both("advice", needed=False),
        finds=tuple(_find(entry) for entry in table.tables("find")),
        exempt=table.texts("exempt"),
        only=frozenset(table.texts("only")),
        never=frozenset(table.texts("never")),
        drop=bool(table.raw.get("drop", False)),
        laws_for={key: tuple(value) for key, value in table.raw.get("laws_for", {}).items()},
        level_for=level_for,
        evidence=tuple(
            model.Evidence(entry.text("id"), {lang: entry.text(lang) for lang in model.LANGS})
            for entry in table.tables("evidence")
        ),
        rewrites=tuple(
            model.Rewrite(entry.texts("zh"), entry.texts("en"), entry.texts("for"))
            for entry in table.tables("rewrite")
        ),
        examples=_examples(table),
        source=table.source,
    )


def exemption(table: Table) -> model.Exemption:
    table.known("id", "groups", "law", "relation", "zh", "en", "reason", "show", "example")
    relation = table.text("relation")
    if relation not in RELATIONS:
        raise table.fail("relation", f"one of {', '.join(RELATIONS)}")
    examples = []
    for entry in table.tables("example"):
        entry.known("spared", "kept", "category")
        spared = "spared" in entry.raw
        examples.append(
            model.ExemptionExample(
                entry.text("spared" if spared else "kept"), spared, entry.text("category", "general")
            )
        )
    return model.Exemption(
        id=table.text("id"),
        relation=relation,
        law=table.text("law", ""),
        reason=table.both("reason"),
        show=table.both("show", needed=False),
        zh=table.texts("zh"),
        en=table.texts("en"),
        groups=table.texts("groups"),
        examples=tuple(examples),
        source=table.source,
    )
