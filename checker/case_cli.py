"""`adcheck case`: the workbook on the command line, over the same JSON file that the page exports."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import checker
from checker import amounts, case, case_drafts, case_record, deadlines, house
from checker.case_fields import ALL, CHOICES, FIELDS, STEPS, choice
from checker.docx import docx
from checker.ics import calendar
from checker.problems import Problem

FORMATS = ("markdown", "docx", "ics", "json")


def add_parser(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Put `case` and its own commands among those of adcheck."""
    parser = commands.add_parser(
        "case", help="a buyer's complaint as a case: steps, deadlines, messages, record"
    )
    own = parser.add_subparsers(dest="action", required=True)

    def command(name: str, help: str, *, file: bool = True) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = own.add_parser(name, parents=[common], help=help)
        if file:
            made.add_argument("file", metavar="FILE", help="file of cases, as the workbook exports it")
        return made

    command("list", "all cases with their state and next deadline")
    new = command("new", "add a case to FILE, which is made if it is not there")
    new.add_argument("values", nargs="*", metavar="FIELD=VALUE")
    change = command("set", "write fields of a case")
    change.add_argument("id")
    change.add_argument("values", nargs="+", metavar="FIELD=VALUE")
    show = command("show", "what is still to do, by when, and the messages that fit")
    show.add_argument("id", nargs="?", default="")
    export = command("export", "the record of a case as Markdown, Word, calendar or JSON")
    export.add_argument("id", nargs="?", default="")
    export.add_argument("--format", choices=FORMATS, default="markdown")
    export.add_argument("--summary", action="store_true", help="the page for the team instead of the record")
    export.add_argument("-o", "--output")
    command("fields", "the fields of a case and what they may hold", file=False)
    money = command("amounts", "what a buyer may claim, with the working", file=False)
    for name in ("price", "loss", "times", "fee"):
        money.add_argument(f"--{name}", default="")


def run(options: argparse.Namespace) -> int:
    return ACTIONS[options.action](options)


def _today() -> date:
    return date.today()


def _moment() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(name: str) -> tuple[list[case.Case], tuple[house.Word, ...]]:
    try:
        return case.read_file(Path(name).read_text("utf-8"), name)
    except FileNotFoundError as error:
        raise Problem("no-file", name=name) from error
    except UnicodeDecodeError as error:
        raise Problem("case-json", name=name) from error
    except OSError as error:
        raise Problem("unreadable", name=name, why=error.strerror or "") from error


def _write(name: str, data: bytes) -> None:
    """All or nothing: a full disk must not cost the cases that were there."""
    path = Path(name)
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(data)
        new.replace(path)
    except OSError as error:
        raise Problem("output", name=name, why=error.strerror or "") from error


def _save(name: str, cases: list[case.Case], words: tuple[house.Word, ...]) -> None:
    _write(name, case.write_file(cases, words, _moment()).encode())


def _one(cases: list[case.Case], wanted: str, name: str) -> case.Case:
    found = [one for one in cases if one["id"] == wanted or (not wanted and len(cases) == 1)]
    if not found:
        raise Problem(
            "case-none", name=name, id=wanted or "–", known=", ".join(one["id"] for one in cases[:20])
        )
    return found[0]


