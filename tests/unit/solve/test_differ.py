"""What changes between two days or packs: both sides judge each round as the solver says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.solve.differ import Asked, changes
from unit.cli.rounds import run
from unit.solve.laws import the_library, the_solver

if TYPE_CHECKING:
    from cbccvc_rules.solve.differ import Change, Side

EXAMPLE = Path("examples/01-phong-ban-2024").absolute()
DRAFT = Path("examples/07-quy-che-cua-so/du-thao/so-noi-vu").absolute()
MENDED = Path("examples/07-quy-che-cua-so/sua-lai/so-noi-vu").absolute()


@pytest.fixture(scope="module")
def by_decree_48() -> list[Change]:
    """What Decree 48/2023 changed on 15 September 2023, as the digest lists it."""
    one, other = (Asked(str(day), date(2023, 9, day)) for day in (14, 15))
    return changes(the_solver(), the_library(), one, other)


def rules(found: list[Change], side: Side) -> set[str]:
    return {one.rule for one in found if one.side == side and one.witness is not None}


def test_decree_48_added_the_share_and_the_ground_of_any_discipline(
    by_decree_48: list[Change],
) -> None:
    assert rules(by_decree_48, "after") == {"disciplined-but-rated", "excellent-share"}


def test_what_was_unlawful_before_is_told_the_other_way_round(by_decree_48: list[Change]) -> None:
    assert rules(by_decree_48, "before") == {"disciplined-on-duty-but-rated"}


def test_one_excellent_person_alone_is_the_smallest_round_against_the_share(
    by_decree_48: list[Change],
) -> None:
    (found,) = (one for one in by_decree_48 if one.rule == "excellent-share")
    assert found.witness is not None
    assert [row["rating"] for row in found.witness.records["staff"]] == ["HTXSNV"]
    assert found.new
    assert found.standings == ("CB", "CC", "VC")


def test_between_two_days_of_one_law_nothing_changes() -> None:
    done = run("pack", "diff", "2024-12-10", "2024-12-11", "--lang", "en")
    assert (done.exit_code, done.stdout) == (0, "Nothing changes\n")


def test_a_mended_pack_forbids_what_its_draft_permits(tmp_path: Path) -> None:
    for name, folder in (("du-thao", DRAFT), ("sua-lai", MENDED)):
        text = (folder / "excellent-share-of-department.yaml").read_text("utf-8")
        pack = tmp_path / name
        pack.mkdir()
        (pack / f"share-{name}.yaml").write_text(
            text.replace("id: excellent-share-of-department", f"id: share-{name}"), "utf-8"
        )
        head = (folder / "pack.yaml").read_text("utf-8").replace("id: so-noi-vu", f"id: {name}")
        if name == "du-thao":
            (pack / "acts.yaml").write_text((folder / "acts.yaml").read_text("utf-8"), "utf-8")
        (pack / "pack.yaml").write_text(head, "utf-8")
    asked = ("pack", "diff", tmp_path / "du-thao", tmp_path / "sua-lai", "--on", "2026-12-10")
    done = run(*asked, "--format", "json")
    assert done.exit_code == 1
    found = {(one["rule"], one["unlawful"]): one for one in json.loads(done.stdout)["changes"]}
    assert found["share-sua-lai", "after"]["witness"] is not None
    assert (
        found["share-du-thao", "before"]["witness"] is None
    )  # what it forbids the mended one does


def test_with_data_it_says_whose_verdict_changes_by_rule() -> None:
    done = run("pack", "diff", "2023-09-14", "2023-09-15", "--batch", EXAMPLE, "--lang", "en")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert "  CC007: no finding → broken" in lines
    assert "  VC010: broken → no finding" in lines
    assert any(one.startswith("excellent-share: changes: 3 (Article 2 clause 6") for one in lines)


def test_what_is_neither_a_day_nor_a_pack_is_2() -> None:
    done = run("pack", "diff", "decree-90", "2024-12-10", "--lang", "en")
    assert done.exit_code == 2
    assert "`decree-90-2020`" in done.stderr
