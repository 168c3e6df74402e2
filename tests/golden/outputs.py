"""What the command prints for example 01, and the files that hold it; run it to write them anew."""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import openpyxl
import yaml
from click.testing import CliRunner

from cbccvc_rules import check, read
from cbccvc_rules.api import write_text
from cbccvc_rules.cli.main import cbccvc
from cbccvc_rules.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
EXAMPLE = EXAMPLES / "01-phong-ban-2024"


def expected_of(example: Path) -> dict[str, list[dict[str, object]]]:
    """Return what a check of an example must find, as derived by hand."""
    return dict(yaml.safe_load((example / "expected.yaml").read_text(encoding="utf-8")))


EXPECTED = expected_of(EXAMPLE)
RULES = [str(rule) for rule in EXPECTED["rules"]]
# One trace of a person is kept whole; the others would only make the file long.
TRACE_OF = "CC018"
# The shares worked out are those of a law and of an assumption.
SHARES = ("excellent-share", "grades-unlike-unit")
# The column of findings in the tables that are laid out.
SHEET_LAST = {"staff.csv": "AV", "units.csv": "O"}
# The page is kept for one rule.
PAGE_OF = "rated-above-cap-after-leave"


def said(*arguments: str, rules: bool = True, of: Path = EXAMPLE) -> str:
    """Return what a command on an example prints, for the rules that the first one is about."""
    selected = [f"--select={rule}" for rule in RULES] if rules else []
    command, *options = arguments
    done = CliRunner().invoke(cbccvc, [command, str(of), *options, *selected])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def check_json() -> str:
    """Return the JSON report without what every release changes, and with one trace."""
    report = json.loads(said("check", "--format", "json"))
    report["tool"]["version"] = "…"
    for hashed in (*report["packs"], *report["batch"]["sources"]):
        hashed["sha256"] = "…"
    for finding in report["findings"]:
        if finding["subject"]["id"] != TRACE_OF:
            finding["trace"] = "…"
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def check_as(form: str) -> str:
    """Return a report without the folder of this checkout, the version and the digests."""
    words = said("check", "--format", form)
    words = words.replace(f"{EXAMPLES.parent.as_uri()}/", "").replace(f"{EXAMPLES.parent}/", "")
    words = words.replace(f'"version": "{VERSION}"', '"version": "…"')
    return re.sub("[0-9a-f]{64}", "…", words)


def summary_json() -> str:
    """Return the yearly tables as JSON, without the folder of this checkout and the version."""
    words = said("summary", "--format", "json", rules=False)
    words = words.replace(f"{EXAMPLES.parent}/", "").replace(VERSION, "…")
    return re.sub("[0-9a-f]{64}", "…", words)


def check_sarif() -> str:
    """Return the SARIF report with every cell used of one person, and the first of the others."""
    log = json.loads(check_as("sarif"))
    for result in log["runs"][0]["results"]:
        if not result["message"]["text"].startswith(TRACE_OF):
            result["relatedLocations"] = "…"
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def check_html() -> str:
    """Return the page for one rule, its data to be read, without script, style and digests."""
    words = said("check", "--format", "html", "--select", PAGE_OF, rules=False)
    words = words.replace(json.dumps(VERSION), '"…"')
    words = re.sub("sha256-[0-9A-Za-z+/=]+", "…", words)
    words = re.sub("<(style|script)>.*?</", r"<\1>…</", words, flags=re.DOTALL)
    return re.sub(
        '(<script type="application/json"[^>]*>)(.*?)</script>',
        lambda found: f"{found[1]}{_to_be_read(found[2])}</script>",
        words,
    )


def check_docx() -> str:
    """Return the lines of the minutes for one rule, as python-docx reads them back."""
    return _document("check", "--select", PAGE_OF)


def explain_docx() -> str:
    """Return the lines of a dossier, as python-docx reads them back."""
    return _document("explain", "--subject", TRACE_OF)


def summary_docx() -> str:
    """Return the lines of the yearly tables, as python-docx reads them back."""
    return _document("summary")