def _values(pairs: list[str]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        field, _, value = pair.partition("=")
        kept = case.clean({"fields": {field: value}}, "x")["fields"]
        if field not in ALL or (value and not kept.get(field)):
            raise Problem("case-field", field=field, value=value)
        out[field] = value
    return out


def _list(options: argparse.Namespace) -> int:
    for one in _read(options.file)[0]:
        standing = case.standing(one, _today())
        following = standing["next"]
        state = {"en": "closed", "zh": "已结案"}[options.lang]
        if not standing["closed"]:
            state = STEPS[standing["step"] or "learn"][options.lang == "zh"]
        due = (
            f"  {following.day} {deadlines.as_dict(following, options.lang, _today())['label']}"
            if following
            else ""
        )
        print(f"{one['id']}  {case_record.title(one, options.lang)}  [{state}]{due}")
    return 0


def _new(options: argparse.Namespace) -> int:
    cases, words = _read(options.file) if Path(options.file).exists() else ([], ())
    values = _values(options.values)
    taken = {one["id"] for one in cases}
    number = next(n for n in range(1, len(taken) + 2) if f"case-{n}" not in taken)
    cases.append(case.new(f"case-{number}", _moment(), values))
    _save(options.file, cases, words)
    print(f"case-{number}")
    return 0


def _set(options: argparse.Namespace) -> int:
    cases, words = _read(options.file)
    one = _one(cases, options.id, options.file)
    changed = case.clean(
        {**one, "fields": {**one["fields"], **_values(options.values)}, "changed": _moment()}, one["id"]
    )
    _save(options.file, [changed if each is one else each for each in cases], words)
    return 0


def _show(options: argparse.Namespace) -> int:
    one = _one(_read(options.file)[0], options.id, options.file)
    lang, zh = options.lang, options.lang == "zh"
    print(f"# {case_record.title(one, lang)}\n")
    for each in deadlines.of(one["fields"]):
        row = deadlines.as_dict(each, lang, _today())
        left = {"en": f"{row['left']} days left", "zh": f"还剩 {row['left']} 天"}[lang]
        if row["left"] < 0:
            left = {"en": f"{-row['left']} days ago", "zh": f"已过 {-row['left']} 天"}[lang]
        print(
            f"{row['day']}  {row['label']} ({left})"
            + "".join(f"\n            {note}" for note in row["notes"])
        )
    for step, names in STEPS.items():
        points = case.open_points(one, step, lang)
        print(f"\n[{' ' if points else 'x'}] {names[zh]}")
        for point in points:
            print(f"    - {point}")
    for draft in case_drafts.for_case(one, lang):
        print(f"\n--- {draft['title']}\n{draft[lang]}")
    return 0


def _export(options: argparse.Namespace) -> int:
    cases, words = _read(options.file)
    if options.format == "json":
        chosen = [_one(cases, options.id, options.file)] if options.id else cases
        data = case.write_file(chosen, words, _moment()).encode()
    else:
        one = _one(cases, options.id, options.file)
        blocks = (
            case_record.summary(one, options.lang)
            if options.summary
            else case_record.record(one, options.lang, _today(), checker.own_engine().book)
        )
        if options.format == "docx":
            data = docx(blocks)
        elif options.format == "ics":
            data = calendar(
                deadlines.of(one["fields"]),
                case_record.title(one, options.lang),
                one["id"],
                options.lang,
                _moment(),
            ).encode()
        else:
            data = case_record.markdown(blocks, options.lang).encode()
    if options.output:
        _write(options.output, data)
    elif options.format == "docx":
        raise Problem("usage", why="a Word file needs -o NAME.docx")
    else:
        print(data.decode(), end="")
    return 0


def _fields(options: argparse.Namespace) -> int:
    for step, fields in FIELDS.items():
        print(f"\n{STEPS[step][options.lang == 'zh']}")
        for name, kind, en, zh in fields:
            print(f"  {name:14} {(en, zh)[options.lang == 'zh']}")
            for value in CHOICES.get(kind, ()):
                print(f"  {'':14}   {name}={value}  {choice(kind, value, options.lang)}")
    return 0


def _amounts(options: argparse.Namespace) -> int:
    asked = {name: getattr(options, name) for name in ("price", "loss", "times", "fee")}
    try:
        worked = amounts.work_out(asked, options.lang)
    except amounts.BadAmount as error:
        raise Problem("amount", given=error.args[0]) from error
    book = checker.own_engine().book
    for claim in worked["claims"]:
        print(f"{claim['title']} ({case_record.laws(claim['laws'], options.lang, book)})")
        print("".join(f"    {line}\n" for line in claim["working"]) + f"    {claim['needs']}")
    for fine in worked["fines"]:
        print(f"{fine['title']}: {fine['range']} ({case_record.laws(fine['laws'], options.lang, book)})")
    return 0


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list, "new": _new, "set": _set, "show": _show, "export": _export, "fields": _fields, "amounts": _amounts,
}  # fmt: skip
