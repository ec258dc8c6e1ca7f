"""Adds checker/_data.json to the wheel: the rules and laws, parsed once.

Parsing some hundred TOML files is most of the time it takes to start; the file is made while the wheel is
built and is never in the source tree, where it could disagree with the cards.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WRITE = """
import sys
from checker.load import DataError, write_json
try:
    write_json(sys.argv[1])
except DataError as error:
    sys.exit(str(error))
"""


class DataHook(BuildHookInterface[Any]):
    """Runs `checker.load.write_json` and hands its file to the wheel. An editable install reads the TOML."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "_data.json"
        done = subprocess.run([sys.executable, "-B", "-c", WRITE, str(path)], cwd=self.root, check=False)
        if done.returncode:
            raise SystemExit("The wheel was not built: the rules or laws cannot be read (see above).")
        build_data["force_include"][str(path)] = "checker/_data.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()
