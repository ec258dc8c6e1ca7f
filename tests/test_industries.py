"""Industry pages: ten claims that are found, ten that are not, in both languages, with the sections trainers link to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import checker

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(path.stem for path in (DOCS / "en" / "industries").glob("*.md") if path.stem != "index")
LIST = re.compile(r"^```ad (bad|fine) list(?: category=([\w-]+))?\n(.*?)^```$", re.M | re.S)
SECTIONS = ["fined", "fine", "papers", "rules"]


def claims(lang: str, name: str) -> dict[str, list[tuple[str, str, str]]]:
    """Per kind ("bad", "fine"): (copy, remark, category) of each line."""
    text = (DOCS / lang / "industries" / f"{name}.md").read_text(encoding="utf-8")
    found = {}
    for kind, category, body in LIST.findall(text):
        lines = [line.partition(" | ") for line in body.splitlines()]
        found[kind] = [(copy, remark, category or "general") for copy, _, remark in lines]
    return found


def test_every_trade_has_its_page() -> None:
    assert len(PAGES) == 12
    for lang in ("en", "zh"):
        index = (DOCS / lang / "industries" / "index.md").read_text(encoding="utf-8")
        assert [name for name in PAGES if f"]({name}.md)" not in index] == []


@pytest.mark.parametrize("name", PAGES)
def test_ten_and_ten(name: str) -> None:
    english, chinese = claims("en", name), claims("zh", name)
    for kind in ("bad", "fine"):
        assert len(chinese[kind]) == len({copy for copy, _, _ in chinese[kind]}) == 10
        assert [copy for copy, _, _ in english[kind]] == [copy for copy, _, _ in chinese[kind]]
        for lang in (english, chinese):
            assert all(remark for _, remark, _ in lang[kind])


@pytest.mark.parametrize("name", PAGES)
def test_the_checker_agrees(name: str) -> None:
    shown = claims("zh", name)
    grave = {
        copy: [f.rule for f in checker.check(copy, category).findings if f.level != "caution"]
        for kind in shown.values()
        for copy, _, category in kind
    }
    assert [copy for copy, _, _ in shown["bad"] if not grave[copy]] == []
    assert {copy: grave[copy] for copy, _, _ in shown["fine"] if grave[copy]} == {}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sections_have_their_ids(lang: str, name: str) -> None:
    text = (DOCS / lang / "industries" / f"{name}.md").read_text(encoding="utf-8")
    assert re.findall(r"^## .*\{#([\w-]+)\}$", text, re.M) == SECTIONS
    assert re.search(r"^\{cases:category=[\w-]+\}$", text, re.M)


@pytest.mark.parametrize("name", [*PAGES, "index"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_front_matter_is_read(lang: str, name: str) -> None:
    text = (DOCS / lang / "industries" / f"{name}.md").read_text(encoding="utf-8")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["title"]
    assert front["description"]
