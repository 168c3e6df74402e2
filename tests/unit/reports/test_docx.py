"""The minutes as a Word document: everything found, by unit, as text; the same bytes each time."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

import words
from cbccvc_rules import UsageError, check
from cbccvc_rules.api import write_text
from cbccvc_rules.api.many import many_text
from cbccvc_rules.errors import Problem
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import RoundFacts
from cbccvc_rules.model.many import CheckedRound
from cbccvc_rules.reports import docx as room
from cbccvc_rules.reports.docx.tree import in_tree_order, top_unit
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.sources import LANGS, Lang
from unit.reports.rounds import HOSTILE, an_example, findings, hostile

if TYPE_CHECKING:
    from cbccvc_rules import Findings

EXAMPLE = "01-phong-ban-2024"
MONTHS = "A Họ Tên A"


def written(found: Findings | None = None, **options: object) -> bytes:
    made = write_text(found or findings(), "docx", **options)  # type: ignore[arg-type]
    assert isinstance(made, bytes)
    return made


@cache
def example() -> Findings:
    return check(an_example(EXAMPLE), distribution=True)


@cache
def example_lines(lang: Lang) -> list[str]:
    return words.lines(written(example(), lang=lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_is_there_with_clause_cells_and_what_would_mend_it(lang: Lang) -> None:
    told = "\n".join(example_lines(lang))
    squeezed = " ".join(told.split())
    for one in example().findings:
        assert f"[{one.rule}]" in told
        assert one.fingerprint in told
        assert all(cite.text(lang) in told for cite in one.cites)
        if one.verdict is Verdict.BROKEN:
            assert " ".join(one.message.in_(lang).split()) in squeezed
            assert one.remedy.in_(lang) in told
        for fact in one.missing:
            assert fact.place is None or str(fact.place) in told


def test_the_findings_are_numbered_through() -> None:
    entries = [line for line in example_lines("vi") if re.match(r"\d+\. \S.* – .*:", line)]
    assert len(entries) == len(example().findings) == 56
    assert [int(line.partition(".")[0]) for line in entries] == list(range(1, 57))


def test_an_exception_that_was_tried_is_told_with_the_numbers_as_whole_numbers() -> None:
    told = example_lines("vi")
    assert "Ngoại lệ đã xét:" in told
    assert any("nhân lên số nguyên: 10 ≤ 8" in line for line in told)


def test_units_stand_in_the_order_of_their_tree() -> None:
    told = words.headings(written(example()), 2)
    assert told[0] == "Sở Khoa học và Công nghệ (SO)"
    assert told[1:] == sorted(told[1:], key=told.index)
    assert [one.split(" (")[0] for one in told[1:4]] == [
        "Phòng Kế hoạch - Tài chính",
        "Phòng Quản lý công nghệ",
        "Phòng Quản lý khoa học",
    ]


def facts_of(names: dict[str, str | None], above: dict[str, str]) -> RoundFacts:
    return RoundFacts(
        "2024", "annual", "2024-12-14", "decided", (), (), 0, 0, len(names), names, above
    )


def test_a_unit_stands_above_those_in_it_and_beside_others_by_the_alphabet() -> None:
    names = {"a": "Đội 1", "b": "Chi cục", "c": None, "d": "An", "x": "Trạm", "y": None}
    above = {"a": "b", "d": "b", "x": "y", "y": "x", "b": "c"}
    assert list(in_tree_order(facts_of(names, above))) == ["c", "b", "d", "a", "x", "y"] or list(
        in_tree_order(facts_of(names, above))
    ) == ["c", "b", "d", "a", "y", "x"]


def test_the_one_unit_above_all_is_the_agency_of_the_letterhead() -> None:
    assert top_unit(facts_of({"a": None, "b": None}, {"a": "b"})) == "b"
    assert top_unit(facts_of({"a": None, "b": None}, {})) is None
    head = words.lines(written(example()))[0]
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in head
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc" in head


def test_the_table_of_units_adds_up_to_the_sum_of_the_report() -> None:
    rows = [line.split(" | ") for line in example_lines("vi") if line.count(" | ") == 6]
    _, numbers, *units, total = rows
    assert numbers == [f"({at})" for at in range(1, 8)]
    assert total[1] == "Cộng"
    for at in range(2, 7):
        assert sum(int(row[at]) for row in units) == int(total[at])
    (said,) = [line for line in example_lines("vi") if line.startswith("Tổng cộng:")]
    assert f"{total[2]} vi phạm, {total[3]} cảnh báo, {total[4]} lưu ý; {total[5]} chưa" in said


def test_shares_stand_beside_their_limits() -> None:
    assert any("25% | 20% | 1 | Vượt giới hạn" in line for line in example_lines("vi"))
    without = "\n".join(words.lines(written(findings())))
    assert "Chưa được đếm" in without


def test_it_begins_with_the_scope_and_ends_with_the_sum_and_room_to_sign() -> None:
    told = example_lines("vi")
    assert told[1] == "BIÊN BẢN KIỂM TRA KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG"
    assert told[2].startswith("Đợt đánh giá 2024 (hằng năm), ngày đánh giá 12/12/2024")
    assert told[3] == "I. Phạm vi kiểm tra"
    assert "ĐƠN VỊ ĐƯỢC KIỂM TRA" in told[-1]
    assert "Ký, ghi rõ họ tên" in told[-1]


def test_the_files_and_packs_are_named_by_their_digests() -> None:
    told = "\n".join(example_lines("vi"))
    for one in (*example().round.sources, *example().packs):
        assert one.sha256 in told


def test_people_are_named_unless_told_otherwise() -> None:
    assert MONTHS in "\n".join(words.lines(written()))
    assert "Họ Tên" not in "\n".join(words.lines(written(names=False)))


def test_the_same_findings_make_the_same_bytes() -> None:
    assert written(example()) == written(check(an_example(EXAMPLE), distribution=True))


def test_the_file_tells_no_time_and_no_machine() -> None:
    made = written()
    with ZipFile(BytesIO(made)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [one for one in package.namelist() if "thumbnail" in one]
    core = words.parts(made)["docProps/core.xml"]
    assert "created" not in core
    assert "modified>" not in core
    assert "2013" not in core


def test_text_of_files_is_text_and_nothing_else() -> None:
    found = hostile()
    made = written(found)
    parts = words.parts(made)
    body = parts["word/document.xml"]
    for element in ("w:hyperlink", "w:fldSimple", "w:instrText", "w:object", "w:altChunk"):
        assert f"<{element}" not in body
    fields = [one.strip() for part in parts.values() for one in instructions(part)]
    assert sorted(fields) == ["NUMPAGES", "PAGE"]
    external = [part for part in parts.values() if 'TargetMode="External"' in part]
    assert external == []
    told = "\n".join(words.lines(made))
    subjects = {one.subject.id for one in found.findings if one.subject.kind == "staff"}
    assert len(subjects) == len(HOSTILE)
    for key in subjects:
        assert " ".join(printable(key).split()) in told
    assert "\x1b" not in told
    assert "\u202e" not in told


def instructions(part: str) -> list[str]:
    return re.findall(r"<w:instrText[^>]*>([^<]*)<", part)


def test_every_verdict_is_told_where_it_is_asked_for() -> None:
    every = check(an_example("03-bang-diem-2024"), every_verdict=True)
    told = "\n".join(words.lines(written(every)))
    kept = [one for one in every.findings if one.verdict is Verdict.KEPT]
    assert kept
    assert told.count("đúng quy định.") >= len(kept)


def test_several_rounds_stand_one_after_the_other_each_on_a_page_of_its_own() -> None:
    refused = CheckedRound("b.csv", "", refused=(Problem("path-empty"),))
    rounds = (CheckedRound("a", "a", findings()), refused, CheckedRound("c", "c", findings()))
    made = many_text(rounds, "docx")
    assert isinstance(made, bytes)
    told = words.lines(made)
    assert [line for line in told if line.startswith("Đợt ") and "/3: " in line] == [
        "Đợt 1/3: a",
        "Đợt 2/3: b.csv",
        "Đợt 3/3: c",
    ]
    assert words.parts(made)["word/document.xml"].count('w:type="page"') == 2
    assert any(Problem("path-empty").say("vi") in line for line in told)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "word_writer", lambda _: None)
    with pytest.raises(UsageError) as caught:
        written()
    (problem,) = caught.value.problems
    assert problem.code == "docx-not-installed"
    assert "cbccvc-rules[reports]" in problem.say("vi")
