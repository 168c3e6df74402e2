"""Whatever stands in a file, in no output is it a formula, a link, markup or a command."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

from cbccvc_rules.cli.main import cbccvc
from cbccvc_rules.reports.kinds import KINDS

MARK = "zqz"
"""Stands in every text of a file, and in nothing else."""

SIGNS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "a;=1", "=HYPERLINK('x')", '"=1"'),
    *("<b>x</b>", "<script>alert(1)</script>", "<img src=x onerror=y>", "&lt;b&gt;", "]]>", "<!--"),
    *("</script>", "<?xml ?>", "&amp;", "'\"><svg/onload=x>"),
    *("\x1b[31m", "\x1b]8;;http://x\x07", "\x9b31m", "\x08", "\x7f", "\ufffe"),
    *("\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\u2028", "\u2029", "\x85", "\x0b"),
    *("::error::x", "\n::warning::x", "##[error]x", "%0A::error::", "::set-output name=a::b"),
    *("[a](https://x)", "![a](x)", "http://x.example/a", "{0}", "{read}", "%s", "`x`", "| a |"),
    *("\n# x", "- x", "$(x)", "\\", "\U0001d49c", "\u0301"),
)
texts = some.lists(some.sampled_from(SIGNS), min_size=1, max_size=3).map(
    lambda signs: f"{signs[0]}{MARK}{''.join(signs[1:])}"
)
COLUMNS = (
    *("staff_id", "name", "unit_id", "position", "category", "role", "peer_group"),
    *("months_worked", "leave_months", "rating", "decided_on", "decided_by", "leads"),
)
PLAIN = {
    "category": "CC",
    "role": "staff",
    "unit_id": "P",
    "months_worked": "8",
    "leave_months": "4",
    "rating": "Hoàn thành tốt nhiệm vụ",
    "decided_on": "2024-12-12",
}
OTHERS = (
    "explain.txt",
    "mapping.txt",
    "permitted.txt",
    "quota.txt",
    "summary.txt",
    "repair.txt",
    "sample.txt",
    "summary.xlsx",
    "summary.docx",
    "explain.docx",
)
_SHEET = re.compile(r"'(?:[^']|'')*'!")  # a sheet that a formula counts, called after its file
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def a_list(told: list[str], heading: str) -> str:
    """Return a list in which each column holds one of some texts in one row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, heading])
    for number in range(4):
        row = [PLAIN.get(name, f"{name[:1].upper()}{number}") for name in COLUMNS]
        writer.writerow([*row, told[0]])
    for number in range(max(len(told), len(COLUMNS))):
        name = COLUMNS[number % len(COLUMNS)]
        row = {one: PLAIN.get(one, f"{one[:1].upper()}9{number}") for one in COLUMNS}
        row[name] = told[number % len(told)]
        writer.writerow([*row.values(), "x"])
    writer.writerow([f"{told[0]}{name}" for name in ("id", "n", "u", "p")] + ["CC", "staff"])
    return out.getvalue()


