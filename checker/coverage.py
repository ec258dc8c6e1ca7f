"""What the rules look for and what only a person can judge, provision by provision: laws/coverage.toml drawn."""

from __future__ import annotations

import tomllib
from html import escape
from typing import Any

from checker import load, render
from checker.model import Book

HEAD = {
    "en": ("Provision", "The checker looks for it", "You must judge"),
    "zh": ("条文", "工具会检查", "要由人判断"),
}
NOTHING = {"en": "no rule", "zh": "没有规则"}


def provisions() -> list[dict[str, Any]]:
    """The entries of coverage.toml: `law`, `topics`, `person` in both languages."""
    text = (load.HERE / "laws" / "coverage.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["provision"]
    return entries


def table(book: Book, lang: str, root: str) -> str:
    """A table of all provisions; the middle column counts the rules there are today."""
    rows = []
    for entry in provisions():
        article = book.articles[entry["law"]]
        label = escape(render.law_label(book, article.id, lang))
        rules = [rule for rule in book.rules.values() if rule.topic in entry["topics"]]
        links = " ".join(
            f'<a href="{root}{render.rule_url(rule)}"><code>{rule.id}</code></a>'
            for rule in sorted(rules, key=lambda rule: rule.id)
        )
        rows.append(
            f'<tr><td><a href="{root}{render.law_url(article)}">{label}</a></td>'
            f"<td>{links or NOTHING[lang]}</td><td>{escape(entry['person'][lang])}</td></tr>"
        )
    head = "".join(f"<th>{word}</th>" for word in HEAD[lang])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
