"""Deadlines and amounts: the worked examples of the handbook, and what must hold for every day and sum."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import amounts, deadlines, load, workdays
from checker.deadlines import TERMS, due

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
ANY_DAY = st.dates(date(2000, 1, 1), date(2990, 1, 1))
MONEY = st.integers(0, 10**11)
TERM = {term.id: term for term in TERMS}


@pytest.mark.parametrize("year", range(workdays.FIRST, workdays.LAST + 1))
def test_working_days_are_those_of_the_calendar_library(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert workdays.works(day) == chinese_calendar.is_workday(day), day
        day += workdays.DAY


def test_every_year_the_library_knows_is_covered() -> None:
    assert max(day.year for day in chinese_calendar.constants.holidays) == workdays.LAST


def test_a_weekend_is_a_holiday_only_where_a_holiday_reaches_it() -> None:
    assert workdays.holiday(date(2026, 10, 3))  # Saturday within the National Day holiday
    assert not workdays.holiday(date(2026, 11, 21))  # an ordinary Saturday
    assert not workdays.holiday(date(2026, 10, 10))  # a Saturday that is worked
    assert workdays.after_holiday(date(2026, 10, 1)) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("term", "start", "end", "notes"),
    [
        ("defence", "2026-11-20", "2026-11-27", ()),  # served on a Friday
        ("defence", "2026-09-28", "2026-10-10", ()),  # over the holiday, to a Saturday that is worked
        ("answer", "2026-09-20", "2026-10-08", ("moved",)),
        ("answer", "2026-11-07", "2026-11-22", ("weekend",)),
        ("stalling", "2026-11-09", "2026-11-24", ()),
        ("refund", "2026-11-16", "2026-11-23", ()),
        ("mediation", "2026-11-22", "2027-01-21", ("estimate",)),
        ("defence", "2026-12-30", "2027-01-06", ("estimate",)),
        ("lawsuit", "2025-08-31", "2026-02-28", ()),
        ("archive", "2024-02-29", "2027-02-28", ()),
        ("papers", "2026-10-01", "2026-10-01", ()),
    ],
)
def test_terms(term: str, start: str, end: str, notes: tuple[str, ...]) -> None:
    found = due(TERM[term], date.fromisoformat(start))
    assert (found.day.isoformat(), found.notes) == (end, notes)


def test_terms_cite_law_that_is_there() -> None:
    book = load.load()
    cited = {law for term in TERMS for law in term.laws}
    cited |= {law for rule in amounts.RULES for law in rule.laws} | {fine.law for fine in amounts.FINES}
    assert cited <= set(book.articles)


@given(ANY_DAY, st.sampled_from(TERMS))
def test_a_deadline_is_never_before_its_start_nor_inside_a_holiday(start: date, term: deadlines.Term) -> None:
    found = due(term, start)
    assert found.day >= start
    if term.count and term.whose != "keep":
        assert not workdays.holiday(found.day)
        assert found.day > start


@given(DAYS, st.integers(1, 40))
def test_working_days_are_counted_without_the_first(start: date, count: int) -> None:
    end = workdays.add_working(start, count)
    between = [start + timedelta(i) for i in range(1, (end - start).days + 1)]
    assert sum(workdays.works(day) for day in between) == count
    assert workdays.works(end)


@given(ANY_DAY, ANY_DAY, st.sampled_from(TERMS))
def test_a_later_start_never_ends_earlier(one: date, other: date, term: deadlines.Term) -> None:
    first, second = sorted((one, other))
    assert due(term, first).day <= due(term, second).day


@given(ANY_DAY, st.integers(0, 2000))
def test_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    later = deadlines.add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + workdays.DAY).day == 1)


@given(
    st.dictionaries(st.sampled_from([*deadlines.EVENTS, "received"]), st.text(max_size=12) | ANY_DAY.map(str))
)
def test_any_fields_give_sorted_deadlines_in_both_languages(fields: dict[str, str]) -> None:
    found = deadlines.of(fields)
    assert [one.day for one in found] == sorted(one.day for one in found)
    for one in found:
        for lang in ("en", "zh"):
            assert deadlines.as_dict(one, lang, date(2026, 11, 22))["label"]


def test_the_buyer_asked_when_the_complaint_came_unless_said_otherwise() -> None:
    days = {one.term.id: one.day.isoformat() for one in deadlines.of({"received": "2026-11-02"})}
    assert days == {"stalling": "2026-11-17"}
    days = {
        one.term.id: one.day.isoformat()
        for one in deadlines.of({"received": "2026-11-02", "asked": "2026-11-03"})
    }
    assert days == {"stalling": "2026-11-18"}


# Amounts


def total(rule: str, price: str, loss: str = "", times: str = "") -> str:
    worked = amounts.work_out({"price": price, "loss": loss, "times": times}, "en")
    return next(one["shown"] for one in worked["claims"] if one["id"] == rule)


@pytest.mark.parametrize(
    ("rule", "price", "loss", "sum_"),
    [
        ("fraud", "99", "", "599"),
        ("fraud", "300", "", "1,200"),
        ("food", "60", "", "1,060"),
        ("food", "250", "", "2,750"),
        ("food", "250", "1000", "4,250"),
        ("fraud", "166.67", "", "666.68"),
        ("mismatch", "99", "12.50", "111.50"),
    ],
)
def test_worked_examples(rule: str, price: str, loss: str, sum_: str) -> None:
    assert total(rule, price, loss) == sum_


def test_a_promise_is_only_worked_out_when_there_is_one() -> None:
    assert total("promise", "50", times="10") == "550"
    assert "promise" not in [one["id"] for one in amounts.work_out({"price": "50"}, "zh")["claims"]]


@given(MONEY, MONEY)
def test_the_added_sum_is_the_multiple_or_the_minimum(price: int, loss: int) -> None:
    worked = {
        one["id"]: one
        for one in amounts.work_out({"price": amounts.show(price), "loss": amounts.show(loss)}, "en")[
            "claims"
        ]
    }
    assert worked["fraud"]["extra"] == max(3 * price, 50_000)
    assert worked["food"]["extra"] == max(10 * price, 3 * loss, 100_000)
    for one in worked.values():
        assert one["total"] == price + loss + one["extra"]


@given(MONEY)
def test_money_reads_as_it_is_shown(fen: int) -> None:
    assert amounts.parse(amounts.show(fen)) == fen
    assert amounts.parse(f" ￥{amounts.show(fen)}元 ") == fen


@pytest.mark.parametrize(
    "wrong", ["-1", "1.234", "1.", ".5", "abc", "1e5", "１０", "１", "九十九", "9" * 13, "1.2.3", "元¥"]
)
def test_what_is_no_amount_is_refused(wrong: str) -> None:
    with pytest.raises(amounts.BadAmount):
        amounts.parse(wrong)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_money(text: str) -> None:
    with contextlib.suppress(amounts.BadAmount):
        assert 0 <= amounts.parse(text) < amounts.MOST * 100


def test_the_range_of_a_fine_uses_the_fee_only_where_the_law_does() -> None:
    ranges = {one["id"]: one["range"] for one in amounts.work_out({"fee": "1000"}, "en")["fines"]}
    assert ranges["false"].startswith("3–5 × the ad fee of 1,000: 3,000 to 5,000 yuan")
    assert ranges["absolute"] == "200,000 to 1,000,000 yuan"
    assert ranges["unclear"] == "up to 100,000 yuan"
