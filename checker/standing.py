"""Whether a provision is in force, and what took its place: from `status`, `ends` and `replaced_by` of checker/laws."""

from __future__ import annotations

from checker import render
from checker.model import Article, Book

STATUS = {
    "in force": {"en": "this text in force since {}", "zh": "现行文本自 {} 起施行"},
    "superseded": {"en": "no longer in force; ended {}", "zh": "已失效，止于 {}"},
    "not yet in force": {"en": "not yet in force; begins {}", "zh": "尚未施行，自 {} 起施行"},
    "draft": {"en": "draft of {}, not in force", "zh": "{} 征求意见稿，未生效"},
    "practice": {"en": "practice, not law", "zh": "通行做法，不是法律规定"},
    "policy": {"en": "policy of {}, not law", "zh": "{} 发布的政策文件，不是法律规定"},
}
DAYS = {"superseded": "ended", "draft": "published", "policy": "published"}
SEEN = {
    "one-source": {"en": "Seen in one public copy only.", "zh": "仅见于一份公开副本。"},
    "memory-only": {"en": "Not seen; known from secondary sources.", "zh": "未见原文，据二手资料。"},
}
# What leads to the successor, by the status of the old text; "ending" is in force with a last day.
THEN = {
    "superseded": {"en": "No longer in force. Today:", "zh": "已失效，现行规定："},
    "draft": {"en": "A draft, never in force. The final text:", "zh": "征求意见稿，从未生效。正式文本："},
    "ending": {"en": "In force until {}. Then:", "zh": "有效至 {}，此后："},
}
BEFORE = {"en": "Takes the place of", "zh": "取代"}


def status(book: Book, article: Article, lang: str) -> str:
    """From when to when the text holds, and how well it was seen."""
    law = book.laws[article.law]
    day = str(law.facts.get(DAYS.get(law.status, "effective"), ""))
    said = [STATUS[law.status][lang].format(day)]
    if article.verified == "memory-only" or (article.verbatim and article.verified == "one-source"):
        said.append(SEEN[article.verified][lang])
    return " · ".join(said)


def old(book: Book, article: Article) -> bool:
    """The provision does not hold today: it was superseded, or never more than a draft."""
    return book.laws[article.law].status in ("superseded", "draft")


def place(book: Book, name: str, lang: str) -> tuple[str, str]:
    """(label, address below the language root) of a provision or of a whole law."""
    if name in book.articles:
        return render.law_label(book, name, lang), render.law_url(book.articles[name])
    return book.laws[name].short[lang], f"law/{name}/"


def successor(book: Book, article: Article, lang: str) -> tuple[str, str, str] | None:
    """(what leads there, label, address) of what took or will take the provision's place."""
    if not article.replaced_by:
        return None
    law = book.laws[article.law]
    lead = THEN["ending" if law.status == "in force" else law.status][lang].format(law.facts.get("ends", ""))
    return (lead, *place(book, article.replaced_by, lang))


def predecessors(book: Book, article: Article) -> list[Article]:
    """Provisions whose place this one takes."""
    return [one for one in book.articles.values() if one.replaced_by == article.id]
