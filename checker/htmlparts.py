"""Parts of pages as HTML lines: marked copy, cards, provisions. Every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from checker import cases, check, render
from checker.model import Article, Book, Finding, Law, Result, Rule

SEALS = {"banned": "删", "proof": "证", "caution": "酌", "spared": "可"}
WORDS = {
    "means": {"en": "What it means for you", "zh": "对商家意味着什么"},
    "rendering": {"en": "Our English rendering; the Chinese text decides", "zh": ""},
    "statute": {"en": "Chinese text", "zh": "法条原文"},
    "paraphrase": {"en": "In our words; the official text was not seen", "zh": "转述，未见官方文本"},
    "found": {"en": "Found", "zh": "会标出"},
    "fine": {"en": "Fine", "zh": "不标"},
    "instead": {"en": "Write instead", "zh": "可以改为"},
    "drop": {
        "en": "Take the words out: there is no lawful way to say this.",
        "zh": "只能删去，没有合法的替代说法。",
    },
    "evidence": {"en": "To keep it, hold", "zh": "保留须备"},
    "law": {"en": "Law", "zh": "依据"},
    "used": {"en": "Rules that rest on it", "zh": "依据本条的规则"},
    "applied": {"en": "Cases in which it was applied", "zh": "适用本条的案例"},
    "one-source": {"en": "Seen in one public copy only.", "zh": "仅见于一份公开副本。"},
    "memory-only": {"en": "Not seen; known from secondary sources.", "zh": "未见原文，据二手资料。"},
    "all": {"en": "See the whole article", "zh": "查看全文"},
    "in force": {"en": "this text in force since {}", "zh": "现行文本自 {} 起施行"},
    "superseded": {"en": "no longer in force; ended {}", "zh": "已失效，止于 {}"},
    "not yet in force": {"en": "not yet in force; begins {}", "zh": "尚未施行，自 {} 起施行"},
    "draft": {"en": "draft of {}, not in force", "zh": "{} 征求意见稿，未生效"},
    "practice": {"en": "practice, not law", "zh": "通行做法，不是法律规定"},
    "policy": {"en": "policy of {}, not law", "zh": "{} 发布的政策文件，不是法律规定"},
    "try": {"en": "Open in the checker", "zh": "在检查页打开"},
}


def seal(level: str, lang: str) -> str:
    label = render.LEVEL_LABELS[level][lang]
    sign = SEALS[level]
    word = "" if lang == "zh" else f' <span class="seal-word">{escape(label)}</span>'
    return f'<span class="seal seal-{level}" title="{escape(label)}">{sign}</span>{word}'


def lang_of(text: str) -> str:
    return "zh-CN" if any("\u3400" <= char <= "\u9fff" for char in text) else "en"


def marks(text: str, findings: Iterable[Finding]) -> str:
    out, position = [], 0
    for found in findings:
        out.append(escape(text[position : found.start]))
        out.append(
            f'<mark class="ad-mark ad-{found.level}" data-rule="{found.rule}" data-level="{found.level}">'
            f"{escape(text[found.start : found.end])}</mark>"
        )
        position = found.end
    out.append(escape(text[position:]))
    return "".join(out).replace("\n", "<br>")


def marked_copy(book: Book, text: str, result: Result, lang: str, root: str) -> str:
    """A figure with the copy as the engine marks it and a note per finding."""
    notes = []
    for found in result.findings:
        rule = book.rules[found.rule]
        wordings = [word for word in found.rewrites if word][:2]
        instead = ""
        if wordings:
            shown = " / ".join(f'<q lang="{lang_of(w)}">{escape(w)}</q>' for w in wordings)
            instead = f' <span class="ad-instead">→ {shown}</span>'
        notes.append(
            f'<li data-level="{found.level}">{seal(found.level, lang)} <a href="{root}{render.rule_url(rule)}">'
            f"{escape(rule.title[lang])}</a>{instead}</li>"
        )
    for kept in result.spared if not result.findings else ():
        notes.append(
            f'<li data-level="spared">{seal("spared", lang)} <q>{escape(kept.match)}</q> '
            f"{escape(book.exemptions[kept.exemption].reason[lang])}</li>"
        )
    if not notes:
        notes.append(f'<li data-level="spared">{seal("spared", lang)}</li>')
    link = escape(urlencode({"text": text, "category": result.category}))
    return (
        f'<figure class="ad-example"><p class="ad-copy" lang="{lang_of(text)}">{marks(text, result.findings)}</p>'
        f'<figcaption><ul class="ad-notes">{"".join(notes)}</ul>'
        f'<p class="ad-try"><a href="{root}check/#{link}">{WORDS["try"][lang]}</a></p></figcaption></figure>'
    )


def card(book: Book, rule: Rule, lang: str, root: str) -> list[str]:
    """A rule as Markdown and HTML lines: heading with its id, level, why, law, examples, rewrites."""
    row = [f'<div class="card" data-rule="{rule.id}" data-level="{rule.level}">']
    row.append(f'<p class="card-head">{seal(rule.level, lang)} <code>{rule.id}</code></p>')
    row.append(f"<p>{escape(rule.why[lang].replace('{match}', '…'))}</p>")
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
        wordings = [w for rewrite in rule.rewrites for w in (*rewrite.zh, *rewrite.en) if w]
        quoted = " ".join(f'<q lang="{lang_of(w)}">{escape(w)}</q>' for w in dict.fromkeys(wordings))
        if quoted:
            row.append(f'<p class="card-instead"><strong>{WORDS["instead"][lang]}</strong> {quoted}</p>')
    row.append("</div>")
    return ["", f"### {rule.title[lang]} {{#{rule.id.lower()}}}", "", "".join(row), ""]


def _examples(rule: Rule, *, bad: bool) -> list[str]:
    out = []
    for example in rule.examples:
        if example.bad == bad:
            findings = [
                f for f in check(example.text, example.category).findings if bad and f.rule == rule.id
            ]
            out.append(f'<li lang="{lang_of(example.text)}">{marks(example.text, findings)}</li>')
    return out


def _status(book: Book, article: Article, lang: str) -> str:
    law = book.laws[article.law]
    said = []
    day = {"superseded": "ended", "draft": "published", "policy": "published"}.get(law.status, "effective")
    said.append(WORDS[law.status][lang].format(escape(str(law.facts.get(day, "")))))
    if article.verified == "memory-only" or (article.verbatim and article.verified == "one-source"):
        said.append(WORDS[article.verified][lang])
    return " · ".join(said)


def provision(book: Book, article: Article, lang: str, root: str, *, linked: bool) -> str:
    """A provision: exact Chinese (only where verbatim), our English, what it means, rules that use it."""
    items = [a for a in book.articles.values() if a.item and a.id.startswith(article.id + "-")]
    row = ['<div class="statute">']
    anchors = {item.id: item for item in items if not linked}
    if linked:
        label = escape(render.law_label(book, article.id, lang))
        row.append(f'<p class="statute-label"><a href="{root}{render.law_url(article)}">{label}</a></p>')
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
    users = [
        r
        for r in book.rules.values()
        if any(law == article.id or law.startswith(article.id + "-") for law in r.laws)
    ]
    if users and not linked:
        links = " ".join(f'<a href="{root}{render.rule_url(r)}">{escape(r.title[lang])}</a>' for r in users)
        row.append(f'<p class="statute-used"><strong>{WORDS["used"][lang]}</strong> {links}</p>')
    applied = [] if linked else cases.under(article.id)
    if applied:
        links = " ".join(f'<a href="{root}cases/#{c.id.lower()}">{c.id} ({c.year})</a>' for c in applied)
        row.append(f'<p class="statute-used"><strong>{WORDS["applied"][lang]}</strong> {links}</p>')
    row.append(
        f'<p class="statute-status"><code>{article.id}</code> {_status(book, article, lang)}</p></div>'
    )
    return "".join(row)


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
