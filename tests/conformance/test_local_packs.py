"""The worked local packs: one holds its own cases, the other is refused, with what and how much."""

from __future__ import annotations

from pathlib import Path

import pytest

from cbccvc_rules import PackError
from cbccvc_rules.authoring.cases import cases_in, run_case
from cbccvc_rules.authoring.explained import explained_in
from cbccvc_rules.authoring.expressions import files_of
from cbccvc_rules.authoring.mutation import mutants
from cbccvc_rules.authoring.survivors import of_rules, outcomes
from cbccvc_rules.authoring.trial import Bench
from cbccvc_rules.packs.load import load
from cbccvc_rules.sources import packaged_rules

LOCAL = Path(__file__).resolve().parents[2] / "examples" / "local-packs"
FILLS, LOOSENS = LOCAL / "tp-hcm-20-2024", LOCAL / "ha-noi-3814"
LIBRARY = load(None, [FILLS])
CASES = cases_in(FILLS, LIBRARY)


@pytest.mark.parametrize("case", CASES, ids=[case.spec.name for case in CASES])
def test_every_case_of_the_pack_is_as_it_expects(case: object) -> None:
    assert run_case(case, LIBRARY) == []


def test_every_mistake_in_the_pack_is_noticed() -> None:
    files = list(files_of(packaged_rules(), (FILLS,)))
    found = of_rules(mutants(LIBRARY, files), ("rated-above-score-band",), LIBRARY)
    tried = outcomes(found, Bench(LIBRARY, CASES), explained_in(files), lambda number, whole: None)
    assert len(tried) > 50
    assert [one.mutant.id for one in tried if one.unexplained] == []


def test_limits_looser_than_the_laws_are_refused_with_what_and_by_how_much() -> None:
    with pytest.raises(PackError) as error:
        load(None, [LOOSENS])
    said = [problem.say("en") for problem in error.value.problems]
    assert [problem.code for problem in error.value.problems] == ["figure-loosens"] * 2
    assert "30% loosens the 20%" in said[0]
    assert "by 10 percentage points, from 2023-09-15 on" in said[0]
    assert "40% loosens the 25%" in said[1]
    assert "by 15 percentage points, from 2025-08-30 on" in said[1]


@pytest.mark.parametrize(("value", "codes"), [("70", ["figure-loosens"]), ("75", []), ("80", [])])
def test_who_extends_the_pack_may_only_raise_the_points(
    tmp_path: Path, value: str, codes: list[str]
) -> None:
    folder = tmp_path / "nang-diem"
    folder.mkdir()
    header = "id: nang-diem\ntitle: {vi: Bộ, en: Pack}\nextends: [tp-hcm-20-2024]\n"
    (folder / "pack.yaml").write_text(header, encoding="utf-8")
    cites = "[{act: 20/2024/QĐ-UBND, confidence: certain}]"
    told = f"{{from: 2025-01-01, value: {value}, cites: {cites}}}"
    figures = f"figures:\n  least_score_of_good:\n    - {told}\n"
    (folder / "figures.yaml").write_text(figures, encoding="utf-8")
    found: list[str] = []
    try:
        load(None, [FILLS, folder])
    except PackError as error:
        found = [problem.code for problem in error.problems]
        assert "by 5" in error.problems[0].say("en")
    assert found == codes
