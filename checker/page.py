"""Where the page being rendered stands, told alike by MkDocs and Zensical."""

from __future__ import annotations

import re

from markdown import Markdown


class UnknownReference(ValueError):
    """A page names a law, rule or topic that does not exist. The message names the page."""


def _told(md: Markdown) -> tuple[str, bool]:
    """(path of the Markdown file below its docs folder, is the builder Zensical); ("", False) outside a site build."""
    for processor in (*md.treeprocessors, *md.preprocessors):
        file = getattr(processor, "file", None)  # MkDocs
        if file is not None and hasattr(file, "src_uri"):
            return str(file.src_uri), False
        page = getattr(processor, "page", None)  # Zensical
        if page is not None and hasattr(page, "path"):
            return str(page.path), True
    return "", False


def page_path(md: Markdown) -> str:
    """Path of the Markdown file being rendered, below its docs folder ("" outside a site build)."""
    return _told(md)[0]


def to_root(md: Markdown) -> str:
    """What leads from a link in drawn HTML to the language root: "", "../", "../../".

    MkDocs leaves such a link alone, so it starts from the address of the page. Zensical reads it as one between
    source files and rewrites it, so there it starts from the folder of the file.
    """
    path, between_files = _told(md)
    stem = re.sub(r"(^|/)index\.md$", r"\1", path)
    own_folder = not stem.endswith("/") and stem != "" and not between_files
    return "../" * (stem.count("/") + own_folder)
