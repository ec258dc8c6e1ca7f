"""The shop's own word list: read, written, found beside the law and never instead of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import check, house, house_file, own_engine, render
from checker.cli import main
from checker.house import Word
from checker.model import Finding, Result
from checker.problems import WORDS, Problem

TOML = """
[[word]]
words = "镇店之宝"
level = "banned"
reason = "说不清的夸赞，客诉过"
instead = ["店里卖得久的一款"]

[[word]]
words = "cloud soft"
level = "caution"
reason = "Say what it is made of."
"""
CSV = "词,级别,理由,改为\n镇店之宝,删,说不清的夸赞，客诉过,店里卖得久的一款\ncloud soft,酌,Say what it is made of.,\n"
LIST = (
    Word("镇店之宝", "banned", "说不清的夸赞，客诉过", ("店里卖得久的一款",)),
    Word("cloud soft", "caution", "Say what it is made of."),
)
FIELD = st.text(max_size=40)
WORD = st.builds(
    lambda words, level, reason, instead: {
        "words": words,
        "level": level,
        "reason": reason,
        "instead": instead,
    },
    st.text(min_size=1, max_size=40),
    st.sampled_from(["banned", "proof", "caution"]),
    FIELD,
    st.lists(
        FIELD.filter(lambda text: "/" not in text and not text.startswith(("'", *house_file.FORMULA))),
        max_size=3,
    ),
)


def own(text: str, words: tuple[Word, ...] = LIST) -> Result:
    return house.add(house.ready(words), text, Result("general"))


def finding(start: int, end: int, level: str) -> Finding:
    return Finding("AC001", "law", level, start, end, "", False, ("adlaw-9-3",), ())


@pytest.mark.parametrize(
    ("text", "name"), [(TOML, "w.toml"), (CSV, "w.csv"), (TOML, "pasted"), ("\ufeff" + CSV, "x")]
)
def test_both_forms_are_read(text: str, name: str) -> None:
    assert house_file.read(text, name) == LIST


@pytest.mark.parametrize(
    ("text", "name", "key", "line"),
    [
        ("[[word]]\nwords = 最", "w.toml", "house-toml", "2"),
        ("word = 3", "w.toml", "house-shape", None),
        ("phrase,level\nx,banned\n", "w.csv", "house-columns", None),
        ("words,level\nfine,banned\n,banned\n", "w.csv", "house-words", 3),
        ("words,level\nfine,terrible\n", "w.csv", "house-level", 2),
        ("words,level\n" + "很" * 101 + ",banned\n", "w.csv", "house-words", 2),
        ("words\n" + "\n".join(f"词{i}" for i in range(house.MOST_WORDS + 1)), "w.csv", "house-many", None),
    ],
)
def test_a_fault_names_its_line_in_both_languages(text: str, name: str, key: str, line: object) -> None:
    with pytest.raises(Problem) as caught:
        house_file.read(text, name)
    assert caught.value.key == key
    assert caught.value.values.get("line") == line
    assert all(caught.value.message(lang).startswith(name) for lang in WORDS[key])


def test_an_unreadable_row_is_named() -> None:
    limit = csv.field_size_limit(50)
    try:
        with pytest.raises(Problem, match="row") as caught:
            house_file.read("words\nfine\n" + "很" * 60, "w.csv")
    finally:
        csv.field_size_limit(limit)
    assert caught.value.values["line"] == 3


@given(st.lists(WORD, max_size=5))
def test_what_is_written_reads_the_same(raw: list[dict[str, object]]) -> None:
    try:
        words = house.from_raw(raw)
    except Problem:
        return
    assert house.from_raw(json.loads(json.dumps(house.to_raw(words)))) == words
    assert house_file.read(house_file.to_toml(words), "w.toml") == words
    if not any("\r" in text or "\0" in text for word in words for text in (word.reason, *word.instead)):
        assert house_file.read(house_file.to_csv(words), "w.csv") == words


def test_a_table_program_runs_no_formula() -> None:
    text = house_file.to_csv([Word("=1+1", "banned", "@sum", ("+2",))])
    assert "'=1+1,banned,'@sum,'+2" in text
    assert house_file.read(text, "w.csv") == (Word("=1+1", "banned", "@sum", ("+2",)),)


@pytest.mark.parametrize(
    ("text", "match", "disguised"),
    [
        ("😀本店镇店之宝上新", "镇店之宝", False),
        ("鎮店之寶", "鎮店之寶", False),
        ("镇*店*之*宝", "镇*店*之*宝", True),
        ("A Cloud Soft pillow", "Cloud Soft", False),
        ("ＣＬＯＵＤ ＳＯＦＴ", "ＣＬＯＵＤ ＳＯＦＴ", True),
    ],
)
def test_own_words_are_found_as_the_law_s_are(text: str, match: str, disguised: bool) -> None:
    (found,) = own(text).findings
    assert (found.rule, found.match, found.disguised) == ("HOUSE", match, disguised)
    assert text[found.start : found.end] == match


@pytest.mark.parametrize("text", ["cloud softer", "icloud soft", "镇店 之选", ""])
def test_parts_of_words_are_not_found(text: str) -> None:
    assert own(text).findings == ()


def test_the_longer_and_the_graver_own_word_stands() -> None:
    words = (Word("好茶", "caution"), Word("好茶叶", "caution"), Word("茶叶礼", "banned"))
    assert [(one.match, one.level) for one in own("好茶叶礼盒", words).findings] == [("茶叶礼", "banned")]
    assert [one.match for one in own("好茶叶和好茶", words).findings] == ["好茶叶", "好茶"]


@pytest.mark.parametrize(
    ("law", "kept"), [("banned", ["AC001"]), ("proof", ["AC001", "HOUSE"]), ("caution", ["AC001", "HOUSE"])]
)
def test_a_law_finding_is_never_hidden(law: str, kept: list[str]) -> None:
    result = Result("general", (finding(2, 4, law),))
    both = house.add(house.ready([Word("镇店", "banned")]), "本店镇店之宝", result)
    assert [one.rule for one in both.findings] == kept
    assert result.findings[0] in both.findings


@given(
    st.text(alphabet="本店最佳镇之宝好茶abc 1,。", max_size=60),
    st.lists(st.text("最佳镇店之宝茶a", min_size=1, max_size=4), max_size=5),
)
def test_law_findings_all_remain_and_own_words_need_no_law(text: str, words: list[str]) -> None:
    plain = check(text)
    both = house.add(house.ready(Word(word, "caution") for word in words), text, plain)
    assert tuple(one for one in both.findings if one.rule != "HOUSE") == plain.findings
    assert both.spared == plain.spared
    for one in both.findings:
        assert text[one.start : one.end] == one.match
        assert one.rule != "HOUSE" or one.laws == ()


def test_many_words_in_a_long_text_stay_fast() -> None:
    import time

    words = house.ready([Word("最好吃", "banned"), Word("好", "caution"), Word("吃", "proof")])
    spent = []
    for size in (5_000, 50_000):
        text = "最好吃的好吃。" * size
        started = time.process_time()
        house.add(words, text, Result("general"))
        spent.append(time.process_time() - started)
    assert spent[1] < 30 * spent[0] + 0.1


def test_the_reason_is_the_shop_s_and_no_law_is_named() -> None:
    shown = render.as_dict(house.with_rule(own_engine().book), own("镇店之宝"), "zh", "0")["findings"][0]
    assert shown["message"] == "说不清的夸赞，客诉过"
    assert (shown["laws"], shown["law_details"], shown["url"]) == ([], [], "case/#words")
    assert shown["title"] == "本店用语表"


FORMATS = ["text", "json", "jsonl", "csv", "sarif", "github", "html", "markdown"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_report_carries_own_words(
    form: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.toml").write_text(TOML, "utf-8")
    (tmp_path / "copy.txt").write_text("这款是镇店之宝\n", "utf-8")
    code = main(
        [
            "check",
            "--lang",
            lang,
            "--format",
            form,
            "--house-rules",
            str(tmp_path / "w.toml"),
            str(tmp_path / "copy.txt"),
        ]
    )
    out = capsys.readouterr().out
    assert code == 1
    assert "HOUSE" in out or form == "html"
    assert "说不清的夸赞" in out


def test_the_command_checks_a_catalogue_with_own_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.csv").write_text(CSV, "utf-8")
    (tmp_path / "list.csv").write_text("id,copy\n1,纯棉床单\n2,cloud soft 床单\n", "utf-8")
    arguments = [
        "batch",
        str(tmp_path / "list.csv"),
        "--column",
        "copy",
        "--house-rules",
        str(tmp_path / "w.csv"),
    ]
    assert main([*arguments, "--fail-on", "caution"]) == 1
    assert "Say what it is made of." in capsys.readouterr().out
    assert main(arguments) == 0


def test_the_command_says_what_is_wrong_with_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.csv").write_text("words,level\n好,最高\n", "utf-8")
    assert (
        main(["check", "--house-rules", str(tmp_path / "w.csv"), "--lang", "zh", str(tmp_path / "w.csv")])
        == 2
    )
    assert "w.csv:2" in capsys.readouterr().err
