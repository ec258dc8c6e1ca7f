"""Cross-references: what cites a provision is read from the pages, and old text leads to what took its place."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest

import checker
from checker import citations, lawparts, load, standing

DOCS = Path(__file__).parents[1] / "docs"
LANGS = ("en", "zh")
BOOK = load.load()

PAGE = """---
title: t
---
# Step three {#top}

Before any section {law:adlaw-4}.

## Do {#do}

{law:cpl-55}, {law:cpl-55} and {law:adlaw-28-3}.

```text
# not a heading
```

### Say {#say}

{law-text:cpl-55}

## When {#when}

Nothing here.
"""


def test_a_page_is_read_by_section() -> None:
    found = [(law, place.section, place.url) for law, place in citations.read("procedure/3-talk.md", PAGE)]
    assert found == [
        ("adlaw-4", "", "procedure/3-talk/"),
        ("cpl-55", "Do", "procedure/3-talk/#do"),
        ("adlaw-28-3", "Do", "procedure/3-talk/#do"),
        ("cpl-55", "Say", "procedure/3-talk/#say"),
    ]


@pytest.mark.parametrize(
    ("page", "address"),
    [("index.md", ""), ("procedure/index.md", "procedure/"), ("law/what-changed.md", "law/what-changed/")],
)
def test_addresses(page: str, address: str) -> None:
    assert citations.address(page) == address


@pytest.mark.parametrize("lang", LANGS)
def test_every_citation_of_a_step_is_on_the_law_page(lang: str) -> None:
    """From step to article and back: each {law:…} of the steps is listed where the article stands."""
    checked = 0
    for path in sorted((DOCS / lang / "procedure").glob("*.md")):
        page = path.relative_to(DOCS / lang).as_posix()
        for law in set(re.findall(r"\{law:([\w-]+)\}", path.read_text(encoding="utf-8"))):
            article = BOOK.articles[law]
            whole = law.rsplit("-", 1)[0] if article.item else law
            steps = [place for place in citations.places(whole, lang) if place.step]
            assert page in [place.page for place in steps], (page, law)
            drawn = "".join(lawparts.used_by(BOOK, BOOK.articles[whole], lang, "../../"))
            assert f'href="../../{citations.address(page)}' in drawn, (page, law)
            checked += 1
    assert checked > 80


@pytest.mark.parametrize("lang", LANGS)
def test_every_place_exists(lang: str) -> None:
    """The page is there, and the section has the id the link names."""
    seen = {place for law in BOOK.articles for place in citations.places(law, lang)}
    assert len(seen) > 150
    for place in seen:
        text = (DOCS / lang / place.page).read_text(encoding="utf-8")
        anchor = place.url.partition("#")[2]
        if place.page != "glossary.md" and anchor:
            assert f"{{#{anchor}}}" in text, place
        assert place.title


def test_the_languages_cite_alike() -> None:
    for law in BOOK.articles:
        english, chinese = ([place.url for place in citations.places(law, lang)] for lang in LANGS)
        assert english == chinese, law


def test_an_article_gathers_its_items() -> None:
    items = {place.url for place in citations.places("adlaw-28-3", "en")}
    assert items
    assert items <= {place.url for place in citations.places("adlaw-28", "en")}
    assert not {place.url for place in citations.places("adlaw-2", "en")} & items


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "article", [one for one in BOOK.articles.values() if one.replaced_by], ids=lambda a: a.id
)
def test_what_was_replaced_says_so_and_leads_on(article: checker.model.Article, lang: str) -> None:
    then = standing.successor(BOOK, article, lang)
    assert then
    _, label, url = then
    for linked in (True, False):
        drawn = lawparts.provision(BOOK, article, lang, "../", linked=linked)
        assert f'<a href="../{url}">' in drawn
        assert escape(label) in drawn
        assert ("statute-gone" in drawn) == standing.old(BOOK, article)
    if article.replaced_by in BOOK.articles:
        back = lawparts.provision(BOOK, BOOK.articles[article.replaced_by], lang, "../", linked=True)
        assert f'#{article.id}"' in back


def test_text_in_force_is_not_called_old() -> None:
    drawn = lawparts.provision(BOOK, BOOK.articles["adlaw-9"], "en", "", linked=True)
    assert "statute-gone" not in drawn
    assert standing.successor(BOOK, BOOK.articles["adlaw-9"], "en") is None
    lead, _, url = standing.successor(BOOK, BOOK.articles["tm-14"], "zh") or ("", "", "")
    assert "2026-12-31" in lead
    assert url == "law/tm-2027/#tm-2027-64"
    assert not standing.old(BOOK, BOOK.articles["tm-14"])


def test_long_lists_fold_and_short_ones_do_not() -> None:
    heavy = "".join(lawparts.used_by(BOOK, BOOK.articles["adlaw-28"], "en", ""))
    rules = len(lawparts.coverage.rules_for(BOOK, "adlaw-28"))
    assert rules > lawparts.SHOWN
    assert f"<summary>Rules that rest on it: {rules}</summary>" in heavy
    light = "".join(lawparts.used_by(BOOK, BOOK.articles["complaint-20"], "en", ""))
    assert light
    assert "<details" not in light
