"""What the READMEs show can be typed: every adcheck line runs, and the Python runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands() -> list[tuple[str, str]]:
    return [
        (readme, line.split("  #")[0].strip())
        for readme in READMES
        for block in blocks(readme, "sh")
        for line in block.splitlines()
        if "adcheck" in line
    ]


def test_both_readmes_show_the_same_commands() -> None:
    en, zh = ([c.replace(" --lang zh", "") for r, c in commands() if r == readme] for readme in READMES)
    assert en == zh
    assert len(en) > 5


@pytest.mark.parametrize(("readme", "command"), commands())
def test_a_command_does_what_it_says(readme: str, command: str, tmp_path: Path) -> None:
    for name in ("listing.txt", "copy.txt", "copy.md"):
        (tmp_path / name).write_text("本店最佳茶叶", "utf-8")
    (tmp_path / "shop.csv").write_text("id,title\n1,本店最佳茶叶\n2,本店茶叶\n", "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        shell=True,
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    shows = re.search(r"adcheck (rules|law) ", command)
    assert done.returncode == (0 if shows else 1), done.stderr
    assert "AC001" in done.stdout or "最佳" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("readme", READMES)
def test_the_python_runs(readme: str) -> None:
    (code,) = blocks(readme, "python")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("AC001 banned 最佳")
