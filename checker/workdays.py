"""Working days of mainland China: the State Council's yearly notice of holidays and make-up working days.

Each year names its weekdays off and its weekend days worked; all other days follow the week. The notice
for a year comes out late in the year before, so beyond LAST a count is an estimate and must say so.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

FIRST, LAST = 2020, 2026
OFF = {
    2020: "0101 0124 0127 0128 0129 0130 0131 0406 0501 0504 0505 0625 0626 1001 1002 1005 1006 1007 1008",
    2021: "0101 0211 0212 0215 0216 0217 0405 0503 0504 0505 0614 0920 0921 1001 1004 1005 1006 1007",
    2022: "0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007",
    2023: "0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006",
    2024: "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
    2025: "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
    2026: "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
}
WORKED = {
    2020: "0119 0426 0509 0628 0927 1010",
    2021: "0207 0220 0425 0508 0918 0926 1009",
    2022: "0129 0130 0402 0424 0507 1008 1009",
    2023: "0128 0129 0423 0506 0625 1007 1008",
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}
DAY = timedelta(days=1)


@cache
def _days(year: int) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(OFF.get(year, "").split()), frozenset(WORKED.get(year, "").split())


def known(day: date) -> bool:
    """Is the year of `day` in the table?"""
    return FIRST <= day.year <= LAST


def works(day: date) -> bool:
    """Is `day` a working day? Outside the table: Monday to Friday."""
    off, worked = _days(day.year)
    name = f"{day:%m%d}"
    return name in worked or (day.weekday() < 5 and name not in off)


def holiday(day: date) -> bool:
    """Is `day` part of a public holiday? A plain weekend is not; one that a holiday reaches is."""
    if works(day):
        return False
    first = last = day
    while not works(first - DAY):
        first -= DAY
    while not works(last + DAY):
        last += DAY
    run = [first + DAY * i for i in range((last - first).days + 1)]
    return any(f"{one:%m%d}" in _days(one.year)[0] for one in run)


def add_working(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself is not counted."""
    while count > 0:
        day += DAY
        count -= works(day)
    return day


def after_holiday(day: date) -> date:
    """`day`, or the first day after the public holiday it falls in."""
    while holiday(day):
        day += DAY
    return day
