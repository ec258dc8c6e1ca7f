"""The built site, as files: every link leads somewhere, and no page loads anything from another host."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.test_twins import front

LOADS = {
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("form", "action"),
}
# <link> that only names an address; every other kind makes the browser fetch it.
NAMES = {"canonical", "alternate", "license", "author", "next", "prev", "help", "search"}
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
CSS_OUTSIDE = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", re.IGNORECASE)


class Reader(HTMLParser):
    """The ids of a page, the addresses it links to, and those it makes the browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name, value in values.items():
            if value is None:
                continue
            if name in ("id", "name") and not (name == "name" and tag != "a"):
                self.ids.add(value)
            elif (tag, name) in LOADS:
                self.loads.append(value)
            elif name == "href":
                fetched = tag == "link" and not NAMES & set((values.get("rel") or "").split())
                (self.loads if fetched else self.links).append(value)
            elif name == "style" and CSS_OUTSIDE.search(value):
                self.loads.append(value)


@cache
def read(page: Path) -> Reader:
    reader = Reader()
    reader.feed(page.read_text("utf-8"))
    return reader


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert found
    return found


class Links:
    """Follows links between the files of a site, as a static host resolves them."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}

    def target(self, page: str, path: str) -> str:
        """The name of the file that a link's path on this page leads to."""
        place = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(page), path)
        place = posixpath.normpath(unquote(place))
        return place if place in self.files else posixpath.normpath(f"{place}/index.html")

    def has(self, page: str, place: str) -> bool:
        return place in read(self.site / page).ids

    def faults(self, page: str) -> list[str]:
        out = []
        reader = read(self.site / page)
        for link in dict.fromkeys([*reader.links, *reader.loads]):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            file = self.target(page, parts.path) if parts.path else page
            if file not in self.files:
                out.append(f"{page}: {link} leads nowhere")
            # A fragment with "=" is an order to the checker page (#text=…), not a place.
            elif parts.fragment and "=" not in parts.fragment and not self.has(file, unquote(parts.fragment)):
                out.append(f"{page}: {link} names no place there")
        return out


def test_every_link_leads_somewhere(site: Path, pages: list[Path]) -> None:
    # 404.html is served at any depth, so its links are absolute and hold where the site is at the root.
    links = Links(site)
    assert [fault for page in pages for fault in links.faults(page.relative_to(site).as_posix())] == []


def test_no_page_loads_anything_from_another_host(site: Path, pages: list[Path]) -> None:
    outside = [
        f"{page.relative_to(site)}: {url}" for page in pages for url in read(page).loads if OUTSIDE.match(url)
    ]
    assert outside == []


def test_no_stylesheet_loads_anything_from_another_host(site: Path) -> None:
    outside = [
        str(sheet.relative_to(site)) for sheet in site.rglob("*.css") if CSS_OUTSIDE.search(sheet.read_text())
    ]
    assert outside == []


def test_both_languages_have_the_same_pages(site: Path, pages: list[Path]) -> None:
    names = {page.relative_to(site).as_posix() for page in pages}
    zh = {name.removeprefix("zh/") for name in names if name.startswith("zh/")}
    en = {name for name in names if not name.startswith("zh/")} - {"404.html"}
    assert en == zh


def test_each_page_says_its_language(site: Path, pages: list[Path]) -> None:
    for page in pages:
        lang = "zh" if page.relative_to(site).parts[0] == "zh" else "en"
        assert re.search(rf'<html lang="{lang}\b', page.read_text("utf-8")), page


def test_each_page_shows_once_when_it_was_reviewed(root: Path, site: Path, pages: list[Path]) -> None:
    shown = {}
    for page in pages:
        dates = re.findall(r'<p class="ha-reviewed">(.*?)</p>', page.read_text("utf-8"))
        shown[page.relative_to(site).as_posix()] = dates
    expected: dict[str, list[str]] = {"404.html": []}
    for lang, place, words in (("en", "", "Reviewed: "), ("zh", "zh/", "复核日期：")):
        docs = root / "docs" / lang
        for source in docs.rglob("*.md"):
            name = source.relative_to(docs).with_suffix("").as_posix()
            day = front(source.read_text("utf-8"))["reviewed"]
            folder = name.removesuffix("index").rstrip("/")
            file = f"{place}{folder}/index.html" if folder else f"{place}index.html"
            expected[file] = [f'{words}<time datetime="{day}">{day}</time>']
    assert shown == expected


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_text('<h1 id="here">b</h1>', "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="b/">', None),
        ('<a href="b/#here">', None),
        ('<a href="b/#text=最佳">', None),
        ('<a href="https://example.com/">', None),
        ('<a href="c/">', "leads nowhere"),
        ('<a href="b/#gone">', "names no place"),
        ('<img src="gone.svg">', "leads nowhere"),
    ],
)
def test_the_link_check_sees_what_is_broken(small_site: Path, html: str, fault: str | None) -> None:
    (small_site / "index.html").write_text(html, "utf-8")
    found = Links(small_site).faults("index.html")
    assert (found == []) if fault is None else (fault in found[0])


@pytest.mark.parametrize(
    "html",
    [
        '<script src="//cdn.example.com/a.js"></script>',
        '<link rel="stylesheet" href="https://fonts.example.com/a.css">',
        '<link rel="preconnect" href="https://fonts.example.com">',
        '<img src="https://example.com/a.png">',
        '<p style="background: url(https://example.com/a.png)">',
    ],
)
def test_the_host_check_sees_what_is_loaded(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    assert any(OUTSIDE.match(url) or CSS_OUTSIDE.search(url) for url in reader.loads)
