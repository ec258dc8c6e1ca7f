"""The site says 你: plain words to a seller in a hurry. 您 belongs to the messages a seller sends, and to quoted copy."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker import own_engine

ROOT = Path(__file__).parent.parent
BOOK = own_engine().book

FENCE = re.compile(r"^( *)(`{3,})[^\n]*\n.*?^\1\2 *$", re.M | re.S)
QUOTED = re.compile(r"“[^”\n]*”")
# A topic's lists of words that are flagged, and of words to use instead, are copy without quotation marks.
COPY = re.compile(r"^## [^\n]*\{#(?:flags|instead)\}\n.*?(?=^## )", re.M | re.S)
# Messages to buyers and authorities, and two tables of characters.
NOT_OURS = ("case_letters.py", "common.py", "tables.py")


def polite(text: str, *, topic: bool = False) -> list[str]:
    """Lines in which the site itself says 您."""
    ours = QUOTED.sub("", FENCE.sub("", text))
    return [line for line in (COPY.sub("", ours) if topic else ours).splitlines() if "您" in line]


def strings(value: Any, key: str = "") -> Iterator[str]:
    """Chinese sentences of a data file: everything under a key `zh`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str) and key == "zh":
        yield value


@pytest.mark.parametrize(
    ("text", "topic", "found"),
    [
        ("您的文案", False, 1),
        ("写“您有红包”的，您要删。", False, 1),
        ("写“您有红包”的，你要删。", False, 0),
        ("```text\n您好，收到了。\n```\n", False, 0),
        ("## 查什么 {#flags}\n- 恭喜您中奖\n\n## 为什么 {#why}\n你", True, 0),
        ("## 查什么 {#flags}\n- 恭喜您中奖\n\n## 为什么 {#why}\n您", True, 1),
    ],
)
def test_the_test_sees_it(text: str, topic: bool, found: int) -> None:
    assert len(polite(text, topic=topic)) == found


def test_pages() -> None:
    pages = sorted((ROOT / "docs/zh").rglob("*.md"))
    assert len(pages) > 100
    said = {
        str(page): lines
        for page in pages
        if (lines := polite(page.read_text(encoding="utf-8"), topic=page.parent.name == "rules"))
    }
    assert said == {}


def test_controls_and_frames() -> None:
    files = [path for kind in ("*.mjs", "*.html", "*.css") for path in (ROOT / "overrides").rglob(kind)]
    assert len(files) > 30
    assert [path.name for path in files if polite(path.read_text(encoding="utf-8"))] == []


def test_cards_and_provisions() -> None:
    said = [
        one["zh"]
        for rule in BOOK.rules.values()
        for one in (rule.title, rule.why, rule.advice, *(item.text for item in rule.evidence))
    ]
    said += [
        one.get("zh", "")
        for exemption in BOOK.exemptions.values()
        for one in (exemption.reason, exemption.show)
    ]
    said += [article.means.get("zh", "") for article in BOOK.articles.values()]
    assert len(said) > 1000
    assert [text for text in said if polite(text)] == []


def test_glossary_and_cases() -> None:
    files = [ROOT / "docs/glossary.toml", *(ROOT / "cases").glob("*.toml")]
    said = [text for file in files for text in strings(tomllib.loads(file.read_text(encoding="utf-8")))]
    assert len(said) > 100
    assert [text for text in said if polite(text)] == []


def test_what_the_checker_says() -> None:
    said = []
    for file in (ROOT / "checker").glob("*.py"):
        if file.name not in NOT_OURS:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            said += [
                (file.name, node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and polite(node.value)
            ]
    assert said == []
