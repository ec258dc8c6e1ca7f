"""TOML (or the wheel's pre-parsed JSON) to model: the one place where data becomes objects.

Every error names the file and, where it can, the line.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from checker import model

HERE = Path(__file__).parent
PARSED = "_data.json"  # written when the wheel is built: tomllib takes half a second for all cards
RELATIONS = ("covers", "before", "after", "sentence", "text")
CARD_KEYS = (
    *("id", "name", "topic", "level", "laws", "exempt", "only", "never", "drop", "laws_for", "level_for"),
    *("title", "why", "advice", "evidence", "find", "rewrite", "example"),
)
RULE_ID = re.compile(r"AC\d{3}")


class DataError(ValueError):
    """A card, exemption or law file is not as it should be. The message starts with file:line."""


def _line(path: Path, key: str) -> int:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return 1
    for number, line in enumerate(lines, 1):
        if line.lstrip("[ ").startswith(key):
            return number
    return 1


class _Table:
    """A raw table with the file it came from, so that each complaint can name its place."""

    def __init__(self, raw: dict[str, Any], source: str, root: Path) -> None:
        self.raw, self.source, self.root = raw, source, root

    def fail(self, key: str, problem: str) -> DataError:
        where = self.root / self.source
        return DataError(f"{self.source}:{_line(where, key)}: {key}: {problem}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.raw.get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, "a text in quotes is needed here")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(key, 'a list of texts is needed here, such as ["…", "…"]')
        return tuple(value)

    def both(self, key: str, *, needed: bool = True) -> model.Bilingual:
        value = self.raw.get(key)
        if value is None and not needed:
            return {"en": "", "zh": ""}
        if not isinstance(value, dict) or any(not isinstance(value.get(lang), str) for lang in model.LANGS):
            raise self.fail(key, "both en and zh are needed here")
        return {lang: value[lang].strip() for lang in model.LANGS}

    def tables(self, key: str) -> list[_Table]:
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fail(key, f"write [[{key}]] for each entry")
        return [_Table(item, self.source, self.root) for item in value]

    def known(self, *keys: str) -> None:
        for key in self.raw:
            if key not in keys:
                raise self.fail(key, f"unknown key; known are {', '.join(keys)}")


def _find(table: _Table) -> model.Find:
    from checker.kinds import KINDS

    table.known("kind", "zh", "en", "anchor", "a", "b", "within", "order")
    kind = table.text("kind")
    if kind not in KINDS:
        raise table.fail("kind", f"{kind!r} is not a kind; the kinds are {', '.join(KINDS)}")
    order = table.text("order", "any")
    if order not in ("any", "ab", "ba"):
        raise table.fail("order", "any, ab or ba")
    within = table.raw.get("within", 8)
    if not isinstance(within, int) or not 0 <= within <= 40:
        raise table.fail("within", "a whole number from 0 to 40")
    found = model.Find(
        kind=kind,
        zh=table.texts("zh"),
        en=table.texts("en"),
        anchor=table.texts("anchor"),
        a=table.texts("a"),
        b=table.texts("b"),
        within=within,
        order=order,
    )
    if kind == "pattern" and not found.anchor:
        raise table.fail("kind", "a pattern needs an anchor")
    if not (found.zh or found.en or (found.a and found.b)):
        raise table.fail("kind", "nothing to find: give zh or en (a and b for near)")
    return found


def _examples(table: _Table) -> tuple[model.Example, ...]:
    out = []
    for entry in table.tables("example"):
        entry.known("lang", "bad", "fine", "category")
        bad = "bad" in entry.raw
        out.append(
            model.Example(
                entry.text("bad" if bad else "fine"),
                bad,
                entry.text("lang", "zh"),
                entry.text("category", "general"),
            )
        )
    return tuple(out)


def _rule(table: _Table) -> model.Rule:
    table.known(*CARD_KEYS)
    rule_id = table.text("id")
    if not RULE_ID.fullmatch(rule_id):
        raise table.fail("id", "AC and three digits, such as AC001")
    if Path(table.source).stem != rule_id.lower():
        raise table.fail("id", f"the file must be called {rule_id.lower()}.toml")
    level = table.text("level")
    level_for = dict(table.raw.get("level_for", {}))
    for value in (level, *level_for.values()):
        if value not in (*model.LEVELS, "off"):
            raise table.fail("level", f"{value!r} is not a level; the levels are {', '.join(model.LEVELS)}")
    if not table.texts("laws"):
        raise table.fail("laws", "a rule rests on at least one article")
    for rewrite in table.tables("rewrite"):
        rewrite.known("for", "zh", "en")
    return model.Rule(
        id=rule_id,
        name=table.text("name"),
        topic=table.text("topic"),
        level=level,
        laws=table.texts("laws"),
        title=table.both("title"),
        why=table.both("why"),
        advice=table.both("advice", needed=False),
        finds=tuple(_find(entry) for entry in table.tables("find")),
        exempt=table.texts("exempt"),
        only=frozenset(table.texts("only")),
        never=frozenset(table.texts("never")),
        drop=bool(table.raw.get("drop", False)),
        laws_for={key: tuple(value) for key, value in table.raw.get("laws_for", {}).items()},
        level_for=level_for,
        evidence=tuple(
            model.Evidence(entry.text("id"), {lang: entry.text(lang) for lang in model.LANGS})
            for entry in table.tables("evidence")
        ),
        rewrites=tuple(
            model.Rewrite(entry.texts("zh"), entry.texts("en"), entry.texts("for"))
            for entry in table.tables("rewrite")
        ),
        examples=_examples(table),
        source=table.source,
    )


def _exemption(table: _Table) -> model.Exemption:
    table.known("id", "groups", "law", "relation", "zh", "en", "reason", "show", "example")
    relation = table.text("relation")
    if relation not in RELATIONS:
        raise table.fail("relation", f"one of {', '.join(RELATIONS)}")
    examples = []
    for entry in table.tables("example"):
        entry.known("spared", "kept", "category")
        spared = "spared" in entry.raw
        examples.append(
            model.ExemptionExample(
                entry.text("spared" if spared else "kept"), spared, entry.text("category", "general")
            )
        )
    return model.Exemption(
        id=table.text("id"),
        relation=relation,
        law=table.text("law", ""),
        reason=table.both("reason"),
        show=table.both("show", needed=False),
        zh=table.texts("zh"),
        en=table.texts("en"),
        groups=table.texts("groups"),
        examples=tuple(examples),
        source=table.source,
    )


def _articles(table: _Table) -> list[model.Article]:
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
            )
        )
    return out


def _law(table: _Table, articles: list[model.Article]) -> model.Law:
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


def _put(into: dict[str, Any], key: str, value: object, table: _Table) -> None:
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
    laws: dict[str, Any] = {}
    articles: dict[str, Any] = {}
    for name, content in raw.items():
        table = _Table(content, name, root)
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
                entry_table = _Table(value, name, root)
                _put(words, key, {lang: entry_table.texts(lang) for lang in model.LANGS}, table)
        elif folder == "exemptions":
            for entry_table in table.tables("exemption"):
                exemption = _exemption(entry_table)
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
        elif name == "rules/topics.toml":
            for entry_table in table.tables("topic"):
                _put(topics, entry_table.text("id"), entry_table.both("title"), entry_table)
        elif folder:
            rule = _rule(table)
            _put(rules, rule.id, rule, table)
    return model.Book(dict(sorted(rules.items())), exemptions, words, categories, topics, laws, articles)


@cache
def load() -> model.Book:
    """The checker's own data: the wheel's JSON where there is one, else the TOML files."""
    parsed = HERE / PARSED
    if parsed.exists():
        return build(json.loads(parsed.read_text(encoding="utf-8")))
    return build(read_raw())
