"""The wordings a finding offers to be put in place of its words.

A wording may be made from the words found: `{match}` stands for them as they are, `{最>很}` for them with 最
replaced by 很, `{最>很|第一>靠前}` with each pair in turn. It is offered only where a pair applies.
"""

from __future__ import annotations

import re

from checker.model import Rule
from checker.text import HAN

_HAN = re.compile(f"[{HAN}]")
_MADE = re.compile(r"\{([^{}]+)\}")


def offered(rule: Rule, folded: str, written: str, *, disguised: bool = False) -> tuple[str, ...]:
    """Wordings for the words found (`folded` for matching, `written` as they stand), in their language.

    The first narrow table that fits wins, then the wide one. "" means: take the words out.
    """
    if rule.drop:
        return ("",)
    lang = "zh" if _HAN.search(folded) else "en"
    plain = folded if disguised else written
    fitting = [one for one in rule.rewrites if any(word in folded for word in one.only_for)]
    for rewrite in (*fitting, *(one for one in rule.rewrites if not one.only_for)):
        wordings = rewrite.zh if lang == "zh" else rewrite.en
        found = [made for wording in wordings if (made := make(wording, written, plain)) is not None]
        if found:
            return tuple(dict.fromkeys(found))
    return ("",)


def make(wording: str, words: str, plain: str) -> str | None:
    """`wording` built from `words` (`plain`: without their disguise), with a capital where they have one; None when
    no pair applies."""
    if "{" in wording:
        changed = False

        def fill(place: re.Match[str]) -> str:
            nonlocal changed
            if place[1] == "match":
                changed = True
                return words
            out = plain
            for pair in place[1].split("|"):
                old, new = pair.split(">", 1)
                at = out.lower().find(old)
                if at >= 0:
                    out = out[:at] + new + out[at + len(old) :]
            changed |= out != plain
            return out

        wording = _MADE.sub(fill, wording)
        if not changed:
            return None
    if words[:1].isupper() and wording[:1].islower():
        return wording[0].upper() + wording[1:]
    return wording
