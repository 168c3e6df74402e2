"""Masking: the same verdicts, and nothing left of who is meant."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, UsageError, check, read
from cbccvc_rules.api import FORMATS, write_text
from cbccvc_rules.model.masked import masked, pseudonym
from golden.rewritten import table
from unit.cli.rounds import BROKEN, CLEAN, RULE, a_round, run
from words import parts

if TYPE_CHECKING:
    from cbccvc_rules import Finding

EXAMPLES = Path(__file__).parents[3] / "examples"
KEY = "khóa bí mật"
PERSONAL = ("staff_id", "unit_id", "parent_id", "head_id", "name", "position", "peer_group")


@cache
def secrets(example: str) -> frozenset[str]:
    """Return the ids and names of an example, of people and of units."""
    found: set[str] = set()
    for path in (EXAMPLES / example).glob("*.csv"):
        headings, *rows = table(path)
        for heading in set(PERSONAL) & set(headings):
            found |= {row[headings.index(heading)] for row in rows}
    return frozenset(found) - {"", "Viên chức"}  # a post that is a word of the law as well


def told(words: str, secret: str) -> bool:
    alone = rf"(?<!\w){re.escape(secret)}(?!\w)"
    return secret in words and re.search(alone, words) is not None


@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize("example", ["01-phong-ban-2024", "02-so-cuoi-nam-2026"])
def test_no_format_tells_who_is_meant(example: str, form: str) -> None:
    found = check(read(EXAMPLES / example, mask=KEY), workings=True)
    words = write_text(found, form, names=True)
    shown = words if isinstance(words, str) else unescape("\n".join(parts(words).values()))
    assert [one for one in sorted(secrets(example)) if told(shown, one)] == []


@pytest.mark.parametrize("example", ["01-phong-ban-2024", "02-so-cuoi-nam-2026"])
def test_the_verdicts_are_the_same(example: str) -> None:
    plain, hidden = (
        check(read(EXAMPLES / example, mask=mask), every_verdict=True) for mask in (None, KEY)
    )
    assert plain.counts == hidden.counts
    assert len(plain.problems) == len(hidden.problems)

    def shown(one: Finding, key: str | None) -> tuple[object, ...]:
        subject = one.subject.id
        if key is not None and one.subject.kind in {"staff", "unit"}:
            subject = pseudonym(subject, key)
        kind = one.subject.kind
        return (one.rule, one.verdict.value, kind, subject if kind in {"staff", "unit"} else "")

    assert sorted(shown(one, KEY) for one in plain.findings) == sorted(
        shown(one, None) for one in hidden.findings
    )


def test_an_id_has_one_pseudonym_for_a_key_and_another_for_another() -> None:
    batch = Batch.from_records(staff=[{"staff_id": "A", "category": "VC"}], period="2024")
    keys = {key: masked(batch, key).tables["staff"][0].key for key in ("a", "b")}
    assert keys["a"] == masked(batch, "a").tables["staff"][0].key
    assert keys["a"] != keys["b"]


def test_an_empty_key_is_refused(tmp_path: Path) -> None:
    done = run("check", a_round(tmp_path), "--mask", "")
    assert done.exit_code == 2
    assert "--mask" in done.stderr
    with pytest.raises(UsageError):
        read(a_round(tmp_path), mask="")


def test_a_cell_that_is_not_understood_is_not_shown(tmp_path: Path) -> None:
    staff = "staff_id,unit_id,category,rating\nBi-mat,U,VC,HTNV\nBi-mat,U,VC,HTTNV\nC,U,VC,HTNV\n"
    done = run("check", a_round(tmp_path, staff=staff), "--mask", KEY)
    assert "Bi-mat" not in done.output
    assert pseudonym("Bi-mat", KEY) in done.stdout


def test_a_round_before_is_masked_with_the_same_key(tmp_path: Path) -> None:
    before = a_round(tmp_path / "2023", *CLEAN, header='period: "2023"\n')
    now = a_round(tmp_path / "2024", *CLEAN)
    batch = read(now, previous=before, mask=KEY)
    ids = {row.values["staff_id"] for row in batch.tables["history"]}
    assert ids == {pseudonym("A", KEY), pseudonym("B", KEY)}
    assert {row.key for row in batch.tables["staff"]} == ids


def test_a_ledger_of_the_own_ids_serves_a_masked_round(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "round", *CLEAN, BROKEN)
    drafted = run("check", round_, "--select", RULE, "--format", "waivers").stdout
    for key in ("ground", "approver", "decision"):
        drafted = drafted.replace(f'{key}: ""', f"{key}: Bí mật")
    drafted = drafted.replace('from: ""', "from: 2024-12-01").replace('to: ""', "to: 2024-12-31")
    ledger = tmp_path / "waivers.yaml"
    ledger.write_text(drafted, encoding="utf-8")
    asked = ("check", round_, "--select", RULE, "--waivers", ledger, "--mask", KEY)
    found = json.loads(run(*asked, "--format", "json").stdout)
    (one,) = found["findings"]
    assert one["subject"]["id"] == pseudonym("C", KEY)
    assert one["waived"]["approver"] == one["waived"]["ground"] == "***"
    assert run(*asked).exit_code == 0


def test_whoever_knows_the_key_asks_by_the_own_id() -> None:
    example = EXAMPLES / "01-phong-ban-2024"
    for subject in ("CC018", pseudonym("CC018", KEY)):
        done = run("explain", example, "--subject", subject, "--mask", KEY)
        assert done.exit_code == 0
        assert pseudonym("CC018", KEY) in done.stdout
        assert "CC018" not in done.stdout
        assert "Hà Thị Kim Ngân" not in done.stdout
    group = "Chuyên viên quản lý ngành"
    done = run("explain", example, "--subject", f"P-QLCN/{group}", "--mask", KEY)
    assert done.exit_code == 0
    assert group not in done.output
