"""Where the page being rendered stands, told alike by MkDocs and Zensical."""

from __future__ import annotations

import re

from markdown import Markdown


class UnknownReference(ValueError):
    """A page names a law, rule or topic that does not exist. The message names the page."""


def page_path(md: Markdown) -> str:
    """Path of the Markdown file being rendered, below its docs folder ("" outside a site build)."""
    for processor in (*md.treeprocessors, *md.preprocessors):
        file = getattr(processor, "file", None)  # MkDocs
        if file is not None and hasattr(file, "src_uri"):
            return str(file.src_uri)
        page = getattr(processor, "page", None)  # Zensical
        if page is not None and hasattr(page, "path"):
            return str(page.path)
    return ""


def to_root(path: str) -> str:
    """What leads from the address of the page at `path` to the language root: "", "../", "../../"."""
    stem = re.sub(r"(^|/)index\.md$", r"\1", path)
    depth = stem.count("/") + (0 if stem.endswith("/") or not stem else 1)
    return "../" * depth
