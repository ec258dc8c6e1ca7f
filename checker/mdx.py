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
from markdown.preprocessors import Preprocessor

import checker
from checker import (
    cardparts,
    case_html,
    caseparts,
    cases,
    claims,
    coverage,
    glossary,
    htmlparts,
    lawparts,
    render,
    standing,
)
from checker.model import Result

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})\s*(?P<info>.*)$")
DIRECTIVE = re.compile(
    r"^\{(?P<name>case-sheet|law-text|law-page|rules|rule-list|coverage|cases|glossary)(?::(?P<id>[\w=-]+))?\}$"
)
REFERENCE = r"\{(law|rule):([A-Za-z0-9-]+)\}"


class UnknownReference(ValueError):
    """A page names a law, rule or topic that does not exist. The message names the page."""


def page_path(md: Markdown) -> str:
    """Path of the Markdown file being rendered, below its docs folder ("" outside a site build)."""
    for processor in (*md.treeprocessors, *md.preprocessors):
        file = getattr(processor, "file", None)  # MkDocs
        if file is not None and hasattr(file, "src_uri"):
            return str(file.src_uri)
        page = getattr(processor, "page", None)  # Zensical
        if page is not None and hasattr(page, "path"):
            return str(page.path)
    return ""


def to_root(path: str) -> str:
    """What leads from the address of the page at `path` to the language root: "", "../", "../../"."""
    stem = re.sub(r"(^|/)index\.md$", r"\1", path)
    depth = stem.count("/") + (0 if stem.endswith("/") or not stem else 1)
    return "../" * depth


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


class Blocks(Preprocessor):
    """Lines and fences that stand for drawn blocks."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        fence = ""
        info = ""
        copy: list[str] = []
        for line in lines:
            match = FENCE.match(line)
            if fence:
                if match and match["fence"].startswith(fence) and not match["info"]:
                    if info:
                        out += ["", self.example(info, "\n".join(copy)), ""]
                    else:
                        out.append(line)
                    fence = ""
                elif info:
                    copy.append(line)
                else:
                    out.append(line)
            elif match:
                fence = match["fence"]
                words = match["info"].split()
                info = match["info"] if words and words[0] == "ad" else ""
                copy = []
                if not info:
                    out.append(line)
            elif directive := DIRECTIVE.match(line.strip()):
                out += ["", *self.directive(directive["name"], directive["id"] or ""), ""]
            else:
                out.append(line)
        return out

    def example(self, info: str, copy: str) -> str:
        words = info.split()[1:]
        category = next((word[9:] for word in words if word.startswith("category=")), "general")
        if "list" in words:
            lines = [line for line in copy.splitlines() if line.strip()]
            kind = "bad" if "bad" in words else "fine"
            shown = [self.claim(line, kind, category) for line in lines]
            return f'<ol class="ad-claims" data-kind="{kind}">{"".join(shown)}</ol>'
        result = self.proved(copy, words, category)
        root = to_root(page_path(self.md))
        return htmlparts.marked_copy(checker.own_engine().book, copy, result, self.lang, root)

    def proved(self, copy: str, words: list[str], category: str) -> Result:
        """The result for an example, which must be as bad or as fine as the page says."""
        result = checker.check(copy, category)
        grave = [found for found in result.findings if found.level != "caution"]
        path = page_path(self.md)
        if "fine" in words and grave:
            raise UnknownReference(
                f"{path}: example is not fine, {grave[0].rule} finds {grave[0].match!r}: {copy}"
            )
        if "bad" in words and not result.findings:
            raise UnknownReference(f"{path}: nothing is found in the bad example: {copy}")
        return result

    def claim(self, line: str, kind: str, category: str) -> str:
        claim = claims.read(line)
        if claim.instead and claim.instead != claims.DROP:
            self.proved(claim.instead, ["fine"], category)
        result = self.proved(claim.copy, [kind], category)
        root = to_root(page_path(self.md))
        return claims.item(checker.own_engine().book, claim, result, self.lang, root)

    def directive(self, name: str, what: str) -> list[str]:
        book = checker.own_engine().book
        path = page_path(self.md)
        root = to_root(path)
        if name == "law-text":
            if what not in book.articles:
                raise UnknownReference(f"{path}: there is no provision {what!r} in checker/laws")
            return [lawparts.provision(book, book.articles[what], self.lang, root, linked=True)]
        if name == "law-page":
            if what not in book.laws:
                raise UnknownReference(f"{path}: there is no law {what!r} in checker/laws")
            return lawparts.law_page(book, book.laws[what], self.lang, root)
        if name == "case-sheet":
            return [case_html.sheet(self.lang, root)]
        if name == "rule-list":
            return cardparts.rule_list(book, self.lang, root)
        if name == "cases":
            if not what:
                return caseparts.library(book, self.lang, root)
            by, _, value = what.partition("=")
            if value not in (book.topics if by == "topic" else (*book.categories, *cases.TAGS)):
                raise UnknownReference(f"{path}: there is no {by} {value!r} to list cases by")
            return [caseparts.related(cases.about(by, value), self.lang, root)]
        if name == "coverage":
            return [coverage.table(book, self.lang, root)]
        if name == "glossary":
            terms = glossary.section(what, self.lang)
            if not terms:
                raise UnknownReference(f"{path}: there is no section {what!r} in docs/glossary.toml")
            return terms
        rules = [rule for rule in book.rules.values() if rule.topic == what]
        if not rules:
            raise UnknownReference(f"{path}: there is no rule with the topic {what!r}")
        cards = [line for rule in rules for line in cardparts.card(book, rule, self.lang, root)]
        return [*cards, *cardparts.measured(book, what, self.lang)]


class Terms(Postprocessor):
    """Terms of the glossary where they are used. Runs last, so that drawn blocks are read as well."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, text: str) -> str:
        path = page_path(self.md)
        if path == glossary.PAGE:
            return text
        return glossary.note(checker.own_engine().book, text, self.lang, to_root(path))


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
