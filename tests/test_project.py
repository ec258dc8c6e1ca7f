"""The project's own promises: pinned tools, nothing about one machine, commands as the README says."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

# In two pieces each, so that this file does not hold what it looks for.
PLACES = re.compile(
    "|".join(
        [
            r"\b" + "pypi" + r"\.(?:org|python)",
            "python" + "hosted",
            "registry" + r"\.(?:npm|yarn)",
            "deb" + r"\.debian\.org",
            r"(?<![\w.-])/" + r"(?:root|work|home/\w+|Users/\w+)/\w",
            "index" + r"-url\s*=?\s*\S*//",
            r"file:" + r"///",
        ]
    ),
    re.IGNORECASE,
)


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # a picture


def test_no_tracked_file_names_a_registry_or_a_place_on_one_machine(tracked: list[Path], root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:120]}"
        for path in tracked
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if PLACES.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "https://" + "pypi" + ".org/simple",
        '"resolved": "https://registry' + '.npmjs.org/ws"',
        "see /" + "work/main",
        "cd /" + "home/ann/honest",
    ],
)
def test_the_search_for_places_finds_them(line: str) -> None:
    assert PLACES.search(line)


@pytest.mark.parametrize(
    "line", ["/homework/", "docs/work/index", "https://example.com/" + "root/a", "the /zh/ pages"]
)
def test_the_search_for_places_leaves_addresses_alone(line: str) -> None:
    assert not PLACES.search(line)


@pytest.mark.parametrize("name", ["requirements-dev", "requirements-node", "requirements-uv"])
def test_every_python_tool_is_pinned_with_hashes(root: Path, name: str) -> None:
    lock = (root / f"{name}.txt").read_text("utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==\S+(.*(?:\n    .*)*)", lock, re.MULTILINE))
    assert pins
    assert all("--hash=sha256:" in rest for rest in pins.values())
    wanted = re.findall(r"^[\w-]+", (root / f"{name}.in").read_text("utf-8"), re.MULTILINE)
    assert {tool.lower() for tool in wanted} <= set(pins)


def test_pyodide_is_pinned_by_integrity_and_by_no_address(root: Path) -> None:
    lock = json.loads((root / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages["node_modules/pyodide"]["version"] == "0.29.5"
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())


def test_python_is_the_one_that_pyodide_runs(root: Path) -> None:
    lock = json.loads((root / "node_modules/pyodide/pyodide-lock.json").read_text("utf-8"))
    minor = ".".join(lock["info"]["python"].split(".")[:2])
    assert (root / ".python-version").read_text("utf-8").strip() == minor


def make_targets(root: Path) -> set[str]:
    makefile = (root / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z]+):(?=.*##)", makefile, re.MULTILINE)) - {"help"}


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_every_command_and_no_other(root: Path, readme: str) -> None:
    said = set(re.findall(r"`make ([a-z]+)", (root / readme).read_text("utf-8")))
    said |= set(re.findall(r"^make ([a-z]+)$", (root / readme).read_text("utf-8"), re.MULTILINE))
    assert said == make_targets(root)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_files_that_the_documents_link_to_exist(root: Path, page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (root / page).read_text("utf-8"))
    assert [link for link in links if not (root / link).exists()] == []


def test_one_version_everywhere(root: Path) -> None:
    import checker

    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert checker.__version__ == project["version"]
    assert f'edition: "{project["version"]}"' in (root / "mkdocs.yml").read_text("utf-8")
    newest = re.search(r"^## (\S+)", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == project["version"]


def test_the_checker_depends_on_nothing(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == []


def test_the_readme_and_contributing_say_what_a_newcomer_needs(root: Path) -> None:
    for readme in ("README.md", "README.zh.md"):
        text = (root / readme).read_text("utf-8")
        assert "\nmake serve\n" in text
        assert "\nmake test\n" in text
    assert (root / ".ci/run").stat().st_mode & 0o111
