"""The report people read: scope first, then unit by unit, a sentence a finding, and the sum."""

from __future__ import annotations

import pytest

from cbccvc_rules import Batch, check
from cbccvc_rules.api import write_text
from cbccvc_rules.sources import LANGS, Lang
from unit.api.people import of_shares
from unit.reports.rounds import UNITS, a_person, data, findings, text

FIRST = "Đợt đánh giá 2024 (hằng năm), ngày đánh giá 14/12/2024, xét mức xếp loại đã quyết định"


def lines(lang: Lang = "vi") -> list[str]:
    return text(lang=lang).splitlines()


def at(words: str, lang: Lang = "vi") -> int:
    """The number of the first line with some words."""
    return next(number for number, line in enumerate(lines(lang)) if words in line)


def test_the_first_line_says_which_round_and_which_day() -> None:
    assert lines()[0] == FIRST


def test_the_scope_comes_before_any_finding_and_the_sum_after() -> None:
    scope, first, total = at("Phạm vi"), at("✗"), at("Tổng cộng")
    assert scope < at("Chưa kiểm tra được") < first < total


def test_the_law_is_named_in_the_scope() -> None:
    assert at("Nghị định 90/2020/NĐ-CP") < at("✗")


def test_the_scope_counts_rules_people_and_units() -> None:
    assert "4 quy tắc, 5/6 người được xét, 2 đơn vị" in text()
    assert "Scope: rules: 4; people judged: 5 of 6; units: 2" in text(lang="en")


def test_people_outside_are_counted_with_the_reason() -> None:
    assert "Không thuộc phạm vi: 1 người (Người làm việc theo hợp đồng lao động" in text()


def test_a_rule_that_lacks_its_table_is_named_with_what_it_lacks() -> None:
    (line,) = [line for line in lines() if "[disciplined-but-rated]" in line]
    assert "disciplines" in line
    assert "5 đối tượng" in line


def test_findings_stand_under_their_unit() -> None:
    unit = at("Sở Y tế (U)")
    assert unit < at("Họ Tên A")
    assert unit < at("[excellent-share]")


def test_a_broken_finding_is_sentence_clause_and_remedy() -> None:
    start = next(number for number, line in enumerate(lines()) if "A Họ Tên A:" in line)
    said, clause, remedy = lines()[start : start + 3]
    assert said.startswith("  ✗ vi phạm A Họ Tên A: Được xếp loại “hoàn thành tốt nhiệm vụ”")
    assert "4,5 tháng" in said
    assert (
        clause.strip() == "Điều 2 khoản 3 đoạn 1 Nghị định 90/2020/NĐ-CP [rated-under-six-months]"
    )
    assert remedy.strip().startswith("Cách khắc phục: ")


def test_an_undecided_finding_names_the_cell_to_fill_in() -> None:
    start = next(number for number, line in enumerate(lines()) if "B Họ Tên B" in line)
    assert lines()[start].strip().startswith("?")
    block = " ".join(lines()[start : start + 3])
    assert "Cần bổ sung: Số tháng công tác" in block


def test_the_sum_is_that_of_the_findings() -> None:
    assert "2 vi phạm, 0 cảnh báo, 0 lưu ý; 1 chưa đủ dữ liệu" in text()


@pytest.mark.parametrize("names", [None, True])
def test_people_are_named_unless_told_otherwise(names: bool | None) -> None:
    assert "Họ Tên A" in text(names=names)


def test_people_go_by_their_ids_where_no_names_are_wanted() -> None:
    assert "Họ Tên" not in text(names=False)
    assert "✗ vi phạm A:" in text(names=False)


def test_colour_is_used_only_where_it_is_asked_for() -> None:
    assert "\033[" not in text()
    coloured = text(colour=True)
    assert "\033[31m" in coloured
    assert coloured.count("\033[0m") == coloured.count("\033[3") + coloured.count("\033[1m")


