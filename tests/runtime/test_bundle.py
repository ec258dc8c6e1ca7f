"""What the page fetches is complete, small, and the same bytes from the same input."""

from __future__ import annotations

import ast
import bz2
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker.load import PACKED, DataError
from tools import bundle

HERE = Path(__file__).parent
UNUSED = json.loads((bundle.SCRIPTS / "unused.json").read_text(encoding="utf-8"))
SLOW_LINK = 3_600_000  # bytes before the first answer, on the path without a snapshot


@pytest.fixture(scope="module")
def runtime(site: Path) -> Path:
    return site / "runtime"


@pytest.fixture(scope="module")
def manifest(runtime: Path) -> dict:
    return json.loads((runtime / "manifest.json").read_text(encoding="utf-8"))


def node() -> str:
    found = shutil.which("node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert found
    return found


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_file_of_the_manifest_is_there_and_unpacks_to_its_size(runtime: Path, manifest: dict) -> None:
    folder = runtime / manifest["folder"]
    expected = set()
    for name, file in manifest["files"].items():
        if file.get("plain"):
            expected.add(name)
            assert (folder / name).stat().st_size == file["size"]
        if packed := file.get("packed"):
            expected.add(f"{name}.gz.bin")
            data = (folder / f"{name}.gz.bin").read_bytes()
            assert len(data) == packed
            assert len(gzip.decompress(data)) == file["size"]
    assert {path.name for path in folder.iterdir()} == expected
    assert {path.name for path in runtime.iterdir()} == {"manifest.json", manifest["folder"]}


def test_without_unpacking_the_plain_path_is_still_whole(manifest: dict) -> None:
    needed = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python.zip", "engine.pack")
    assert all(manifest["files"][name].get("plain") for name in needed)


def test_pyodides_files_are_those_of_the_package(runtime: Path, manifest: dict) -> None:
    for name in ("pyodide.mjs", "pyodide.asm.js"):
        ours = (runtime / manifest["folder"] / name).read_bytes()
        assert ours == (bundle.PYODIDE / name).read_bytes()
    assert manifest["pyodide"] == "0.29.5"


def test_the_wasm_file_differs_only_where_tables_were_taken_out(runtime: Path, manifest: dict) -> None:
    ours = (runtime / manifest["folder"] / "pyodide.asm.wasm").read_bytes()
    theirs = bytearray((bundle.PYODIDE / "pyodide.asm.wasm").read_bytes())
    for start, size, module in UNUSED["ranges"]:
        assert module.startswith("_codecs_") or module == "unicodedata"
        theirs[start : start + size] = bytes(size)
    assert ours == theirs


def test_what_the_page_knows_of_characters_is_untouched(runtime: Path) -> None:
    """Letter case, categories, widths, numbers and all normal forms, as this Python of the same Unicode has them."""
    file = HERE / "unicode_facts.py"
    done = subprocess.run(
        [node(), str(HERE / "run.mjs"), str(runtime), str(file)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-1000:]
    *definitions, last = ast.parse(file.read_text(encoding="utf-8")).body
    names: dict = {}
    exec(compile(ast.Module(definitions, []), file, "exec"), names)
    assert isinstance(last, ast.Expr)
    here = eval(compile(ast.Expression(last.value), file, "eval"), names)
    assert json.loads(done.stdout) == json.loads(here)


def test_nothing_in_the_page_uses_what_was_taken_out(runtime: Path, manifest: dict) -> None:
    """Names of characters (also as \\N{…} in a pattern) and the East Asian legacy encodings."""
    package = bundle.ROOT / "checker"
    sources = "".join((package / f"{name}.py").read_text("utf-8") for name in bundle.page_modules(package))
    data = bz2.decompress(bundle.page_sources()[f"checker/{PACKED}"])
    assert not re.search(r"unicodedata\.(name|lookup)|from unicodedata|namereplace|\\N\{", sources)
    assert b"\\N{" not in data
    with zipfile.ZipFile(runtime / manifest["folder"] / "python.zip") as archive:
        codecs = {name for name in archive.namelist() if name.startswith("encodings/")}
    assert codecs <= {"encodings/__init__.pyc", "encodings/aliases.pyc", "encodings/utf_8.pyc"}


def test_another_pyodide_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyodide.asm.wasm").write_bytes(b"another")
    monkeypatch.setattr(bundle, "PYODIDE", tmp_path)
    with pytest.raises(SystemExit, match="find_unused"):
        bundle.pyodide_without_unused()


def test_a_slow_link_fetches_little(manifest: dict) -> None:
    files = manifest["files"]
    packed = ("pyodide.asm.js", "pyodide.asm.wasm", "python.zip", "engine.pack")
    assert sum(files[name]["packed"] for name in packed) + files["pyodide.mjs"]["size"] <= SLOW_LINK


def test_the_engine_travels_without_what_only_the_command_line_needs() -> None:
    modules = set(bundle.page_modules(bundle.ROOT / "checker"))
    assert {"__init__", "web", "engine", "load", "kinds", "render"} <= modules
    assert not modules & {"cli", "mdx", "batch"}


def test_imports_inside_functions_count(tmp_path: Path) -> None:
    (tmp_path / "web.py").write_text(
        "import json\nfrom checker import near\ndef late():\n    from checker.far import x\n", "utf-8"
    )
    (tmp_path / "near.py").write_text("import checker.deep.down", "utf-8")
    for name in ("__init__", "far", "deep", "unused"):
        (tmp_path / f"{name}.py").write_text("", "utf-8")
    assert bundle.page_modules(tmp_path) == ["__init__", "deep", "far", "near", "web"]


def test_the_pack_is_an_index_and_the_files() -> None:
    packed = bundle.pack({"b": b"22", "a": b"1"})
    length = int.from_bytes(packed[:4], "little")
    assert json.loads(packed[4 : 4 + length]) == [["a", 1], ["b", 2]]
    assert packed[4 + length :] == b"122"


def test_modules_are_compiled_without_docstrings_and_dates(runtime: Path, manifest: dict) -> None:
    with zipfile.ZipFile(runtime / manifest["folder"] / "python.zip") as archive:
        infos = archive.infolist()
        assert all(info.filename.endswith(".pyc") and info.date_time == bundle.DATE for info in infos)
        assert b"Emulate the format specification" not in b"".join(archive.read(info) for info in infos)
        assert (
            int.from_bytes(archive.read("json/__init__.pyc")[4:8], "little") & 1
        )  # hash of the source, no date
        names = {info.filename.split("/")[0].removesuffix(".pyc") for info in infos}
    assert not names & {"argparse", "asyncio.base_events", "socket", "ssl", "subprocess", "logging", "http"}


def test_a_second_build_elsewhere_makes_the_same_bytes(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "WORK", tmp_path / "work")
    monkeypatch.setattr(bundle, "TARGET", tmp_path / "runtime")
    bundle.main()
    assert contents(tmp_path / "runtime") == contents(runtime)
    built = {path: path.stat().st_mtime_ns for path in (tmp_path / "runtime").rglob("*")}
    bundle.main()
    assert built == {path: path.stat().st_mtime_ns for path in (tmp_path / "runtime").rglob("*")}, (
        "nothing changed, but it was built again"
    )


def test_a_broken_card_stops_the_build_and_names_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, *, for_page: bool) -> None:
        raise DataError("rules/absolute-terms/ac001.toml:7: level: 'bad' is not a level")

    monkeypatch.setattr(bundle, "WORK", tmp_path)
    monkeypatch.setattr(bundle, "write_json", broken)
    with pytest.raises(SystemExit, match=r"^checker/rules/absolute-terms/ac001\.toml:7: level"):
        bundle.main()


def test_a_failing_tool_is_quoted_without_a_megabyte_of_script(tmp_path: Path) -> None:
    script = tmp_path / "long.mjs"
    script.write_text(f"/* {'x' * 5000} */ throw new Error('what went wrong')", "utf-8")
    with pytest.raises(SystemExit) as failed:
        bundle.run("node", script)
    assert "what went wrong" in str(failed.value)
    assert len(str(failed.value)) < 3000


def test_boot_module(root: Path) -> None:
    """The module that build, worker and tests share, by its own tests in Node."""
    done = subprocess.run(
        [node(), "--test", "tests/runtime/boot.test.mjs"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "# pass 7" in done.stdout or "pass 7" in done.stdout
