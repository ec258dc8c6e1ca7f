"""A broken card is refused with its file and line, never with a traceback of the parser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checker import load
from checker.model import LANGS

GOOD = """id = "AC001"
name = "sample"
topic = "absolute-terms"
level = "banned"
laws = ["adlaw-9-3"]

[title]
en = "Sample"
zh = "样例"

[why]
en = "Because."
zh = "有理由。"

[[find]]
kind = "terms"
zh = ["最佳"]
"""


def broken(
    tmp_path: Path, text: str | bytes, name: str = "ac001.toml"
) -> pytest.ExceptionInfo[load.DataError]:
    card = tmp_path / "rules/absolute-terms" / name
    card.parent.mkdir(parents=True)
    card.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(load.DataError) as caught:
        load.build(load.read_raw(tmp_path), tmp_path)
    return caught


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('level = "banned"', 'level = "grave"', ":4: level:"),
        ('id = "AC001"', 'id = "AC1"', ":1: id:"),
        ('id = "AC001"', 'id = "AC002"', "ac002.toml"),
        ('laws = ["adlaw-9-3"]', "laws = []", "laws:"),
        ('level = "banned"', 'level = "banned"\ncolour = "red"', ":5: colour: unknown key"),
        ('kind = "terms"', 'kind = "magic"', "is not a kind"),
        ("[title]", "[title", "not valid TOML"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    message = str(broken(tmp_path, GOOD.replace(old, new, 1)).value)
    assert message.startswith("rules/absolute-terms/ac001.toml:")
    assert said in message


def test_not_utf8(tmp_path: Path) -> None:
    assert "UTF-8" in str(broken(tmp_path, b"\xff\xfe").value)


def test_an_id_taken_twice(tmp_path: Path) -> None:
    shutil.copytree(load.HERE / "rules", tmp_path / "rules")
    again = tmp_path / "rules/guarantees"
    again.mkdir(exist_ok=True)
    (again / "ac001.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(load.DataError, match="taken"):
        load.build(load.read_raw(tmp_path), tmp_path)


def test_parsed_data_gives_the_same_book(tmp_path: Path) -> None:
    import json

    path = tmp_path / "data.json"
    load.write_json(path)
    assert load.build(json.loads(path.read_text(encoding="utf-8"))) == load.build(load.read_raw())


def test_the_page_carries_no_law_texts_and_no_examples(tmp_path: Path) -> None:
    whole, page = tmp_path / "whole.json", tmp_path / "page.json"
    load.write_json(whole)
    load.write_json(page, for_page=True)
    assert '"example"' in whole.read_text(encoding="utf-8")
    assert '"example"' not in page.read_text(encoding="utf-8")
    assert "广告不得含有虚假或者引人误解的内容" not in page.read_text(encoding="utf-8")


def test_all_data_is_bilingual() -> None:
    book = load.load()
    for article in book.articles.values():
        assert all(article.label[lang] for lang in LANGS), article.id
    for law in book.laws.values():
        assert all(law.short[lang] for lang in LANGS), law.id
    for category in book.categories.values():
        assert all(category.title[lang] for lang in LANGS), category.id
