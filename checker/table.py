"""Raw tables that know which file they came from, so that each complaint can name its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checker import model


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


class Table:
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

    def tables(self, key: str) -> list[Table]:
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fail(key, f"write [[{key}]] for each entry")
        return [Table(item, self.source, self.root) for item in value]

    def known(self, *keys: str) -> None:
        for key in self.raw:
            if key not in keys:
                raise self.fail(key, f"unknown key; known are {', '.join(keys)}")
