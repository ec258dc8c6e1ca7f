"""Python-Markdown extension of the handbook: law and rule references, statutes, cards, marked copy.

{law:adlaw-9-3} {rule:AC001}           inline links with their labels
{law-text:adlaw-4} {law-page:adlaw}    on a line of their own: one provision, or a whole law with anchors
{rules:absolute-terms} {rule-list}     the cards of a topic, or the list of all topics
{coverage}                             what rules look for and what a person must judge, by provision
{cases} {cases:topic=x} {cases:category=x}  the case library, or the cases of a topic or a kind of goods
{glossary:advertising}                 the terms of a section of the glossary
```ad [bad|fine] [category=food]       copy with the engine's marks
```ad bad list                         a list, each line `copy | remark | another wording | its meaning`
                                       checked and marked by itself; the other wording must be fine

Terms of the glossary become links that carry their explanation (see checker.glossary).
An unknown id, a `fine` example that is found, or a `bad` one that is not, raises and so stops the build.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor

import checker
from checker import glossary, render, standing
from checker.blocks import Blocks
from checker.page import UnknownReference, page_path, to_root

REFERENCE = r"\{(law|rule):([A-Za-z0-9-]+)\}"


class References(InlineProcessor):
    """{law:…} and {rule:…} as links that the site builder itself checks."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(REFERENCE, md)
        self.lang = lang

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        book = checker.own_engine().book
        path = page_path(self.md)
        kind, name = m[1], m[2]
        link = etree.Element("a")
        if kind == "law":
            if name not in book.articles:
                raise UnknownReference(f"{path}: there is no provision {name!r} in checker/laws")
            article = book.articles[name]
            target = f"law/{article.law}.md#{name}"
            link.text = render.law_label(book, name, self.lang)
            link.set("class", "law-ref")
            if standing.old(book, article):
                link.set("title", standing.status(book, article, self.lang))
        else:
            if name not in book.rules:
                raise UnknownReference(f"{path}: there is no rule {name!r} in checker/rules")
            rule = book.rules[name]
            target = f"rules/{rule.topic}.md#{name.lower()}"
            link.text = rule.title[self.lang]
            link.set("class", "rule-ref")
        link.set("href", posixpath.relpath(target, posixpath.dirname(path) or "."))
        return link, m.start(0), m.end(0)


class Terms(Postprocessor):
    """Terms of the glossary where they are used. Runs last, so that drawn blocks are read as well."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, text: str) -> str:
        path = page_path(self.md)
        if path == glossary.PAGE:
            return text
        return glossary.note(checker.own_engine().book, text, self.lang, to_root(self.md))


class HonestAds(Extension):
    """Option `lang`: "en" or "zh", the language of the pages."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"lang": ["en", "language of the pages: en or zh"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        lang = self.getConfig("lang")
        for tag in ("ad-check", "ad-case", "ad-amounts"):
            if tag not in md.block_level_elements:
                md.block_level_elements.append(tag)
        md.preprocessors.register(Blocks(md, lang), "honest-blocks", 28)
        md.inlinePatterns.register(References(md, lang), "honest-references", 175)
        md.postprocessors.register(Terms(md, lang), "honest-terms", 0)


def makeExtension(**kwargs: Any) -> HonestAds:
    return HonestAds(**kwargs)
