"""Messages filled from a case. The Chinese is that of the procedure's pages, word for word (tested).

`{field|words}` becomes the field's value, or 〔words〕 where the case has none yet. `{?flag:words}` stays
only while what it says is so. A draft that admits something is offered only after that finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from checker.amounts import BadAmount, parse, show
from checker.case_fields import PAGES, choice
from checker.case_letters import EN, TITLES, ZH

SLOT = re.compile(r"\{(?P<field>\w+)\|(?P<label>[^}]*)\}|\{\?(?P<flag>\w+):(?P<words>[^}]*)\}")
SHORT = 60  # a claim longer than this is no quotation for a message
DATES = {"promised", "pay_by", "bought", "corrected", "online_from", "taken_down"}


@dataclass(frozen=True, slots=True)
class Draft:
    """`outcomes`: the findings after which it may be sent; empty: always."""

    id: str
    step: str
    outcomes: str = ""


DRAFTS = (
    Draft("msg-platform", "examine"),
    Draft("msg-supplier", "examine"),
    Draft("msg-receipt", "contact"),
    Draft("msg-questions", "contact"),
    Draft("msg-time", "contact"),
    Draft("msg-12315", "contact"),
    Draft("msg-angry", "contact"),
    Draft("msg-offer", "talk", "A"),
    Draft("msg-partly", "talk", "B"),
    Draft("msg-unfounded", "talk", "C"),
    Draft("msg-multiple", "talk", "ABCD"),
    Draft("msg-settled", "talk", "ABCD"),
    Draft("msg-abuse", "talk", "ABCD"),
    Draft("msg-team", "cause"),
    Draft("msg-partner", "cause"),
    Draft("msg-statement", "rectify"),
    Draft("msg-partner-change", "rectify", "AB"),
    Draft("msg-buyers", "rectify", "AB"),
    Draft("msg-appeal", "rectify"),
    Draft("msg-lesson", "learn"),
    Draft("msg-supplier-rule", "learn"),
    Draft("msg-thanks", "learn", "AB"),
)


def _values(case: dict[str, Any], lang: str) -> dict[str, str]:
    fields: dict[str, str] = case["fields"]
    out = {name: " ".join(value.split()) for name, value in fields.items()}
    out = {name: value for name, value in out.items() if name in DATES or len(value) <= 400}
    if not out.get("claim") and len(out.get("copy", "")) <= SHORT:
        out["claim"] = out.get("copy", "")
    for name in ("offer_kind", "goods", "freight"):
        out[name] = choice(name, out.get(name, ""), lang)
        if lang == "en":
            out[name] = out[name].lower()
    try:
        pay = parse(out.get("pay", ""))
    except BadAmount:
        pay = 0
    out["pay"] = show(pay) if pay else ""
    if not out.get("offer") and out["offer_kind"]:
        unit = {"en": f": {out['pay']} yuan", "zh": f"，{out['pay']}元"}[lang] if pay else ""
        out["offer"] = out["offer_kind"] + unit
    places = len([row for row in case["lists"]["places"].values() if row.get("fixed")])
    out["places"] = str(places) if places else ""
    out["month"] = fields.get("received", "")[:7]
    return out


def _flags(case: dict[str, Any]) -> dict[str, bool]:
    fields = case["fields"]
    return {"corrected": bool(fields.get("corrected")), "stopped": bool(fields.get("offline"))}


def fill(template: str, values: dict[str, str], flags: dict[str, bool]) -> str:
    def put(match: re.Match[str]) -> str:
        if match["flag"]:
            return match["words"] if flags.get(match["flag"], True) else ""
        return values.get(match["field"]) or f"〔{match['label']}〕"

    return SLOT.sub(put, template)


def blank(draft_id: str, lang: str) -> str:
    """A draft with every slot open and every sentence in it: as it stands on the procedure's page."""
    return fill({"en": EN, "zh": ZH}[lang][draft_id], {}, {})


def for_case(case: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """The drafts that may be sent as the case stands: id, step, title, zh, en, url, whether slots are open."""
    outcome = case["fields"].get("outcome", "")
    flags = _flags(case)
    values = {one: _values(case, one) for one in ("en", "zh")}
    out = []
    for draft in DRAFTS:
        if draft.outcomes and (not outcome or outcome not in draft.outcomes):
            continue
        # That the words were corrected is told only once they were.
        if draft.id == "msg-thanks" and not flags["corrected"]:
            continue
        zh, en = (fill(letters[draft.id], values[one], flags) for one, letters in (("zh", ZH), ("en", EN)))
        out.append(
            {
                "id": draft.id,
                "step": draft.step,
                "title": TITLES[draft.id][lang == "zh"],
                "zh": zh,
                "en": en,
                "url": f"{PAGES[draft.step]}#{draft.id}",
            }
        )
    return out
