"""Starts a new rule: `python tools/new_rule.py` asks for topic, name, level and articles, and writes the card.

The card takes the next free id and holds nothing that could pass for finished: every blank is a line that the tests
name until it is filled in. What can be asked can be given: `--topic … --name … --level … --laws adlaw-9-3,adlaw-28`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker import load  # noqa: E402
from checker.model import LEVELS, Book  # noqa: E402

RULES = ROOT / "checker/rules"
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
EVIDENCE = """
[[evidence]]                # what the seller must hold
id = ""
en = ""
zh = ""
"""
CARD = """id = "{id}"
name = "{name}"
topic = "{topic}"
level = "{level}"
laws = [{laws}]
exempt = []                 # exemption ids, or "@group"

[title]                     # short
en = ""
zh = ""

[why]                       # one or two plain sentences, resting on the articles above
en = ""
zh = ""
{evidence}
[[find]]
kind = "terms"              # or pattern, near: see CONTRIBUTING.md
zh = []
en = []

[[rewrite]]                 # what to say instead; or `drop = true` above when nothing else is lawful
zh = []
en = []

[[example]]                 # three that must be found
lang = "zh"
bad = ""

[[example]]
lang = "zh"
bad = ""

[[example]]
lang = "en"
bad = ""

[[example]]                 # two that hold the same words and are fine
lang = "zh"
fine = ""

[[example]]
lang = "en"
fine = ""
"""


def retired() -> set[str]:
    """Ids that are given out no more, though no card has them now."""
    pages = (ROOT / "docs/en/rules").glob("*.md")
    return {
        found.upper() for page in pages for found in re.findall(r"\{#(ac\d{3})\}", page.read_text("utf-8"))
    }


def next_id(taken: set[str], topic: set[str]) -> str:
    """The first free id after the last of the topic's own, so that a topic's cards stand together."""
    after = max((int(one[2:]) for one in topic or taken), default=0)
    numbers = [*range(after + 1, 1000), *range(1, after)]
    return next(f"AC{number:03}" for number in numbers if f"AC{number:03}" not in taken)


def fault(book: Book, what: str, value: str) -> str:
    """Why `value` will not do for `what`; "" when it will."""
    if what == "topic" and value not in book.topics:
        return f"There is no topic {value!r}. Topics: {', '.join(book.topics)}"
    if what == "name" and not NAME.fullmatch(value):
        return "A name is small letters and digits, with hyphens between words: absolute-superlative"
    if what == "name" and any(rule.name == value for rule in book.rules.values()):
        return f"The name {value!r} is taken."
    if what == "level" and value not in LEVELS:
        return f"A level is one of: {', '.join(LEVELS)}"
    if what == "laws":
        unknown = [law for law in split(value) if law not in book.articles]
        if unknown or not split(value):
            return f"No such article: {', '.join(unknown) or 'at least one is needed'}. The ids stand in checker/laws/, such as adlaw-9-3."
    return ""


def split(laws: str) -> list[str]:
    return [law for law in re.split(r"[,\s]+", laws) if law]


def card(book: Book, topic: str, name: str, level: str, laws: str) -> tuple[str, str]:
    """The new rule's id and its card."""
    own = {rule.id for rule in book.rules.values() if rule.topic == topic}
    made = next_id({*book.rules, *retired()}, own)
    quoted = ", ".join(f'"{law}"' for law in split(laws))
    evidence = EVIDENCE if level == "proof" else ""
    return made, CARD.format(id=made, name=name, topic=topic, level=level, laws=quoted, evidence=evidence)


QUESTIONS = {
    "topic": "Topic, which is the folder and the page",
    "name": "Name, such as absolute-superlative",
    "level": "Level: banned, proof or caution",
    "laws": "Articles it rests on, such as adlaw-9-3 adlaw-28",
}


def ask(book: Book, given: dict[str, str | None], answer: Callable[[str], str]) -> dict[str, str]:
    """An answer to every question. What was given on the command line and is wrong raises SystemExit."""
    out = {}
    for what, question in QUESTIONS.items():
        value = given[what]
        if value is not None and (wrong := fault(book, what, value)):
            raise SystemExit(wrong)
        while value is None or fault(book, what, value):
            value = answer(f"{question}: ").strip()
            if wrong := fault(book, what, value):
                print(wrong)
        out[what] = value
    return out


def main(
    arguments: list[str] | None = None, *, rules: Path = RULES, answer: Callable[[str], str] = input
) -> Path:
    parser = argparse.ArgumentParser(description="Start a new rule card.")
    for what, question in QUESTIONS.items():
        parser.add_argument(f"--{what}", help=question)
    given = vars(parser.parse_args(arguments))
    book = load.load()
    made, text = card(book, **ask(book, given, answer))
    path = rules / text.split('topic = "')[1].split('"')[0] / f"{made.lower()}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print(
        f'{made}: {path}\nFill in every "" and [], then run: python -m pytest tests/test_cards.py -k {made}'
    )
    return path


if __name__ == "__main__":
    main()
