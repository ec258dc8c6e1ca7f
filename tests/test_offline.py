"""What the build does for the site to open without a connection: hashed addresses, and a worker that knows them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tools import offline

PAGE = """<link href="{up}assets/stylesheets/main.0a1b2c3d.min.css" rel="stylesheet"><meta content="{up}assets/honest/img/preview.png">
<script type="module" src="{up}assets/honest/site.mjs"></script><img src="{up}assets/honest/img/mark.svg">"""


def lay(site: Path, script: str = "open();") -> Path:
    """A small site as it is before the last step of the build."""
    for start in ("", "zh/"):
        for page in offline.PAGES:
            place = f"{start}{page}"
            (site / place).mkdir(parents=True, exist_ok=True)
            html = PAGE.replace("{up}", "../" * place.count("/"))
            (site / place / "index.html").write_text(html, "utf-8")
        (site / start / "search").mkdir()
        (site / start / "search/search_index.json").write_text("{}", "utf-8")
    (site / "assets/stylesheets").mkdir(parents=True)
    (site / "assets/stylesheets/main.0a1b2c3d.min.css").write_text("", "utf-8")
    (site / "assets/honest/img").mkdir(parents=True)
    for name in ("site.mjs", "img/mark.svg", "img/preview.png"):
        (site / "assets/honest" / name).write_text(script, "utf-8")
    (site / "assets/honest/build.mjs").write_text("export const KEEPS = false;\n", "utf-8")
    return site


def known(site: Path) -> dict[str, Any]:
    found = re.search(r"^const BUILD = (.*?);", (site / offline.NAME).read_text("utf-8"), re.MULTILINE)
    assert found
    build: dict[str, Any] = json.loads(found[1])
    return build


def test_pages_name_our_files_by_their_content(tmp_path: Path) -> None:
    site = lay(tmp_path)
    offline.write(site)
    (place,) = (path.name for path in (site / "assets").glob("honest-*"))
    for page in ("index.html", "zh/procedure/3-talk/index.html"):
        html = (site / page).read_text("utf-8")
        assert html.count(f"assets/{place}/") == 2
        assert html.count("assets/honest/") == 1  # the preview, at an address that lasts
    assert "KEEPS = true" in (site / "assets" / place / "build.mjs").read_text("utf-8")
    assert "KEEPS = false" in (site / "assets/honest/build.mjs").read_text("utf-8")
    assert not (site / "assets" / place / "img/preview.png").exists()


def test_the_worker_knows_what_belongs_together(tmp_path: Path) -> None:
    site = lay(tmp_path)
    offline.write(site)
    build = known(site)
    assert build["pages"]["zh"] == [f"zh/{page}" for page in build["pages"]["en"]]
    for place in build["files"]:
        assert (site / place).is_file()
    assert "assets/stylesheets/main.0a1b2c3d.min.css" in build["files"]
    assert sum(place.startswith("assets/honest-") for place in build["files"]) == 3


def test_equal_content_is_an_equal_build_and_any_change_another(tmp_path: Path) -> None:
    ids = []
    for name, script in (("one", "open();"), ("same", "open();"), ("other", "close();")):
        site = lay(tmp_path / name, script)
        offline.write(site)
        ids.append((known(site)["id"], *sorted(path.name for path in (site / "assets").glob("honest-*"))))
    assert ids[0] == ids[1]
    assert ids[0][0] != ids[2][0]
    assert ids[0][1] != ids[2][1]
    site = lay(tmp_path / "page")
    (site / "zh/check/index.html").write_text(PAGE.replace("{up}", "../../") + "one more word", "utf-8")
    offline.write(site)
    assert known(site)["id"] != ids[0][0]


def test_a_worker_without_a_place_for_the_build_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/worker.js").write_text("nothing", "utf-8")
    monkeypatch.setattr(offline, "SCRIPTS", tmp_path / "scripts")
    with pytest.raises(SystemExit, match="has no place"):
        offline.write(lay(tmp_path / "site"))


def test_the_built_site_keeps_each_page_with_all_it_loads(site: Path) -> None:
    """Every script, style and picture that a kept page names is among the files kept with it."""
    build = known(site)
    for place in (*build["pages"]["en"], *build["pages"]["zh"]):
        html = (site / place / "index.html").read_text("utf-8")
        loaded = re.findall(
            r"<(?:link|script|img)\b[^>]*?(?:href|src)=\"([^\":]+\.(?:css|js|mjs|svg))\"", html
        )
        assert loaded
        for link in loaded:
            file = (site / place / link).resolve().relative_to(site.resolve()).as_posix()
            assert file in build["files"], (place, link)
