"""Stands in for Pyodide's package installer, which loads archives, temporary files and random numbers.

The page installs nothing: the engine's files are written in place before Python starts.
"""

from pathlib import PurePosixPath
from site import getsitepackages

from pyodide_js import loadedPackages  # noqa: F401 (a snapshot must hold what Pyodide expects it to hold)

SITE_PACKAGES = PurePosixPath(getsitepackages()[0])  # Pyodide calls __str__ on both
DSO_DIR = PurePosixPath("/usr/lib")


def init_loaded_packages():
    """Called once when Pyodide starts, to note what is installed."""
