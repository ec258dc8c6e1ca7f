"""TOML (or the wheel's pre-parsed JSON) to model: the one place where data becomes objects.

Every error names the file and, where it can, the line.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from checker import cards, model
from checker.table import DataError, Table

__all__ = ["DataError", "build", "load", "read_raw", "write_json"]

HERE = Path(__file__).parent
PARSED = "_data.json"  # written when the wheel is built: tomllib takes half a second for all cards
PACKED = "_data.json.bz2"  # as the page gets it: gzip, which packs all it fetches, would leave a fifth more


def _articles(table: Table) -> list[model.Article]:
    law = table.text("id")
    out = []
    for entry in table.tables("article"):
        means = entry.raw.get("means") or {}
        out.append(
            model.Article(
                id=entry.text("id"),
                law=law,
                article=str(entry.raw.get("article", "")),
                paragraph=str(entry.raw.get("paragraph", "")),
                item=str(entry.raw.get("item", "")),
                label=entry.both("label"),
                zh=entry.text("zh", "").strip(),
                en=entry.text("en", "").strip(),
                means={lang: str(means.get(lang, "")).strip() for lang in model.LANGS},
                verbatim=bool(entry.raw.get("verbatim", False)),
                verified=entry.text("verified", ""),
                replaced_by=entry.text("replaced_by", ""),
            )
        )
    return out


def _law(table: Table, articles: list[model.Article]) -> model.Law:
    facts = {key: value for key, value in table.raw.items() if key not in ("article", "title", "short")}
    return model.Law(
        id=table.text("id"),
        title=table.both("title"),
        short=table.both("short"),
        level=table.text("level", ""),
        status=table.text("status", ""),
        effective=str(table.raw.get("effective", "")),
        articles=tuple(article.id for article in articles),
        facts=facts,
    )


def read_raw(root: Path = HERE) -> dict[str, dict[str, Any]]:
    """All data files below `root`, parsed: file name → table. Raises DataError with file and line."""
    import tomllib

    raw: dict[str, dict[str, Any]] = {}
    for path in sorted([*root.glob("rules/**/*.toml"), *root.glob("laws/*.toml")]):
        name = path.relative_to(root).as_posix()
        try:
            raw[name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise DataError(f"{name}:1: not UTF-8 text: save the file as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise DataError(f"{name}:{line[1] if line else 1}: not valid TOML: {error}") from error
    return raw


def trim(raw: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The page's copy: articles keep number and label; their text lives on the law pages."""
    out: dict[str, dict[str, Any]] = {}
    for name, table in raw.items():
        if name.startswith("laws/"):
            if "article" not in table:
                continue
            kept = [{"id": entry["id"], "label": entry["label"]} for entry in table["article"]]
            out[name] = {key: table[key] for key in ("id", "title", "short")} | {"article": kept}
        elif name.startswith("rules/") and "find" in table:
            out[name] = {key: value for key, value in table.items() if key != "example"}
        elif "exemption" in table:
            entries = [{k: v for k, v in entry.items() if k != "example"} for entry in table["exemption"]]
            out[name] = {"exemption": entries}
        else:
            out[name] = table
    return out


def write_json(path: str | Path, *, for_page: bool = False) -> None:
    """Write all data as one JSON file, sorted, so that equal data gives equal bytes."""
    raw = read_raw()
    text = json.dumps(
        trim(raw) if for_page else raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    Path(path).write_text(text, encoding="utf-8")


def _put(into: dict[str, Any], key: str, value: object, table: Table) -> None:
    if key in into:
        raise table.fail("id", f"{key!r} is taken by another entry")
    into[key] = value


def build(raw: dict[str, dict[str, Any]], root: Path = HERE) -> model.Book:
    """Turn parsed files into a Book. Raises DataError where a file breaks the card format."""
    rules: dict[str, Any] = {}
    exemptions: dict[str, Any] = {}
    words: dict[str, Any] = {}
    categories: dict[str, Any] = {}
    topics: dict[str, Any] = {}
    measured: dict[str, Any] = {}
    laws: dict[str, Any] = {}
    articles: dict[str, Any] = {}
    for name, content in raw.items():
        table = Table(content, name, root)
        folder = name.split("/")[1] if name.count("/") > 1 else ""
        if name.startswith("laws/"):
            if "article" not in content:
                continue  # coverage.toml and other tables about the laws
            entries = _articles(table)
            for entry in entries:
                _put(articles, entry.id, entry, table)
            _put(laws, table.text("id"), _law(table, entries), table)
        elif folder == "words":
            for key, value in content.items():
                entry_table = Table(value, name, root)
                _put(words, key, {lang: entry_table.texts(lang) for lang in model.LANGS}, table)
        elif folder == "exemptions":
            for entry_table in table.tables("exemption"):
                exemption = cards.exemption(entry_table)
                _put(exemptions, exemption.id, exemption, entry_table)
        elif name == "rules/categories.toml":
            for entry_table in table.tables("category"):
                category = model.Category(
                    entry_table.text("id"),
                    entry_table.both("title"),
                    entry_table.texts("zh"),
                    entry_table.texts("en"),
                )
                _put(categories, category.id, category, entry_table)
        elif name == "rules/measured.toml":
            measured = content
        elif name == "rules/topics.toml":
            for entry_table in table.tables("topic"):
                _put(topics, entry_table.text("id"), entry_table.both("title"), entry_table)
        elif folder:
            rule = cards.rule(table)
            _put(rules, rule.id, rule, table)
    return model.Book(
        dict(sorted(rules.items())), exemptions, words, categories, topics, laws, articles, measured
    )


@cache
def load() -> model.Book:
    """The checker's own data: the page's or the wheel's JSON where there is one, else the TOML files."""
    packed = HERE / PACKED
    if packed.exists():
        import bz2

        return build(json.loads(bz2.decompress(packed.read_bytes())))
    parsed = HERE / PARSED
    if parsed.exists():
        return build(json.loads(parsed.read_text(encoding="utf-8")))
    return build(read_raw())
