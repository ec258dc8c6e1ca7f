"""The command `adcheck`: arguments, files, exit codes. The only module that prints.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad usage or unreadable input.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NoReturn

import checker
from checker import batch, case_cli, house, house_file, ignore, render, reports, sample, standing
from checker.load import DataError
from checker.model import LANGS, LEVELS
from checker.problems import Problem

COMMANDS = ("check", "batch", "rules", "law", "case")
FAIL_ON = (*LEVELS, "never")


def _system_language() -> str:
    value = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if value.lower().startswith("zh") else "en"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Problem("usage", why=message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="adcheck", description="Find risky claims in advertising copy (mainland China).")
    parser.add_argument("--version", action="version", version=f"adcheck {checker.__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    common = _Parser(add_help=False)
    common.add_argument("--lang", choices=LANGS, default=_system_language(), help="language of the report")
    checking = _Parser(add_help=False, parents=[common])
    checking.add_argument("--category", default="general", help="what is sold")
    checking.add_argument(
        "--fail-on", choices=FAIL_ON, default="proof", help="lowest level that makes the exit code 1"
    )
    checking.add_argument("--house-rules", metavar="FILE", help="the shop's own word list (TOML or CSV)")
    checking.add_argument("--encoding", default="utf-8", help="encoding of the input")
    checking.add_argument("-o", "--output", help="file to write the report to")
    one = commands.add_parser("check", parents=[checking], help="check files or standard input")
    one.add_argument("--format", choices=list(reports.FORMATS), default="text")
    one.add_argument("files", nargs="*", metavar="FILE", help="files to read, or - for standard input")
    many = commands.add_parser(
        "batch", parents=[checking], help="check a catalogue: csv, tsv, xlsx, jsonl, txt"
    )
    many.add_argument("input", metavar="INPUT")
    many.add_argument("--format", choices=list(reports.FORMATS))
    many.add_argument(
        "--column", action="append", default=[], help="column with the copy (may be given again)"
    )
    many.add_argument("--id-column", default="")
    many.add_argument("--category-column", default="")
    rules = commands.add_parser("rules", parents=[common], help="list the rules, or show one")
    rules.add_argument("id", nargs="?")
    law = commands.add_parser("law", parents=[common], help="show a provision, e.g. adlaw-9-3")
    law.add_argument("id")
    case_cli.add_parser(commands, common)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns the exit code. Never a traceback for bad input."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] not in (*COMMANDS, "-h", "--help", "--version"):
        arguments.insert(0, "check")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = _language(arguments)
    try:
        options = _parser().parse_args(arguments)
        lang = options.lang
        return {"check": _check, "batch": _batch, "rules": _rules, "law": _law, "case": case_cli.run}[
            options.command
        ](options)
    except Problem as problem:
        print(f"adcheck: {problem.message(lang)}", file=sys.stderr)
    except DataError as error:
        print(f"adcheck: {Problem('data', why=error).message(lang)}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return 2


def _language(arguments: list[str]) -> str:
    for name, value in zip(arguments, [*arguments[1:], ""], strict=True):
        chosen = (
            name.removeprefix("--lang=") if name.startswith("--lang=") else value if name == "--lang" else ""
        )
        if chosen in LANGS:
            return chosen
    return _system_language()


def _known_category(name: str) -> None:
    known = checker.categories()
    if name not in known:
        raise Problem("category", category=name, known=", ".join(known))


def _read(name: str, encoding: str) -> str:
    if name == "-":
        return _decode(sys.stdin.buffer, "-", encoding)
    try:
        with Path(name).open("rb") as handle:
            return _decode(handle, name, encoding)
    except FileNotFoundError as error:
        raise Problem("no-file", name=name) from error
    except OSError as error:
        raise Problem("unreadable", name=name, why=error.strerror or "") from error


def _decode(handle: IO[bytes], name: str, encoding: str) -> str:
    return "".join(batch.lines_of(handle, name, encoding))


def _house(options: argparse.Namespace) -> house.House | None:
    name = options.house_rules
    return house.ready(house_file.read(_read(name, options.encoding), name)) if name else None


def _fails(found: Iterable[str], fail_on: str) -> bool:
    return fail_on != "never" and any(LEVELS.index(level) <= LEVELS.index(fail_on) for level in found)


def _open_output(name: str | None) -> IO[str]:
    if name in (None, "-"):
        return sys.stdout
    try:
        return Path(str(name)).open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise Problem("output", name=name, why=error.strerror or "") from error


def _write(pieces: Iterator[str], name: str | None) -> None:
    out = _open_output(name)
    try:
        for piece in pieces:
            out.write(piece)
    finally:
        if out is not sys.stdout:
            out.close()


def _check(options: argparse.Namespace) -> int:
    _known_category(options.category)
    names = options.files or ["-"]
    if names == ["-"] and sys.stdin.isatty():
        words = {
            "en": "Paste the copy, then press Ctrl-D (Ctrl-Z on Windows).",
            "zh": "粘贴文案后按 Ctrl-D（Windows 为 Ctrl-Z）。",
        }
        print(words[options.lang], file=sys.stderr)
    checked = []
    own = _house(options)
    for name in names:
        text = _read(name, options.encoding)
        result = house.add(own, text, checker.check(text, options.category))
        parted = ignore.split(name, text, result)
        checked.append(reports.Checked(name, text, parted.result, parted.set_aside))
    style = reports.Style(options.lang, colour=_colour(options.output))
    book = house.with_rule(checker.own_engine().book)
    _write(reports.FORMATS[options.format](checked, book, style), options.output)
    levels = [found.level for entry in checked for found in entry.result.findings]
    return int(_fails(levels, options.fail_on))


def _colour(output: str | None) -> bool:
    return output in (None, "-") and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _batch(options: argparse.Namespace) -> int:
    _known_category(options.category)
    columns = batch.Columns(tuple(options.column), options.id_column, options.category_column)
    path = Path(options.input)
    rows = batch.read(path, columns, encoding=options.encoding)
    tally = {"rows": 0, "worst": len(LEVELS)}
    progress = _progress(sys.stderr.isatty(), options.lang)
    own = _house(options)

    def checked() -> Iterator[reports.Checked]:
        known = checker.categories()
        for row in rows:
            category = row.category or options.category
            if category not in known:
                raise Problem(
                    "row-category", name=path.name, line=row.line, category=category, known=", ".join(known)
                )
            result = house.add(own, row.text, checker.check(row.text, category))
            tally["rows"] += 1
            for found in result.findings:
                tally["worst"] = min(tally["worst"], LEVELS.index(found.level))
            progress(tally["rows"])
            yield reports.Checked(row.id, row.text, result)

    suffix = Path(options.output or "").suffix.lstrip(".").replace("md", "markdown")
    form = options.format or (suffix if suffix in reports.FORMATS else "csv")
    style = reports.Style(options.lang, colour=_colour(options.output), rows=True)
    book = house.with_rule(checker.own_engine().book)
    _write(reports.FORMATS[form](checked(), book, style), options.output)
    progress(tally["rows"], last=True)
    return int(tally["worst"] < len(LEVELS) and _fails([LEVELS[tally["worst"]]], options.fail_on))


class _progress:
    """Rows done, once a second, on a terminal only."""

    def __init__(self, shown: bool, lang: str) -> None:
        self.shown, self.word, self.next = shown, {"en": "rows checked", "zh": "行已检查"}[lang], 0.0

    def __call__(self, rows: int, *, last: bool = False) -> None:
        if self.shown and (last or (rows % 200 == 0 and time.monotonic() > self.next)):
            self.next = time.monotonic() + 1
            print(f"\r{rows:,} {self.word}", end="\n" if last else "", file=sys.stderr, flush=True)


def _rules(options: argparse.Namespace) -> int:
    book, lang = checker.own_engine().book, options.lang
    if options.id is None:
        for rule in book.rules.values():
            print(f"{rule.id}  {render.LEVEL_LABELS[rule.level][lang]:8} {rule.title[lang]}")
        return 0
    found = book.rules.get(options.id.upper())
    if found is None:
        raise Problem("no-rule", rule=options.id)
    print(
        f"{found.id} {found.title[lang]} ({render.LEVEL_LABELS[found.level][lang]})\n{sample.why(found, lang)}"
    )
    if found.advice[lang]:
        print(found.advice[lang])
    for name in found.laws:
        print(f"- {name} {render.law_label(book, name, lang)}")
    for paper in found.evidence:
        print(f"- {render.say('evidence', lang)}: {paper.text[lang]}")
    for example in found.examples:
        print(f"{'×' if example.bad else '✓'} {example.text}")
    return 0


def _law(options: argparse.Namespace) -> int:
    book, lang = checker.own_engine().book, options.lang
    article = book.articles.get(options.id)
    if article is None:
        raise Problem("no-law", law=options.id)
    print(f"{render.law_label(book, article.id, lang)} ({book.laws[article.law].effective})")
    if article.verbatim or lang == "zh":
        print(article.zh)
    if lang == "en":
        print(article.en)
    if article.means.get(lang):
        print(article.means[lang])
    if then := standing.successor(book, article, lang):
        print(*then[:2])
    return 0


if __name__ == "__main__":
    sys.exit(main())
