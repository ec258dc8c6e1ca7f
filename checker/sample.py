"""Why a rule finds what it finds, told without a seller's copy: an example of the card stands in its place."""

from __future__ import annotations

import checker
from checker.model import Rule


def why(rule: Rule, lang: str) -> str:
    """The card's reason, with what the rule finds in its first example, rather of this language, as the words at issue."""
    if "{match}" not in rule.why[lang]:
        return rule.why[lang]
    for example in sorted(rule.examples, key=lambda example: example.lang != lang):
        for finding in checker.check(example.text, example.category).findings if example.bad else ():
            if finding.rule == rule.id and not finding.disguised:
                return rule.why[lang].replace("{match}", finding.match)
    raise ValueError(f"{rule.source}: no bad example is found")