def _document(command: str, *options: str, of: Path = EXAMPLE) -> str:
    with TemporaryDirectory() as folder:
        target = Path(folder, "told.docx")
        said(command, *options, "--output", str(target), rules=False, of=of)
        told = "\n".join(import_module("words").lines(target.read_bytes()))
    return re.sub("[0-9a-f]{64}", "…", told.replace(VERSION, "…")) + "\n"


def check_xlsx() -> str:
    """Return the cells of the workbook that are not the user's own, a line each, with notes."""
    findings = check(read(EXAMPLE), select=[PAGE_OF, *SHARES], workings=True)
    workbook = write_text(findings, "xlsx")
    assert isinstance(workbook, bytes)
    lines: list[str] = []
    for sheet in openpyxl.load_workbook(BytesIO(workbook)):
        lines.append(f"=== {sheet.title}")
        own = not sheet.title.endswith(".csv")
        for row in sheet.iter_rows():
            for cell in row:
                told = own or cell.column_letter == SHEET_LAST.get(sheet.title)
                if told and cell.value is not None:
                    lines.append(f"{cell.coordinate}: {cell.value!r}")
                if cell.comment is not None:
                    lines.append(f"{cell.coordinate} — {cell.comment.text!r}")
    words = "\n".join(lines) + "\n"
    return re.sub("[0-9a-f]{64}", "…", words).replace(f"rules {VERSION}", "rules …")


def summary_xlsx() -> str:
    """Return the cells of the yearly tables as a workbook, a line each."""
    with TemporaryDirectory() as folder:
        target = Path(folder, "told.xlsx")
        said("summary", "--output", str(target), rules=False)
        book = openpyxl.load_workbook(target)
    lines: list[str] = []
    for sheet in book:
        lines.append(f"=== {sheet.title}")
        cells = (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
        lines += [f"{cell.coordinate}: {cell.value!r}" for cell in cells]
    words = "\n".join(lines) + "\n"
    return re.sub("[0-9a-f]{64}", "…", words).replace(VERSION, "…")


def _to_be_read(data: str) -> str:
    told = json.dumps(json.loads(data), ensure_ascii=False, indent=1)
    return told.replace("<", "\\u003c").replace("&", "\\u0026")


GOLDEN: Mapping[str, Callable[[], str]] = {
    "check.vi.txt": lambda: said("check", "--lang", "vi"),
    "check.en.txt": lambda: said("check", "--lang", "en"),
    "check.json": check_json,
    "check.csv": lambda: check_as("csv"),
    "check.html": check_html,
    "check.xlsx.txt": check_xlsx,
    "check.github.txt": lambda: check_as("github"),
    "check.junit.xml": lambda: check_as("junit"),
    "check.sarif": check_sarif,
    "check.docx.txt": check_docx,
    "explain-CC018.docx.txt": explain_docx,
    "check.waivers.yaml": lambda: check_as("waivers"),
    "summary.docx.txt": summary_docx,
    "summary.json": summary_json,
    "summary.xlsx.txt": summary_xlsx,
    "repair.vi.txt": lambda: said("repair", "--lang", "vi"),
    "repair.json": lambda: said("repair", "--format", "json"),
    "summary.vi.txt": lambda: said("summary", rules=False),
    "explain-CC007.vi.txt": lambda: said("explain", "--subject", "CC007", "--lang", "vi"),
}


INSPECTED = EXAMPLES / "06-ho-so-thanh-tra-2024"
SEED = "XSMB 20/12/2024: 41873"


def sheet() -> str:
    """Return the sheet of the draw of the example, with the rounds as they are named there."""
    told = said("sample", "--size", "4", "--seed", SEED, rules=False, of=INSPECTED / "so")
    return told.replace(f"{INSPECTED}/", "")


IN_EXAMPLES: Mapping[str, Callable[[], str]] = {
    "phieu-chon.txt": sheet,
    "ho-so-XD03.txt": lambda: _document(
        "explain", "--subject", "XD03", of=INSPECTED / "so" / "xa-dong"
    ),
}
"""The files of the inspector's example that commands write."""


def write_all() -> None:
    """Write every golden file anew."""
    for folder, files in ((HERE, GOLDEN), (INSPECTED, IN_EXAMPLES)):
        for name, make in files.items():
            (folder / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.path.append(str(HERE.parent))
    write_all()
