"""A local pack held against its parent: proved, or refuted by a round that both then judge."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import check, read
from cbccvc_rules.api import local_packs
from cbccvc_rules.api.proofs_kept import Proof, keep, kept
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.packs.load import load
from cbccvc_rules.solve.tightens import Tightened, tightened
from cbccvc_rules.solve.written import write_round
from unit.cli.rounds import run
from unit.solve.laws import the_solver

if TYPE_CHECKING:
    from cbccvc_rules.solve.tightens import Claim

DAY = date(2026, 12, 10)
OF_GOOD = "count(members where rating = HTTNV)"
OF_BETTER = "count(members where rating in {HTTNV, HTXSNV})"
RULE = """\
id: {id}
title: {{vi: Tỷ lệ xuất sắc, en: Share of excellent ratings}}
cites: [{{act: 12/QC, article: 5, confidence: certain}}]
severity: violation
in_force: {{from: 2026-01-01}}
judges: group
require: count(members where rating = HTXSNV) <= {limit}
message: {{vi: Quá nhiều., en: Too many.}}
remedy: {{vi: Xem lại., en: Look again.}}
why: {{vi: Quy chế., en: The regulation.}}
example: {{breaks: {{vi: a, en: a}}, keeps: {{vi: b, en: b}}}}
"""


def a_pack(folder: Path, name: str, limit: str, more: str = "", extends: str = "") -> Path:
    """Write a pack with one rule on the share of excellent ratings."""
    pack = folder / name
    pack.mkdir()
    head = f"id: {name}\ntitle: {{vi: Bộ {name}, en: Pack {name}}}\n"
    (pack / "pack.yaml").write_text(head + (f"extends: [{extends}]\n" if extends else ""), "utf-8")
    if not extends or extends == "decree-335-2025":
        acts = "acts:\n  12/QC:\n    name: {vi: Quy chế 12, en: Regulation 12}\n"
        (pack / "acts.yaml").write_text(acts, "utf-8")
    rule = RULE.format(id=f"share-of-{name}", limit=limit) + more
    (pack / f"share-of-{name}.yaml").write_text(rule, "utf-8")
    return pack


def held(folder: Path, limit: str, of_parent: str = f"20% * {OF_GOOD}") -> Tightened:
    """Return what is proved of a local limit against one of a parent."""
    packs = [a_pack(folder, "goc", of_parent), a_pack(folder, "so", limit, extends="goc")]
    return tightened(the_solver(), load(extra=packs), "so", "goc", day=DAY)


def refuted(done: Tightened) -> Claim:
    (claim,) = done.claims
    assert claim.ended == "refuted"
    assert not done.proved
    return claim


def ratings(claim: Claim) -> list[str]:
    assert claim.witness is not None
    return sorted(str(row["rating"]) for row in claim.witness.records["staff"])


def test_a_smaller_share_of_the_same_base_is_proved(tmp_path: Path) -> None:
    done = held(tmp_path, f"15% * {OF_GOOD}")
    assert [one.ended for one in done.claims] == ["proved"]
    assert done.proved


def test_the_same_share_is_proved(tmp_path: Path) -> None:
    assert held(tmp_path, f"1/5 * {OF_GOOD}").proved


def test_a_fifth_of_good_or_better_loosens_a_fifth_of_good(tmp_path: Path) -> None:
    claim = refuted(held(tmp_path, f"20% * {OF_BETTER}"))
    assert ratings(claim) == ["HTTNV"] * 4 + ["HTXSNV"]


def test_a_fifth_of_all_rounded_loosens_a_fifth_of_good(tmp_path: Path) -> None:
    claim = refuted(held(tmp_path, "20% * count(members) + 1/2"))
    found = ratings(claim)
    assert found.count("HTXSNV") == 1
    assert len(found) == 3  # 20% of 3 and a half is 1.1; of 2, only 0.9


def test_what_counts_other_people_alone_stands_for_nothing(tmp_path: Path) -> None:
    done = held(tmp_path, "20% * count(members where role != head)")
    assert (done.claims, done.added) == ([], ["share-of-so"])


def test_a_rule_says_itself_what_it_tightens(tmp_path: Path) -> None:
    limit = f"20% * {OF_GOOD} - count(members where role = head)"
    packs = [
        a_pack(tmp_path, "goc", f"20% * {OF_GOOD}"),
        a_pack(tmp_path, "so", limit, "tightens: [share-of-goc]\n", extends="goc"),
    ]
    assert tightened(the_solver(), load(extra=packs), "so", "goc", day=DAY).proved


def test_a_question_given_up_is_not_proved(tmp_path: Path) -> None:
    packs = [
        a_pack(tmp_path, "goc", f"20% * {OF_GOOD}"),
        a_pack(tmp_path, "so", f"15% * {OF_GOOD}", extends="goc"),
    ]
    done = tightened(the_solver(), load(extra=packs), "so", "goc", day=DAY, steps=1)
    assert [one.ended for one in done.claims] == ["not proved"]
    assert not done.proved


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    """A local pack that is looser than the civil servants' limit."""
    return a_pack(tmp_path, "so-noi-vu", f"20% * {OF_BETTER}", extends="decree-335-2025")


