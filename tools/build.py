"""Builds the site into site/: the checker's wheel, its runtime for the page, and the handbook in both languages.

A step is run again only when the content of what it reads has changed since it last succeeded, so a second
build takes a moment, whatever git or an editor did to the dates of files.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

if __package__:
    from tools import offline, search_index, sitemap
else:
    import offline  # run as a script, from its own folder
    import search_index
    import sitemap

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SITE = ROOT / "site"
STAMPS = BUILD / "stamps"

TOOLS = (
    "requirements-dev.txt",
    "package-lock.json",
    "tools/build.py",
    "tools/offline.py",
    "tools/offline",
    "tools/search_index.py",
    "tools/sitemap.py",
)
WHEEL = ("checker", "pyproject.toml", "tools/hatch_build.py", "README.md", "LICENSE")
BOOT = "overrides/assets/honest/boot.mjs"  # how the memory snapshot is laid out
RUNTIME = ("checker", "pyproject.toml", "tools/hatch_build.py", "tools/bundle.py", "tools/bundle", BOOT)
HANDBOOK = ("checker", "overrides", "mkdocs.yml")
# Where the site and its sources are published, if they are; "no": without the service worker.
SETTINGS = ("SITE_URL", "REPO_URL", "OFFLINE")
CONFIGS = {"en": "mkdocs.yml", "zh": "mkdocs.zh.yml"}


def digest(paths: Iterable[str]) -> str:
    """A hash of the names and contents of these files and of all files under these folders."""
    total = hashlib.sha256("\n".join(os.environ.get(name, "") for name in SETTINGS).encode())
    for name in paths:
        top = ROOT / name
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                total.update(f"\n{file.relative_to(ROOT)}\n".encode())
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def step(name: str, inputs: Iterable[str], output: str, make: Callable[[], None]) -> bool:
    """Run `make` if the inputs changed or no file in build/ fits the pattern `output`. Returns whether it ran."""
    stamp = STAMPS / name
    wanted = digest((*inputs, *TOOLS))
    if any(BUILD.glob(output)) and stamp.is_file() and stamp.read_text() == wanted:
        return False
    started = time.monotonic()
    stamp.unlink(missing_ok=True)
    make()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    print(f"  {name}: {time.monotonic() - started:.1f} s", flush=True)
    return True


def run(*command: str, **env: str) -> None:
    """Run a tool from the project's folder; what it says is shown only if it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}\nThis step failed: {' '.join(command)}")


def build_wheel() -> None:
    for old in BUILD.glob("*.whl"):
        old.unlink()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(BUILD))


def build_runtime() -> None:
    run(sys.executable, "tools/bundle.py")


def build_handbook(lang: str) -> None:
    config = CONFIGS[lang]
    site = os.environ.get("SITE_URL", "")
    zh = f"{site.rstrip('/')}/zh/" if site else ""
    # Material prints a notice about MkDocs 2, which this project does not use.
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    run(sys.executable, *f"-m mkdocs build -f {config} -d build/{lang}".split(), SITE_URL_ZH=zh, **quiet)


def assemble() -> None:
    """Put the parts together beside the old site, then swap, so that a server never shows half of one."""
    new, old = BUILD / "site.new", BUILD / "site.old"
    shutil.rmtree(new, ignore_errors=True)
    for part, place in (("en", new), ("zh", new / "zh"), ("runtime", new / "runtime")):
        shutil.copytree(BUILD / part, place, dirs_exist_ok=True)
    # A static host serves the one 404.html at its root; the theme's second one would never be seen.
    (new / "zh/404.html").unlink(missing_ok=True)
    for folder in ("search", "zh/search"):
        search_index.part(new / folder)
    (offline.remove if os.environ.get("OFFLINE") == "no" else offline.write)(new)
    sitemap.write(new, os.environ.get("SITE_URL", ""))
    if SITE.exists():
        SITE.rename(old)
    new.rename(SITE)
    shutil.rmtree(old, ignore_errors=True)


def build() -> bool:
    """Run the steps whose inputs changed. Returns whether any did."""
    ran = [step("wheel", WHEEL, "*.whl", build_wheel)]
    # What follows needs the wheel at most, not each other.
    with ThreadPoolExecutor(max_workers=2) as pool:
        parts = [pool.submit(step, "runtime", RUNTIME, "runtime/manifest.json", build_runtime)]
        for lang, config in CONFIGS.items():
            inputs = (*HANDBOOK, config, f"docs/{lang}")
            make = functools.partial(build_handbook, lang)
            parts.append(pool.submit(step, f"handbook-{lang}", inputs, f"{lang}/index.html", make))
        return any([*ran, *(part.result() for part in parts)])


def main() -> None:
    started = time.monotonic()
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builds at once would write the same files
        if build() or not (SITE / "index.html").exists():
            assemble()
    print(f"site/ is up to date ({time.monotonic() - started:.1f} s).")


if __name__ == "__main__":
    main()
