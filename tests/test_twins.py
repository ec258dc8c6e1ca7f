"""The English and the Chinese pages are twins.

A link to a heading, a rule or an article must work in either language, and a reader who changes
language must find the same page. So each pair of files has the same headings (by id), the same
links inside the site, the same references to law and rules, the same run examples, and the same
Chinese message drafts. What a page says in its own words is left to its editor.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
FENCE = re.compile(r"^( *)(`{3,})([^\n]*)\n(.*?)^\1\2 *$", re.M | re.S)
HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.M)
HEADING_ID = re.compile(r"\{[^}]*#([\w.-]+)[^}]*\}$")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(<?([^)>\s]+)|<a\s[^>]*?href=\"([^\"]+)\"")
REFERENCE = re.compile(r"\{((?:law|rule|rules|law-text|law-page|cases|glossary):[\w.=-]+)\}")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def fences(text: str) -> list[tuple[str, str]]:
    """Fenced blocks as (info, content), in order."""
    return [(match[3].strip(), match[4]) for match in FENCE.finditer(text)]


def prose(text: str) -> str:
    """The page without front matter and fenced blocks, where a # or a link means something else."""
    return FENCE.sub("", FRONT.sub("", text))


def headings(text: str) -> list[tuple[int, str]]:
    """(level, id) of each heading below the title; the id is empty where the page gives none."""
    found = []
    for match in HEADING.finditer(prose(text)):
        level = len(match[1])
        if level > 1:
            named = HEADING_ID.search(match[2])
            found.append((level, named[1] if named else ""))
    return found


def anchors(text: str) -> list[str]:
    """Every id a link can name, in order: headings, and terms of a definition list."""
    lines = prose(text).splitlines()
    return [named[1] for line in lines if (named := HEADING_ID.search(line.rstrip()))]


def links(text: str) -> Counter[str]:
    """Targets of links that stay inside the site, counted. Pictures may differ by language."""
    targets = (match[1] or match[2] for match in LINK.finditer(prose(text)))
    return Counter(target for target in targets if not OUTSIDE.match(target))


def references(text: str) -> Counter[str]:
    """References to law and rules, counted."""
    return Counter(REFERENCE.findall(prose(text)))


def examples(text: str) -> list[str]:
    """Info strings of the examples the checker runs ("ad bad category=food"), in order."""
    return [info for info, _ in fences(text) if info == "ad" or info.startswith("ad ")]


def drafts(text: str) -> list[str]:
    """Message drafts. They are sent in Chinese, so an English page carries the same ones."""
    return [content for info, content in fences(text) if info == "text"]


def front(text: str) -> dict[str, str]:
    """Front matter as plain key and value."""
    match = FRONT.match(text)
    pairs = (line.partition(":") for line in match[1].splitlines()) if match else ()
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}


def reviewed(text: str) -> str:
    """The day of the last review."""
    return front(text).get("reviewed", "")


SAME: list[tuple[str, Callable[[str], object]]] = [
    ("headings", headings),
    ("anchors", anchors),
    ("links inside the site", links),
    ("law and rule references", references),
    ("run examples", examples),
    ("message drafts", drafts),
    ("date of review", reviewed),
]


def difference(english: object, chinese: object) -> str:
    """What one side has and the other has not, as short as it can be said."""
    if isinstance(english, Counter) and isinstance(chinese, Counter):
        return f"only en {dict(english - chinese)}, only zh {dict(chinese - english)}"
    if isinstance(english, list) and isinstance(chinese, list):
        for one, other in zip(english, chinese, strict=False):
            if one != other:
                return f"en {one!r}, zh {other!r}"
        return f"en has {len(english)}, zh has {len(chinese)}"
    return f"en {english!r}, zh {chinese!r}"


