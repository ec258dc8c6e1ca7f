"""What search engines and chat programs read: descriptions, previews, twins and the map of the site."""

from __future__ import annotations

import posixpath
import re
import struct
import xml.etree.ElementTree as ET
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tools import preview, sitemap

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SIZES = {"en": (50, 170), "zh": (15, 90)}  # characters that a list of results shows of a description
ADDRESS = "https://ads.example.com/book/"


class Head(HTMLParser):
    """The title of a page, its <meta> by name, and its twins by language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.twins: dict[str, str] = {}
        self.canonical = self.title = ""
        self.in_title = False
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := got.get("name") or got.get("property")):
            self.meta[name] = got["content"]
        elif tag == "link" and "hreflang" in got:
            self.twins[got["hreflang"]] = got["href"]
        elif tag == "link" and got.get("rel") == "canonical":
            self.canonical = got["href"]
        self.in_title = tag == "title" and not self.title

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
        self.in_title = False


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, Head]:
    """By address under the site: "", "check/", "zh/check/" …"""
    return {
        page.relative_to(site).as_posix().removesuffix("index.html"): Head(page.read_text("utf-8"))
        for page in site.rglob("index.html")
    }


def language(place: str) -> str:
    return "zh" if place.startswith("zh/") else "en"


def test_each_page_has_its_own_title_and_description(heads: dict[str, Head]) -> None:
    assert len(heads) > 200
    for lang in SIZES:
        mine = [head for place, head in heads.items() if language(place) == lang]
        for told in ([head.title for head in mine], [head.meta["description"] for head in mine]):
            assert [text for text, times in Counter(told).items() if times > 1] == []


def test_descriptions_are_in_the_language_of_the_page_and_fit_a_list_of_results(
    heads: dict[str, Head],
) -> None:
    wrong = []
    for place, head in heads.items():
        text = head.meta["description"]
        least, most = SIZES[language(place)]
        chinese = len(CHINESE.findall(text)) / len(text)
        if not least <= len(text) <= most or (chinese > 0.5) != (language(place) == "zh"):
            wrong.append((place, len(text), text))
    assert wrong == []


def test_each_page_names_its_twin_and_itself(heads: dict[str, Head]) -> None:
    for place, head in heads.items():
        plain = place.removeprefix("zh/")
        led = {lang: posixpath.normpath(posixpath.join("/", place, to)) for lang, to in head.twins.items()}
        english, chinese = (posixpath.normpath(f"/{to}") for to in (plain, f"zh/{plain}"))
        assert led == {"en": english, "zh": chinese, "x-default": english}, place


def test_each_page_has_a_preview_with_a_picture_of_ours(site: Path, heads: dict[str, Head]) -> None:
    for place, head in heads.items():
        assert head.meta["og:description"] == head.meta["description"], place
        assert head.meta["og:title"], place
        assert head.meta["og:locale"] == {"en": "en_GB", "zh": "zh_CN"}[language(place)]
        assert head.meta["twitter:card"] == "summary_large_image"
        assert (site / place / head.meta["og:image"]).resolve().is_file(), place


def test_the_picture_is_small_and_of_the_size_it_says(heads: dict[str, Head]) -> None:
    data = preview.TARGET.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == preview.SIZE
    assert (heads[""].meta["og:image:width"], heads[""].meta["og:image:height"]) == ("1200", "630")
    assert len(data) < 60_000


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_with_an_address_of_its_own_the_site_says_it_in_full(root: Path, tmp_path: Path, lang: str) -> None:
    docs = tmp_path / "docs"
    (docs / "check").mkdir(parents=True)
    (docs / "index.md").write_text("---\ntitle: t\ndescription: d\n---\n# t\n", "utf-8")
    (docs / "check/index.md").write_text('---\ntitle: "<c>"\ndescription: "\\"e\\""\n---\n# c\n', "utf-8")
    config = load_config(
        str(root / ("mkdocs.zh.yml" if lang == "zh" else "mkdocs.yml")),
        docs_dir=str(docs), site_dir=str(tmp_path / "site"), nav=[{"c": "check/index.md"}, {"t": "index.md"}],
        strict=False, site_url=f"{ADDRESS}zh/" if lang == "zh" else ADDRESS,
    )  # fmt: skip
    build(config)
    head = Head((tmp_path / "site/check/index.html").read_text("utf-8"))
    here = f"{ADDRESS}{'zh/' if lang == 'zh' else ''}check/"
    assert (head.canonical, head.meta["og:url"]) == (here, here)
    assert head.twins == {
        lang: f"{ADDRESS}{way}check/" for lang, way in (("en", ""), ("zh", "zh/"), ("x-default", ""))
    }
    assert head.meta["og:image"] == f"{ADDRESS}assets/honest/img/preview.png"
    assert head.meta["og:description"] == '"e"'


def test_without_an_address_there_is_no_map(site: Path, tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    for name in ("sitemap.xml", "sitemap.xml.gz", "zh/sitemap.xml"):
        (tmp_path / name).write_text("MkDocs' own", "utf-8")
    sitemap.write(tmp_path, "")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_map_holds_every_page_with_its_twin(site: Path, heads: dict[str, Head]) -> None:
    tree = ET.fromstring(f'<urlset xmlns:xhtml="x">{"".join(sitemap.entries(site, ADDRESS))}</urlset>')
    listed = {str(url.findtext("loc")): url for url in tree}
    assert listed.keys() == {ADDRESS + place for place in heads}
    for address, url in listed.items():
        plain = address.removeprefix(ADDRESS).removeprefix("zh/")
        twins = {link.get("hreflang"): link.get("href") for link in url.findall("{x}link")}
        assert twins == {
            "en": ADDRESS + plain,
            "zh": f"{ADDRESS}zh/{plain}",
            "x-default": ADDRESS + plain,
        }
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", url.findtext("lastmod") or "")


def test_the_map_is_written_beside_its_signpost(tmp_path: Path) -> None:
    (tmp_path / "zh/a").mkdir(parents=True)
    for name in ("index.html", "zh/index.html", "zh/a/index.html"):
        (tmp_path / name).write_text('<p class="ha-reviewed">x<time datetime="2026-11-22">', "utf-8")
    sitemap.write(tmp_path, ADDRESS.rstrip("/"))
    root = ET.parse(tmp_path / "sitemap.xml").getroot()
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    assert [url[0].text for url in root] == [ADDRESS, f"{ADDRESS}zh/a/", f"{ADDRESS}zh/"]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (tmp_path / "robots.txt").read_text("utf-8")