def test_the_round_that_refutes_is_written_and_both_packs_judge_it(
    loose: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "dot"
    done = run(
        *("pack", "verify", loose, "--tightens", "decree-335-2025", "--on", "2026-12-10"),
        *("--witness", folder, "--lang", "en"),
    )
    assert done.exit_code == 1
    assert (
        "civil-servant-excellent-share: share-of-so-noi-vu permits what it forbids" in done.stdout
    )
    assert "limit of 20% is exceeded by 1" in done.stdout
    found = check(read(folder), packs=[str(loose)])
    broken = {one.rule for one in found.broken}
    assert "civil-servant-excellent-share" in broken
    assert "share-of-so-noi-vu" not in broken


def test_a_proof_is_0(tmp_path: Path) -> None:
    excellent = "count(members where rating = HTXSNV)"
    decided = f"{excellent} <= unit.civil_servant_share_limit * {OF_GOOD}"
    limit = f"10% * {OF_GOOD} and {decided}"
    pack = a_pack(tmp_path, "so-y-te", limit, extends="decree-335-2025")
    asked = ("pack", "verify", pack, "--tightens", "decree-335-2025", "--on", "2026-12-10")
    done = run(*asked, "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Proved: so-y-te permits nothing that decree-335-2025 forbids" in done.stdout


def a_round(folder: Path) -> Path:
    (folder / "batch.yaml").write_text('period: "2026"\n', "utf-8")
    rows = "staff_id,unit_id,category,rating\nA,U,CC,HTNV\n"
    (folder / "staff.csv").write_text(rows, "utf-8")
    return folder


def test_using_a_looser_pack_is_told_and_fails_when_strict(loose: Path, tmp_path: Path) -> None:
    found = check(read(a_round(tmp_path)), packs=[str(loose)], select=["share-of-so-noi-vu"])
    (told,) = (one for one in found.problems if one.code == "local-pack-not-proved")
    assert told.params["rules"] == "civil-servant-excellent-share"
    assert not found.fails("violation")
    assert found.fails("violation", strict=True)


def test_without_the_solver_a_notice_says_that_nothing_is_proved(
    loose: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_packs, "z3_release", lambda: None)
    found = check(read(a_round(tmp_path)), packs=[str(loose)], select=["share-of-so-noi-vu"])
    (told,) = (one for one in found.problems if one.code == "local-pack-no-solver")
    assert told.severity == "notice"
    assert found.fails("violation", strict=True)


def test_a_pack_that_stands_for_nothing_needs_no_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_packs, "z3_release", lambda: None)
    pack = Path("examples/local-packs/tp-hcm-20-2024").absolute()
    found = check(read(a_round(tmp_path)), on="2024-12-14", packs=[str(pack)])
    assert [one.code for one in found.problems if one.code.startswith("local-pack")] == []


def test_a_written_round_reads_as_it_was_told(tmp_path: Path) -> None:
    claim = refuted(held(tmp_path, f"20% * {OF_BETTER}"))
    assert claim.witness is not None
    write_round(claim.witness, tmp_path / "dot", {})
    batch = read(tmp_path / "dot")
    assert batch.problems == ()
    assert sorted(str(row.values["rating"]) for row in batch.tables["staff"]) == ratings(claim)


def test_a_rule_that_is_not_there_cannot_be_tightened(tmp_path: Path) -> None:
    a_pack(tmp_path, "so", f"20% * {OF_GOOD}", "tightens: [excellent-shar]\n")
    done = run("pack", "check", "--pack", tmp_path / "so", "--lang", "en")
    assert done.exit_code == 2
    assert "`excellent-share`" in done.stderr


def test_the_second_run_asks_no_solver(
    loose: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, batch = tmp_path / "kept", read(a_round(tmp_path))

    def told() -> list[str]:
        monkeypatch.setattr(local_packs, "_proofs", {})
        found = check(batch, packs=[str(loose)], select=["share-of-so-noi-vu"], proofs=kept)
        return [one.params["rules"] for one in found.problems if one.code.endswith("not-proved")]

    first = told()
    assert first == ["civil-servant-excellent-share"]
    assert (kept / ".gitignore").read_text("utf-8").endswith("*\n")
    with monkeypatch.context() as without:
        without.setattr(local_packs, "tightened", lambda *_, **__: pytest.fail("asked again"))
        without.setattr(local_packs, "z3", lambda: pytest.fail("loaded again"))
        assert told() == first
    (proof,) = kept.glob("proof-*.json")
    proof.write_bytes(proof.read_bytes()[:40])  # broken off: passed over, and made again
    assert told() == first
    assert json.loads(proof.read_bytes())["not_proved"] == first


def test_a_process_that_finds_a_proof_kept_loads_no_solver(loose: Path, tmp_path: Path) -> None:
    asked = f"""
import sys
from pathlib import Path
from cbccvc_rules import check, read
check(
    read({str(a_round(tmp_path))!r}),
    packs=[{str(loose)!r}],
    select=["share-of-so-noi-vu"],
    proofs=Path({str(tmp_path / "kept")!r}),
)
print("z3" in sys.modules)
"""
    runs = [
        subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [one.stdout.strip() for one in runs] == ["True", "False"]


def test_a_proof_rests_on_every_byte_of_the_packs_and_on_what_was_chosen(tmp_path: Path) -> None:
    a_pack(tmp_path, "goc", f"20% * {OF_GOOD}")
    pack = a_pack(tmp_path, "so", f"20% * {OF_GOOD}", extends="goc")

    def proof(choices: Choices, solver: str = "5.4.1.0") -> Proof:
        found = load(extra=[tmp_path / "goc", tmp_path / "so"])
        return Proof.of(found, "so", "goc", DAY, choices, solver)

    first = proof(Choices())
    keep(first, ("a-rule",), tmp_path / "kept")
    assert kept(first, tmp_path / "kept") == ("a-rule",)
    other = [
        proof(Choices(readings={"cap_level": "every_unit"})),
        proof(Choices(), "5.4.2.0"),
        replace(first, rests_on=first.rests_on[::-1]),
    ]
    rule = pack / "share-of-so.yaml"
    rule.write_text(rule.read_text("utf-8").replace("20%", "21%"), "utf-8")
    other.append(proof(Choices()))
    assert [kept(one, tmp_path / "kept") for one in other] == [None] * 4


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file in the way", "utf-8")
    proof = Proof("so", "goc", DAY, "0" * 64)
    keep(proof, (), tmp_path / "kept")
    assert kept(proof, tmp_path / "kept") is None


def test_a_proof_is_of_the_readings_asked_for(tmp_path: Path) -> None:
    """A share of everybody is no tightening of one of those rated good, unless it is read so."""
    excellent = "count(members where rating = HTXSNV)"
    all_ = "count(members where rating != not_rated)"
    decided = f"{excellent} <= unit.civil_servant_share_limit * {all_}"
    limit = f"10% * {all_} and {decided}"
    pack = a_pack(tmp_path, "so-y-te", limit, extends="decree-335-2025")
    asked = ("pack", "verify", pack, "--tightens", "decree-335-2025", "--on", "2026-12-10")
    done = run(*asked, "--lang", "en", "--witness", tmp_path / "dot")
    assert done.exit_code == 1
    assert "excellent_share_base=good (default)" in done.stdout
    chosen = ("--reading", "excellent_share_base=all")
    done = run(*asked, "--lang", "en", *chosen)
    assert done.exit_code == 0
    assert "excellent_share_base=all, " in done.stdout
    chosen = ("--reading", "excellent_share_base=good_or_better")
    done = run(*asked, "--witness", tmp_path / "dot", *chosen)
    assert done.exit_code == 1
    batch = (tmp_path / "dot" / "batch.yaml").read_text("utf-8")
    assert "readings:\n  excellent_share_base: good_or_better\n" in batch
    said = json.loads(run(*asked, *chosen, "--format", "json").stdout)
    assert said["covers"]["stage"] == "decided"
    assert said["covers"]["readings"]["excellent_share_base"] == "good_or_better"
