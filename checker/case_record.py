"""A case as a document: headings, paragraphs, pairs and tables, from which every export is made.

A block is {"kind": "h", "level", "text"}, {"kind": "p", "text"}, {"kind": "pairs", "rows"},
{"kind": "table", "head", "rows"} or {"kind": "diff", "parts": [["same" | "out" | "in", text]]}.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from checker import amounts, case, deadlines, render
from checker.case_diff import parts
from checker.case_fields import CHOICES, FIELDS, LISTS, STEPS, choice
from checker.model import Book

Block = dict[str, Any]
WORDS = {
    "untitled": ("Complaint case", "投诉案件"),
    "made": ("Opened", "建档"),
    "as-of": ("As of", "截至"),
    "deadlines": ("Deadlines", "期限"),
    "day": ("Day", "日期"),
    "what": ("What", "事项"),
    "whose": ("Whose", "谁办"),
    "law": ("Law", "依据"),
    "you": ("ours", "本店"),
    "office": ("theirs", "对方"),
    "both": ("both sides", "双方"),
    "keep": ("keep", "保存"),
    "open": ("Still to do", "还要做"),
    "changed": ("Before and after", "前后对照"),
    "amounts": ("Compensation and fine, for orientation", "赔偿与罚款，供参考"),
    "amount": ("Amount", "金额"),
    "summary": ("For the team", "案例小结"),
    "yes": ("yes", "是"),
    "end": ("Kept by the shop. Information, not legal advice.", "本记录由店铺自行保存。仅供参考，不是法律意见。"),
    "colon": (": ", "："),
    "words": ("Words at issue", "原话"),
    "days": ("Days from complaint to close", "从投诉到结案的天数"),
    "cost": ("Paid to the buyer, yuan", "付给买家（元）"),
    "instead": ("Say instead", "改为"),
}  # fmt: skip
FOODS = {"food", "health-food", "infant", "alcohol"}
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def say(key: str, lang: str) -> str:
    return WORDS[key][lang == "zh"]


def _shown(kind: str, value: str, lang: str, book: Book) -> str:
    if kind == "tick":
        return say("yes", lang)
    if kind == "category" and value in book.categories:
        return book.categories[value].title[lang]
    return choice(kind, value, lang) if kind in CHOICES else value


def _pairs(one: case.Case, step: str, lang: str, book: Book) -> Block:
    fields = one["fields"]
    rows = [
        [(en, zh)[lang == "zh"], _shown(kind, fields[name], lang, book)]
        for name, kind, en, zh in FIELDS[step]
        if fields.get(name) and name not in ("title", "after")
    ]
    return {"kind": "pairs", "rows": rows}


def _lists(one: case.Case, step: str, lang: str, book: Book) -> list[Block]:
    out: list[Block] = []
    for name, (home, title, columns) in LISTS.items():
        rows = list(one["lists"][name].values())
        if home != step or not rows:
            continue
        head = [column[2:][lang == "zh"] for column in columns]
        cells = [
            [_shown(kind, row.get(key, ""), lang, book) if row.get(key) else "" for key, kind, *_ in columns]
            for row in rows
        ]
        out += [
            {"kind": "h", "level": 3, "text": title[lang == "zh"]},
            {"kind": "table", "head": head, "rows": cells},
        ]
    return out


def _deadlines(one: case.Case, lang: str, today: date, book: Book) -> list[Block]:
    found = [deadlines.as_dict(each, lang, today) for each in deadlines.of(one["fields"])]
    if not found:
        return []
    head = [say(key, lang) for key in ("day", "what", "whose", "law")]
    rows = [
        [
            each["day"],
            " ".join([each["label"], *each["notes"]]),
            say(each["whose"], lang),
            laws(each["laws"], lang, book),
        ]
        for each in found
    ]
    return [
        {"kind": "h", "level": 2, "text": say("deadlines", lang)},
        {"kind": "table", "head": head, "rows": rows},
    ]


def laws(ids: list[str], lang: str, book: Book) -> str:
    return {"en": ", ", "zh": "、"}[lang].join(
        render.law_label(book, name, lang) for name in ids if name in book.articles
    )


def worked(one: case.Case, lang: str) -> dict[str, Any]:
    """Claims and fines that fit the case: food rules for food, the fine of its kind of claim. Raises BadAmount."""
    fields = one["fields"]
    found = amounts.work_out({key: fields.get(key, "") for key in ("price", "loss", "times", "fee")}, lang)
    food = fields.get("category") in FOODS
    claims = [claim for claim in found["claims"] if fields.get("price") and (food or claim["id"] != "food")]
    return {
        "claims": claims,
        "fines": [fine for fine in found["fines"] if fine["id"] == fields.get("breach")],
    }


def _amounts(one: case.Case, lang: str, book: Book) -> list[Block]:
    try:
        found = worked(one, lang)
    except amounts.BadAmount:
        return []
    stop = {"en": "; ", "zh": "；"}[lang]
    rows = [
        [each["title"], stop.join(each["working"]), laws(each["laws"], lang, book)]
        for each in found["claims"]
    ]
    rows += [[each["title"], each["range"], laws(each["laws"], lang, book)] for each in found["fines"]]
    if not rows:
        return []
    head = [say(key, lang) for key in ("what", "amount", "law")]
    return [
        {"kind": "h", "level": 3, "text": say("amounts", lang)},
        {"kind": "table", "head": head, "rows": rows},
    ]


def title(one: case.Case, lang: str) -> str:
    """The case's name, or its product, or a plain word for it."""
    fields = one["fields"]
    return str(fields.get("title") or fields.get("product") or say("untitled", lang))


