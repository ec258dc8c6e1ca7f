"""Finds a Chromium for the browser tests; run as a command it also installs one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# No calls home of its own, and nothing but this machine can be reached: a test that passes says something.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find() -> str | None:
    """The path of a Chromium or Chrome that is on this machine ($CHROMIUM first), or None."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    for place in PLACES:
        if Path(place).exists():
            return place
    return playwrights_own()


def playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """As root from the system's packages, else Playwright's own download."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        attempts.insert(0, [*quiet, "update"])
        attempts.insert(1, [*quiet, "install", "-y", "--no-install-recommends", "chromium"])
    for command in attempts:
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        if find():
            return


def main() -> None:
    if not find():
        print("No Chromium on this machine: installing one (some minutes).", flush=True)
        install()
    path = find()
    if not path:
        sys.exit(
            "The browser tests need Chromium, and it could neither be found nor installed.\n"
            "Install it (on Debian or Ubuntu: sudo apt-get install chromium), or name one: make test CHROMIUM=/path"
        )
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    print(f"Browser: {version or path}")


if __name__ == "__main__":
    main()
