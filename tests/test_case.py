"""Cases: what is read, kept and said of them; their exports; the worker's door; the command."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import xml.etree.ElementTree as etree
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import case, case_cli, case_record, check, house, own_engine
from checker.case_diff import parts
from checker.case_fields import ALL, CHOICES, FIELDS, LISTS, PAGES, STEP_NAMES, STEPS
from checker.case_web import merge_checks
from checker.cli import main
from checker.docx import docx
from checker.ics import calendar
from checker.problems import WORDS, Problem
from checker.web import handle

TODAY = date(2026, 11, 22)
HOSTILE = "<img src=x onerror=alert(1)>|*`_[a](javascript:x)\n# =1+1 \ud83d\ude00 ]]>&amp;{{{claim|x}}"
HOSTILE = HOSTILE.encode("utf-16", "surrogatepass").decode("utf-16")
FULL: dict[str, str] = {
    "received": "2026-11-20", "route": "12315", "platform": "某平台", "order": "A-1", "product": "茶叶礼盒", "price": "99",
    "said": "页面说全国第一", "claim": "全国第一", "copy": "本店茶叶全国第一，好喝。", "saved_page": "yes", "saved_order": "yes",
    "sentence": "买家认为“全国第一”不实", "outcome": "A", "person": "小林", "offline": "2026-11-20", "wanted": "退款", "restated": "yes",
    "offer_kind": "return", "pay": "99", "pay_by": "2026-11-24", "paid": "2026-11-23", "clean": "yes", "source": "supplier",
    "breach": "absolute", "cause": "照抄供应商资料", "after": "本店茶叶好喝。", "reader": "小陈", "corrected": "2026-11-22",
    "happened": "用了查不到出处的排名", "change": "发布前检查", "owner": "小陈", "closed": "2026-11-25",
}  # fmt: skip
ROWS: dict[str, dict[str, dict[str, str]]] = {
    "checks": {"AC001:全国第一": {"rule": "AC001", "match": "全国第一", "verdict": "wrong"}},
    "contacts": {"k1": {"at": "2026-11-20 10:00", "way": "聊天", "said": "已答复"}},
    "places": {"p1": {"kind": "title", "where": "链接一", "saved": "yes", "fixed": "2026-11-22"}},
}


def full(**changes: str) -> case.Case:
    return case.clean(
        {"id": "c1", "made": "2026-11-20T08:00:00Z", "fields": {**FULL, **changes}, "lists": ROWS}, "x"
    )


def ask(op: str, lang: str = "zh", **request: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"op": op, "lang": lang, **request})))
    return answer


# The table of fields


def test_names_are_used_once_and_in_both_languages() -> None:
    names = [field[0] for fields in FIELDS.values() for field in fields]
    assert len(names) == len(set(names)) == len(ALL)
    kinds = {"line", "text", "date", "money", "tick", "category", *CHOICES}
    columns = [column for _, _, columns in LISTS.values() for column in columns]
    for name, kind, en, zh in [*ALL.values(), *columns]:
        assert kind in kinds, name
        assert en.isascii() or "…" in en, name
        assert any("\u4e00" <= char <= "\u9fff" for char in zh), name
    for pairs in [STEPS.values(), *(choices.values() for choices in CHOICES.values())]:
        assert all(len(pair) == 2 and all(pair) for pair in pairs)
    assert tuple(FIELDS) == tuple(case.POINTS) == tuple(PAGES) == STEP_NAMES


def test_every_deadline_starts_from_a_date_of_the_form() -> None:
    from checker.deadlines import EVENTS

    assert {name for name in EVENTS if ALL[name][1] != "date"} == set()


def test_pages_of_the_steps_exist(root: Path) -> None:
    for url in PAGES.values():
        for lang in ("en", "zh"):
            name = url.rstrip("/")
            folder = root / "docs" / lang
            assert (folder / f"{name}.md").is_file() or (folder / name / "index.md").is_file()


# Reading


def test_a_case_survives_its_file() -> None:
    words = (house.Word("镇店之宝", "banned", "说不清"),)
    text = case.write_file([full()], words, "2026-11-22T00:00:00Z")
    assert case.read_file(text, "f.json") == ([full()], words)


@given(
    st.dictionaries(
        st.sampled_from([*ALL, "other"]), st.text(max_size=30) | st.integers() | st.none() | st.booleans()
    ),
    st.dictionaries(
        st.text(max_size=5),
        st.dictionaries(st.sampled_from(["kind", "where", "saved", "fixed", "x"]), st.text(max_size=9)),
    ),
)
def test_cleaning_twice_changes_nothing(fields: dict[str, Any], places: dict[str, Any]) -> None:
    once = case.clean({"id": "c", "fields": fields, "lists": {"places": places}}, "x")
    assert case.clean(once, "y") == once
    assert all(isinstance(value, str) and value for value in once["fields"].values())
    assert case.read_file(case.write_file([once], (), ""), "f")[0] == [once]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "fields", "lists", "cases", "words", "places", "schema"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values, st.sampled_from([1, 2, 3, 0, None, "2"]))
def test_any_json_is_read_or_refused(cases: object, schema: object) -> None:
    text = json.dumps({"honest-ads": "cases", "schema": schema, "cases": cases})
    found: list[case.Case] = []
    with contextlib.suppress(Problem):
        found, _ = case.read_file(text, "f.json")
    assert all(case.clean(one, "x") == one for one in found)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("not JSON", "case-json"), ("[" * 100_000, "case-json"), ("[]", "case-other"), ('{"cases": []}', "case-other"),
        ('{"honest-ads": "cases", "schema": 3, "cases": []}', "case-newer"),
        ('{"honest-ads": "cases", "schema": 2, "cases": [1]}', "case-entry"),
        ('{"honest-ads": "cases", "schema": 2, "cases": [], "words": 3}', "house-shape"),
    ],
)  # fmt: skip
def test_other_files_are_refused(text: str, key: str) -> None:
    with pytest.raises(Problem) as caught:
        case.read_file(text, "f.json")
    assert caught.value.key == key
    assert set(WORDS[key]) == {"en", "zh"}


def test_the_first_schema_is_still_read() -> None:
    old = {
        "honest-ads": "cases",
        "schema": 1,
        "cases": [
            {
                "id": "old",
                "fields": {"product": "茶"},
                "contacts": [{"at": "昨天", "said": "收到"}],
                "places": [{"where": "主图"}],
            }
        ],
    }
    (one,), words = case.read_file(json.dumps(old), "old.json")
    assert one["schema"] == case.SCHEMA
    assert one["lists"]["contacts"] == {"r0": {"at": "昨天", "said": "收到"}}
    assert one["lists"]["places"] == {"r0": {"where": "主图"}}
    assert (one["id"], one["fields"], words) == ("old", {"product": "茶"}, ())


def test_two_cases_with_one_id_are_both_kept() -> None:
    text = case.write_file([full(), full()], (), "")
    assert [one["id"] for one in case.read_file(text, "f")[0]] == ["c1", "c1-2"]


# Where a case stands


def test_a_case_goes_from_open_to_closed() -> None:
    empty = case.standing(case.new("x", ""), TODAY)
    assert set(empty["steps"].values()) == {"open"}
    assert (empty["step"], empty["closed"], empty["next"]) == ("case", False, None)
    done = case.standing(full(), TODAY)
    assert set(done["steps"].values()) == {"done"}
    assert (done["step"], done["closed"], done["next"]) == ("", True, None)


@pytest.mark.parametrize(
    ("missing", "step"),
    [
        ("route", "case"),
        ("sentence", "examine"),
        ("offline", "examine"),
        ("wanted", "contact"),
        ("clean", "talk"),
        ("cause", "cause"),
        ("reader", "rectify"),
        ("owner", "learn"),
    ],
)
def test_what_is_missing_keeps_its_step_open(missing: str, step: str) -> None:
    one = full(**{missing: ""})
    assert case.standing(one, TODAY)["step"] == step
    for lang in ("en", "zh"):
        assert len(case.open_points(one, step, lang)) == 1


def test_the_next_deadline_is_the_first_not_past() -> None:
    one = full(closed="", promised="2026-11-21")
    assert case.standing(one, TODAY)["next"].term.id == "payment"
    assert case.standing(one, date(2027, 6, 1))["next"].term.id == "stalling"  # all past: the last one


def test_the_checklist_keeps_answers_and_drops_what_is_gone() -> None:
    found = [
        {"rule": "AC001", "level": "banned", "match": "最佳", "title": "t"},
        {"rule": "AC001", "level": "banned", "match": "第一", "title": "t"},
    ]
    rows = {
        "AC001:最佳": {"rule": "AC001", "match": "最佳", "verdict": "wrong"},
        "AC002:旧": {"rule": "AC002", "verdict": "true"},
        "AC003:无": {"rule": "AC003"},
    }
    merged = merge_checks(rows, found)
    assert list(merged) == ["AC001:最佳", "AC001:第一", "AC002:旧"]
    assert merged["AC001:最佳"]["verdict"] == "wrong"


# Exports


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_record_holds_everything_that_was_written(lang: str) -> None:
    text = case_record.markdown(case_record.record(full(), lang, TODAY, own_engine().book), lang)
    for name, value in FULL.items():
        if ALL[name][1] in ("line", "text", "date", "money") and name not in ("copy", "after"):
            assert value in text, name
    for value in ("链接一", "已答复", "2026-12-05"):
        assert value in text
    assert {"en": "Advertising", "zh": "《"}[lang] in text or {"en": "art.", "zh": "第"}[lang] in text


def test_the_summary_names_no_buyer_and_no_order() -> None:
    text = (
        case_record.markdown(case_record.summary(full()), "zh")
        if False
        else case_record.markdown(case_record.summary(full(), "zh"), "zh")
    )
    assert "用了查不到出处的排名" in text
    assert "**从投诉到结案的天数**：5" in text
    assert "A-1" not in text


@pytest.mark.parametrize("name", ["line", "text"])
def test_hostile_text_stays_text_in_every_export(name: str) -> None:
    fields = {field: HOSTILE for field, kind, *_ in ALL.values() if kind == name}
    one = case.clean(
        {
            "id": "h",
            "fields": {**fields, "received": "2026-11-20"},
            "lists": {"contacts": {"a": {"at": HOSTILE, "said": HOSTILE}}},
        },
        "x",
    )
    blocks = case_record.record(one, "en", TODAY, own_engine().book)
    text = case_record.markdown(blocks, "en")
    assert "<img" not in text.replace("\\<img", "")
    assert "](javascript" not in text.replace("\\](javascript", "")
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx(blocks))).read("word/document.xml"))
    words = "".join(root.itertext())
    assert "<img src=x onerror=alert(1)>" in words
    assert "😀" in words
    lines = calendar(case.deadlines.of(one["fields"]), HOSTILE, "h", "en", "2026-11-22T00:00:00Z").split(
        "\r\n"
    )
    assert all(len(line.encode()) <= 75 for line in lines)
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 1


def test_the_word_file_is_whole() -> None:
    data = docx(case_record.record(full(), "zh", TODAY, own_engine().book))
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    assert archive.namelist()[0] == "[Content_Types].xml"
    for name in archive.namelist():
        etree.fromstring(archive.read(name))
    assert data == docx(case_record.record(full(), "zh", TODAY, own_engine().book))


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_any_text_makes_a_readable_word_file(texts: list[str]) -> None:
    data = docx(
        [
            {"kind": "p", "text": texts[0]},
            {"kind": "pairs", "rows": [texts]},
            {"kind": "diff", "parts": [["out", texts[1]]]},
        ]
    )
    etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


@given(st.text("最佳茶叶ab 1\n", max_size=40), st.text("最佳茶叶ab 1\n", max_size=40))
def test_the_comparison_gives_back_both_texts(before: str, after: str) -> None:
    found = parts(before, after)
    assert "".join(text for kind, text in found if kind != "in") == before
    assert "".join(text for kind, text in found if kind != "out") == after


def test_long_texts_are_compared_by_line() -> None:
    before = "很长的一行文字\n" * 1500
    assert parts(before, before + "新\n")[-1] == ["in", "新\n"]
    assert [kind for kind, _ in parts("\n" * 5000, "x\n" * 5000)] == ["out", "in"]


# The worker's door


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_view_says_what_the_page_shows(lang: str) -> None:
    findings = [{"rule": "AC001", "level": "banned", "match": "全国第一", "title": "t"}]
    answer = ask("case", lang, case=full(closed=""), today="2026-11-22", findings=findings)
    view = answer["result"]
    assert view["step"] == "learn"
    assert view["next"]["day"] == "2026-11-24"
    assert next(iter(view["checks"].values()))["match"] == "全国第一"
    assert [claim["shown"] for claim in view["claims"]] == ["99", "599"]
    assert view["fines"][0]["law_details"][0]["id"] == "adlaw-57"
    assert ["out", "全国第一，"] in view["diff"]
    assert all(each["law_details"] or each["id"] == "promised" for each in view["deadlines"])


def test_food_has_its_own_claim() -> None:
    view = ask("case", case=full(category="food"), today="2026-11-22")["result"]
    assert [claim["id"] for claim in view["claims"]] == ["mismatch", "fraud", "food"]


def test_a_sum_that_cannot_be_read_is_said_and_costs_nothing_else() -> None:
    view = ask("case", case=full(price="九十九"), today="2026-11-22")["result"]
    assert "九十九" in view["amount_error"]
    assert view["claims"] == []
    assert view["deadlines"]


@pytest.mark.parametrize("form", ["markdown", "docx", "ics"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_exports_come_through_the_door(form: str, lang: str) -> None:
    result = ask(
        "case-export", lang, case=full(), format=form, today="2026-11-22", moment="2026-11-22T08:00:00Z"
    )["result"]
    data = base64.b64decode(result["base64"]) if form == "docx" else result["text"].encode()
    assert data[:4] == {"markdown": "# 茶叶".encode()[:4], "docx": b"PK\x03\x04", "ics": b"BEGI"}[form]


def test_other_listings_with_the_words_are_found_disguised_too() -> None:
    text = "一号：全国第一好茶\n二号：普通好茶\n\n三号：全*国*第*一\n"
    found = ask("case-search", phrases=["全国第一"], text=text)["result"]
    assert found["lines"] == 3
    assert [(one["line"], one["match"]) for one in found["found"]] == [(1, "全国第一"), (4, "全*国*第*一")]


def test_the_check_uses_own_words_sent_along() -> None:
    words = [{"words": "镇店之宝", "level": "banned", "reason": "说不清"}]
    (found,) = ask("check", text="😀镇店之宝", house=words)["result"]["findings"]
    assert (found["rule"], found["start"], found["end"], found["message"]) == ("HOUSE", 2, 6, "说不清")
    assert ask("check", text="镇店之宝")["result"]["findings"] == []
    spoilt = [{"words": "很" * 200}, {"words": "\u200b"}, 3, *words]
    assert len(ask("check", text="镇店之宝", house=spoilt)["result"]["findings"]) == 1


def test_an_imported_file_says_where_each_case_stands() -> None:
    text = case.write_file([full(closed="")], (), "")
    result = ask("case-import", text=text, name="f.json", today="2026-11-22")["result"]
    assert result["heads"]["c1"]["step"] == "learn"
    assert result["heads"]["c1"]["due"]["day"] == "2026-11-24"
    assert set(result["heads"]["c1"]["due"]["labels"]) == {"en", "zh"}


@pytest.mark.parametrize(
    ("op", "request_"),
    [
        ("case", {}), ("case", {"case": 1, "today": "2026-11-22"}), ("case", {"case": {}, "today": "soon"}),
        ("case-export", {"case": {}, "today": "2026-11-22", "format": "pdf"}), ("case-search", {"text": "x"}),
        ("case-import", {"text": 3}), ("case-import", {"text": "x", "name": "n"}), ("amounts", {"price": "x"}),
        ("house-read", {"text": "x", "name": "n.csv"}), ("house-write", {"words": 1}), ("check", {"text": "x", "house": "y"}),
    ],
)  # fmt: skip
def test_a_wrong_request_is_answered_in_words(op: str, request_: dict[str, Any]) -> None:
    for lang in ("en", "zh"):
        answer = ask(op, lang, **request_)
        assert answer["ok"] is False
        assert answer["error"]["message"]


def test_words_go_out_and_come_back_through_the_door() -> None:
    words = [{"words": "镇店之宝", "level": "banned", "reason": "说不清", "instead": ["老款"]}]
    for form in ("toml", "csv"):
        text = ask("house-write", words=words, format=form)["result"]["text"]
        assert ask("house-read", text=text, name=f"w.{form}")["result"]["words"] == words


def test_the_calculator_answers_with_law() -> None:
    result = ask("amounts", "en", price="99", times="10", fee="1000")["result"]
    assert [one["shown"] for one in result["claims"]] == ["99", "599", "1,099", "1,089"]
    assert all(one["law_details"] for one in [*result["claims"], *result["fines"]])


# The command


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(case_cli, "_today", lambda: TODAY)
    return str(tmp_path / "cases.json")


def run(*arguments: str, lang: str = "zh") -> int:
    return main(["case", *arguments, "--lang", lang])


def test_a_case_on_the_command_line(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", file, "product=茶叶", "received=2026-11-20", "route=12315") == 0
    assert run("new", file, "product=毛巾") == 0
    assert run("set", file, "case-1", "outcome=A", "price=99") == 0
    assert capsys.readouterr().out == "case-1\ncase-2\n"
    assert run("list", file) == 0
    assert capsys.readouterr().out.splitlines() == [
        "case-1  茶叶  [投诉情况]  2026-12-05 办结买家的合理要求，超过即视为拖延",
        "case-2  毛巾  [投诉情况]",
    ]
    assert run("show", file, "case-1", lang="en") == 0
    shown = capsys.readouterr().out
    assert "13 days left" in shown
    assert "apology and offer" in shown
    for form in case_cli.FORMATS:
        assert run("export", file, "case-1", "--format", form, "-o", str(tmp_path / f"out.{form}")) == 0
    assert zipfile.is_zipfile(tmp_path / "out.docx")
    assert (
        case.read_file((tmp_path / "out.json").read_text("utf-8"), "f")[0][0]["fields"]["product"] == "茶叶"
    )
    assert run("export", file, "case-1", "--summary") == 0
    assert capsys.readouterr().out.startswith("# 案例小结")
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("set", "FILE", "case-1", "outcome=Z"), "outcome"), (("set", "FILE", "case-9", "price=1"), "case-9"),
        (("set", "FILE", "case-1", "nothing=1"), "nothing"), (("list", "missing.json"), "missing.json"),
        (("export", "FILE", "--format", "docx"), "docx"), (("amounts", "--price", "many"), "many"),
        (("export", "FILE", "-o", "/nowhere/x.md"), "/nowhere/x.md"),
    ],
)  # fmt: skip
def test_the_command_says_what_is_wrong(
    arguments: tuple[str, ...], said: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("new", file, "product=茶叶")
    capsys.readouterr()
    assert run(*(file if part == "FILE" else part for part in arguments)) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_fields_and_amounts_are_printed(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fields", lang=lang) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in ALL)
    assert run("amounts", "--price", "99", lang=lang) == 0
    assert "599" in capsys.readouterr().out


def test_a_failed_write_costs_nothing(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", file, "product=茶叶")
    before = Path(file).read_bytes()
    monkeypatch.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError("disk full")))
    assert run("set", file, "case-1", "price=1") == 2
    assert Path(file).read_bytes() == before


def test_the_shop_s_rule_keeps_the_words_from_coming_back() -> None:
    words = house.from_raw([{"words": FULL["claim"], "level": "banned", "reason": FULL["happened"]}])
    result = house.add(house.ready(words), "礼盒装，镇店", check("礼盒装，镇店"))
    assert [found.rule for found in result.findings if found.rule == "HOUSE"] == []
    assert house.add(house.ready(words), "又写全国第一", check("又写全国第一")).findings
