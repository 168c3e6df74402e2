"""A person's dossier: the own data and findings in full, nobody else's id, name or data."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import words
from cbccvc_rules import Batch, BatchError, UsageError, Verdict, check
from cbccvc_rules.api.dossier import dossier, dossier_of
from cbccvc_rules.model.alone import SIGN, alone
from cbccvc_rules.reports.docx import person as room
from cbccvc_rules.reports.docx.cover import Cover, tells
from cbccvc_rules.sources import LANGS, Lang
from unit.cli.rounds import BROKEN, CLEAN, EXAMPLE, a_round, run
from unit.reports.rounds import an_example

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules import Findings

FIRST, SECOND = "01-phong-ban-2024", "02-so-cuoi-nam-2026"
EXAMPLES = (FIRST, SECOND, "03-bang-diem-2024", "04-danh-sach-gui-den")
# Each takes half a second, and is searched before it is handed out, whoever it is of.
EVERY = {FIRST: 5, SECOND: 9, "03-bang-diem-2024": 4, "04-danh-sach-gui-den": 3}


@cache
def example(name: str) -> Batch:
    return an_example(name)


@cache
def everything(name: str) -> Findings:
    return check(example(name), every_verdict=True)


def people(name: str) -> list[str]:
    return [row.key for row in example(name).tables["staff"]][:: EVERY[name]]


@cache
def document(person: str, lang: Lang = "vi", name: str = FIRST) -> bytes:
    return dossier(example(name), person, lang=lang)


def told(person: str, lang: Lang = "vi", name: str = FIRST) -> list[str]:
    return words.lines(document(person, lang, name))


def stands_in(secret: str, text: str) -> bool:
    """Return whether an id or a name stands in a text, alone; a cell (`staff.csv!C7`) is no id."""
    return (
        secret in text
        and re.search(rf"(?<![\w!]){re.escape(secret)}(?!\w)", text, re.IGNORECASE) is not None
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_nobody_else_is_told_in_any_part_of_any_dossier(name: str) -> None:
    rows = {row.key: row for row in example(name).tables["staff"]}
    acting = ("decided_by", "proposed_by", "organised_by", "petition_settled_by")
    for person in people(name):
        own = rows[person]
        signers = {person, *(own.values[column] for column in acting)}
        parts = words.parts(document(person, name=name))
        text = "\n".join([*parts.values(), *told(person, name=name)])
        named = {row.values["name"] for key, row in rows.items() if key in signers}
        for key, row in rows.items():
            if key in signers:
                continue
            assert not (tells(key) and stands_in(key, text)), (person, key)
            other = row.values["name"]
            assert other in named or not stands_in(str(other), text), (person, other)
        assert not SIGN.search(text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_verdicts_are_those_of_the_whole_round(name: str) -> None:
    for person in people(name)[::4]:
        found = dossier_of(example(name), person).findings.findings
        here = {(one.rule, one.verdict, one.message, one.fingerprint) for one in found}
        whole = {
            (one.rule, one.verdict, one.message, one.fingerprint)
            for one in everything(name).findings
            if (one.subject.kind, one.subject.id) == ("staff", person)
        }
        assert here == whole


def test_every_finding_on_the_person_is_there_with_all_that_defends_it() -> None:
    text = "\n".join(told("CC007"))
    found = [one for one in check(example(FIRST)).findings if one.subject.id == "CC007"]
    assert found
    for one in found:
        assert one.message.vi in text
        assert one.remedy.vi in text
        assert one.fingerprint in text
        assert all(cite.text("vi") in text for cite in one.cites)


def test_exceptions_that_were_tried_are_told() -> None:
    text = told("CC022")
    at = text.index("Ngoại lệ đã xét:")
    assert text[at + 1].endswith("→ không áp dụng được")


@pytest.mark.parametrize("lang", LANGS)
def test_every_cell_of_the_own_rows_is_there_with_its_place(lang: Lang) -> None:
    rows = [line for line in told("CC007", lang) if line.count(" | ") == 3]
    row = next(row for row in example(FIRST).tables["staff"] if row.key == "CC007")
    places = [str(row.place(column)) for column in example(FIRST).columns["staff"]]
    assert all(any(line.endswith(place) for line in rows) for place in places)
    assert sum("disciplines.csv!" in line for line in rows) >= 6


def test_what_a_cell_holds_that_cannot_be_read_is_told_as_it_stands() -> None:
    assert any("ghi “HTTTNV”" in line and "AC12" in line for line in told("CC011"))


def test_lawful_ratings_and_the_shares_of_the_own_groups_are_told() -> None:
    text = told("CC021")
    assert any(line.startswith("Mức được phép: ") for line in text)
    shares = [line for line in text if line.count(" | ") == 7]
    assert any(
        "Chuyên viên quản lý ngành | 2 | 8 | 25% | 20% | 1 | Vượt" in line for line in shares
    )
    assert not any("Trung tâm" in line for line in shares)


def test_who_decided_and_who_settled_a_petition_are_named() -> None:
    text = "\n".join(told("CC017"))
    assert "CC016" in text
    assert "CC001" in text


def test_whoever_should_have_decided_is_nobody_who_signed() -> None:
    text = "\n".join(told("CC022"))
    assert "CC020" in text
    assert "Mã số người đứng đầu của cơ quan, đơn vị sử dụng = (người khác)" in text


def test_the_same_round_makes_the_same_bytes() -> None:
    assert document("CC007") == dossier(an_example(FIRST), "CC007")


def test_a_masked_round_has_dossiers_without_any_name(tmp_path: Path) -> None:
    target = tmp_path / "d.docx"
    done = run("explain", EXAMPLE, "--subject", "CC007", "--mask", "k", "--output", target)
    assert (done.exit_code, done.output) == (0, "")
    text = "\n".join(words.lines(target.read_bytes()))
    assert "CC007" not in text
    assert "M-" in text


# ------------------------------------------------------------------ the command
def test_the_end_of_the_name_asks_for_a_dossier(tmp_path: Path) -> None:
    round_ = a_round(tmp_path / "r", *CLEAN, BROKEN)
    for more in (("--output", tmp_path / "c.docx"), ("--format", "docx", "-o", tmp_path / "c2")):
        assert run("explain", round_, "--subject", "C", *more).exit_code == 0
    assert (tmp_path / "c.docx").read_bytes() == (tmp_path / "c2").read_bytes()
    text = "\n".join(words.lines((tmp_path / "c.docx").read_bytes()))
    assert "C – Lý Ba" in text
    assert "Lý Một" not in text


def test_one_rule_may_be_asked_for(tmp_path: Path) -> None:
    asked = ("--subject", "CC017", "--rule", "petition-settled-by-another")
    run("explain", EXAMPLE, *asked, "--output", tmp_path / "d.docx")
    text = "\n".join(words.lines((tmp_path / "d.docx").read_bytes()))
    assert "[petition-settled-by-another]" in text
    assert "[pay-step-delayed]" not in text


def test_own_decisions_and_earlier_grades_are_told_and_those_of_others_are_not(
    tmp_path: Path,
) -> None:
    rows = ("A,party,khiển trách,2024-03-01", "C,party,cảnh cáo,2024-04-01")
    decisions = "\n".join(("staff_id,track,form,issued_on", *rows)) + "\n"
    earlier = ("A,Lý Một,U,VC,12,0,không,HTXSNV", "C,Lý Ba,U,VC,12,0,không,KHTNV")
    old = a_round(tmp_path / "old", *earlier, header='period: "2023"\n')
    new = a_round(tmp_path / "new", *CLEAN, BROKEN, disciplines=decisions)
    asked = ("--subject", "C", "--previous", old, "--output", tmp_path / "c.docx")
    assert run("explain", new, *asked).exit_code == 0
    text = "\n".join(words.lines((tmp_path / "c.docx").read_bytes()))
    assert "cảnh cáo | disciplines.csv!C3" in text
    assert "không hoàn thành nhiệm vụ | old/staff.csv!H3" in text
    assert "khiển trách" not in text
    assert "old/staff.csv!H2" not in text
    assert "Lý Một" not in text


def test_a_unit_or_group_has_no_dossier(tmp_path: Path) -> None:
    done = run("explain", EXAMPLE, "--subject", "P-TDC", "--output", tmp_path / "d.docx")
    assert done.exit_code == 2
    assert "hồ sơ chỉ lập cho một người" in done.stderr
    assert not (tmp_path / "d.docx").exists()


def test_a_round_without_grades_has_no_dossiers() -> None:
    batch = Batch.from_records([{**A, "rating": None}], period="2024")
    with pytest.raises(BatchError):
        dossier(batch, "A0001")


# ------------------------------------------------------------- nobody else's data
A = {
    "staff_id": "A0001",
    "name": "Lý Thị Một",
    "unit_id": "U",
    "category": "VC",
    "months_worked": "5",
    "rating": "HTTNV",
    "decided_by": "B0002",
    "rating_reason": "theo đề nghị của Trần Văn Ba (C0003)",
}
B = {**A, "staff_id": "B0002", "name": "Trần Văn Hai", "role": "head", "rating_reason": None}
C = {**B, "staff_id": "C0003", "name": "Trần Văn Ba", "role": "staff", "rating": "HTXSNV"}
UNITS = [{"unit_id": "U", "name": "Trung tâm Trần Văn Ba", "head_id": "C0003"}]


def test_a_text_of_the_own_row_that_names_another_is_covered() -> None:
    text = "\n".join(
        words.lines(dossier(Batch.from_records([A, B, C], UNITS, period="2024"), "A0001"))
    )
    assert "theo đề nghị của (người khác) ((người khác))" in text
    assert "B0002" in text
    assert "C0003" not in text
    # The unit is called after somebody who is listed.
    assert "TRUNG TÂM (NGƯỜI KHÁC)" in text.upper()
    assert "TRẦN VĂN BA" not in text.upper()


def test_a_group_or_post_called_after_another_tells_no_name_and_others_stay_whole() -> None:
    one = {**A, "peer_group": "Nhóm của Trần Văn Ba", "position": "Thư ký của Trần Văn Ba"}
    units = [{"unit_id": "U", "name": "Trường Nguyễn Văn Trỗi"}]
    text = "\n".join(
        words.lines(dossier(Batch.from_records([one, B, C], units, period="2024"), "A0001"))
    )
    assert "Trần Văn Ba" not in text
    assert "Nhóm của (người khác)" in text
    assert "Thư ký của (người khác)" in text
    assert "TRƯỜNG NGUYỄN VĂN TRỖI" in text.upper()


@pytest.mark.parametrize(
    "told", ["Tran Van Ba (C.0003)", "TRAN VAN BA (c 0003)", "trần  văn\u00a0ba (C-0003)"]
)
def test_another_is_covered_however_the_own_row_writes_the_name(told: str) -> None:
    one = {**A, "rating_reason": f"theo đề nghị của {told}"}
    made = dossier(Batch.from_records([one, B, C], UNITS, period="2024"), "A0001")
    assert "theo đề nghị của (người khác) ((người khác))" in "\n".join(words.lines(made))


def test_a_dossier_that_would_tell_of_another_is_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Cover, "over", lambda _, text, __: text)
    with pytest.raises(UsageError) as caught:
        dossier(Batch.from_records([A, B, C], UNITS, period="2024"), "A0001")
    (problem,) = caught.value.problems
    assert problem.code == "dossier-names-others"
    assert "3 người khác" in problem.say("vi")
    assert "C0003" not in problem.say("vi")


def test_the_file_is_read_back_before_it_is_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def seen(made: bytes, _: Cover) -> frozenset[tuple[str, ...]]:
        read.append(made)
        return frozenset()

    monkeypatch.setattr(room, "told_in", seen)
    assert [dossier(example(FIRST), "CC007")] == read


ids = st.text("ABCDEFGH0123456789-", min_size=1, max_size=8).filter(lambda one: one.strip("-"))
SYLLABLES = ["Lý", "Trần", "Văn", "Thị", "Hoa", "Bình", "Ngọc", "An", "Cúc"]
# Somebody called by half of a name that stands in a reason is covered in it, as they must be.
names = st.lists(st.sampled_from(SYLLABLES), max_size=4).filter(
    lambda call: call != ["Trần", "Văn"]
)
grades = st.sampled_from(["HTXSNV", "HTTNV", "HTNV", "KHTNV", "not_rated"])
UNIQUE = 6


@st.composite
def renamed(draw: st.DrawFn) -> tuple[Batch, Batch]:
    """Two rounds that differ in nothing but the ids and names of all but one and the signer."""
    keys = draw(st.lists(ids, min_size=2 * UNIQUE, max_size=2 * UNIQUE, unique=True))
    calls = draw(st.lists(names, min_size=2 * UNIQUE, max_size=2 * UNIQUE))
    rates = draw(st.lists(grades, min_size=UNIQUE, max_size=UNIQUE))
    roles = draw(st.permutations(["head", "deputy", *["staff"] * (UNIQUE - 2)]))

    def a_round(half: int) -> Batch:
        others = keys[half * UNIQUE : (half + 1) * UNIQUE]
        staff: list[dict[str, object]] = [
            {**A, "leads": "P", "role": "head"},
            {**B, "unit_id": "P"},
        ]
        staff += [
            {
                **A,
                "staff_id": f"x{key}",
                "name": " ".join(call) or None,
                "unit_id": "P",
                "role": role,
                "rating": rate,
                "decided_by": f"x{others[0]}",
                "rating_reason": None,
            }
            for key, call, rate, role in zip(
                others, calls[half * UNIQUE :], rates, roles, strict=False
            )
        ]
        units = [*UNITS, {"unit_id": "P", "parent_id": "U", "head_id": f"x{others[1]}"}]
        decisions = [
            {"staff_id": f"x{key}", "track": "party", "form": "khiển trách"} for key in others[2:4]
        ]
        marks = [{"staff_id": f"x{key}", "criterion": "Việc", "points": "9"} for key in others]
        marks.append({"staff_id": "A0001", "criterion": "Việc", "points": "8"})
        return Batch.from_records(staff, units, decisions, scorecards=marks, period="2024")

    return a_round(0), a_round(1)


@given(renamed())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_dossier_does_not_hang_on_the_ids_and_names_of_others(pair: tuple[Batch, Batch]) -> None:
    one, other = (words.lines(dossier(batch, "A0001")) for batch in pair)
    assert one == other


# ------------------------------------------------------------------- the cover
COVER = Cover({"CC007", "12", "038190012345"}, {"Lý Hà", "An"}, {"Lý Hà My", "CC001"})


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("do CC007 ký", "do … ký"),
        ("(cc007)", "(…)"),
        ("staff.csv!CC007", "staff.csv!CC007"),
        ("CC0071", "CC0071"),
        ("12 người", "12 người"),
        ("số 038190012345.", "số …."),
        ("Lý Hà, LÝ  HÀ", "…, …"),
        ("Lý Hà My", "Lý Hà My"),
        ("Ly Ha, Lý Ha, ly hà, LyHa", "…, …, …, …"),
        ("lý  hạ, lỷ hà", "lý  hạ, lỷ hà"),
        ("CC 007, CC.007, cc-007, Cc_007", "…, …, …, …"),
        ("CC 0 07 và CC 1", "… và CC 1"),
        ("03819.0012345", "03819.0012345"),
        ("Ly Ha My", "Ly Ha My"),
        ("Lý Hà Mỹ", "… Mỹ"),
        ("An", "An"),
        ("CC001; CC007", "CC001; …"),
        ("~0123456789abcdef~#3", "…#3"),
    ],
)
def test_whole_ids_and_full_names_are_covered(text: str, covered: str) -> None:
    assert COVER.over(text, "…") == covered


def test_a_round_of_one_alone_keeps_the_rows_of_others_without_their_ids() -> None:
    batch = Batch.from_records([A, B, C], UNITS, period="2024")
    one = alone(batch, "A0001")
    rows = one.batch.tables["staff"]
    assert [row.key for row in rows][:2] == ["A0001", "B0002"]
    assert SIGN.fullmatch(rows[2].key)
    assert rows[2].values["name"] is None
    assert one.batch.tables["units"][0].values["head_id"] == rows[2].key
    assert [one.is_of_another(key) for key in ("A0001", "A0001#2", "B0002", rows[2].key, "U")] == [
        *(False, False, True, True, False)
    ]
    assert Verdict.BROKEN in {
        found.verdict for found in dossier_of(batch, "A0001").findings.findings
    }
