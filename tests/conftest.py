"""What every test may use."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site. `make test` builds it first."""
    folder = ROOT / "site"
    if not (folder / "index.html").is_file():
        pytest.fail("There is no site to test. Build it with: make build", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """Every file that git tracks."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    return [path for path in (root / name for name in names.split("\0") if name) if path.is_file()]