def pages(root: Path) -> set[str]:
    """Names of all pages below a language's root."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*.md")}


def problems(docs: Path, name: str) -> list[str]:
    """Everything in which the pair of one page differs. An empty list: they are twins."""
    paths = {language: docs / language / name for language in ("en", "zh")}
    missing = [language for language, path in paths.items() if not path.is_file()]
    if missing:
        return [f"{name}: no page in {missing[0]}"]
    english, chinese = (path.read_text(encoding="utf-8") for path in paths.values())
    found = []
    for language, text in (("en", english), ("zh", chinese)):
        for key in ("title", "description", "reviewed"):
            if not front(text).get(key):
                found.append(f"{language}/{name}: front matter has no {key}")
        for _, heading in headings(text):
            if not heading:
                found.append(f"{language}/{name}: a heading has no id")
        ids = Counter(anchors(text))
        found += [f"{language}/{name}: id {key} is used twice" for key, n in ids.items() if n > 1]
    for what, read in SAME:
        if read(english) != read(chinese):
            found.append(f"{name}: {what} differ: {difference(read(english), read(chinese))}")
    return found


@pytest.mark.parametrize("name", sorted(pages(DOCS / "en") | pages(DOCS / "zh")))
def test_twin(name: str) -> None:
    assert not problems(DOCS, name)


def test_there_are_pages() -> None:
    assert {"procedure/index.md", "procedure/1-examine.md", "privacy.md"} <= pages(DOCS / "en")


# Each break is one an editor could make; each must be seen. (what, language, old, new)
PAGE = "procedure/2-contact.md"
BREAKS = [
    ("id", "zh", "{#wording}", "{#words}"),
    ("heading", "en", "### The buyer is angry {#msg-angry}", ""),
    ("link", "zh", "](3-talk.md)", "](4-cause.md)"),
    ("law", "en", "{law:civil-188}", "{law:civil-152}"),
    ("draft", "en", "让您费心了", "很抱歉，是我们的错"),
    ("date", "zh", "reviewed: 2026-11-22", "reviewed: 2025-01-01"),
    ("description", "en", "description: ", "summary: "),
    ("unnamed", "zh", " {#keep}", ""),
    ("twice", "zh", "{#mistakes}", "{#keep}"),
]


@pytest.mark.parametrize(("language", "old", "new"), [b[1:] for b in BREAKS], ids=[b[0] for b in BREAKS])
def test_a_break_is_seen(tmp_path: Path, language: str, old: str, new: str) -> None:
    for tree in ("en", "zh"):
        (tmp_path / tree / PAGE).parent.mkdir(parents=True)
        shutil.copy(DOCS / tree / PAGE, tmp_path / tree / PAGE)
    assert not problems(tmp_path, PAGE)
    broken = tmp_path / language / PAGE
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert problems(tmp_path, PAGE)


def test_a_changed_term_is_seen(tmp_path: Path) -> None:
    head = "---\ntitle: t\ndescription: d\nreviewed: 2026-11-22\n---\n"
    for tree, term in (("en", "fraud"), ("zh", "deceit")):
        (tmp_path / tree).mkdir()
        (tmp_path / tree / "x.md").write_text(f"{head}欺诈 {{#{term}}}\n:   …\n", encoding="utf-8")
    assert problems(tmp_path, "x.md") == ["x.md: anchors differ: en 'fraud', zh 'deceit'"]


def test_a_missing_page_is_seen(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    shutil.copy(DOCS / "en" / "privacy.md", tmp_path / "en")
    assert problems(tmp_path, "privacy.md") == ["privacy.md: no page in zh"]


def test_an_example_run_otherwise_is_seen(tmp_path: Path) -> None:
    head = "---\ntitle: t\ndescription: d\nreviewed: 2026-11-22\n---\n"
    for tree, kind in (("en", "ad bad"), ("zh", "ad fine")):
        (tmp_path / tree).mkdir()
        (tmp_path / tree / "x.md").write_text(f"{head}```{kind}\n茶叶\n```\n", encoding="utf-8")
    assert [problem.split(":")[1].strip() for problem in problems(tmp_path, "x.md")] == [
        "run examples differ"
    ]
