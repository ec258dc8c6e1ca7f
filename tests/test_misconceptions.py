"""What people get wrong: every statement gets its verdict in the first words, and its law."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
VERDICTS = {
    "en": ("**Wrong", "**Half right.**", "**Out of date.**"),
    "zh": (("**错", "**两种都错"), "**只对一半。**", "**过时了。**"),
}
STATEMENT = re.compile(r"^### (.+?) \{#([\w-]+)\}\n\n(.+?)(?=\n\n#|\Z)", re.M | re.S)


def answers(lang: str) -> dict[str, str]:
    text = (DOCS / lang / "law" / "misconceptions.md").read_text(encoding="utf-8")
    assert len(STATEMENT.findall(text)) == text.count("\n### ")
    return {key: answer for _, key, answer in STATEMENT.findall(text)}


def verdict(answer: str, lang: str) -> int:
    """Which of the three verdicts opens the answer; fails where none does."""
    [found] = [number for number, words in enumerate(VERDICTS[lang]) if answer.startswith(words)]
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_answer_has_verdict_and_source(lang: str) -> None:
    found = answers(lang)
    assert len(found) >= 48
    for key, answer in found.items():
        verdict(answer, lang)
        assert re.search(r"\{law:[\w-]+\}", answer), key


def test_the_languages_judge_alike() -> None:
    english, chinese = answers("en"), answers("zh")
    assert {key: verdict(answer, "en") for key, answer in english.items()} == {
        key: verdict(answer, "zh") for key, answer in chinese.items()
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_group_can_be_jumped_to(lang: str) -> None:
    text = (DOCS / lang / "law" / "misconceptions.md").read_text(encoding="utf-8")
    groups = re.findall(r"^## .*\{#([\w-]+)\}$", text, re.M)
    assert re.findall(r"\]\(#([\w-]+)\)", text.partition("\n## ")[0]) == groups
