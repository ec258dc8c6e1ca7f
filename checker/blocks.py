"""Lines and fences of a page that stand for drawn blocks; `checker.mdx` lists them."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.preprocessors import Preprocessor

import checker
from checker import cardparts, case_html, caseparts, cases, claims, coverage, glossary, htmlparts, lawparts
from checker.model import Result
from checker.page import UnknownReference, page_path, to_root

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})\s*(?P<info>.*)$")
DIRECTIVE = re.compile(
    r"^\{(?P<name>case-sheet|law-text|law-page|rules|rule-list|coverage|cases|glossary)(?::(?P<id>[\w=-]+))?\}$"
)


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
        root = to_root(self.md)
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
        root = to_root(self.md)
        return claims.item(checker.own_engine().book, claim, result, self.lang, root)

    def directive(self, name: str, what: str) -> list[str]:
        book = checker.own_engine().book
        path = page_path(self.md)
        root = to_root(self.md)
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
