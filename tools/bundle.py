"""Writes build/runtime/: everything the checker's page fetches, in a folder named by its content.

- the engine: the modules `checker.web` needs and the rules as one JSON file, compiled by pyodide-build;
- Pyodide without the tables the checker never reads, and its standard library cut to what it uses;
- a picture of memory with Python running and the rules compiled, from which the page starts in half a second.

Large files also come compressed (`.gz.bin`), because many hosts compress neither WebAssembly nor unknown
types; the page unpacks them itself, and the name keeps a host from doing it on the way. Equal input gives
equal bytes. Nothing is done when the input has not changed.
"""

from __future__ import annotations

import ast
import bz2
import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import deflate

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker.load import PACKED, DataError, write_json  # noqa: E402

PYODIDE = ROOT / "node_modules" / "pyodide"
SCRIPTS = ROOT / "tools" / "bundle"
# A few lines of our own in place of modules that load much and serve nothing here.
STANDINS = SCRIPTS / "standins"
BOOT = ROOT / "overrides" / "assets" / "honest" / "boot.mjs"
WORK = ROOT / "build" / "bundle"
TARGET = ROOT / "build" / "runtime"

# Of libdeflate: a twentieth smaller than zlib's best; above it, four times the work for a thousandth.
LEVEL = 10
FORMAT = 1  # of the manifest; worker.mjs refuses another
DATE = (1980, 1, 1, 0, 0, 0)  # the only date a zip of ours knows
COPIED = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")


