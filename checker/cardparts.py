"""Rules as HTML lines: the cards of a topic with their examples, what was measured, and the list of all rules."""

from __future__ import annotations

from html import escape

from checker import check, render, sample
from checker.htmlparts import lang_of, marks, seal
from checker.model import Book, Example, Finding, Rule

WORDS = {
    "found": {"en": "Found", "zh": "会标出"},
    "fine": {"en": "Fine", "zh": "不标"},
    "instead": {"en": "Write instead", "zh": "可以改为"},
    "drop": {
        "en": "Take the words out: there is no lawful way to say this.",
        "zh": "只能删去，没有合法的替代说法。",
    },
    "evidence": {"en": "To keep it, hold", "zh": "保留须备"},
    "law": {"en": "Law", "zh": "依据"},
}


def card(book: Book, rule: Rule, lang: str, root: str) -> list[str]:
    """A rule as Markdown and HTML lines: heading with its id, level, why, law, examples, rewrites."""
    row = [f'<div class="card" data-rule="{rule.id}" data-level="{rule.level}">']
    row.append(f'<p class="card-head">{seal(rule.level, lang)} <code>{rule.id}</code></p>')
    row.append(f"<p>{escape(sample.why(rule, lang))}</p>")
    if rule.advice[lang]:
        row.append(f"<p>{escape(rule.advice[lang])}</p>")
    laws = render.law_details(book, rule.laws, lang)
    links = "、".join(f'<a href="{root}{law["url"]}">{escape(law["label"])}</a>' for law in laws)
    row.append(
        f'<p class="card-law"><strong>{WORDS["law"][lang]}</strong> {links if lang == "zh" else links.replace("、", " · ")}</p>'
    )
    if rule.evidence:
        items = "".join(f"<li>{escape(entry.text[lang])}</li>" for entry in rule.evidence)
        row.append(
            f'<div class="card-evidence"><strong>{WORDS["evidence"][lang]}</strong><ul>{items}</ul></div>'
        )
    for bad, key in ((True, "found"), (False, "fine")):
        shown = _examples(rule, bad=bad)
        if shown:
            row.append(
                f'<div class="card-{key}"><strong>{WORDS[key][lang]}</strong><ul>{"".join(shown)}</ul></div>'
            )
    if rule.drop:
        row.append(f"<p>{WORDS['drop'][lang]}</p>")
    else:
        quoted = " ".join(f'<q lang="{lang_of(w)}">{escape(w)}</q>' for w in _wordings(rule))
        if quoted:
            row.append(f'<p class="card-instead"><strong>{WORDS["instead"][lang]}</strong> {quoted}</p>')
    row.append("</div>")
    return ["", f"### {rule.title[lang]} {{#{rule.id.lower()}}}", "", "".join(row), ""]


def _found(rule: Rule, example: Example) -> list[Finding]:
    return [finding for finding in check(example.text, example.category).findings if finding.rule == rule.id]


def _wordings(rule: Rule) -> list[str]:
    """What is offered for the card's own examples: some wordings are made from the words found."""
    found = (finding for example in rule.examples if example.bad for finding in _found(rule, example))
    return list(dict.fromkeys(wording for finding in found for wording in finding.rewrites if wording))


def _examples(rule: Rule, *, bad: bool) -> list[str]:
    out = []
    for example in rule.examples:
        if example.bad == bad:
            findings = _found(rule, example) if bad else []
            out.append(f'<li lang="{lang_of(example.text)}">{marks(example.text, findings)}</li>')
    return out


MEASURED = {
    "en": "Measured on {date}: in real penalised copy these rules found the words at issue in {found} texts, in {right} of "
    "them citing an article of the decision or one usual for it; of {lawful} lawful texts with words that trip "
    "plain word lists they marked {alarms} (Remove or Prove). The rules were developed on these texts; on new ones "
    "expect less.",
    "zh": "{date}测得：在真实受罚文案中，本主题规则在{found}条里找到争议用语，其中{right}条所引条文与处罚依据或者同类案件常用依据一致；"
    "在{lawful}条含有易误判词语的合法文案中误标{alarms}条（删、证）。规则正是对照这些文案制定的，遇到新文案，效果会打折扣。",
}


def measured(book: Book, topic: str, lang: str) -> list[str]:
    """How a topic's rules did on real copy when last measured; [] where there was none."""
    figures = book.measured.get("topic", {}).get(topic)
    if not figures:
        return []
    said = MEASURED[lang].format(date=book.measured["date"], lawful=book.measured["lawful"], **figures)
    return ["", f'<p class="measured">{escape(said)}</p>', ""]


def rule_list(book: Book, lang: str, root: str) -> list[str]:
    """Every rule by topic with its level: the static list that needs no script."""
    out: list[str] = []
    for topic, title in book.topics.items():
        rules = [rule for rule in book.rules.values() if rule.topic == topic]
        if not rules:
            continue
        items = "".join(
            f'<li>{seal(rule.level, lang)} <a href="{root}{render.rule_url(rule)}">{escape(rule.title[lang])}</a></li>'
            for rule in rules
        )
        link = f'<a href="{root}rules/{topic}/">{escape(title[lang])}</a>'
        out += ["", f"### {link} {{#{topic}}}", "", f'<ul class="rule-list">{items}</ul>', ""]
    return out
