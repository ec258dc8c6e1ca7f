"""The wheel: what it carries, that two builds are the same bytes, and that it works where nothing else is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # one build serves them all
COPY = "本店最佳茶叶,全国第一。The best tea, No. 1 in China."
ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
import checker
assert checker.__file__.startswith(sys.argv[1]), checker.__file__
result = checker.check(sys.argv[2])
print(json.dumps([[f.rule, f.start, f.end, f.level, f.laws, f.rewrites] for f in result.findings]))
"""


def build_wheel(root: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(root, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_it_carries_every_card_and_law_and_no_leavings(root: Path, names: set[str]) -> None:
    ours = {path.relative_to(root).as_posix() for path in (root / "checker").rglob("*") if path.is_file()}
    ours = {name for name in ours if "__pycache__" not in name}
    carried = {name for name in names if ".dist-info/" not in name}
    assert carried == ours | {"checker/_data.json"}


def test_it_carries_the_licence_and_asks_for_nothing(wheel: Path, names: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in names)
    metadata = next(name for name in names if name.endswith("/METADATA"))
    text = zipfile.ZipFile(wheel).read(metadata).decode()
    assert "Requires-Dist" not in text
    assert "Requires-Python: >=3.11" in text


def test_its_data_is_what_the_files_say(root: Path, wheel: Path, tmp_path: Path) -> None:
    from checker.load import write_json

    write_json(tmp_path / "data.json")
    assert json.loads(zipfile.ZipFile(wheel).read("checker/_data.json")) == json.loads(
        (tmp_path / "data.json").read_text("utf-8")
    )


def test_two_builds_are_the_same_bytes(root: Path, wheel: Path, tmp_path: Path) -> None:
    assert build_wheel(root, tmp_path).read_bytes() == wheel.read_bytes()


def ask(place: Path) -> list[object]:
    # -I -S: no site-packages, no environment, no current folder.
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", ASK, str(place), COPY]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_unpacked_it_finds_what_the_source_finds(root: Path, wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    found = ask(tmp_path)
    assert found
    assert found == ask(root)


def test_it_starts_without_the_toml_files(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    for file in tmp_path.rglob("*.toml"):
        file.unlink()
    assert ask(tmp_path)


def test_its_command_runs(wheel: Path, tmp_path: Path) -> None:
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--no-deps",
        "--no-index",
        "--target",
        str(tmp_path),
    ]
    subprocess.run([*install, str(wheel)], check=True)
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, str(tmp_path / "bin/adcheck"), "-"]
    done = subprocess.run(
        command, input=COPY, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1, done.stderr
    assert "AC0" in done.stdout
