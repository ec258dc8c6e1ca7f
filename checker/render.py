"""Values to sentences: a finding and a language in, words for the reader out.

Addresses are relative to the language root of the site ("/" or "/zh/").
"""

from __future__ import annotations

import json
from typing import Any

from checker.model import LANGS, Article, Book, Finding, Result, Rule, Spared

SCHEMA = 1
LEVEL_LABELS = {
    "banned": {"en": "Remove", "zh": "删"},
    "proof": {"en": "Prove", "zh": "证"},
    "caution": {"en": "Weigh", "zh": "酌"},
    "spared": {"en": "Fine", "zh": "可"},
}
LEVEL_MEANINGS = {
    "banned": {
        "en": "The law forbids these words whatever the facts. Take them out.",
        "zh": "无论事实如何，法律都不允许这样写，请删去。",
    },
    "proof": {
        "en": "Keep these words only if they are true and you hold the evidence.",
        "zh": "内容真实且手里有证据才能保留。",
    },
    "caution": {
        "en": "Worth a second look: words alone do not decide it.",
        "zh": "值得再看一眼，仅凭文字不能下结论。",
    },
}
DISGUISED = {
    "en": "Written so that word filters miss it. A regulator reads what it means, and the disguise itself speaks against you.",
    "zh": "这是变形写法。执法看的是含义，刻意变形本身就对你不利。",
}
QUOTES = {"en": ("“", "”"), "zh": ("“", "”")}
UI_WORDS = {
    "nothing": {"en": "Nothing found.", "zh": "未发现问题。"},
    "nothing-means": {
        "en": "No words our rules know were found. Facts, pictures and what you can prove are still yours to check.",
        "zh": "没有发现规则所列的风险用语。事实是否真实、图片内容以及证据是否齐全，仍需自行核对。",
    },
    "spared": {"en": "Looked at and fine", "zh": "看过，可以用"},
    "instead": {"en": "Instead", "zh": "可改为"},
    "take-out": {"en": "take these words out", "zh": "删去这些字"},
    "evidence": {"en": "Have at hand", "zh": "需备证据"},
    "law": {"en": "Law", "zh": "依据"},
    "must-show": {"en": "Be able to show", "zh": "需能证明"},
    "inferred": {"en": "Read from the copy", "zh": "根据文案判断的类别"},
    "set-aside": {"en": "Set aside", "zh": "已搁置"},
    "disclaimer": {"en": "Information, not legal advice.", "zh": "仅供参考，不是法律意见。"},
    "counts": {
        "en": "{banned} to remove, {proof} to prove, {caution} to weigh",
        "zh": "删 {banned} 处，证 {proof} 处，酌 {caution} 处",
    },
}


def say(key: str, lang: str) -> str:
    return UI_WORDS[key][lang]


def rule_url(rule: Rule) -> str:
    if rule.id == "HOUSE":
        return "case/#words"
    return f"rules/{rule.topic}/#{rule.id.lower()}"


def law_url(article: Article) -> str:
    return f"law/{article.law}/#{article.id}"


def law_label(book: Book, article_id: str, lang: str) -> str:
    """《广告法》第九条第（三）项, or Advertising Law art. 9(3)."""
    article = book.articles[article_id]
    short = book.laws[article.law].short[lang]
    return f"{short}{article.label[lang]}" if lang == "zh" else f"{short} {article.label[lang]}"


def message(rule: Rule, match: str, lang: str) -> str:
    """Why, in one or two sentences, with the words at issue put in."""
    return rule.why[lang].replace("{match}", match)


def why(rule: Rule, found: Finding, lang: str) -> str:
    """The sentence for a finding: the rule's, or the shop's own reason."""
    return found.reason or message(rule, found.match, lang)


def law_details(book: Book, laws: tuple[str, ...], lang: str) -> list[dict[str, str]]:
    return [
        {"id": law, "label": law_label(book, law, lang), "url": law_url(book.articles[law])}
        for law in laws
        if law in book.articles
    ]


def finding(book: Book, found: Finding, lang: str) -> dict[str, Any]:
    """A finding as the JSON contract has it, with the words to show."""
    rule = book.rules[found.rule]
    return {
        "rule": found.rule,
        "name": found.name,
        "level": found.level,
        "start": found.start,
        "end": found.end,
        "match": found.match,
        "disguised": found.disguised,
        "laws": list(found.laws),
        "message": why(rule, found, lang),
        "rewrites": list(found.rewrites),
        "url": rule_url(rule),
        "title": rule.title[lang],
        "level_label": LEVEL_LABELS[found.level][lang],
        "advice": rule.advice[lang],
        "disguise_note": DISGUISED[lang] if found.disguised else "",
        "law_details": law_details(book, found.laws, lang),
        "evidence": [{"id": entry.id, "text": entry.text[lang]} for entry in rule.evidence],
    }


def spared(book: Book, kept: Spared, lang: str) -> dict[str, Any]:
    exemption = book.exemptions[kept.exemption]
    article = book.articles.get(kept.law)
    return {
        "rule": kept.rule,
        "name": kept.name,
        "start": kept.start,
        "end": kept.end,
        "match": kept.match,
        "law": kept.law,
        "reason": exemption.reason[lang],
        "show": exemption.show[lang],
        "exemption": kept.exemption,
        "law_label": law_label(book, kept.law, lang) if article else "",
        "law_url": law_url(article) if article else "",
    }


def as_dict(book: Book, result: Result, lang: str, version: str) -> dict[str, Any]:
    """The JSON contract (schema 1). Positions are those of `result`: code points."""
    if lang not in LANGS:
        raise ValueError(f"lang must be one of {', '.join(LANGS)}")
    return {
        "schema": SCHEMA,
        "checker": version,
        "category": result.category,
        "lang": lang,
        "inferred": [
            {
                "category": entry.category,
                "label": book.categories[entry.category].title[lang],
                "match": entry.match,
            }
            for entry in result.inferred
        ],
        "findings": [finding(book, found, lang) for found in result.findings],
        "spared": [spared(book, kept, lang) for kept in result.spared],
    }


def to_json(value: object, *, indent: int | None = None) -> str:
    separators = None if indent else (",", ":")
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)


def counts(result: Result) -> dict[str, int]:
    out = dict.fromkeys(("banned", "proof", "caution"), 0)
    for found in result.findings:
        out[found.level] += 1
    return out
