"""A complaint case: a new one, one read from a file, what is still open, where it stands. No I/O, no clock.

A case is plain data, so that a page can store it and two open pages can change different parts:
{"schema": 2, "id", "made", "changed", "fields": {name: text}, "lists": {list: {row id: {column: text}}}}.
Every value is text; dates are written 2026-11-22. A file holds {"honest-ads": "cases", "schema": 2,
"cases": […], "words": […]}. Files of schema 1, whose lists were plain arrays, are still read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from checker import deadlines, house
from checker.case_fields import ALL, CHOICES, FIELDS, LISTS, STEP_NAMES
from checker.problems import Problem

SCHEMA = 2
MARK = "cases"
MOST_CASES, MOST_ROWS = 20_000, 2_000
LENGTHS = {"text": 200_000, "line": 2_000}
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
Case = dict[str, Any]


def new(id: str, moment: str, fields: Mapping[str, str] | None = None) -> Case:
    """An empty case. `moment`: when, ISO 8601."""
    return clean({"id": id, "made": moment, "changed": moment, "fields": dict(fields or {})}, id)


def _text(value: object, kind: str) -> str:
    if isinstance(value, bool):
        return "yes" if value and kind == "tick" else ""
    if not isinstance(value, str | int | float):
        return ""
    # Half of a surrogate pair can be in a JSON file, but in no text that is stored or sent on.
    text = str(value).encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")[: LENGTHS.get(kind, LENGTHS["line"])]
    if kind == "text":
        return text
    text = " ".join(text.split("\n"))
    if kind == "date":
        day = deadlines.parse_day(text)
        return day.isoformat() if day else ""
    if kind == "tick":
        return "yes" if text else ""
    return text if kind not in CHOICES or text in CHOICES[kind] else ""


def _row(list_name: str, raw: object) -> dict[str, str]:
    columns = LISTS[list_name][2]
    known = raw if isinstance(raw, dict) else {}
    row = {name: _text(known.get(name, ""), kind) for name, kind, *_ in columns}
    return {name: value for name, value in row.items() if value}


def clean(raw: Mapping[str, Any], fallback_id: str) -> Case:
    """A case of the current schema from anything that looks like one: known parts, as text, in bounds."""
    fields = raw.get("fields")
    lists = raw.get("lists")
    kept = fields if isinstance(fields, dict) else {}
    rows = lists if isinstance(lists, dict) else {}
    out: Case = {
        "schema": SCHEMA,
        "id": str(raw.get("id")) if ID.fullmatch(str(raw.get("id"))) else fallback_id,
        "made": _text(raw.get("made", ""), "line")[:40],
        "changed": _text(raw.get("changed", ""), "line")[:40],
        "fields": {},
        "lists": {},
    }
    for name, kind, *_ in ALL.values():
        value = _text(kept.get(name, ""), kind)
        if value:
            out["fields"][name] = value
    for name in LISTS:
        given = rows.get(name)
        named = list(given.items())[:MOST_ROWS] if isinstance(given, dict) else []
        # "__proto__" is a name like any other here, but not in the page.
        out["lists"][name] = {key[:200]: _row(name, row) for key, row in named if not key.startswith("__")}
    return out


def _from_1(raw: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 kept its lists as arrays beside the fields."""
    lists = {}
    for name in LISTS:
        rows = raw.get(name)
        lists[name] = {f"r{i}": row for i, row in enumerate(rows)} if isinstance(rows, list) else {}
    return {**raw, "lists": lists}


MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_1}