def page_modules(package: Path) -> list[str]:
    """Modules of the checker that `checker.web` imports, directly or not, also inside functions."""
    found: set[str] = set()
    waiting = ["web"]
    while waiting:
        name = waiting.pop()
        path = package / f"{name}.py"
        if name in found or not path.is_file():
            continue
        found.add(name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            for full in names:
                top, _, rest = full.partition(".")
                if top == "checker":
                    waiting += ["__init__", rest.split(".")[0]]
    return sorted(found - {""})


def write_zip(path: Path, files: dict[str, bytes]) -> None:
    """Uncompressed: the whole file is compressed for the way, which packs tighter than part by part."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DATE)
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])


def read_zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def pack(files: dict[str, bytes]) -> bytes:
    """Length of the index, the index as JSON, the files one after another: see unpackEngine in boot.mjs."""
    index = json.dumps(
        [[name, len(data)] for name, data in sorted(files.items())], separators=(",", ":")
    ).encode()
    return struct.pack("<I", len(index)) + index + b"".join(data for _, data in sorted(files.items()))


def run(*command: str | Path, **more: str) -> str:
    """Run a tool; returns what it printed. Raises SystemExit with its complaint."""
    # With this set, compiled modules carry the hash of their source in place of its date.
    env = os.environ | {"SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0"} | more
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", "")])
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        # Node repeats the whole script line in which an error arose: a megabyte, with Pyodide's.
        lines = [line for line in done.stderr.splitlines() if len(line) < 1000]
        raise SystemExit(
            "\n".join([f"{' '.join(str(part) for part in command)} failed:", done.stdout, *lines])
        )
    return done.stdout


def node(script: str, *arguments: Path) -> str:
    return run("node", SCRIPTS / script, *arguments)


def page_sources() -> dict[str, bytes]:
    """The engine's files as the page gets them: modules, and all data packed into one in place of the TOML files."""
    package = ROOT / "checker"
    files = {f"checker/{name}.py": (package / f"{name}.py").read_bytes() for name in page_modules(package)}
    data = WORK / "_data.json"
    try:
        write_json(data, for_page=True)
    except DataError as error:
        raise SystemExit(f"checker/{error}") from None
    kept = json.dumps(
        only_what_answers_need(json.loads(data.read_text(encoding="utf-8"))),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return files | {f"checker/{PACKED}": bz2.compress(kept.encode())}


def only_what_answers_need(data: dict[str, Any]) -> dict[str, Any]:
    """Exemptions without their examples, and of the laws the articles that some rule or exemption cites."""
    cited: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, str):
            cited.add(value)
        elif isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                collect(part)

    collect([table for name, table in data.items() if not name.startswith("laws/")])
    out: dict[str, Any] = {}
    for name, table in data.items():
        if name.startswith("laws/"):
            articles = [article for article in table["article"] if article["id"] in cited]
            if articles:
                out[name] = table | {"article": articles}
        elif "exemption" in table:
            entries = table["exemption"]
            out[name] = table | {
                "exemption": [{k: v for k, v in entry.items() if k != "example"} for entry in entries]
            }
        else:
            out[name] = table
    return out


def input_digest(sources: dict[str, bytes]) -> str:
    """A hash of all that the bundle is made from."""
    total = hashlib.sha256(sys.version.encode())
    for name, data in sorted(sources.items()):
        total.update(f"\n{name}\n".encode() + data)
    for path in (
        Path(__file__),
        BOOT,
        *sorted(path for path in SCRIPTS.rglob("*") if path.is_file()),
        PYODIDE / "package.json",
    ):
        total.update(f"\n{path.name}\n".encode() + path.read_bytes())
    total.update(run("node", "--version").encode())
    return total.hexdigest()


def compiled(name: str, sources: dict[str, bytes], **env: str) -> dict[str, bytes]:
    """The same files with modules compiled for the Python of the page."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write_zip(folder / f"{name}.zip", sources)
    tool = Path(sys.executable).with_name("pyodide")
    # Without the columns of each instruction: they only draw the carets under a traceback.
    env["PYTHONNODEBUGRANGES"] = "1"
    run(tool, "py-compile", "--silent", "--compression-level", "0", folder, **env)
    return read_zip(folder / f"{name}.zip")


def pyodide_without_unused() -> Path:
    """A copy of Pyodide whose WebAssembly file has zeros in place of the tables listed in unused.json.

    Offsets stay as they are, so nothing else changes; a fifth less to fetch. See find_unused.py.
    """
    unused = json.loads((SCRIPTS / "unused.json").read_text(encoding="utf-8"))
    wasm = bytearray((PYODIDE / "pyodide.asm.wasm").read_bytes())
    if hashlib.sha256(wasm).hexdigest() != unused["sha256"]:
        raise SystemExit(
            "This is another version of Pyodide: run python tools/bundle/find_unused.py, then the tests."
        )
    for start, size, _module in unused["ranges"]:
        wasm[start : start + size] = bytes(size)
    folder = WORK / "pyodide"
    folder.mkdir(exist_ok=True)
    for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide-lock.json", "package.json"):
        shutil.copy(PYODIDE / name, folder)
    (folder / "pyodide.asm.wasm").write_bytes(wasm)
    return folder


def compile_engine(sources: dict[str, bytes]) -> Path:
    target = WORK / "engine.pack"
    target.write_bytes(pack(compiled("engine", sources)))
    return target


def cut_stdlib(pyodide: Path, engine: Path) -> Path:
    """Pyodide's standard library without what the checker never loads, and compiled: it comes as source."""
    files = read_zip(PYODIDE / "python_stdlib.zip")
    files |= {path.relative_to(STANDINS).as_posix(): path.read_bytes() for path in STANDINS.rglob("*.py")}
    full = WORK / "full.zip"
    write_zip(full, files)
    needed = json.loads(node("survey.mjs", pyodide, full, engine))
    target = WORK / "python.zip"
    # Without docstrings: nobody calls help() here.
    write_zip(target, compiled("stdlib", {name: files[name] for name in needed}, PYTHONOPTIMIZE="2"))
    return target


def add(
    folder: Path, name: str, data: bytes, *, plain: bool = True, packed: bool = True
) -> dict[str, object]:
    """Write a file of the bundle, as it is (`plain`) and compressed (`packed`); returns its entry in the manifest."""
    entry: dict[str, object] = {"size": len(data)}
    if plain:
        (folder / name).write_bytes(data)
        entry["plain"] = True
    if packed:
        small = deflate.gzip_compress(data, LEVEL)
        (folder / f"{name}.gz.bin").write_bytes(small)
        entry["packed"] = len(small)
    return entry


def assemble(parts: list[Path], snapshot: dict[str, object]) -> None:
    contents = {path.name: path.read_bytes() for path in parts}
    total = hashlib.sha256()
    for name, data in sorted(contents.items()):
        total.update(f"{name} {len(data)}\n".encode() + data)
    folder = total.hexdigest()[:16]

    new = TARGET.with_name("runtime.new")
    shutil.rmtree(new, ignore_errors=True)
    (new / folder).mkdir(parents=True)
    files = {
        name: add(new / folder, name, data, plain=name != "memory.snapshot", packed=name != "pyodide.mjs")
        for name, data in sorted(contents.items())
    }
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    manifest = {
        "format": FORMAT,
        "folder": folder,
        "pyodide": json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))["version"],
        "lock": {"info": lock["info"], "packages": {}},
        "snapshot": snapshot,
        "files": files,
    }
    (new / "manifest.json").write_text(json.dumps(manifest, sort_keys=True), encoding="utf-8")
    shutil.rmtree(TARGET, ignore_errors=True)
    new.rename(TARGET)


def main() -> None:
    if sys.version_info[:2] != (3, 13):
        raise SystemExit(
            "The page runs Python 3.13, and its modules can only be compiled by 3.13: run make setup."
        )
    if not PYODIDE.is_dir():
        raise SystemExit("node_modules/pyodide is missing: run make setup.")
    WORK.mkdir(parents=True, exist_ok=True)
    sources = page_sources()
    stamp = WORK / "inputs.sha256"
    digest = input_digest(sources)
    if stamp.is_file() and stamp.read_text() == digest and (TARGET / "manifest.json").is_file():
        return
    stamp.unlink(missing_ok=True)
    engine = compile_engine(sources)
    pyodide = pyodide_without_unused()
    stdlib = cut_stdlib(pyodide, engine)
    memory = WORK / "memory.snapshot"
    snapshot = json.loads(node("snapshot.mjs", pyodide, stdlib, engine, memory))
    assemble([*(pyodide / name for name in COPIED), engine, stdlib, memory], snapshot)
    stamp.write_text(digest)


if __name__ == "__main__":
    main()
