"""The case library as HTML lines. Every text is escaped; marks are the engine's own, on the words at issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from checker import cases, check, htmlparts, render
from checker.cases import Case
from checker.model import Book

SHOWN = 5  # cases a topic page shows before the rest folds away, unless the rest is but one or two

WORDS = {
    "goods": {"en": "What was sold", "zh": "商品类别"},
    "law": {"en": "Provision", "zh": "条文"},
    "year": {"en": "Year", "zh": "年份"},
    "outcome": {"en": "Outcome", "zh": "处理结果"},
    "any": {"en": "all", "zh": "全部"},
    "clear": {"en": "Show all", "zh": "显示全部"},
    "filter": {"en": "Filter the cases", "zh": "筛选案例"},
    "instead": {"en": "Could have said", "zh": "可以这样说"},
    "drop": {"en": "Only by taking the words out", "zh": "只能删去"},
    "facts": {
        "en": "The words are not forbidden; they were untrue or could not be shown.",
        "zh": "词语本身不违禁，问题在于与事实不符或无法证明。",
    },
    "unseen": {
        "en": "The checker does not mark these words by themselves.",
        "zh": "单看这几个字，检查工具不会标出。",
    },
    "rules": {"en": "Rules", "zh": "相关规则"},
    "no-law": {"en": "The report names no law", "zh": "报道未写明依据"},
    "no-article": {"en": "{}, article not named", "zh": "{}，报道未写明条款"},
    "old-law": {"en": " (the law of that time)", "zh": "（适用当时的法律）"},
    "reprint": {
        "en": "Known from a reprint of the report; no link.",
        "zh": "据转载的通报整理，不附链接。",
    },
    "source": {"en": "Source", "zh": "来源"},
    "about": {"en": "about {}", "zh": "约{}年"},
    "none": {
        "en": "The library holds no case on this topic yet.",
        "zh": "案例库中还没有这一类案例。",
    },
    "more": {"en": "{} more", "zh": "另外{}件"},
    "abroad": {"en": "Foreign law", "zh": "境外案例"},
    "group": {"en": "Elsewhere", "zh": "境外案例"},
}

KINDS = {
    "fine-4": {"en": "fined 1 million yuan or more", "zh": "罚款100万元以上"},
    "fine-3": {"en": "fined 200,000 to under 1 million", "zh": "罚款20万元至不满100万元"},
    "fine-2": {"en": "fined 50,000 to under 200,000", "zh": "罚款5万元至不满20万元"},
    "fine-1": {"en": "fined 10,000 to under 50,000", "zh": "罚款1万元至不满5万元"},
    "fine-0": {"en": "fined less than 10,000", "zh": "罚款不满1万元"},
    "unstated": {"en": "penalised, amount not published", "zh": "已处罚，金额未见公布"},
    "confiscated": {"en": "gains confiscated", "zh": "没收违法所得"},
    "corrected": {"en": "ordered to correct, no fine", "zh": "责令改正，未罚款"},
    "none": {"en": "found unlawful, no penalty", "zh": "认定违法，不予处罚"},
    "named": {"en": "published as unlawful", "zh": "作为违法广告公布"},
    "upheld": {
        "en": "complaint upheld; not to appear again in that form",
        "zh": "投诉成立，不得再以同样形式刊登",
    },
}


def outcome(case: Case, lang: str) -> str:
    """The outcome with its amount, such as "fined 42,000 yuan"."""
    if not case.fine:
        return KINDS[case.kind][lang]
    if lang == "en":
        return f"{'fine and gains, ' if case.gains else 'fined '}{case.fine:,} yuan"
    amount = f"{case.fine / 10_000:.7g}万元" if case.fine >= 10_000 else f"{case.fine}元"
    return f"{'罚没' if case.gains else '罚款'}{amount}"


def year(case: Case, lang: str) -> str:
    return WORDS["about"][lang].format(case.year) if case.about else str(case.year)


def quoted(case: Case) -> tuple[str, list[str]]:
    """The words at issue with the engine's marks, and the ids of the rules that mark them."""
    parts, rules = [], []
    for word in case.words:
        findings = check(word, case.goods).findings
        rules += [found.rule for found in findings]
        parts.append(f'<q lang="{htmlparts.lang_of(word)}">{htmlparts.marks(word, findings)}</q>')
    return " ".join(parts), list(dict.fromkeys(rules))


def provisions(book: Book, case: Case, lang: str, root: str) -> str:
    """Links to the provisions the report names, or what it leaves open."""
    if case.abroad:
        return escape(case.abroad[lang])
    gap = "、" if lang == "zh" else " · "
    if case.laws:
        links = render.law_details(book, case.laws, lang)
        return gap.join(f'<a href="{root}{law["url"]}">{escape(law["label"])}</a>' for law in links)
    if case.unnamed:
        said = WORDS["no-article"][lang].format(book.laws[case.unnamed].short[lang])
    else:
        said = WORDS["no-law"][lang]
    # The Advertising Law of 1994 was replaced on 1 September 2015.
    return escape(said + (WORDS["old-law"][lang] if case.year < 2015 else ""))


