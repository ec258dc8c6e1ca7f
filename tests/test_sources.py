"""Every statement about the law on a page stands with its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import statements

DOCS = Path(__file__).parent.parent / "docs"
LANGS = ("en", "zh")

BARE = {
    "en": (
        "The Advertising Law forbids it.",
        "See art. 9.",
        "The fine starts at 200,000 yuan.",
        "- Keep it three years; that is a legal duty.",
        "| What | Amount |\n| --- | --- |\n| Absolute terms | fined 200,000 and more |",
        "Ask a lawyer ([why](../about.md)): the E-Commerce Law has no fine.",
    ),
    "zh": (
        "《广告法》禁止这样写。",
        "见第九条。",
        "二十万元起罚。",
        "- 保存三年，这是法定义务。",
        "| 行为 | 金额 |\n| --- | --- |\n| 绝对化用语 | 罚款二十万以上 |",
        "《电子商务法》没有规定（[为什么](../about.md)）。",
    ),
}
SOURCED = (
    "See art. 9 ({law:adlaw-9}). 第九条",
    "{law-text:adlaw-9}\n第九条, art. 9",
    "《广告法》, Advertising Law: [read it](../law/adlaw.md)",
    "One shop was fined 300,000 yuan, 被罚30万元 ([C148](../cases.md#c148)).",
    "## Real cases {#cases}\n\nFines run to 300,000 yuan, 罚款30万元.\n\n{cases:topic=finance}",
    "## What it flags {#flags}\n\n- 首付 10万元, down payment 100,000 yuan",
    "## Say it {#say}\n\n```text\n依照《广告法》第九条 under art. 9\n```",
    "They say “see art. 9”, “第九条”.",
    "| Law, 依法 | 第几条 |\n| --- | --- |\n| a | b |",
    "Nothing is said of it here. 这里没有。",
)


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang in LANGS for text in BARE[lang]])
def test_a_bare_statement_is_seen(lang: str, text: str) -> None:
    assert len(statements.unsourced("rules/finance.md", text, lang)) == 1
    assert len(statements.unsourced("rules/finance.md", f"{text}\n\nElsewhere {{law:adlaw-9}}.", lang)) == 1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", SOURCED)
def test_a_source_is_seen(lang: str, text: str) -> None:
    assert statements.unsourced("rules/finance.md", text, lang) == []


@pytest.mark.parametrize("lang", LANGS)
def test_pages(lang: str) -> None:
    pages = sorted((DOCS / lang).rglob("*.md"))
    assert len(pages) > 100
    bare = {}
    for path in pages:
        page = path.relative_to(DOCS / lang).as_posix()
        if found := statements.unsourced(page, path.read_text(encoding="utf-8"), lang):
            bare[page] = found
    assert bare == {}
