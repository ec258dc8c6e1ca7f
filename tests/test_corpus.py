"""Our own sentences: what must be found in each, and what must stay quiet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import check

ROWS = [
    pytest.param(json.loads(line), id=f"{path.name}:{number}")
    for path in sorted((Path(__file__).parent / "corpus").glob("*.jsonl"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    if line.strip()
]


@pytest.mark.parametrize("row", ROWS)
def test_row(row: dict) -> None:  # type: ignore[type-arg]
    findings = check(row["text"], row.get("category", "general")).findings
    if row["rules"]:
        assert set(row["rules"]) <= {finding.rule for finding in findings}
    else:
        assert [(f.rule, f.match) for f in findings if f.level != "caution"] == []
