"""Measures what the project promises about speed, each figure beside what it is compared with.

    python tools/bench.py [engine|page|visit]      (without a word: all)

Times on a shared machine vary; compare the ratios, which come from the same run.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import bench_engine, bench_page, bench_runtime

PARTS = {"engine": bench_engine.measure, "page": bench_page.measure, "visit": bench_runtime.measure}


def main() -> None:
    wanted = sys.argv[1:] or list(PARTS)
    if not set(wanted) <= set(PARTS):
        sys.exit(f"Name one of: {', '.join(PARTS)}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    for name in wanted:
        print(f"\n{name}")
        for what, value, beside in PARTS[name]():
            print(f"  {what:<46} {value:>14}  {beside}", flush=True)


if __name__ == "__main__":
    main()
