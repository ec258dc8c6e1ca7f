"""What the rules look for and what only a person can judge, provision by provision: laws/coverage.toml drawn."""

from __future__ import annotations

import tomllib
from collections import Counter
from html import escape
from typing import Any

from checker import load, render
from checker.model import Book, Rule

MANY = 24  # rules in one cell: beyond this, topics with a count are easier to read

HEAD = {
    "en": ("Provision", "The checker looks for it", "You must judge"),
    "zh": ("条文", "工具会检查", "要由人判断"),
}
NOTHING = {"en": "no rule", "zh": "没有规则"}


def provisions() -> list[dict[str, Any]]:
    """The entries of coverage.toml: `law`, and `person` in both languages."""
    text = (load.HERE / "laws" / "coverage.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["provision"]
    return entries


def rules_for(book: Book, law: str) -> list[Rule]:
    """The rules that cite `law` or one of its paragraphs or items, in any category."""
    return [
        rule
        for rule in book.rules.values()
        if any(
            cited == law or cited.startswith(f"{law}-")
            for cited in (*rule.laws, *(own for laws in rule.laws_for.values() for own in laws))
        )
    ]


def _links(book: Book, rules: list[Rule], lang: str, root: str) -> str:
    """Each rule by its id; where there are many, how many in each topic."""
    if len(rules) <= MANY:
        return " ".join(
            f'<a href="{root}{render.rule_url(rule)}"><code>{rule.id}</code></a>' for rule in rules
        )
    counts = Counter(rule.topic for rule in rules)
    return ", ".join(
        f'<a href="{root}rules/{topic}/">{escape(title[lang])}</a> {counts[topic]}'
        for topic, title in book.topics.items()
        if counts[topic]
    )


def table(book: Book, lang: str, root: str) -> str:
    """A table of all provisions; the middle column names the rules there are today."""
    rows = []
    for entry in provisions():
        article = book.articles[entry["law"]]
        label = escape(render.law_label(book, article.id, lang))
        links = _links(book, rules_for(book, entry["law"]), lang, root)
        rows.append(
            f'<tr><td><a href="{root}{render.law_url(article)}">{label}</a></td>'
            f"<td>{links or NOTHING[lang]}</td><td>{escape(entry['person'][lang])}</td></tr>"
        )
    head = "".join(f"<th>{word}</th>" for word in HEAD[lang])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
