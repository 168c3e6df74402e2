"""A local pack puts its figures in the place of another's: on its days, where it is asked for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules import Batch, PackError, UsageError, check

if TYPE_CHECKING:
    from pathlib import Path

BAND = "completion_band"
HEADER = "id: {name}\ntitle: {{vi: Bộ, en: Pack}}\nuses: [directive]\n"
ACTS = "acts:\n  {name}/QĐ:\n    name: {{vi: Quyết định, en: Decision}}\n"
FIGURE = (
    "{{from: 2024-01-01, to: 2024-12-31, value: 25%,"
    " cites: [{{act: {name}/QĐ, confidence: certain}}]}}"
)


def a_pack(folder: Path, name: str = "rieng", figure: str = BAND, header: str = HEADER) -> str:
    pack = folder / name
    pack.mkdir()
    (pack / "pack.yaml").write_text(header.format(name=name), encoding="utf-8")
    (pack / "acts.yaml").write_text(ACTS.format(name=name), encoding="utf-8")
    text = f"figures:\n  {figure}:\n    - {FIGURE.format(name=name)}\n"
    (pack / "figures.yaml").write_text(text, encoding="utf-8")
    return str(pack)


def a_batch(on: str = "2024-12-14") -> Batch:
    staff = [{"staff_id": "A", "unit_id": "U", "category": "VC", "rating": "HTTNV"}]
    return Batch.from_records(staff=staff, period=on[:4], on=on)


def band(*packs: str, on: str = "2024-12-14") -> str:
    return check(a_batch(on), packs=packs).parameters[BAND]


def codes(error: PackError | UsageError) -> list[str]:
    return [one.code for one in error.problems]


def test_the_figure_is_the_packs_where_it_is_asked_for_and_on_its_days(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    assert band(pack) == str(Fraction(1, 4))
    assert band() == band(pack, on="2023-12-14") != str(Fraction(1, 4))


def test_a_folder_is_named_among_the_packs_with_its_digest(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    found = {one.id: one for one in check(a_batch(), packs=[pack]).packs}
    assert found["rieng"].title.vi == "Bộ"
    assert len(found["rieng"].sha256) == 64
    assert "rieng" not in {one.id for one in check(a_batch()).packs}


def test_two_packs_for_one_figure_are_a_fault(tmp_path: Path) -> None:
    packs = [a_pack(tmp_path, "mot"), a_pack(tmp_path, "hai")]
    with pytest.raises(UsageError) as caught:
        check(a_batch(), packs=packs)
    assert codes(caught.value) == ["figure-twice"]


def test_a_figure_of_no_parameter_is_a_fault_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        check(a_batch(), packs=[a_pack(tmp_path, figure="completion_bnd")])
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["nearest"]) == ("parameter-unknown", BAND)
    assert str(problem.place).endswith("rieng/figures.yaml:2:3")


def test_a_parameter_that_the_pack_cannot_see_is_unknown_to_it(tmp_path: Path) -> None:
    blind = HEADER.replace("uses: [directive]\n", "")
    with pytest.raises(PackError) as caught:
        check(a_batch(), packs=[a_pack(tmp_path, header=blind)])
    assert codes(caught.value) == ["parameter-unknown"]


def test_a_folder_that_holds_no_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        check(a_batch(), packs=[str(tmp_path / "khong-co")])
    assert codes(caught.value) == ["pack-not-a-pack"]


def test_an_act_that_the_library_lists_already_is_not_listed_again(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    path = tmp_path / "rieng" / "acts.yaml"
    again = "  90/2020/NĐ-CP:\n    name: {vi: Khác, en: Other}\n"
    path.write_text(path.read_text(encoding="utf-8") + again, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        check(a_batch(), packs=[pack])
    assert codes(caught.value) == ["name-twice"]
