"""Honest Ads: find risky claims in advertising copy under mainland Chinese law.

>>> from checker import check
>>> check("本店茶叶全国第一").findings[0].match
'全国第一'
"""

from __future__ import annotations

from functools import cache

from checker import load
from checker.engine import Engine, compile_book, run
from checker.model import Finding, Inferred, Result, Spared

__version__ = "0.1.0"
__all__ = ["Finding", "Inferred", "Result", "Spared", "UnknownCategory", "categories", "check", "own_engine"]


class UnknownCategory(ValueError):
    """The category is not one of `categories()`. `args[0]` is what was given."""


@cache
def own_engine() -> Engine:
    """The engine over the checker's own cards, built when first needed."""
    return compile_book(load.load())


def categories() -> tuple[str, ...]:
    """Ids of what can be sold, `general` first."""
    return tuple(load.load().categories)


def check(text: str, category: str = "general") -> Result:
    """Check advertising copy.

    Positions in the result are code points of `text`, end exclusive. Raises UnknownCategory.
    Any str is accepted, also empty.
    """
    made = own_engine()
    if category not in made.book.categories:
        raise UnknownCategory(category)
    return run(made, text, category)
