"""Setting findings aside in a file, with a reason: `adcheck-ignore AC001: why`, in any comment.

A marker speaks for its own line and the next one. The reason is carried into every report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from checker.model import Finding, Result
from checker.problems import Problem

MARKER = re.compile(
    r"adcheck-ignore\s+(AC\d{3}|HOUSE)[ \t]*[:：]?[ \t]*(.*?)[ \t]*(?:-->|\*/|#\}|$)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Split:
    """`result` without what was set aside, and what was, each with its reason."""

    result: Result
    set_aside: tuple[tuple[Finding, str], ...]


def split(name: str, text: str, result: Result) -> Split:
    """Apply the markers in `text`. Raises Problem("reason") for a marker that gives none."""
    markers = list(MARKER.finditer(text))
    if not markers:
        return Split(result, ())
    zones = []
    for marker in markers:
        if not marker[2]:
            raise Problem("reason", name=name, line=text.count("\n", 0, marker.start()) + 1, rule=marker[1])
        line_end = text.find("\n", marker.end())
        next_end = text.find("\n", line_end + 1) if line_end >= 0 else -1
        start = text.rfind("\n", 0, marker.start()) + 1
        zones.append((marker[1], start, len(text) if next_end < 0 else next_end, marker[2]))
    kept, aside = [], []
    for found in result.findings:
        if any(marker.start() <= found.start < marker.end() for marker in markers):
            continue  # the reason itself is not copy
        reason = next((z[3] for z in zones if z[0] == found.rule and z[1] <= found.start < z[2]), None)
        if reason is None:
            kept.append(found)
        else:
            aside.append((found, reason))
    return Split(replace(result, findings=tuple(kept)), tuple(aside))
