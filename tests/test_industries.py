"""Industry pages: ten claims that are found, ten that are not, in both languages, with the sections trainers link to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import checker
from checker.claims import DROP, Claim, read

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(path.stem for path in (DOCS / "en" / "industries").glob("*.md") if path.stem != "index")
LIST = re.compile(r"^```ad (bad|fine) list(?: category=([\w-]+))?\n(.*?)^```$", re.M | re.S)
SECTIONS = ["fined", "fine", "papers", "rules"]


def claims(lang: str, name: str) -> dict[str, list[tuple[Claim, str]]]:
    """Per kind ("bad", "fine"): (claim, category) of each line."""
    text = (DOCS / lang / "industries" / f"{name}.md").read_text(encoding="utf-8")
    found = {}
    for kind, category, body in LIST.findall(text):
        found[kind] = [(read(line), category or "general") for line in body.splitlines()]
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
        copies = [claim.copy for claim, _ in chinese[kind]]
        assert len(copies) == len(set(copies)) == 10
        assert [claim.copy for claim, _ in english[kind]] == copies
        assert [claim.instead for claim, _ in english[kind]] == [claim.instead for claim, _ in chinese[kind]]
        for lang in (english, chinese):
            assert all(claim.remark for claim, _ in lang[kind])


@pytest.mark.parametrize("name", PAGES)
def test_a_fined_claim_has_another_wording_or_none_at_all(name: str) -> None:
    """Most can be said in another way; where not, the page says so. The English page says what the wording means."""
    for claim, _ in claims("en", name)["bad"]:
        assert claim.instead
        assert bool(claim.gloss) == (claim.instead != DROP)
    assert sum(claim.instead != DROP for claim, _ in claims("zh", name)["bad"]) >= 4


@pytest.mark.parametrize("name", PAGES)
def test_the_checker_agrees(name: str) -> None:
    shown = claims("zh", name)
    texts = [
        (text, category)
        for kind in shown.values()
        for claim, category in kind
        for text in (claim.copy, claim.instead)
    ]
    grave = {
        text: [f.rule for f in checker.check(text, category).findings if f.level != "caution"]
        for text, category in texts
    }
    assert [claim.copy for claim, _ in shown["bad"] if not grave[claim.copy]] == []
    fine = [claim.copy for claim, _ in shown["fine"]] + [claim.instead for claim, _ in shown["bad"]]
    assert {text: grave[text] for text in fine if grave[text]} == {}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_links_to_rules_carry_the_title_of_the_page(lang: str, name: str) -> None:
    text = (DOCS / lang / "industries" / f"{name}.md").read_text(encoding="utf-8")
    links = re.findall(r"\[([^\]]+)\]\(\.\./rules/([\w-]+\.md)\)", text)
    assert len(links) >= 3
    for label, page in links:
        assert f"# {label}" in (DOCS / lang / "rules" / page).read_text(encoding="utf-8")


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
