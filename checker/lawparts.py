"""Provisions as HTML lines: the exact Chinese, our English, what it means, whether it is in force, who cites it."""

from __future__ import annotations

from html import escape

from checker import cases, citations, coverage, render, standing
from checker.model import Article, Book, Law

WORDS = {
    "means": {"en": "What it means for you", "zh": "对商家意味着什么"},
    "rendering": {"en": "Our English rendering; the Chinese text decides", "zh": ""},
    "paraphrase": {"en": "In our words; the official text was not seen", "zh": "转述，未见官方文本"},
}
USED = {
    "steps": {"en": "In the six steps", "zh": "六步中用到"},
    "rules": {"en": "Rules that rest on it", "zh": "依据本条的规则"},
    "cases": {"en": "Cases in which it was applied", "zh": "适用本条的案例"},
    "pages": {"en": "Elsewhere in the handbook", "zh": "手册其他页面"},
}
COUNT = {"en": "{}: {}", "zh": "{}（{}）"}
GAP = {"en": " · ", "zh": "、"}
SHOWN = 6  # links of one kind an article shows before they fold away


def provision(book: Book, article: Article, lang: str, root: str, *, linked: bool) -> str:
    """A provision: exact Chinese (only where verbatim), our English, what it means, and what took its place.

    `linked` is a provision shown on another page: with a link to its own, and without its items and who cites it.
    """
    items = [a for a in book.articles.values() if a.item and a.id.startswith(article.id + "-")]
    row = ['<div class="statute">']
    anchors = {item.id: item for item in items if not linked}
    if linked:
        label = escape(render.law_label(book, article.id, lang))
        row.append(f'<p class="statute-label"><a href="{root}{render.law_url(article)}">{label}</a></p>')
    row += replacement(book, article, lang, root)
    if article.verbatim and article.zh:
        row.append(
            f'<blockquote class="statute-zh" lang="zh-CN">{_paragraphs(article.zh, anchors)}</blockquote>'
        )
    elif article.zh and lang == "zh":
        row.append(
            f'<p class="statute-own">{escape(article.zh)} <small>（{WORDS["paraphrase"]["zh"]}）</small></p>'
        )
    for leftover in anchors:
        row.append(f'<span id="{leftover}"></span>')
    if lang == "en" and article.en:
        row += [f'<p class="statute-en">{escape(line)}</p>' for line in article.en.splitlines()]
        note = WORDS["rendering"]["en"] if article.verbatim else WORDS["paraphrase"]["en"]
        row.append(f'<p class="statute-note">{note}.</p>')
    if article.means.get(lang):
        row.append(
            f'<p class="statute-means"><strong>{WORDS["means"][lang]}</strong> {escape(article.means[lang])}</p>'
        )
    for item in items if not linked else ():
        if item.means.get(lang):
            label = escape(item.label[lang])
            row.append(
                f'<p class="statute-means"><strong><a href="#{item.id}">{label}</a></strong> '
                f"{escape(item.means[lang])} <code>{item.id}</code></p>"
            )
    if not linked:
        row += used_by(book, article, lang, root)
    row.append(
        f'<p class="statute-status"><code>{article.id}</code> {escape(standing.status(book, article, lang))}</p></div>'
    )
    return "".join(row)


def replacement(book: Book, article: Article, lang: str, root: str) -> list[str]:
    """A line on what took, or will take, the provision's place, and one on whose place it takes."""
    out = []
    if then := standing.successor(book, article, lang):
        lead, label, url = then
        kind = "statute-gone" if standing.old(book, article) else "statute-then"
        out.append(f'<p class="{kind}"><strong>{escape(lead)}</strong> {_link(label, root + url)}</p>')
    if before := standing.predecessors(book, article):
        links = [_link(render.law_label(book, one.id, lang), root + render.law_url(one)) for one in before]
        said = f"<strong>{standing.BEFORE[lang]}</strong> {GAP[lang].join(links)}"
        out.append(f'<p class="statute-then">{said}</p>')
    return out


def used_by(book: Book, article: Article, lang: str, root: str) -> list[str]:
    """The steps, rules, cases and pages that rest on the provision; what is long folds away."""
    found = citations.places(article.id, lang)
    rules = coverage.rules_for(book, article.id)
    listed = {
        "steps": [_section(place, lang, root) for place in found if place.step],
        "rules": [_link(rule.title[lang], root + render.rule_url(rule)) for rule in rules],
        "cases": [
            _link(f"{case.id} ({case.year})", f"{root}cases/#{case.id.lower()}")
            for case in cases.under(article.id)
        ],
        "pages": [_section(place, lang, root) for place in found if not place.step],
    }
    out = []
    for key, links in listed.items():
        shown, head = GAP[lang].join(links), USED[key][lang]
        if len(links) > SHOWN:
            more = COUNT[lang].format(head, len(links))
            out.append(
                f'<details class="ha-fold statute-used"><summary>{more}</summary><p>{shown}</p></details>'
            )
        elif links:
            out.append(f'<p class="statute-used"><strong>{head}</strong> {shown}</p>')
    return out


def _link(label: str, url: str) -> str:
    return f'<a href="{url}">{escape(label)}</a>'


def _section(place: citations.Place, lang: str, root: str) -> str:
    colon = {"en": ", ", "zh": "·"}[lang]
    return _link(f"{place.title}{colon}{place.section}" if place.section else place.title, root + place.url)


def _paragraphs(text: str, anchors: dict[str, Article]) -> str:
    """Lines of a statute as paragraphs; a line that is the text of an item gets its anchor (taken from `anchors`)."""
    out = []
    for line in text.splitlines():
        match = next(
            (key for key, item in anchors.items() if item.zh and item.zh.splitlines()[0] in line), ""
        )
        anchors.pop(match, None)
        out.append(f'<p id="{match}">{escape(line)}</p>' if match else f"<p>{escape(line)}</p>")
    return "".join(out)


def law_facts(law: Law, lang: str) -> str:
    """What the reader must know of a text before relying on it: version, limits, where it was taken from."""
    said = [law.facts[key] for key in ("version", "limits", "sources") if key in law.facts]
    lines = "".join(f"<p>{escape(text[lang])}</p>" for text in said if isinstance(text, dict))
    return f'<div class="law-facts" data-status="{escape(law.status)}">{lines}</div>'


def law_page(book: Book, law: Law, lang: str, root: str) -> list[str]:
    """Version, limits and sources of a law, then each article with a heading; items stand inside their article."""
    out = ["", law_facts(law, lang), ""]
    for name in law.articles:
        article = book.articles[name]
        if article.item:
            continue
        label = article.label[lang]
        heading = label[0].upper() + label[1:] if lang == "en" else label
        out += ["", f"### {heading} {{#{name}}}", "", provision(book, article, lang, root, linked=False), ""]
    return out
