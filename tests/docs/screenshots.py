"""The pictures of the page in the docs; run it to take them anew, with Chromium installed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cbccvc_rules import check, read, write
from chromium import browser

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "how-to" / "images"
EXAMPLE = ROOT / "examples" / "01-phong-ban-2024"
_TYPED = """(() => {
  const search = document.getElementById("search");
  search.value = "dang ngoc son";
  search.dispatchEvent(new Event("input"));
  return new Promise((done) => setTimeout(done, 400));
})()"""
_OPENED = """(() => {
  document.querySelector("#findings .toggle").click();
  document.getElementById("findings").scrollIntoView();
})()"""


def take_all() -> None:
    """Take every picture anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "report.html"
        write(check(read(EXAMPLE), distribution=True), file)
        with browser(Path(folder) / "profile") as page:
            page.look(1000, 900)
            page.open(file)
            page.value("document.getElementById('overview').scrollIntoView()")
            (IMAGES / "html-charts.png").write_bytes(page.screenshot())
            page.look(1000, 760)
            page.value(_TYPED)
            page.value(_OPENED)
            (IMAGES / "html-finding.png").write_bytes(page.screenshot())
            page.look(1000, 660, dark=True)
            page.value("document.getElementById('units').scrollIntoView()")
            (IMAGES / "html-units-dark.png").write_bytes(page.screenshot())


if __name__ == "__main__":
    take_all()