def test_colour_changes_no_word() -> None:
    stripped = text(colour=True)
    for code in ("0", "1", "31", "33", "35", "36"):
        stripped = stripped.replace(f"\033[{code}m", "")
    assert stripped == text()


@pytest.mark.parametrize("lang", LANGS)
def test_no_placeholder_is_left(lang: Lang) -> None:
    assert not set(text(lang=lang)) & set("{}")
    assert "None" not in text(lang=lang)


def test_a_round_without_fault_says_so_and_within_which_scope() -> None:
    clean = text(findings([a_person("A")]))
    assert "Không phát hiện trường hợp nào trái quy định trong phạm vi đã xét." in clean
    assert "0 vi phạm" in clean


def test_a_round_of_which_something_could_not_be_read_is_never_called_clean() -> None:
    totals = {"unit_id": "U", "total": "28,27%", "HTXSNV": 0, "HTTNV": 5, "HTNV": 0, "KHTNV": 0}
    unread = check(Batch.from_records(counts=[totals], period="2024"), select=["excellent-share"])
    assert not (unread.broken or unread.unknown)
    assert "Không phát hiện" not in text(unread)
    assert "1 chỗ trong dữ liệu chưa đọc được" in text(unread)


def test_a_person_under_no_known_law_leaves_the_round_open() -> None:
    people = [a_person("A"), a_person("B", category=None)]
    said = text(check(Batch.from_records(people, period="2024"), select=["excellent-share"]))
    assert "Không phát hiện" not in said
    assert "1 người chưa rõ luật nào áp dụng" in said


def test_what_was_taken_as_what_stands_apart_from_what_is_wrong() -> None:
    said = text(findings([a_person("A", rating="HTT", maternity="có thể")]))
    wrong = said.index("`có thể` ở cột `maternity`")
    assert said.index("Dữ liệu cần xem lại:") < wrong
    assert wrong < said.index("Đã hiểu như sau") < said.index("`HTT` → Hoàn thành tốt nhiệm vụ")


def test_every_report_ends_by_saying_what_it_is_not() -> None:
    assert lines()[-1] == "Kết quả kiểm tra dữ liệu theo quy tắc, không phải tư vấn pháp lý."
    assert lines("en")[-1] == "A check of data against rules, not legal advice."


def test_a_reading_that_would_change_a_finding_is_named_beside_it() -> None:
    people = [a_person(f"S{n}", rating="HTXSNV" if n < 3 else "HTTNV") for n in range(13)]
    words = text(findings(people))
    assert "Còn tranh luận" in words
    assert "excellent_share_rounding=half_up" in words


def test_data_to_look_at_comes_before_the_findings() -> None:
    people = [a_person("A", months_worked="4,5"), a_person("B", rating="HTTTNV")]
    words = text(findings(people))
    assert 0 < words.index("Dữ liệu cần xem lại") < words.index("✗")


def unrated() -> list[dict[str, object]]:
    return [a_person("A", rating=""), a_person("B", rating="Giỏi"), a_person("C")]


def entries(said: str, who: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if line.startswith(f"  ? {who} ")]


def test_whatever_waits_for_an_empty_rating_is_one_entry_a_person() -> None:
    found = check(Batch.from_records(unrated(), UNITS, period="2024"))
    waiting = [one.rule for one in found.unknown if one.subject.id == "A"]
    assert len(waiting) > 15
    (vi,), (en,) = entries(text(found), "A"), entries(text(found, lang="en"), "A")
    cell = "(records, staff:1)"
    assert vi == (
        f"? A Họ Tên A: chưa ghi “Mức xếp loại” {cell}, "
        f"nên chưa kết luận được {len(waiting)} quy tắc: {', '.join(waiting)}"
    )
    assert en == (
        f"? A Họ Tên A: “Rating” is not told {cell}; "
        f"rules that wait for it, {len(waiting)} in all: {', '.join(waiting)}"
    )


