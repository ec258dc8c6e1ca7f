"""Draws the picture that chat programs show beside a link to the site: the seal 诚 and the two names.

`python tools/preview.py` writes overrides/assets/honest/img/preview.png. It is drawn once and kept in the repository,
since it needs a Chromium and a Chinese serif font, which a build should not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import chromium  # noqa: E402

IMAGES = ROOT / "overrides/assets/honest/img"
TARGET = IMAGES / "preview.png"
SIZE = (1200, 630)
PAGE = """<!doctype html><meta charset="utf-8"><style>
  body {{ margin: 0; width: 1200px; height: 630px; background: #faf7f0; color: #26221c; display: flex;
    align-items: center; justify-content: center; gap: 72px; font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; }}
  svg {{ width: 264px; height: 264px; transform: rotate(-2deg); }}
  h1 {{ font-size: 104px; font-weight: 700; margin: 0; letter-spacing: 4px; }}
  p {{ font: 400 60px Charter, "Iowan Old Style", "DejaVu Serif", Georgia, serif; margin: 12px 0 0; color: #5b5348; }}
  i {{ display: block; width: 168px; height: 8px; background: #b5301c; margin-top: 40px; transform: rotate(-1deg); }}
</style>{seal}<div><h1>诚信广告手册</h1><p>Honest Ads</p><i></i></div>"""


def main() -> None:
    seal = (IMAGES / "mark.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.set_content(PAGE.format(seal=seal))
        page.screenshot(path=TARGET)
        browser.close()
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
