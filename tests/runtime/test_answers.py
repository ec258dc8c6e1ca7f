"""The page's Python, started either way, answers letter for letter as the Python on this machine does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker import web

pytestmark = pytest.mark.xdist_group("answers")  # one start answers them all
HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
PATHS = ("snapshot", "plain")
OTHERS: list[Any] = [
    {"op": "rules", "lang": "zh"},
    {"op": "rules", "lang": "en"},
    {"op": "info", "lang": "zh"},
    {"op": "info"},
    {"op": "no such request", "lang": "zh"},
    {"op": "check", "text": 5, "lang": "zh"},
    {"op": "check", "text": "x" * 200_001, "lang": "en"},
    ["not", "a", "request"],
    "not JSON",
    "",
]


def requests() -> list[Any]:
    checks = [
        {
            "op": "check",
            "text": case["text"] * case.get("repeat", 1),
            "category": case["category"],
            "lang": case["lang"],
        }
        for case in CASES
    ]
    return [*checks, *OTHERS]


REQUESTS = requests()


def name(number: int) -> str:
    if number >= len(CASES):
        return f"other-{number - len(CASES) + 1}"
    return f"cases.json:{number + 2}"


def as_sent(request: Any) -> str:
    """As JSON.stringify writes it: letters as they are, half of a surrogate pair escaped."""
    if isinstance(request, str):
        return request
    text = json.dumps(request, ensure_ascii=False, separators=(",", ":"))
    return "".join(f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char for char in text)


@pytest.fixture(scope="module", params=PATHS)
def answers(request: pytest.FixtureRequest, site: Path) -> list[str]:
    """All answers of one start."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        ["node", str(HERE / "answers.mjs"), str(site / "runtime"), request.param],
        input=json.dumps(REQUESTS),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PATH": path},
        check=False,
    )
    if done.returncode:
        pytest.fail("\n".join(line for line in done.stderr.splitlines() if len(line) < 1000), pytrace=False)
    return json.loads(done.stdout)


@pytest.mark.parametrize("number", range(len(REQUESTS)), ids=name)
def test_same_answer(answers: list[str], number: int) -> None:
    assert answers[number] == web.handle(as_sent(REQUESTS[number]))


def test_the_cases_are_worth_running() -> None:
    """Most are found something in, some are spared, some are refused: equal answers then say something."""
    kinds = [json.loads(web.handle(as_sent(request))) for request in REQUESTS]
    results = [kind["result"] for kind in kinds[: len(CASES)] if kind["ok"]]
    assert len(CASES) >= 30
    assert sum(bool(result["findings"]) for result in results) >= 20
    assert sum(bool(result["spared"]) for result in results) >= 3
    assert sum(not kind["ok"] for kind in kinds) >= 5
    assert any(finding["disguised"] for result in results for finding in result["findings"])
