"""Finds, in pyodide.asm.wasm, the tables that the checker never reads, and writes unused.json.

    python tools/bundle/find_unused.py

Run once for a new version of Pyodide; the build refuses a wasm file it has no list for. Two kinds of tables are
a fifth of what a visitor would fetch: those of the East Asian legacy encodings (GBK, Big5, Shift JIS, …; the
page deals in UTF-8 and UTF-16) and those of Unicode character names. This Python has the same tables in
extension modules of their own, so their place in the wasm file is where the same bytes stand in both.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
WASM = HERE.parent.parent / "node_modules/pyodide/pyodide.asm.wasm"
LIST = HERE / "unused.json"

WINDOW = 32  # bytes that must agree before a table is looked for
EDGE = 16  # bytes left alone at both ends, where neighbours may agree by chance
# Extension module → the smallest table to take. Smaller ones among the encodings also hold pointers; in
# unicodedata the tables that normalisation needs are all smaller than the three that hold names.
MODULES = {
    "_codecs_cn": 11_000,
    "_codecs_hk": 11_000,
    "_codecs_jp": 11_000,
    "_codecs_kr": 11_000,
    "_codecs_tw": 11_000,
    "unicodedata": 90_000,
}


def data_section(wasm: bytes) -> tuple[int, int]:
    """Where the data of a WebAssembly file begins and ends."""

    def number(at: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = wasm[at]
            at, value, shift = at + 1, value | (byte & 127) << shift, shift + 7
            if byte < 128:
                return value, at

    at = 8
    while at < len(wasm):
        kind = wasm[at]
        size, at = number(at + 1)
        if kind == 11:
            return at, at + size
        at += size
    raise ValueError("no data section")


def common(wasm: bytes, start: int, end: int, library: bytes) -> list[tuple[int, int]]:
    """Stretches of wasm[start:end], as (begin, end), that stand in `library` too."""
    known: dict[bytes, int] = {}
    for at in range(0, len(library) - WINDOW, EDGE):
        window = library[at : at + WINDOW]
        if len(set(window)) > 6:  # not mere padding
            known.setdefault(window, at)
    found: list[tuple[int, int]] = []
    at = start
    while at < end - WINDOW:
        place = known.get(wasm[at : at + WINDOW])
        if place is None:
            at += 1
            continue
        begin, back = at, place
        floor = found[-1][1] if found else start
        while begin > floor and back > 0 and wasm[begin - 1] == library[back - 1]:
            begin, back = begin - 1, back - 1
        stop, forth = at + WINDOW, place + WINDOW
        while stop < end and forth < len(library) and wasm[stop] == library[forth]:
            stop, forth = stop + 1, forth + 1
        found.append((begin, stop))
        at = stop
    return found


def main() -> None:
    wasm = WASM.read_bytes()
    start, end = data_section(wasm)
    ranges = []
    for module, smallest in MODULES.items():
        spec = importlib.util.find_spec(module)
        if spec is None or spec.origin in (None, "built-in"):
            raise SystemExit(f"this Python has no {module} in a file of its own")
        for begin, stop in common(wasm, start, end, Path(spec.origin).read_bytes()):
            if stop - begin >= smallest:
                ranges.append((begin + EDGE, stop - begin - 2 * EDGE, module))
    ranges.sort()
    rows = ",\n".join(f"    {json.dumps(row)}" for row in ranges)
    LIST.write_text(
        f'{{\n  "sha256": "{hashlib.sha256(wasm).hexdigest()}",\n  "ranges": [\n{rows}\n  ]\n}}\n',
        encoding="utf-8",
    )
    print(f"{len(ranges)} tables, {sum(size for _, size, _ in ranges):,} bytes: {LIST}")


if __name__ == "__main__":
    main()