class Tags(HTMLParser):
    """The elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        assert not any(MARK in f"{name}{value}" for name, value in attrs if name != "title")
        assert not any(name.startswith("on") for name, _ in attrs)


def tags(page: str) -> list[str]:
    parser = Tags()
    parser.feed(page)
    return parser.found


def steers(words: str) -> list[str]:
    """Return the characters of a text that steer a terminal instead of being shown."""
    told = (one for one in words if unicodedata.category(one) == "Cc" and one not in "\n\t")
    return [repr(one) for one in (*told, *_BIDI.findall(words))]


def check_workbook(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert MARK not in _SHEET.sub("", str(cell.value)), cell.value
                if cell.hyperlink is not None:
                    assert cell.hyperlink.target is None, cell.hyperlink
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name)


def check_document(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name)
            if name.endswith(".xml"):
                root = ElementTree.fromstring(package.read(name))
                kinds = {one.tag.rpartition("}")[2] for one in root.iter()}
                assert not kinds & {"hyperlink", "object", "altChunk"}, name
                for one in root.iter():
                    if one.tag.endswith("}instrText") or one.tag.endswith("}fldSimple"):
                        assert MARK not in (one.text or "") + "".join(one.attrib.values())


def check_json(words: str) -> Any:  # noqa: ANN401
    return json.loads(words)


def check_sarif(words: str) -> None:
    for run in check_json(words)["runs"]:
        for one in run["results"]:
            assert "](" not in one["message"]["text"]


def check_csv(words: str) -> None:
    for row in csv.reader(io.StringIO(words.removeprefix("\ufeff"), newline="")):
        for cell in row:
            assert not re.match(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]", cell), cell
    assert steers(words.replace("\r\n", "\n")) == []


def check_github(words: str) -> None:
    for line in words.splitlines():
        if line.lstrip().startswith("::"):
            assert re.match(r"::(error|warning|notice) [^:]*title=[^:]*::", line), line
        else:  # the old form counts anywhere in a line that is no command of the new one
            assert "##[" not in line
    assert steers(words) == []


def check_junit(words: str) -> None:
    ElementTree.fromstring(words.encode())
    assert steers(words) == []


def check_text(words: str) -> None:
    assert steers(words) == []


def check_ledger(words: str) -> None:
    assert steers(words) == []


def all_written(listed: Path, folder: Path, others: tuple[str, ...]) -> dict[str, bytes]:
    """Return every output there is of a list, by its name, with what was said on the way."""
    asked = [str(listed), "--period", "2024"]
    forms = [part for form in KINDS for part in ("--format", form, "-o", str(folder / form))]
    runs = {"check": ["check", *asked, "--names", *forms]}
    for name in others:
        command, _, form = name.partition(".")
        runs[name] = [command, *asked, "-o", str(folder / name)]
        runs[name] += ["--subject", "S0"] if command == "explain" else []
        runs[name] += ["--seed", "1", "--size", "3"] if command == "sample" else []
        runs[name] += ["--format", form] if form != "txt" else []
    said: dict[str, bytes] = {}
    for name, run in runs.items():
        done = CliRunner().invoke(cbccvc, run)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        said[f"{name}.said.txt"] = (done.stderr + done.stdout).encode()
    return {**said, **{one.name: one.read_bytes() for one in folder.iterdir()}}


CHECKS = {
    "json": check_json,
    "sarif": check_sarif,
    "csv": check_csv,
    "github": check_github,
    "junit": check_junit,
    "text": check_text,
    "waivers": check_ledger,
}


def check_all(written: dict[str, bytes]) -> None:
    for name, data in written.items():
        form = name.rpartition(".")[2]
        if form == "xlsx":
            check_workbook(data)
        elif form == "docx":
            check_document(data)
        elif form == "html":
            assert set(tags(data.decode())) <= TAGS
        else:
            CHECKS.get(form, check_text)(data.decode())


TAGS = frozenset(
    ["html", "head", "meta", "title", "style", "body", "main", "p", "noscript", "script"]
)
"""What the page consists of before its own script makes the rest, of text alone."""


def made_of(
    told: list[str], heading: str, name: str, others: tuple[str, ...] = OTHERS
) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        listed = Path(folder) / f"{name}.csv"
        listed.write_text(a_list(told, heading), encoding="utf-8", newline="")
        (out := Path(folder) / "out").mkdir()
        return all_written(listed, out, others)


@settings(max_examples=3)
@given(
    some.lists(texts, min_size=1, max_size=6),
    texts,
    texts.map(lambda text: re.sub(r"[/\x00\r\n\ud800-\udfff]", "_", text)[:60]),
)
def test_text_stays_text_in_every_output(told: list[str], heading: str, name: str) -> None:
    check_all(made_of(told, heading, name, ()))


@pytest.mark.parametrize("first", range(0, len(SIGNS), 32))
def test_every_sign_stays_text(first: int) -> None:
    told = [f"{sign}{MARK}" for sign in SIGNS[first : first + 32]]
    written = made_of(told, told[-1], re.sub(r"[/\x00\r\n]", "_", told[0]))
    assert MARK.encode() in written["text"]
    check_all(written)


def test_all_formats_are_looked_at() -> None:
    assert set(KINDS) <= {*CHECKS, "xlsx", "docx", "html"}
