"""What the workbook's page asks of the worker: requests in, plain values out. See web.handle.

Nothing is remembered between requests: a page that is reloaded, or a worker that is replaced, loses nothing.
"""

from __future__ import annotations

import contextlib
import json
from binascii import b2a_base64
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import checker
from checker import amounts, case, case_drafts, case_record, deadlines, house, house_file, render
from checker.case_diff import parts
from checker.case_fields import FIELDS, LISTS, STEP_NAMES
from checker.docx import docx
from checker.ics import calendar
from checker.model import Result
from checker.problems import Problem

Request = dict[str, Any]
MOST_SEARCHED = 2_000_000
MOST_FOUND = 500


def _text(request: Request, key: str, most: int = 40_000_000) -> str:
    value = request.get(key, "")
    if not isinstance(value, str) or len(value) > most:
        raise Problem("bad-request")
    return value


def _case(request: Request) -> case.Case:
    raw = request.get("case")
    if not isinstance(raw, dict):
        raise Problem("bad-request")
    return case.clean(raw, "case")


def _today(request: Request) -> date:
    day = deadlines.parse_day(_text(request, "today"))
    if day is None:
        raise Problem("bad-request")
    return day


def _with_law(rows: list[dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    book = checker.own_engine().book
    return [{**row, "law_details": render.law_details(book, tuple(row["laws"]), lang)} for row in rows]


@lru_cache(maxsize=4)
def _house(words: str) -> house.House | None:
    raw = json.loads(words)
    if not isinstance(raw, list):
        raise Problem("bad-request")
    kept = []
    for entry in raw[: house.MOST_WORDS]:
        # One entry that will not do must not cost the check of the copy.
        with contextlib.suppress(Problem):
            kept.append(house.clean(entry if isinstance(entry, dict) else {}, "", 0))
    return house.ready(kept)


def own_words(request: Request) -> house.House | None:
    """The shop's list sent along with a check; None without one. Raises Problem."""
    given = request.get("house")
    return _house(json.dumps(given)) if given else None


def merge_checks(rows: dict[str, dict[str, str]], findings: list[Any]) -> dict[str, dict[str, str]]:
    """The checklist of step 1: one row per rule and words found, with the answers already given.

    An answered row stays when its words are no longer found; an unanswered one goes.
    """
    found: dict[str, dict[str, str]] = {}
    for one in findings:
        if isinstance(one, dict):
            row = {name: str(one.get(name, "")) for name in ("rule", "level", "match", "title")}
            found[f"{row['rule']}:{row['match']}"[:200]] = row
    out = {
        key: {
            **row,
            **{name: rows[key][name] for name in ("verdict", "proof") if rows.get(key, {}).get(name)},
        }
        for key, row in found.items()
    }
    return out | {
        key: row for key, row in rows.items() if key not in found and (row.get("verdict") or row.get("proof"))
    }


def view(request: Request, lang: str) -> dict[str, Any]:
    """Everything that follows from a case: {"case", "today", "findings"?} to what the page shows around it."""
    one, today = _case(request), _today(request)
    findings = request.get("findings")
    if isinstance(findings, list):
        one["lists"]["checks"] = merge_checks(one["lists"]["checks"], findings)
    standing = case.standing(one, today)
    following = standing.pop("next")
    fields = one["fields"]
    try:
        worked = case_record.worked(one, lang)
        wrong = ""
    except amounts.BadAmount as error:
        worked, wrong = {"claims": [], "fines": []}, Problem("amount", given=error.args[0]).message(lang)
    return {
        **standing,
        "title": case_record.title(one, lang),
        "next": deadlines.as_dict(following, lang, today) if following else None,
        "points": {step: case.open_points(one, step, lang) for step in STEP_NAMES},
        "deadlines": _with_law([deadlines.as_dict(each, lang, today) for each in deadlines.of(fields)], lang),
        "drafts": case_drafts.for_case(one, lang),
        "claims": _with_law(worked["claims"], lang),
        "fines": _with_law(worked["fines"], lang),
        "amount_error": wrong,
        "checks": one["lists"]["checks"],
        "diff": parts(fields.get("copy", ""), fields["after"]) if fields.get("after") else [],
    }


def _shape(request: Request, lang: str) -> dict[str, Any]:
    """Names of fields and lists, so that a test can hold the page's form against them."""
    return {
        "fields": {step: [field[0] for field in fields] for step, fields in FIELDS.items()},
        "lists": {name: [column[0] for column in columns] for name, (_, _, columns) in LISTS.items()},
    }


def record(request: Request, lang: str) -> dict[str, Any]:
    """The case as blocks, to print: {"case", "today", "what": "record" | "summary"}."""
    one = _case(request)
    if request.get("what") == "summary":
        return {"blocks": case_record.summary(one, lang)}
    return {"blocks": case_record.record(one, lang, _today(request), checker.own_engine().book)}


def export(request: Request, lang: str) -> dict[str, Any]:
    """{"case", "format": "markdown" | "docx" | "ics", "today", "moment", "what"?} to {"type", "text" | "base64"}."""
    one, form = _case(request), request.get("format")
    if form == "ics":
        found = [each for each in deadlines.of(one["fields"]) if each.term.whose != "keep"]
        text = calendar(found, case_record.title(one, lang), one["id"], lang, _text(request, "moment", 40))
        return {"type": "text/calendar", "text": text}
    blocks = record(request, lang)["blocks"]
    if form == "markdown":
        return {"type": "text/markdown", "text": case_record.markdown(blocks, lang)}
    if form == "docx":
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return {"type": kind, "base64": b2a_base64(docx(blocks), newline=False).decode()}
    raise Problem("bad-request")


def read(request: Request, lang: str) -> dict[str, Any]:
    """Cases and words of an exported file, and what the list shows of each: {"text", "name", "today"}."""
    cases, words = case.read_file(_text(request, "text"), _text(request, "name", 300))
    today = _today(request)
    heads = {}
    for one in cases:
        standing = case.standing(one, today)
        due = standing["next"] and deadlines.as_dict(standing["next"], lang, today)
        heads[one["id"]] = {
            "step": standing["step"],
            "due": due and {"day": due["day"], "labels": due["labels"]},
        }
    return {"cases": cases, "words": house.to_raw(words), "heads": heads}


def search(request: Request, lang: str) -> dict[str, Any]:
    """Lines of `text` that share one of `phrases`, disguised or not: {"lines", "found": [{"line", "match", "text"}]}."""
    phrases = request.get("phrases")
    text = _text(request, "text", MOST_SEARCHED)
    if not isinstance(phrases, list):
        raise Problem("bad-request")
    words = house.ready(
        house.from_raw([{"words": str(phrase), "level": "caution"} for phrase in phrases[:50]])
    )
    found: list[dict[str, Any]] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        hits = house.add(words, line, Result("general")).findings
        if hits and len(found) < MOST_FOUND:
            found.append({"line": number, "match": hits[0].match, "text": line.strip()[:300]})
    return {"lines": sum(bool(line.strip()) for line in lines), "found": found}


def work_out(request: Request, lang: str) -> dict[str, Any]:
    """The calculator: {"price", "loss", "times", "fee"} as typed."""
    try:
        worked = amounts.work_out(request, lang)
    except amounts.BadAmount as error:
        raise Problem("amount", given=error.args[0]) from error
    return {name: _with_law(rows, lang) for name, rows in worked.items()}


def house_read(request: Request, lang: str) -> dict[str, Any]:
    words = house_file.read(_text(request, "text", 5_000_000), _text(request, "name", 300))
    return {"words": house.to_raw(words)}


def house_write(request: Request, lang: str) -> dict[str, Any]:
    words = house.from_raw(request.get("words"))
    if request.get("format") == "csv":
        return {"type": "text/csv", "text": house_file.to_csv(words)}
    return {"type": "application/toml", "text": house_file.to_toml(words)}


OPS: dict[str, Callable[[Request, str], dict[str, Any]]] = {
    "case": view,
    "case-shape": _shape,
    "case-record": record,
    "case-export": export,
    "case-import": read,
    "case-search": search,
    "amounts": work_out,
    "house-read": house_read,
    "house-write": house_write,
}
