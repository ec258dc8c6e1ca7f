"""Parts the search index: the theme fetches it with every page, and the texts are wanted only by who searches.

What the theme asks for keeps its settings and no texts; they go beside it, for search.js to fetch with the
first query.
"""

from __future__ import annotations

import json
from pathlib import Path


def part(folder: Path) -> None:
    """`folder`/search_index.json without its texts, and `folder`/pages.json with them."""
    index = folder / "search_index.json"
    read = json.loads(index.read_text(encoding="utf-8"))
    pages = {"docs": read["docs"]}
    (folder / "pages.json").write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")
    index.write_text(json.dumps({**read, "docs": []}, ensure_ascii=False), encoding="utf-8")
