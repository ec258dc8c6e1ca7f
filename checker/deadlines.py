"""Deadlines of a complaint: from the dates of a case to the days by which something must be done.

The first day is not counted, and a last day on a public holiday moves behind it (complaint-45,
procedure-80). A last day on a plain weekend is left where it is: whoever acts by then is on the safe side.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checker import workdays


@dataclass(frozen=True, slots=True)
class Term:
    """`count` units after the day in case field `event`; count 0: the day in the field is the deadline."""

    id: str
    event: str
    count: int
    unit: str  # "day" | "workday" | "month"
    whose: str  # "you" | "office" | "both" | "keep"
    laws: tuple[str, ...]
    en: str
    zh: str


TERMS = (
    Term("promised", "promised", 0, "day", "you", (), "Answer the buyer, as you promised", "按约定答复买家"),
    Term("platform", "platform_set", 0, "day", "you", ("ecl-62", "ecl-63"), "Answer the platform; date under its rules", "答复平台（平台规则确定的日期）"),
    Term("papers", "office_set", 0, "day", "you", ("adlaw-49", "procedure-30"), "Hand in the papers the office asked for", "提交监管部门要求的材料"),
    Term("payment", "pay_by", 0, "day", "you", ("cpl-reg-12",), "Pay what you agreed", "支付约定的款项"),
    Term("refund", "returned", 7, "day", "you", ("cpl-25", "seven-day-13"), "Refund of a no-reason return", "无理由退货的退款"),
    Term("stalling", "asked", 15, "day", "you", ("infringe-8", "infringe-9"), "Settle a justified request; later counts as stalling", "办结买家的合理要求，超过即视为拖延"),
    Term("odr", "odr", 10, "workday", "you", ("odr-12315",), "Direct negotiation on 12315; practice, not law", "12315 在线协商（通行做法，不是法定期限）"),
    Term("accept", "filed", 7, "workday", "office", ("complaint-15",), "Office decides whether to accept the complaint", "监管部门决定是否受理投诉"),
    Term("mediation", "accepted", 60, "day", "both", ("complaint-22", "complaint-23"), "Mediation ends; testing time not counted", "调解期限届满（检测时间不计入）"),
    Term("outcome", "ended", 7, "workday", "office", ("complaint-23",), "Office tells both sides that mediation has ended", "监管部门告知终止调解"),
    Term("check", "reported", 15, "workday", "office", ("procedure-18",), "Office checks the report; may add 15 working days", "核查举报线索（可延长 15 个工作日）"),
    Term("decision", "opened", 90, "day", "office", ("procedure-64",), "Office decides the penalty case; may be prolonged", "作出处罚决定（可延长）"),
    Term("defence", "notice", 5, "workday", "you", ("procedure-57", "apl-64"), "State your case, ask for a hearing where one is due", "陈述、申辩，符合条件的要求听证"),
    Term("fine", "decision", 15, "day", "you", ("apl-67",), "Pay the fine; later 3 % a day", "缴纳罚款，逾期每日加处 3%"),
    Term("review", "decision", 60, "day", "you", ("reconsider-20",), "Ask for administrative reconsideration", "申请行政复议"),
    Term("lawsuit", "decision", 6, "month", "you", ("admin-lit-46",), "Sue against the decision", "对处罚决定提起诉讼"),
    Term("lawsuit-after", "review", 15, "day", "you", ("admin-lit-45",), "Sue after reconsideration", "复议后提起诉讼"),
    Term("answer", "suit", 15, "day", "you", ("civ-proc-128",), "Defence to the buyer's suit", "对买家的起诉提交答辩状"),
    Term("appeal", "judgment", 15, "day", "you", ("civ-proc-171", "civ-proc-165"), "Appeal; not in small claims", "上诉（小额诉讼不能上诉）"),
    Term("archive", "taken_down", 36, "month", "keep", ("iad-13",), "Keep the ad archive until then", "广告档案至少保存到这一天"),
)  # fmt: skip
EVENTS = tuple(dict.fromkeys(term.event for term in TERMS))
NOTES = {
    "moved": {
        "en": "Counted to a public holiday, so it moves to the day after.",
        "zh": "期满日遇法定节假日，顺延到节后第一天。",
    },
    "weekend": {
        "en": "Falls on a weekend: act on the working day before.",
        "zh": "期满日是周末，请在此前的工作日办理。",
    },
    "estimate": {
        "en": f"The holiday table covers {workdays.FIRST} to {workdays.LAST}. Later days are an estimate: check the State Council's notice.",
        "zh": f"节假日表收录 {workdays.FIRST}—{workdays.LAST} 年，之后的日期是估算，请以国务院办公厅放假通知为准。",
    },
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term worked out. `notes` are keys of NOTES."""

    term: Term
    start: date
    day: date
    notes: tuple[str, ...]


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(term: Term, start: date) -> Deadline:
    """When `term` ends if its event was on `start`. Raises OverflowError past the year 9999."""
    if term.count == 0:
        return Deadline(term, start, start, ())
    if term.unit == "workday":
        day = workdays.add_working(start, term.count)
        return Deadline(
            term, start, day, () if workdays.known(start) and workdays.known(day) else ("estimate",)
        )
    counted = start + timedelta(term.count) if term.unit == "day" else add_months(start, term.count)
    if term.whose == "keep":
        return Deadline(term, start, counted, ())
    day = workdays.after_holiday(counted)
    notes = []
    if day != counted:
        notes.append("moved")
    elif not workdays.works(day):
        notes.append("weekend")
    if not workdays.known(day):
        notes.append("estimate")
    return Deadline(term, start, day, tuple(notes))


def parse_day(text: object) -> date | None:
    """A day written 2026-11-22 between 2000 and 2999, else None."""
    try:
        day = date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
    return day if 2000 <= day.year < 3000 else None


def of(fields: Mapping[str, str]) -> list[Deadline]:
    """All deadlines that follow from the dates in `fields`, the earliest first."""
    known = {event: parse_day(fields.get(event, "")) for event in EVENTS}
    # Where no other day is written down, the buyer asked when the complaint came.
    known["asked"] = known["asked"] or parse_day(fields.get("received", ""))
    found = [due(term, start) for term in TERMS if (start := known[term.event])]
    return sorted(found, key=lambda one: (one.day, TERMS.index(one.term)))


def as_dict(found: Deadline, lang: str, today: date) -> dict[str, Any]:
    """For showing: the day, days left (negative: past), whose it is, the words, the law and notes."""
    words = {"en": found.term.en, "zh": found.term.zh}
    return {
        "id": found.term.id,
        "day": found.day.isoformat(),
        "left": (found.day - today).days,
        "whose": found.term.whose,
        "label": words[lang],
        "labels": words,
        "laws": list(found.term.laws),
        "notes": [NOTES[note][lang] for note in found.notes],
    }