def test_a_rating_that_cannot_be_read_is_not_called_empty() -> None:
    found = findings(unrated())
    (vi,), (en,) = entries(text(found), "B"), entries(text(found, lang="en"), "B")
    assert "“Mức xếp loại” (records, staff:2) không đọc được" in vi
    assert "“Rating” cannot be read (records, staff:2)" in en


def test_the_rating_that_is_not_told_is_that_of_the_stage() -> None:
    people = [a_person(one, proposed_rating=grade) for one, grade in (("A", ""), ("B", "HTNV"))]
    (said,) = entries(text(findings(people, stage="proposed")), "A")
    assert "chưa ghi “Mức xếp loại đề xuất”" in said


def test_json_keeps_every_finding_that_waits_for_a_rating() -> None:
    found = findings(unrated())
    assert len(data(found)["findings"]) == len(found.findings)
    assert data(found)["counts"]["unknown"] > 2


def test_what_waits_for_another_cell_is_told_apart() -> None:
    lines = entries(text(findings([a_person("A", months_worked=""), a_person("B")])), "A")
    assert ["chưa ghi" in line for line in lines] == [False]


@pytest.mark.parametrize(
    ("lang", "heading", "days"),
    [
        ("vi", "Được yêu cầu nhưng không xét:", "từ 15/09/2023"),
        ("en", "Asked for, but not judged by:", "from 2023-09-15"),
    ],
)
def test_a_rule_asked_for_out_of_its_days_stands_in_the_scope(
    lang: Lang, heading: str, days: str
) -> None:
    batch = Batch.from_records([a_person("A")], UNITS, period="2023", on="2023-09-14")
    found = check(batch, select=["excellent-share", "rated-under-six-months"])
    lines = text(found, lang=lang).splitlines()
    at = lines.index(heading)
    assert "[excellent-share]" in lines[at + 1]
    assert days in lines[at + 1]
    assert at < lines.index("")
    assert [one["rule"] for one in data(found)["not_judged"]] == ["excellent-share"]


def test_people_whose_rows_cannot_be_used_count_among_those_not_judged() -> None:
    people = [
        a_person("A"),
        a_person("B"),
        a_person("B", category="HD"),
        a_person(""),
        a_person("D"),
    ]
    found = findings(people)
    assert "2/4 người được xét" in text(found)
    assert "2 of 4" in text(found, lang="en")
    assert "Không xét được 2 người vì dòng trùng mã, thiếu mã" in text(found)
    assert (
        text(found, lang="en").count("could not be taken apart (see the data to look at): 2") == 1
    )
    told = data(found)["batch"]
    assert (told["staff"], told["judged"], told["dropped"]) == (4, 2, 2)
    assert "Không xét được" not in text()


def test_a_reading_is_told_in_words_with_its_code() -> None:
    vi, en = said(of_shares(2, 6), "vi"), said(of_shares(2, 6), "en")
    assert (
        "Contested: the verdict would differ if read as "
        "“To the nearest whole number, a half upwards” (excellent_share_rounding=half_up)"
    ) in en
    question = (
        "  - How is the limit rounded when it is not a whole number of people? "
        "Read here as: No rounding; a fraction does not make room for one more person "
        "(excellent_share_rounding)"
    )
    assert question in en.splitlines()
    assert "“Làm tròn đến số nguyên gần nhất, từ nửa trở lên thì tăng”" in vi


def test_a_question_that_turns_nothing_is_not_asked() -> None:
    assert "What the law leaves open" not in said(of_shares(0, 5), "en")


def said(batch: Batch, lang: Lang) -> str:
    return write_text(check(batch, select=["excellent-share"]), "text", lang=lang)


def test_the_name_of_a_unit_is_no_order_to_the_log_of_a_build() -> None:
    units = [{"unit_id": "U", "name": "\n::error::x"}]
    batch = Batch.from_records([a_person("A", months_worked="4,5")], units, period="2024")
    said = text(check(batch, select=["rated-under-six-months"])).splitlines()
    assert [line.strip() for line in said if "::error" in line] == ["· ::error::x (U)"]
