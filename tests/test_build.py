"""The build runs a step when, and only when, what it reads has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import build, offline


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/a.md").write_text("a", "utf-8")
    (tmp_path / "in/sub/b.md").write_text("b", "utf-8")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "BUILD", tmp_path / "build")
    monkeypatch.setattr(build, "SITE", tmp_path / "site")
    monkeypatch.setattr(build, "STAMPS", tmp_path / "build/stamps")
    monkeypatch.setattr(build, "TOOLS", ())
    return tmp_path


def make(project: Path) -> bool:
    def work() -> None:
        (project / "build").mkdir(exist_ok=True)
        (project / "build/out.html").write_text("built", "utf-8")

    return build.step("step", ("in",), "*.html", work)


def test_a_second_build_does_nothing(project: Path) -> None:
    assert make(project)
    assert not make(project)


def test_dates_do_not_matter(project: Path) -> None:
    make(project)
    (project / "in/a.md").touch()
    assert not make(project)


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename", "lose the output"])
def test_every_change_is_seen(project: Path, change: str) -> None:
    make(project)
    page = project / "in/sub/b.md"
    match change:
        case "edit":
            page.write_text("c", "utf-8")
        case "add":
            (project / "in/c.md").write_text("", "utf-8")
        case "remove":
            page.unlink()
        case "rename":
            page.rename(page.with_name("z.md"))
        case _:
            (project / "build/out.html").unlink()
    assert make(project)


def test_compiled_python_is_no_change(project: Path) -> None:
    make(project)
    (project / "in/__pycache__").mkdir()
    (project / "in/__pycache__/a.pyc").write_bytes(b"")
    assert not make(project)


def test_a_step_that_failed_runs_again(project: Path) -> None:
    make(project)
    (project / "in/a.md").write_text("broken", "utf-8")

    def fail() -> None:
        raise SystemExit("no")

    with pytest.raises(SystemExit):
        build.step("step", ("in",), "*.html", fail)
    (project / "in/a.md").write_text("a", "utf-8")
    assert make(project)


def test_a_tool_that_fails_says_why(project: Path) -> None:
    with pytest.raises(SystemExit, match=r"(?s)broken card.*This step failed: sh"):
        build.run("sh", "-c", "echo broken card; exit 3")


def test_the_site_holds_every_part_and_nothing_old(project: Path) -> None:
    for part in ("en", "zh", "runtime"):
        (project / "build" / part).mkdir(parents=True)
        (project / "build" / part / "index.html").write_text(part, "utf-8")
    for part in ("en", "zh"):
        (project / "build" / part / "search").mkdir()
        index = {"config": {"lang": [part]}, "docs": [{"location": "", "title": part, "text": ""}]}
        (project / "build" / part / "search/search_index.json").write_text(json.dumps(index), "utf-8")
    for page in offline.PAGES:
        for part in ("en", "zh"):
            (project / "build" / part / page).mkdir(parents=True, exist_ok=True)
            (project / "build" / part / page / "index.html").write_text(part, "utf-8")
    (project / "build/en/assets/honest").mkdir(parents=True)
    (project / "build/en/assets/honest/build.mjs").write_text("export const KEEPS = false;", "utf-8")
    (project / "build/zh/404.html").write_text("never served", "utf-8")
    (project / "site").mkdir()
    (project / "site/old.html").write_text("old", "utf-8")
    build.assemble()
    pages = {path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*.html")}
    own = {f"{start}{page}index.html" for start in ("", "zh/") for page in offline.PAGES}
    assert pages == {*own, "runtime/index.html"}
    assert (project / "site" / offline.NAME).is_file()
    assert (project / "site/index.html").read_text("utf-8") == "en"
    # The theme fetches the first with every page; the texts wait for a search.
    index = json.loads((project / "site/zh/search/search_index.json").read_text("utf-8"))
    assert index == {"config": {"lang": ["zh"]}, "docs": []}
    texts = json.loads((project / "site/zh/search/pages.json").read_text("utf-8"))
    assert [doc["title"] for doc in texts["docs"]] == ["zh"]
