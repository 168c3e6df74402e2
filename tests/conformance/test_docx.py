"""Word documents as an office reads them: LibreOffice turns them into text, page by page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import check
from cbccvc_rules.api import write_text
from cbccvc_rules.api.dossier import dossier
from cbccvc_rules.api.summary import summary
from cbccvc_rules.model.summary import SummedRound
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.summary import SUMMARIES
from cbccvc_rules.sources import LANGS, Lang
from unit.reports.rounds import an_example
from words import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

OFFICE = shutil.which("soffice")


def writer() -> bool:
    """Return whether LibreOffice is installed with the part that opens documents."""
    return OFFICE is not None and Path(OFFICE).resolve().with_name("libswlo.so").exists()


pytestmark = pytest.mark.skipif(not writer(), reason="LibreOffice Writer is not installed")


def converted(documents: Mapping[str, bytes], folder: Path, kind: str) -> dict[str, bytes]:
    """Return documents as LibreOffice writes them in another format."""
    assert OFFICE is not None
    files = [folder / f"{name}.docx" for name in documents]
    for file, document in zip(files, documents.values(), strict=True):
        file.write_bytes(document)
    subprocess.run(
        [
            *(OFFICE, "--headless", f"-env:UserInstallation={folder.as_uri()}/profile"),
            *("--convert-to", kind, "--outdir", str(folder / "made"), *map(str, files)),
        ],
        check=True,
        capture_output=True,
    )
    ending = kind.partition(":")[0]
    return {name: (folder / "made" / f"{name}.{ending}").read_bytes() for name in documents}


def documents(lang: Lang) -> dict[str, bytes]:
    batch = an_example("01-phong-ban-2024")
    minutes = write_text(check(batch, distribution=True), "docx", lang=lang)
    assert isinstance(minutes, bytes)
    tables = SUMMARIES["docx"]([SummedRound("a", summary(batch))], Options(lang))
    assert isinstance(tables, bytes)
    return {"minutes": minutes, "dossier": dossier(batch, "CC022", lang=lang), "summary": tables}


def squeezed(text: str) -> str:
    """Return a text without what a page puts between words: spaces, line breaks, table marks."""
    return re.sub(r"[\s|/]+", "", text)


@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_reads_every_line(tmp_path: Path, lang: Lang) -> None:
    made = documents(lang)
    texts = converted(made, tmp_path, "txt:Text (encoded):UTF8")
    for name, document in made.items():
        shown = squeezed(texts[name].decode("utf-8-sig"))
        for line in lines(document):
            for cell in line.split(" | "):
                assert all(squeezed(part) in shown for part in cell.split(" / ")), line


def test_the_pages_are_numbered(tmp_path: Path) -> None:
    pages = converted({"dossier": documents("vi")["dossier"]}, tmp_path, "pdf")["dossier"]
    assert pages.startswith(b"%PDF")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "d.pdf").write_bytes(pages)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "d.pdf"), "-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    *told, rest = text.split("\f")
    assert rest.strip() == ""
    for number, page in enumerate(told, 1):
        assert page.strip().endswith(f"CC022 – trang {number}/{len(told)}")
