"""Material for MkDocs ends in May 2027; its successor Zensical builds the same sources, and the checker works there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import BrowserContext

from tools.serve import make_server

pytestmark = pytest.mark.xdist_group("zensical")  # one build serves them all
SOURCES = ("docs", "overrides", "checker", "cases", "mkdocs.yml", "mkdocs.zh.yml")


@pytest.fixture(scope="module")
def zensical_site(root: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both languages built by Zensical, with the runtime of the site beside them."""
    work = tmp_path_factory.mktemp("zensical")
    for name in SOURCES:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, work / name)
        else:
            shutil.copy(source, work / name)
    for config in ("mkdocs.yml", "mkdocs.zh.yml"):
        built = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "-f", config],
            cwd=work,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert built.returncode == 0, built.stdout + built.stderr
    shutil.copytree(work / "build/en", work / "out")
    shutil.copytree(work / "build/zh", work / "out/zh", dirs_exist_ok=True)
    shutil.copytree(site / "runtime", work / "out/runtime")
    return work / "out"


@pytest.fixture(scope="module")
def site_url(zensical_site: Path) -> Iterator[str]:
    with make_server(zensical_site) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_are_drawn_by_the_engine(zensical_site: Path, lang: str) -> None:
    folder = zensical_site / ("zh" if lang == "zh" else "")
    law = (folder / "law/adlaw/index.html").read_text(encoding="utf-8")
    assert 'id="adlaw-9-3"' in law
    topic = (folder / "rules/absolute-terms/index.html").read_text(encoding="utf-8")
    assert 'id="ac001"' in topic
    assert "ad-mark" in topic
    assert "{law:" not in topic
    assert "{rules:" not in topic


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "name",
    ["", "case/", "cases/", "check/", "law/adlaw/", "law/", "procedure/3-talk/", "rules/guarantees/"],
)
def test_drawn_links_lead_somewhere(zensical_site: Path, lang: str, name: str) -> None:
    """Zensical moves relative links; what our extension draws must arrive where it does with MkDocs."""
    folder = zensical_site / ("zh" if lang == "zh" else "")
    page = (folder / name / "index.html").resolve()
    links = re.findall(r'<a (?:class="ha-term" )?href="([^":]+)"', page.read_text(encoding="utf-8"))
    assert len(links) > 10
    for link in links:
        target, anchor = urldefrag(urljoin(page.as_uri(), link))
        found = Path(target.removeprefix("file://"))
        found = found / "index.html" if found.is_dir() else found
        assert found.is_file(), link
        if anchor and "=" not in anchor and found.suffix == ".html":
            assert f'id="{anchor}"' in found.read_text(encoding="utf-8"), link


@pytest.mark.parametrize(("lang", "text"), [("en", "the best tea"), ("zh", "本店最佳茶叶")])
def test_the_checker_works(new_context: Callable[..., BrowserContext], lang: str, text: str) -> None:
    page = new_context().new_page()
    page.goto(f"{'zh/' if lang == 'zh' else ''}check/")
    page.fill("textarea[name=copy]", text)
    page.wait_for_selector("ad-check[data-findings='1']", timeout=90_000)
    assert page.locator("li[data-rule][data-level]").count() == 1
