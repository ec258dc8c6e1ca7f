"""A new card starts with the next free id and fails its tests, by name, until it is filled in."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checker import load
from checker.load import DataError
from tests import hygiene
from tools import new_rule

BOOK = load.load()
GIVEN = [
    "--topic",
    "absolute-terms",
    "--name",
    "new-words",
    "--level",
    "proof",
    "--laws",
    "adlaw-9-3, adlaw-11",
]


def never(question: str) -> str:
    raise AssertionError(f"asked although given: {question}")


def test_it_writes_a_card_with_the_next_free_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = new_rule.main(GIVEN, rules=tmp_path, answer=never)
    card = tomllib.loads(path.read_text("utf-8"))
    assert path == tmp_path / "absolute-terms" / f"{card['id'].lower()}.toml"
    assert card["id"] not in BOOK.rules
    assert (card["topic"], card["name"], card["level"]) == ("absolute-terms", "new-words", "proof")
    assert card["laws"] == ["adlaw-9-3", "adlaw-11"]
    assert card["evidence"]
    assert card["id"] in capsys.readouterr().out


def test_a_fresh_card_stops_the_build_and_says_where(root: Path, tmp_path: Path) -> None:
    path = new_rule.main(GIVEN, rules=tmp_path, answer=never)
    place = f"rules/absolute-terms/{path.name}"
    raw = load.read_raw() | {place: tomllib.loads(path.read_text("utf-8"))}
    with pytest.raises(DataError, match=f"{place}.*nothing to find"):
        load.build(raw)


def test_with_words_alone_it_is_still_not_a_card(tmp_path: Path) -> None:
    path = new_rule.main(GIVEN, rules=tmp_path, answer=never)
    text = path.read_text("utf-8").replace("zh = []", 'zh = ["最佳"]')
    rule = load.build(load.read_raw() | {f"rules/absolute-terms/{path.name}": tomllib.loads(text)}).rules[
        path.stem.upper()
    ]
    wrong = "\n".join(hygiene.faults(rule, BOOK))
    for blank in ("title is empty", "why is empty", "an example stands twice", "evidence  is empty"):
        assert blank in wrong


def test_it_asks_until_the_answer_will_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter(["nowhere", "guarantees", "Bad Name", "absolute-superlative", "new-words", "fatal", "banned", "adlaw-999", "adlaw-28"])  # fmt: skip
    path = new_rule.main([], rules=tmp_path, answer=lambda _: next(answers))
    assert list(answers) == []
    assert tomllib.loads(path.read_text("utf-8"))["topic"] == "guarantees"
    said = capsys.readouterr().out
    for wrong in (
        "no topic 'nowhere'",
        "small letters",
        "is taken",
        "banned, proof",
        "No such article: adlaw-999",
    ):
        assert wrong in said


@pytest.mark.parametrize(
    ("option", "value"), [("--topic", "x"), ("--name", "X"), ("--level", "x"), ("--laws", "")]
)
def test_a_wrong_option_is_refused(tmp_path: Path, option: str, value: str) -> None:
    given = list(GIVEN)
    given[given.index(option) + 1] = value
    with pytest.raises(SystemExit):
        new_rule.main(given, rules=tmp_path, answer=never)
    assert list(tmp_path.iterdir()) == []


def test_a_card_is_never_overwritten(tmp_path: Path) -> None:
    new_rule.main(GIVEN, rules=tmp_path, answer=never)
    with pytest.raises(FileExistsError):
        new_rule.main(GIVEN, rules=tmp_path, answer=never)


def test_the_next_id_follows_the_topic_and_skips_what_is_taken() -> None:
    assert new_rule.next_id({"AC001", "AC002", "AC004"}, {"AC001"}) == "AC003"
    assert new_rule.next_id({"AC001", "AC002", "AC003"}, {"AC001"}) == "AC004"
    assert new_rule.next_id({"AC002", "AC999"}, {"AC999"}) == "AC001"
    assert new_rule.next_id(set(), set()) == "AC001"
