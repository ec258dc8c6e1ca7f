"""Deadlines as a calendar file (RFC 5545): whole days, with a reminder the day before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from checker.deadlines import NOTES, Deadline


def _escape(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> str:
    """No line over 75 octets; a character is never cut in two."""
    out, size = [""], 0
    for char in line:
        width = len(char.encode())
        if size + width > 74:
            out.append(" ")
            size = 1
        out[-1] += char
        size += width
    return "\r\n".join(out)


def calendar(found: Iterable[Deadline], name: str, case_id: str, lang: str, moment: str) -> str:
    """`moment`: when the file is made, ISO 8601 in UTC."""
    stamp = moment[:19].replace("-", "").replace(":", "") + "Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Honest Ads//Case//EN", "CALSCALE:GREGORIAN"]
    for one in found:
        words = {"en": one.term.en, "zh": one.term.zh}[lang]
        notes = " ".join(NOTES[note][lang] for note in one.notes)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{case_id}-{one.term.id}@honest-ads",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + timedelta(1):%Y%m%d}",
            f"SUMMARY:{_escape(f'{words} · {name}')}",
            *([f"DESCRIPTION:{_escape(notes)}"] if notes else []),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escape(words)}",
            "TRIGGER:-P1D",
            "END:VALARM",
            "END:VEVENT",
        ]
    return "\r\n".join(_fold(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"