def entry(book: Book, case: Case, lang: str, root: str) -> str:
    """One case of the library."""
    words, rules = quoted(case)
    gap = "、" if lang == "zh" else " · "
    rows = []
    if case.instead:
        wording = f'<q lang="{htmlparts.lang_of(case.instead["zh"])}">{escape(case.instead["zh"])}</q>'
        gloss = f" {escape(case.instead['en'])}" if lang == "en" else ""
        rows.append((WORDS["instead"][lang], wording + gloss))
    else:
        rows.append((WORDS["instead"][lang], WORDS["drop"][lang]))
    rows.append((WORDS["law"][lang], provisions(book, case, lang, root)))
    if rules:
        links = gap.join(
            f'<a href="{root}{render.rule_url(book.rules[name])}">{escape(book.rules[name].title[lang])}</a>'
            for name in rules
        )
        rows.append((WORDS["rules"][lang], links))
    listed = "".join(f"<dt>{head}</dt><dd>{body}</dd>" for head, body in rows)
    said = [WORDS["facts"][lang]] if case.facts else [] if rules else [WORDS["unseen"][lang]]
    if case.note:
        said.insert(0, case.note[lang])
    notes = (
        f'<p class="ha-case__note">{escape(" ".join(said) if lang == "en" else "".join(said))}</p>'
        if said
        else ""
    )
    name = case.authority["zh"]
    authority = f'<span lang="zh-CN">{escape(name)}</span>'
    if lang == "en":
        authority = f"{escape(case.authority['en'])} {authority}"
    if case.source:
        known = f'<a href="{escape(case.source)}" rel="noreferrer">{WORDS["source"][lang]}</a>'
    else:
        known = WORDS["reprint"][lang]
    held = " ".join(f'data-{key}="{escape(" ".join(values))}"' for key, values in cases.facets(case).items())
    return (
        f'<article class="ha-case" id="{case.id.lower()}" {held}>'
        f'<p class="ha-case__head"><a href="#{case.id.lower()}"><code>{case.id}</code></a> '
        f"<b>{escape(outcome(case, lang))}</b> <span>{escape(year(case, lang))}</span></p>"
        f'<p class="ha-case__words">{words}</p><p>{escape(case.what[lang])}</p>{notes}'
        f'<dl>{listed}</dl><p class="ha-case__source">{authority} {known}</p></article>'
    )


def choices(book: Book, listed: Sequence[Case], lang: str) -> dict[str, list[tuple[str, str]]]:
    """Per select of the filter: (value, label with count), in reading order."""
    goods = [(key, kind.title[lang]) for key, kind in book.categories.items()]
    laws = [(key, render.law_label(book, key, lang)) for key in book.articles]
    laws.append(("unnamed", {"en": "article not named", "zh": "未写明条款"}[lang]))
    years = [(str(y), str(y)) for y in sorted({case.year for case in listed}, reverse=True)]
    kinds = [(key, word[lang]) for key, word in KINDS.items()]
    every = {"goods": goods, "law": laws, "year": years, "outcome": kinds}
    return {
        name: [
            (value, f"{label} ({n})")
            for value, label in options
            if (n := sum(value in cases.facets(case)[name] for case in listed))
        ]
        for name, options in every.items()
    }


def filter_form(book: Book, listed: Sequence[Case], lang: str) -> list[str]:
    """Four selects, and the style that makes them work without script: what is not chosen is not shown."""
    fields, styles = [], []
    for name, options in choices(book, listed, lang).items():
        shown = "".join(f'<option value="{value}">{escape(label)}</option>' for value, label in options)
        fields.append(
            f'<label>{WORDS[name][lang]} <select name="{name}"><option value="">{WORDS["any"][lang]}</option>'
            f"{shown}</select></label>"
        )
        styles += [
            f'html:has(.ha-cases__filter [name={name}] [value="{value}"]:checked) '
            f'.ha-case:not([data-{name}~="{value}"])'
            for value, _ in options
        ]
    label = WORDS["filter"][lang]
    reset = f'<button type="reset" class="ha-button ha-button--small">{WORDS["clear"][lang]}</button>'
    end = '<output aria-live="polite"></output></form>'
    return [
        f'<form class="ha-cases__filter" aria-label="{label}">{"".join(fields)}{reset}{end}',
        "",
        f"<style>{','.join(styles)}{{display:none}}</style>",
        "",
    ]


def library(book: Book, lang: str, root: str) -> list[str]:
    """The whole library: filter, then a heading per kind of goods, foreign law last."""
    listed = cases.library()
    out = ["", *filter_form(book, listed, lang)]
    home = [case for case in listed if not case.abroad]
    for key, kind in book.categories.items():
        group = [case for case in cases.newest(home) if case.goods == key]
        if group:
            out += ["", f"### {kind.title[lang]} {{#cases-{key}}}", ""]
            out += [line for case in group for line in ("", entry(book, case, lang, root), "")]
    out += ["", f"### {WORDS['group'][lang]} {{#cases-abroad}}", ""]
    out += [line for case in listed if case.abroad for line in ("", entry(book, case, lang, root), "")]
    return out


def brief(case: Case, lang: str, root: str) -> str:
    """One line: the words at issue, and a link to the case."""
    words, _ = quoted(case)
    where = WORDS["abroad"][lang] + ", " if case.abroad and lang == "en" else ""
    gap = "，" if lang == "zh" else ", "
    facts = gap.join((year(case, lang), case.authority[lang], outcome(case, lang)))
    return f'<li>{words} <a href="{root}cases/#{case.id.lower()}">{escape(where + facts)}</a></li>'


def related(chosen: Iterable[Case], lang: str, root: str) -> str:
    """A short list for topic and industry pages; what goes beyond SHOWN folds away."""
    items = [brief(case, lang, root) for case in chosen]
    if not items:
        return f"<p>{WORDS['none'][lang]}</p>"
    shown = len(items) if len(items) <= SHOWN + 2 else SHOWN
    first, rest = items[:shown], items[shown:]
    out = f'<div class="ha-related"><ul>{"".join(first)}</ul>'
    if rest:
        more = WORDS["more"][lang].format(len(rest))
        out += f'<details class="ha-fold"><summary>{more}</summary><ul>{"".join(rest)}</ul></details>'
    return out + "</div>"
