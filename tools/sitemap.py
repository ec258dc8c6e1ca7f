"""The site's map for search engines: every page in both languages, each with its twin.

MkDocs makes one map per language, without twins. This one is made of the pages as they were built, so it holds
whatever builds them. A map needs whole addresses: where the site does not know its own, there is none.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

REVIEWED = re.compile(r'<p class="ha-reviewed">.*?<time datetime="([\d-]+)"')


def entries(site: Path, url: str) -> list[str]:
    """One <url> for each page under `site`; `url` is the address of its root, with a slash at its end."""
    out = []
    for page in sorted(site.rglob("index.html")):
        place = page.relative_to(site).as_posix().removesuffix("index.html")
        plain = place.removeprefix("zh/")
        addresses = {"en": url + quote(plain), "zh": f"{url}zh/{quote(plain)}"}
        twins = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{address}"/>'
            for lang, address in (*addresses.items(), ("x-default", addresses["en"]))
        )
        reviewed = REVIEWED.search(page.read_text("utf-8"))
        changed = f"<lastmod>{reviewed[1]}</lastmod>" if reviewed else ""
        here = addresses["zh" if place.startswith("zh/") else "en"]
        out.append(f"<url><loc>{here}</loc>{changed}{twins}</url>")
    return out


def write(site: Path, url: str) -> None:
    """Put sitemap.xml and robots.txt into `site`, or neither when `url` is empty; MkDocs' own maps go."""
    for old in ("sitemap.xml", "sitemap.xml.gz", "zh/sitemap.xml", "zh/sitemap.xml.gz"):
        (site / old).unlink(missing_ok=True)
    if not url:
        return
    url = f"{url.rstrip('/')}/"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    )
    lines = [head, *entries(site, url), "</urlset>", ""]
    (site / "sitemap.xml").write_text("\n".join(lines), "utf-8")
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n", "utf-8")
