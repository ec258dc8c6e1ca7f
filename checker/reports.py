"""Reports as functions of results, by the name of their format.

A report takes checked texts one at a time and yields pieces to write, so a catalogue of any size
streams. Positions are code points; lines and columns count from 1.
"""

from __future__ import annotations

from checker import report_data, report_people
from checker.report_base import Checked, Report, Style

__all__ = ["FORMATS", "Checked", "Style"]

FORMATS: dict[str, Report] = {
    "text": report_people.text,
    "json": report_data.json,
    "jsonl": report_data.jsonl,
    "csv": report_data.csv_,
    "sarif": report_data.sarif,
    "github": report_data.github,
    "html": report_people.html,
    "markdown": report_people.markdown,
}
