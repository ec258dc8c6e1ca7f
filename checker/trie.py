"""Trie-shaped regular expressions: one expression for thousands of literals, linear to run.

A plain alternation tries every literal at every place; shaped as a trie it tries each first character once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

END = ""


def trie_pattern(literals: Iterable[str]) -> str:
    """A regular expression (no outer group flags) that matches the longest of `literals`."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for literal in literals:
        node = root
        for char in literal:
            node = node.setdefault(char, {})
        node[END] = {}
    return _shape(root)


def _shape(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    optional = END in node
    chars: list[str] = []
    branches: list[str] = []
    for char in sorted(key for key in node if key):
        rest = node[char]
        if set(rest) == {END}:
            chars.append(char)
        else:
            branches.append(re.escape(char) + _shape(rest))
    if chars:
        branches.append(re.escape(chars[0]) if len(chars) == 1 else "[" + re.escape("".join(chars)) + "]")
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not optional else "(?:" + "|".join(branches) + ")"
    return body + "?" if optional else body
