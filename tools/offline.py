"""Makes the built site one that opens again without a connection.

Our own files move into a folder named by their content, and every page refers to them there: a page and the
files it names can then never be of two builds, whatever a browser keeps of each. The service worker is written
with what belongs together. The files also stay at their plain addresses, which others may have linked.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import shutil
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent / "offline"
NAME = "offline.js"  # at the site's root; offline.mjs registers it
OURS = "assets/honest"
SWITCH = "build.mjs"  # tells the page's scripts that there is a worker
PLACE = "const BUILD = {};"

STEPS = ("1-examine", "2-contact", "3-talk", "4-cause", "5-rectify", "6-learn")
# What a seller with a complaint needs, whether there is a connection or not.
PAGES = ("", "check/", "case/", "procedure/", *(f"procedure/{step}/" for step in STEPS), "deadlines/")

PREVIEW = "img/preview.png"  # fetched by chat programs, at an address that lasts
REFERENCE = re.compile(rf"(?<=[\"'/]){OURS}/(?!{re.escape(PREVIEW)})")
LOADED = re.compile(r"<(?:link|script)\b[^>]*?(?:href|src)=\"([^\":]+\.(?:css|js))\"")


def content(paths: list[Path]) -> str:
    """Sixteen digits that tell these files, by name and content, from any others."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def move_files(site: Path) -> str:
    """A copy of our files under their hash, to which all pages now refer. Returns its place."""
    plain = site / OURS
    files = sorted(path for path in plain.rglob("*") if path.is_file())
    place = f"{OURS}-{content(files)}"
    shutil.copytree(plain, site / place)
    (site / place / PREVIEW).unlink(missing_ok=True)
    switch = site / place / SWITCH
    told = switch.read_text("utf-8").replace("KEEPS = false", "KEEPS = true")
    switch.write_text(told, "utf-8")
    for page in site.rglob("*.html"):
        page.write_text(REFERENCE.sub(f"{place}/", page.read_text("utf-8")), "utf-8")
    return place


def theme_files(site: Path, places: list[str]) -> set[str]:
    """The theme's styles and scripts that these pages load, as places from the root."""
    found = set()
    for place in places:
        for link in LOADED.findall((site / place / "index.html").read_text("utf-8")):
            file = posixpath.normpath(posixpath.join(place, link))
            if not file.startswith(OURS):
                found.add(file)
    return found


def write(site: Path) -> None:
    """Prepare the site and write its service worker."""
    place = move_files(site)
    pages = {"en": list(PAGES), "zh": [f"zh/{page}" for page in PAGES]}
    every = [*pages["en"], *pages["zh"]]
    files = {path.relative_to(site).as_posix() for path in (site / place).rglob("*") if path.is_file()}
    files |= theme_files(site, every)
    files |= {
        "search/search_index.json",
        "zh/search/search_index.json",
    }  # the theme asks for it with each page
    script = (SCRIPTS / "worker.js").read_text("utf-8")
    parts = [site / file for file in sorted(files)] + [site / page / "index.html" for page in every]
    build = {
        "id": hashlib.sha256(f"{content(parts)}{script}".encode()).hexdigest()[:16],
        "files": sorted(files),
        "pages": pages,
    }
    if script.count(PLACE) != 1:
        raise SystemExit(f"{SCRIPTS / 'worker.js'} has no place for what the build knows: {PLACE}")
    told = f"const BUILD = {json.dumps(build)};"
    (site / NAME).write_text(script.replace(PLACE, told), "utf-8")


def remove(site: Path) -> None:
    """Write a worker that only takes away the one this site had before, in browsers that still have it."""
    shutil.copy(SCRIPTS / "remove.js", site / NAME)