def record(one: case.Case, lang: str, today: date, book: Book) -> list[Block]:
    """The whole case, step by step; empty parts are left out."""
    out: list[Block] = [{"kind": "h", "level": 1, "text": title(one, lang)}]
    out.append(
        {
            "kind": "p",
            "text": f"{say('made', lang)} {one['made'][:10] or '–'} · {say('as-of', lang)} {today.isoformat()}",
        }
    )
    out += _deadlines(one, lang, today, book)
    for step, names in STEPS.items():
        pairs = _pairs(one, step, lang, book)
        more = _lists(one, step, lang, book)
        after = one["fields"].get("after", "")
        if step == "rectify" and after:
            more += [
                {"kind": "h", "level": 3, "text": say("changed", lang)},
                {"kind": "diff", "parts": parts(one["fields"].get("copy", ""), after)},
            ]
        if step == "talk":
            more += _amounts(one, lang, book)
        if not pairs["rows"] and not more:
            continue
        out.append({"kind": "h", "level": 2, "text": names[lang == "zh"]})
        out += [pairs] if pairs["rows"] else []
        out += more
        points = case.open_points(one, step, lang)
        if points and not one["fields"].get("closed"):
            out.append({"kind": "p", "text": say("open", lang) + say("colon", lang) + " ".join(points)})
    out.append({"kind": "p", "text": say("end", lang)})
    return out


def summary(one: case.Case, lang: str) -> list[Block]:
    """One page for the team: the words, the fact, the cause, what changes. No buyer, no order."""
    fields = one["fields"]
    first, last = (deadlines.parse_day(fields.get(key, "")) for key in ("received", "closed"))
    values = [
        (say("words", lang), fields.get("claim", "")),
        *(
            ((en, zh)[lang == "zh"], fields.get(name, ""))
            for name, en, zh in _named("happened", "fact", "cause", "change", "owner", "change_by")
        ),
        (say("instead", lang), fields.get("phrase_instead", "") or fields.get("after", "")),
        (say("cost", lang), fields.get("pay", "") if fields.get("paid") else ""),
        (say("days", lang), str((last - first).days) if first and last else ""),
    ]
    rows = [[name, value] for name, value in values if value]
    heading = f"{say('summary', lang)}{say('colon', lang)}{fields.get('claim') or say('untitled', lang)}"
    return [{"kind": "h", "level": 1, "text": heading}, {"kind": "pairs", "rows": rows}]


def _named(*names: str) -> list[tuple[str, str, str]]:
    all_fields = {field[0]: field for fields in FIELDS.values() for field in fields}
    return [(name, all_fields[name][2], all_fields[name][3]) for name in names]


def _plain(text: str) -> str:
    """Text that no Markdown reader takes for markup."""
    return SPECIAL.sub(r"\\\1", text)


def markdown(blocks: list[Block], lang: str) -> str:
    """The blocks as Markdown; what the user wrote stays text."""
    out = []
    for block in blocks:
        if block["kind"] == "h":
            out.append("#" * block["level"] + " " + _plain(" ".join(block["text"].split())))
        elif block["kind"] == "p":
            out.append(_plain(block["text"]))
        elif block["kind"] == "pairs":
            lines = [(name, _plain(value).replace("\n", "  \n  ")) for name, value in block["rows"]]
            out.append("\n".join(f"- **{name}**{say('colon', lang)}{value}" for name, value in lines))
        elif block["kind"] == "table":
            rows = [block["head"], ["---"] * len(block["head"]), *block["rows"]]
            cells = [
                ["---" if cell == "---" else _plain(" ".join(cell.split())) for cell in row] for row in rows
            ]
            out.append("\n".join("| " + " | ".join(row) + " |" for row in cells))
        else:
            signs = {"same": "", "out": "~~", "in": "**"}
            marked = [
                signs[kind] + _plain(text) + signs[kind] if text.strip() else text
                for kind, text in block["parts"]
            ]
            out.append("> " + "".join(marked).replace("\n", "\n> "))
    return "\n\n".join(out) + "\n"
