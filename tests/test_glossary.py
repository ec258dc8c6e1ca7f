"""The glossary: every entry whole in both languages, and its terms found where they are terms and nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown

import checker
from checker import glossary
from checker.page import UnknownReference, page_path, to_root

DOCS = Path(__file__).parents[1] / "docs"
BOOK = checker.own_engine().book
LINK = re.compile(r'<a class="ha-term" href="([^"]*)"[^>]*>([^<]*)</a>')


def ids(text: str, lang: str) -> list[tuple[str, str]]:
    """(term, the words found) in plain text."""
    return [(term.id, text[start:end]) for start, end, term in glossary.find(text, lang)]


def noted(html: str, lang: str) -> list[str]:
    """The words that became links."""
    return [word for _, word in LINK.findall(glossary.note(BOOK, html, lang, "../"))]


@pytest.mark.parametrize("term", glossary.terms(), ids=lambda term: term.id)
def test_an_entry_is_whole(term: glossary.Term) -> None:
    for lang in ("en", "zh"):
        assert term.name[lang]
        assert term.means[lang]
        assert 0 < len(glossary.plain(BOOK, term.means[lang], lang)) < 320
        assert "{" not in glossary.plain(BOOK, term.means[lang], lang)
    assert glossary.LAW.findall(term.means["en"]) == glossary.LAW.findall(term.means["zh"])
    assert set(term.hover) <= {"en", "zh"}
    assert not re.search(r"[,;:!?()]", glossary.LAW.sub("", term.means["zh"])), "half-width punctuation"


def test_every_section_of_the_page_is_drawn() -> None:
    groups = list(dict.fromkeys(term.group for term in glossary.terms()))
    for lang in ("en", "zh"):
        page = (DOCS / lang / "glossary.md").read_text(encoding="utf-8")
        assert re.findall(r"^\{glossary:([\w-]+)\}$", page, re.M) == groups
        assert re.findall(r"^## .*\{#([\w-]+)\}$", page, re.M) == groups


def test_no_spelling_belongs_to_two_terms() -> None:
    for lang in ("en", "zh"):
        words = Counter(word.lower() for term in glossary.terms() for word in term.written[lang])
        assert [word for word, n in words.items() if n > 1 and lang == "zh"] == []
        assert [word for word, n in words.items() if n > 1 and lang == "en"] == []


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "这里由广告主负责", [("advertiser", "广告主")]),
        ("zh", "广告主要对真实性负责", []),
        ("zh", "请出具调解书，不是调解", [("mediation-document", "调解书"), ("mediation", "调解")]),
        ("zh", "法律和解释都要看", []),
        ("zh", "价格欺诈不同于欺诈", [("price-fraud", "价格欺诈"), ("fraud", "欺诈")]),
        ("zh", "见《反不正当竞争法》关于虚假宣传的规定", [("false-promotion", "虚假宣传")]),
        ("zh", "《首违不罚清单》另有规定", []),
        ("zh", "the advertiser", []),
        ("zh", "从轻、减轻处罚", [("lighter", "从轻、减轻")]),
        (
            "en",
            "Advertisers and the advertiser",
            [("advertiser", "Advertisers"), ("advertiser", "advertiser")],
        ),
        ("en", "a hearing aid is no hearing", [("hearing", "hearing")]),
        ("en", "price fraud is not Fraud", [("price-fraud", "price fraud"), ("fraud", "Fraud")]),
        ("en", "eclipse, clipped, clips", [("clip", "clips")]),
        ("en", "the words 驰名商标 in an ad", [("well-known", "驰名商标")]),
        ("en", "an advertisement, a complaint", []),
    ],
)
def test_what_is_found(lang: str, text: str, found: list[tuple[str, str]]) -> None:
    assert ids(text, lang) == found


def test_once_in_a_section() -> None:
    html = '<p>欺诈，欺诈</p><h2 id="a">x</h2><p>欺诈</p><h3>y</h3><p>欺诈</p>'
    assert noted(html, "zh") == ["欺诈", "欺诈"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>欺诈</h2>",
        '<h3 id="x">什么是<em>欺诈</em></h3>',
        '<a href="#x">欺诈</a>',
        "<pre><code>欺诈</code></pre>",
        "<q>欺诈</q>",
        '<blockquote class="statute-zh"><p>欺诈</p><p>欺诈</p></blockquote>',
        '<p class="statute-en">欺诈</p>',
        '<p class="ad-copy">欺诈<mark>最</mark>欺诈</p>',
        '<div class="card-found"><ul><li>欺诈</li></ul><div>欺诈</div></div>',
        '<form><label><input type="text">欺诈</label></form>',
        '<h2 id="instead">改</h2><table><tr><td>欺诈</td></tr></table>',
        "<!-- 欺诈 -->",
        '<img alt="欺诈">',
    ],
)
def test_where_nothing_is_noted(html: str) -> None:
    assert noted(html, "zh") == []
    assert noted(html + "<h2>x</h2><p>欺诈</p>", "zh") == ["欺诈"], "the quiet does not end"


def test_the_note_changes_nothing_but_links() -> None:
    html = '<p>A <b>fraud</b> &amp; "claim" &lt;b&gt;<br/>of an <i>advertiser</i></p>'
    out = glossary.note(BOOK, html, "en", "../")
    assert re.sub(r'<a class="ha-term"[^>]*>([^<]*)</a>', r"\1", out) == html
    assert [target for target, _ in LINK.findall(out)] == ["../glossary/#fraud", "../glossary/#advertiser"]


class Titles(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("class") == "ha-term":
            self.found.append((values["data-term"] or "", values["title"] or ""))


def test_a_page_carries_head_and_explanation() -> None:
    md = Markdown(extensions=["checker.mdx"], extension_configs={"checker.mdx": {"lang": "en"}})
    reader = Titles()
    reader.feed(md.convert("# Fraud\n\nIs it fraud ({law:cpl-55})? `fraud` and fraud again.\n"))
    [(head, said)] = reader.found
    assert head == "欺诈 · fraud"
    assert said == glossary.plain(
        BOOK, next(t for t in glossary.terms() if t.id == "fraud").means["en"], "en"
    )
    assert "art. 21" in said


def test_the_page_of_the_glossary_links_nothing_to_itself() -> None:
    class Page:
        path = "glossary.md"

    md = Markdown(extensions=["checker.mdx", "def_list", "attr_list"])
    md.treeprocessors.register(type("P", (), {"page": Page(), "run": lambda self, root: None})(), "page", 0)
    html = md.convert("## Penalties {#penalties}\n\n{glossary:penalties}\n")
    assert 'id="fraud"' in html
    assert "ha-term" not in html


def test_an_unknown_section_stops_the_build() -> None:
    with pytest.raises(UnknownReference, match="no section 'penalty'"):
        Markdown(extensions=["checker.mdx"]).convert("{glossary:penalty}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[term]]\nid = "x"\ngroup = "g"\nzh = "词"\nen = "word"\n', "'x' has no 'means'"),
        ('[[term]]\nid = "x"\ngroup = "g"\nzh = "词"\n[term.means]\nen = "a"\nzh = "b"\n', "'x' has no 'en'"),
        (
            '[[term]]\nid = "x"\ngroup = "g"\nzh = "词"\nen = "w"\n[term.means]\nen = "a"\nzh = "b"\n' * 2,
            "stands twice",
        ),
    ],
)
def test_a_broken_entry_is_named(text: str, said: str) -> None:
    with pytest.raises(glossary.GlossaryError, match=said):
        glossary.read(text)


class Page:
    path = "procedure/3-talk.md"


class File:
    src_uri = "procedure/3-talk.md"


@pytest.mark.parametrize(
    ("told", "name", "root"),
    [
        ({"file": File()}, "procedure/3-talk.md", "../../"),
        ({"page": Page()}, "procedure/3-talk.md", "../"),
        ({}, "", ""),
    ],
    ids=["MkDocs", "Zensical", "neither"],
)
def test_drawn_links_start_where_the_builder_reads_them_from(
    told: dict[str, object], name: str, root: str
) -> None:
    md = Markdown(extensions=["checker.mdx"])
    md.treeprocessors.register(type("P", (), {**told, "run": lambda self, tree: None})(), "page", 0)
    assert page_path(md) == name
    assert to_root(md) == root
    assert f'href="{root}glossary/#fraud"' in md.convert("Is it fraud?")


@pytest.mark.parametrize(
    ("path", "mkdocs", "zensical"),
    [
        ("index.md", "", ""),
        ("cases.md", "../", ""),
        ("law/index.md", "../", "../"),
        ("law/tm.md", "../../", "../"),
    ],
)
def test_from_every_depth(path: str, mkdocs: str, zensical: str) -> None:
    for told, root in (
        ({"file": type("F", (), {"src_uri": path})}, mkdocs),
        ({"page": type("G", (), {"path": path})}, zensical),
    ):
        md = Markdown()
        md.treeprocessors.register(type("P", (), {**told, "run": lambda self, tree: None})(), "page", 0)
        assert to_root(md) == root
