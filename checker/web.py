"""The page's door: one JSON string in, one JSON string out.

Positions are counted in UTF-16 units here, because that is how browsers count; they are turned once,
in this module. Text only ever arrives as a value.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import accumulate
from typing import Any

import checker
from checker import case_web, house, render
from checker.model import LANGS
from checker.problems import Problem

MOST_CHARACTERS = 200_000
MESSAGES = {
    "bad-request": {
        "en": "The page sent something the checker cannot read. Reload the page; your copy is kept.",
        "zh": "页面发来的内容无法读取。请刷新页面，文案不会丢失。",
    },
    "unknown-op": {
        "en": "The page and the checker do not fit together. Reload the page to get the current version.",
        "zh": "页面与检查程序版本不一致。请刷新页面以获取最新版本。",
    },
    "unknown-category": {
        "en": "There is no such category of goods. Choose one from the list.",
        "zh": "没有这个商品类别，请从列表中选择。",
    },
    "too-long": {
        "en": f"The copy is longer than {MOST_CHARACTERS:,} characters. Check it in parts, or a whole file with the command line.",
        "zh": f"文案超过 {MOST_CHARACTERS // 10000} 万字。请分段检查，或用命令行检查整个文件。",
    },
}


class Refused(Exception):
    """A request that cannot be answered. args[0] is a key of MESSAGES."""


def _offsets(text: str) -> list[int] | None:
    """UTF-16 position of each code point; None where they are equal."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return None
    return [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]


def _check(request: dict[str, Any], lang: str) -> dict[str, Any]:
    text = request.get("text")
    category = request.get("category", "general")
    if not isinstance(text, str) or not isinstance(category, str):
        raise Refused("bad-request")
    if len(text) > MOST_CHARACTERS:
        raise Refused("too-long")
    try:
        result = checker.check(text, category)
    except checker.UnknownCategory as error:
        raise Refused("unknown-category") from error
    own = case_web.own_words(request)
    result = house.add(own, text, result)
    book = checker.own_engine().book
    out = render.as_dict(house.with_rule(book) if own else book, result, lang, checker.__version__)
    offsets = _offsets(text)
    if offsets:
        for entry in (*out["findings"], *out["spared"]):
            entry["start"], entry["end"] = offsets[entry["start"]], offsets[entry["end"]]
    return out


def _rules(request: dict[str, Any], lang: str) -> dict[str, Any]:
    book = checker.own_engine().book
    return {
        "rules": [
            {
                "id": rule.id,
                "name": rule.name,
                "topic": rule.topic,
                "level": rule.level,
                "title": rule.title[lang],
                "url": render.rule_url(rule),
            }
            for rule in book.rules.values()
        ]
    }


def _info(request: dict[str, Any], lang: str) -> dict[str, Any]:
    book = checker.own_engine().book
    return {
        "checker": checker.__version__,
        "rules": len(book.rules),
        "categories": [{"id": c.id, "title": c.title[lang]} for c in book.categories.values()],
    }


OPS: dict[str, Callable[[dict[str, Any], str], dict[str, Any]]] = {
    "check": _check,
    "rules": _rules,
    "info": _info,
    **case_web.OPS,
}


def handle(message: str) -> str:
    """Answer a request {"op", "lang", …}: {"ok": true, "result": …} or {"ok": false, "error": {"code", "message"}}."""
    lang = "en"
    try:
        request = json.loads(message)
        if not isinstance(request, dict):
            raise Refused("bad-request")
        lang = str(request["lang"]) if request.get("lang") in LANGS else "en"
        if request.get("op") not in OPS:
            raise Refused("unknown-op")
        return render.to_json({"ok": True, "result": OPS[request["op"]](request, lang)})
    except json.JSONDecodeError:
        code = "bad-request"
    except Refused as refused:
        code = refused.args[0]
    except Problem as problem:
        if problem.key not in MESSAGES:
            return render.to_json(
                {"ok": False, "error": {"code": problem.key, "message": problem.message(lang)}}
            )
        code = problem.key
    return render.to_json({"ok": False, "error": {"code": code, "message": MESSAGES[code][lang]}})


def warm() -> None:
    """Build the engine and compile every pattern: done once, before the memory snapshot is taken."""
    checker.own_engine().warm()
    checker.check("本店茶叶全国第一😀 The best tea, 蕞佳")