def read_file(text: str, name: str) -> tuple[list[Case], tuple[house.Word, ...]]:
    """Cases and own words from an exported file of this or an older schema. Raises Problem."""
    try:
        raw = json.loads(text.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Problem("case-json", name=name) from error
    if not isinstance(raw, dict) or raw.get("honest-ads") != MARK or not isinstance(raw.get("cases"), list):
        raise Problem("case-other", name=name)
    schema = raw.get("schema")
    if not isinstance(schema, int) or schema < 1:
        raise Problem("case-other", name=name)
    if schema > SCHEMA:
        raise Problem("case-newer", name=name, schema=schema)
    if len(raw["cases"]) > MOST_CASES:
        raise Problem("case-many", name=name, most=MOST_CASES)
    cases: dict[str, Case] = {}
    for number, one in enumerate(raw["cases"], 1):
        if not isinstance(one, dict):
            raise Problem("case-entry", name=name, number=number)
        for version in range(schema, SCHEMA):
            one = MIGRATIONS[version](one)
        case = clean(one, f"imported-{number}")
        if case["id"] in cases:
            case["id"] = f"{case['id'][:50]}-{number}"
        cases[case["id"]] = case
    return list(cases.values()), house.from_raw(raw.get("words") or [], name)


def write_file(cases: list[Case], words: tuple[house.Word, ...], moment: str) -> str:
    whole = {
        "honest-ads": MARK,
        "schema": SCHEMA,
        "made": moment,
        "cases": cases,
        "words": house.to_raw(words),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


# Where a case stands

Point = tuple[str, Callable[[Case], bool], str, str]


def _has(*names: str) -> Callable[[Case], bool]:
    return lambda case: all(case["fields"].get(name) for name in names)


def _rows(case: Case, name: str) -> list[dict[str, str]]:
    return list(case["lists"][name].values())


def _settled(case: Case) -> bool:
    fields = case["fields"]
    return bool(fields.get("paid") or fields.get("paid_proof") or fields.get("offer_kind") == "explain")


def _offline(case: Case) -> bool:
    return bool(case["fields"].get("offline")) or case["fields"].get("outcome") in ("C", None)


# What must stand before a step is done: the lists at the end of the procedure's pages, made exact.
POINTS: dict[str, tuple[Point, ...]] = {
    "case": (
        ("received", _has("received", "route"), "Write down when and by which way it came.", "写明收到日期和投诉渠道。"),
        ("said", _has("said"), "Write down what the buyer says.", "记下买家怎么说。"),
        ("claim", lambda case: bool(case["fields"].get("claim") or case["fields"].get("copy")), "Copy in the words complained of.", "抄下被投诉的原话。"),
    ),
    "examine": (
        ("saved", _has("saved_page", "saved_order"), "Save page, order and chat before any change.", "改动之前，页面、订单、聊天都要留底。"),
        ("sentence", _has("sentence"), "Put the complaint into one sentence.", "把投诉写成一句话。"),
        ("checks", lambda case: all(row.get("verdict") for row in _rows(case, "checks")), "Answer each point the checker raises.", "逐条核对检查提示。"),
        ("outcome", _has("outcome", "person"), "Decide A, B, C or D, with a name.", "得出甲、乙、丙、丁的结论，写明经办人。"),
        ("offline", _offline, "Take offline what is wrong or cannot be proved.", "不实、拿不出证明的，下线。"),
    ),
    "contact": (
        ("contacts", lambda case: bool(_rows(case, "contacts")), "Write to the buyer and log it.", "联系买家并留下记录。"),
        ("restated", _has("restated"), "Repeat the complaint until the buyer agrees.", "复述问题，直到买家认可。"),
        ("wanted", _has("wanted"), "Find out what the buyer wants.", "弄清买家想要什么。"),
    ),
    "talk": (
        ("offer", _has("offer_kind"), "Make one clear offer, or explain in writing.", "给出一个明确方案，或者书面说明。"),
        ("paid", _settled, "Pay and keep the proof, or note why not.", "付款并存凭证，或者记下未付原因。"),
        ("clean", _has("clean"), "Make sure it touches no review, complaint or report.", "确认不涉及评价、投诉、举报。"),
    ),
    "cause": (
        ("source", _has("source", "breach"), "Say where the words came from and of what kind they are.", "写明来源和类别。"),
        ("places", lambda case: bool(_rows(case, "places")) and all(row.get("saved") for row in _rows(case, "places")), "List every place and save it.", "每一处都列入清单并留底。"),
        ("cause", _has("cause"), "Write the cause in one sentence.", "原因写成一句话。"),
    ),
    "rectify": (
        ("fixed", lambda case: bool(_rows(case, "places")) and all(row.get("fixed") for row in _rows(case, "places")), "Correct every place on the list.", "清单上的每一处都改到。"),
        ("after", _has("after", "reader"), "Have the new copy checked by a second person.", "新文案由第二个人复核。"),
        ("corrected", _has("corrected"), "Note when everything was corrected.", "记下全部改正的日期。"),
    ),
    "learn": (
        ("happened", _has("happened", "change"), "Write the page: what happened, what changes.", "写一页：发生了什么、以后怎么做。"),
        ("owner", _has("owner"), "Name who sees to it.", "写明谁负责。"),
        ("closed", _has("closed"), "Close the case.", "结案。"),
    ),
}  # fmt: skip


def open_points(case: Case, step: str, lang: str) -> list[str]:
    """What is still to do in a step, in words; [] when it is done."""
    return [(en, zh)[lang == "zh"] for _, done, en, zh in POINTS[step] if not done(case)]


def standing(case: Case, today: date) -> dict[str, Any]:
    """{"steps": {step: "done" | "begun" | "open"}, "step": the first not done or "", "closed", "next": deadline}."""
    steps = {}
    for step in STEP_NAMES:
        begun = any(case["fields"].get(name) for name, *_ in FIELDS[step])
        begun = begun or any(_rows(case, name) for name, (home, *_) in LISTS.items() if home == step)
        done = all(met(case) for _, met, _, _ in POINTS[step])
        steps[step] = "done" if done and begun else "begun" if begun else "open"
    closed = bool(case["fields"].get("closed"))
    ahead = [one for one in deadlines.of(case["fields"]) if one.term.whose in ("you", "both")]
    still = None if closed else next((one for one in ahead if one.day >= today), ahead[-1] if ahead else None)
    first = next((step for step in STEP_NAMES if steps[step] != "done"), "")
    return {"steps": steps, "step": first, "closed": closed, "next": still}
