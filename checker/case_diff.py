"""Before and after, with what changed: Chinese by character, Latin by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

TOKEN = re.compile(r"[A-Za-z0-9]+|\s+|.", re.S)
MOST = 2_000  # tokens compared one by one; beyond, line by line: the comparison grows with the square


def parts(before: str, after: str) -> list[list[str]]:
    """[["same" | "out" | "in", text], …]: without "in" it is `before`, without "out" it is `after`."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) > MOST or len(new) > MOST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) > MOST or len(new) > MOST:
        old, new = [before], [after]
    out: list[list[str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(["same", "".join(old[a:b])])
            continue
        if b > a:
            out.append(["out", "".join(old[a:b])])
        if d > c:
            out.append(["in", "".join(new[c:d])])
    return out
