"""The pictures of Word pages in the docs; run it to make them anew, by LibreOffice and Poppler."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from cbccvc_rules import check, read, write
from cbccvc_rules.api.dossier import dossier
from docs.screenshots import EXAMPLE, IMAGES

_DPI = "64"


def make_all() -> None:
    """Make every picture anew: the first page of the minutes, a page of a dossier."""
    batch = read(EXAMPLE)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write(check(batch, distribution=True), folder / "minutes.docx")
        (folder / "dossier.docx").write_bytes(dossier(batch, "CC022"))
        for document, page in (("minutes", "1"), ("dossier", "4")):
            profile = f"-env:UserInstallation={folder.as_uri()}/profile"
            made = ("--convert-to", "pdf", "--outdir", name, f"{name}/{document}.docx")
            subprocess.run(["soffice", "--headless", profile, *made], check=True)
            one = ("-f", page, "-l", page, "-singlefile", "-r", _DPI, "-png")
            target = IMAGES / f"docx-{document}"
            subprocess.run(["pdftoppm", *one, f"{name}/{document}.pdf", str(target)], check=True)


if __name__ == "__main__":
    make_all()
