"""The command as a user meets it: files, pipes, exit codes, and a clear sentence for every bad input."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker import cli
from checker.reports import FORMATS

BAD = "本店茶叶全国第一，国家级品质\n"
FINE = "这款茶叶口感清香，最后一天包邮\n"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "checker.cli", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env={"PATH": "/usr/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parent.parent)},
    )


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "copy.txt"
    path.write_text("😀" + BAD, encoding="utf-8")
    return path


def test_findings_give_one_and_fine_copy_gives_zero(bad: Path, tmp_path: Path) -> None:
    assert cli.main([str(bad)]) == 1
    fine = tmp_path / "fine.txt"
    fine.write_text(FINE, encoding="utf-8")
    assert cli.main(["check", str(fine)]) == 0


@pytest.mark.parametrize(("level", "code"), [("banned", 1), ("proof", 1), ("caution", 1), ("never", 0)])
def test_fail_on(bad: Path, level: str, code: int) -> None:
    assert cli.main(["check", "--fail-on", level, str(bad)]) == code


def test_json_keeps_the_contract_and_counts_code_points(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["--format", "json", "--lang", "zh", str(bad)])
    answer = json.loads(capsys.readouterr().out)
    assert (answer["schema"], answer["category"]) == (1, "general")
    first = answer["findings"][0]
    assert {
        "rule",
        "name",
        "level",
        "start",
        "end",
        "match",
        "disguised",
        "laws",
        "message",
        "rewrites",
        "url",
    } <= set(first)
    assert ("😀" + BAD)[first["start"] : first["end"]] == first["match"]


def test_stdin_and_the_first_word_may_be_left_out() -> None:
    answer = run("--format", "json", stdin=BAD.encode())
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["findings"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_in_both_languages(
    bad: Path, form: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--format", form, "--lang", lang, str(bad), str(bad)]) == 1
    out = capsys.readouterr().out
    assert "AC0" in out or "全国第一" in out
    if form in ("json", "sarif"):
        json.loads(out)
    if form == "jsonl":
        assert all(json.loads(line)["findings"] for line in out.splitlines())
    if form == "csv":
        rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
        assert len(rows) > 2
        assert len({len(row) for row in rows}) == 1


def test_html_report_escapes_the_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.txt"
    path.write_text("<script>alert(1)</script>国家级", encoding="utf-8")
    cli.main(["--format", "html", str(path)])
    out = capsys.readouterr().out
    assert "<script>" not in out
    assert "&lt;script&gt;" in out


def test_csv_report_disarms_formulas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.csv"
    path.write_text("title\n=HYPERLINK(1)国家级\n", encoding="utf-8")
    cli.main(["batch", str(path)])
    assert "\n=HYPERLINK" not in capsys.readouterr().out.replace(",=", "\n=")


BAD_INPUT = {
    "no such file": (["nowhere.txt"], b""),
    "unknown category": (["--category", "moonlight"], b"x"),
    "binary": ([], b"\x00\x01\x02PNG"),
    "invalid UTF-8": ([], "好\n".encode() + b"\xff\xfa"),
    "unknown encoding": (["--encoding", "klingon"], b"x"),
    "unknown option": (["--frobnicate"], b""),
    "unknown rule": (["rules", "AC999"], b""),
    "unknown law": (["law", "adlaw-999"], b""),
    "unknown kind of file": (["batch", "x.doc"], b""),
    "missing table": (["batch", "x.csv"], b""),
    "bad output": (["-o", "/nowhere/at/all"], "国家级".encode()),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_gets_a_sentence_and_code_two(name: str, lang: str) -> None:
    arguments, stdin = BAD_INPUT[name]
    command = arguments if arguments[:1] in (["batch"], ["rules"], ["law"]) else ["check", *arguments]
    answer = run(*command, "--lang", lang, stdin=stdin)
    said = answer.stderr.decode()
    assert answer.returncode == 2, said
    assert said.startswith("adcheck: ")
    assert "Traceback" not in said
    assert any("\u4e00" <= char <= "\u9fff" for char in said) == (lang == "zh")


def test_invalid_utf8_names_the_line() -> None:
    assert b":2:" in run(stdin="好\n".encode() + b"\xff\xfa").stderr


@pytest.mark.parametrize("stdin", [b"", b" \n\t\n"])
def test_empty_copy_is_fine(stdin: bytes) -> None:
    assert run(stdin=stdin).returncode == 0


def test_five_megabytes_are_checked() -> None:
    answer = run("--format", "jsonl", stdin=("这款茶叶口感清香。" * 170_000 + "国家级").encode())
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["findings"][-1]["match"] == "国家级"


def test_ignore_needs_a_reason_and_carries_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.html"
    rule = json.loads(run("--format", "json", stdin="国家级".encode()).stdout)["findings"][0]["rule"]
    path.write_text(f"<!-- adcheck-ignore {rule}: 非遗名录原名 -->\n国家级\n", encoding="utf-8")
    assert cli.main(["--lang", "zh", str(path)]) == 0
    assert "非遗名录原名" in capsys.readouterr().out
    path.write_text(f"<!-- adcheck-ignore {rule} -->\n国家级\n", encoding="utf-8")
    assert cli.main(["--lang", "en", str(path)]) == 2
    assert ":1:" in capsys.readouterr().err


def test_rules_and_law_print(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules"]) == 0
    assert "AC001" in capsys.readouterr().out
    assert cli.main(["rules", "ac001", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "《广告法》第九条" in said
    assert "{match}" not in said
    assert cli.main(["law", "adlaw-4", "--lang", "zh"]) == 0
    assert "广告不得含有虚假或者引人误解的内容" in capsys.readouterr().out


def sheet(path: Path, rows: list[list[str]]) -> None:
    """A workbook as Excel writes it: shared strings, a numeric column, an empty cell left out."""
    strings = [cell for row in rows for cell in row]
    shared = "".join(f"<si><t>{s}</t></si>" for s in strings)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    body, n = "", 0
    for r, row in enumerate(rows, 1):
        cells = ""
        for c, _ in enumerate(row):
            cells += f'<c r="{"ABC"[c]}{r}" t="s"><v>{n}</v></c>'
            n += 1
        body += f'<row r="{r}">{cells}</row>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{relation}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        link = f'<Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        book.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{link}</Relationships>'
        )
        book.writestr("xl/sharedStrings.xml", f"<sst {main}>{shared}</sst>")
        book.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{body}</sheetData></worksheet>"
        )


ROWS = [
    ["编号", "标题", "类别"],
    ["A1", "国家级茶叶", "food"],
    ["A2", "清香茶叶", ""],
    ["A3", "全国第一", "general"],
]


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "jsonl"])
def test_batch_reads_each_kind_in_order(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"list.{kind}"
    if kind == "xlsx":
        sheet(path, ROWS)
    elif kind == "jsonl":
        rows = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    else:
        joiner = "," if kind == "csv" else "\t"
        path.write_text("\ufeff" + "\n".join(joiner.join(row) for row in ROWS), encoding="utf-8")
    code = cli.main(
        ["batch", str(path), "--category-column", "类别", "--id-column", "编号", "--format", "jsonl"]
    )
    out = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert [(row["id"], row["category"], bool(row["findings"])) for row in out] == [
        ("A1", "food", True),
        ("A2", "general", False),
        ("A3", "general", True),
    ]
    assert next(iter(out[0])) == "id"


def test_batch_reads_gb18030_when_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("标题\n国家级\n".encode("gb18030"))
    assert cli.main(["batch", str(path), "--lang", "en"]) == 2
    assert "--encoding gb18030" in capsys.readouterr().err
    assert cli.main(["batch", str(path), "--encoding", "gb18030"]) == 1


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        ("a,b\n1,2\n", [], "--column"),
        ("a,b\n1,2\n", ["--column", "c"], "a, b"),
        ("title,kind\nx,moonlight\n", ["--category-column", "kind"], ":2:"),
    ],
)
def test_batch_says_what_to_do(
    tmp_path: Path, text: str, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert cli.main(["batch", str(path), *arguments, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err


def test_a_broken_line_and_a_broken_workbook_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text('{"text":"好"}\n{"text":\n', encoding="utf-8")
    assert cli.main(["batch", str(path), "--lang", "en"]) == 2
    assert "list.jsonl:2" in capsys.readouterr().err
    book = tmp_path / "list.xlsx"
    book.write_bytes(b"not a workbook")
    assert cli.main(["batch", str(book), "--lang", "en"]) == 2
    assert "Excel" in capsys.readouterr().err


def test_batch_streams(tmp_path: Path) -> None:
    """The first report line is written before the last row is read."""
    rows = (f'{{"text": "国家级 {i}"}}\n' for i in range(5))
    path = tmp_path / "list.jsonl"
    path.write_text("".join(rows) + "broken\n", encoding="utf-8")
    out = tmp_path / "report.jsonl"
    assert cli.main(["batch", str(path), "-o", str(out)]) == 2
    assert len(out.read_text(encoding="utf-8").splitlines()) == 5
