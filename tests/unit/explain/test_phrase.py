"""An expression as words, from the same steps as its evaluation; and the words for values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cbccvc_rules.engines.certificate import trace
from cbccvc_rules.exact import Range
from cbccvc_rules.explain.certify import whole_numbers
from cbccvc_rules.explain.message import filled
from cbccvc_rules.explain.missing import missing_line, missing_lines
from cbccvc_rules.explain.phrase import condition, phrase
from cbccvc_rules.explain.words import column_name, show_as, show_day, show_value
from cbccvc_rules.lang.nodes import Literal, Parameter
from cbccvc_rules.lang.outline import outline
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.sources import LANGS, Lang, Place, Text
from cbccvc_rules.trace import Fact, Step, Value
from unit.engines.rounds import a_definition, a_person, a_world, an_env, row_of, typed

NAMES = {
    "way": Text("Hiểu rộng hay hẹp?", "Wide or narrow?"),
    "way=wide": Text("rộng", "wide"),
    "way=narrow": Text("hẹp", "narrow"),
    "share": Text("Tỷ lệ", "Share"),
}
EXPRESSIONS = [
    "rating = HTNV",
    "rating != HTNV",
    "months_worked < 6",
    "months_worked <= 6",
    "months_worked > 6",
    "months_worked >= 6",
    "not (months_worked < 6)",
    "not (months_worked <= 6)",
    "not (months_worked > 6)",
    "not (months_worked >= 6)",
    "not (rating = HTNV)",
    "not (rating != HTNV)",
    "rating in {HTNV, not_rated}",
    "rating not in {HTNV, not_rated}",
    "minutes is given",
    "minutes is not given",
    "minutes is recorded",
    "minutes is not recorded",
    "not (minutes is recorded)",
    "decided_on < in_year(12-15, year_to)",
    "decided_on < in_next_year(01-15, year_to)",
    "not (decided_on >= in_year(12-15, year_to))",
    "batch.occasion = pre_promotion",
    "maternity",
    "not maternity",
    "maternity and party_member",
    "maternity or party_member",
    "not (maternity and party_member)",
    "(maternity or party_member) and rating = HTNV",
    "months_worked + leave_months = 12",
    "months_worked - leave_months = 12",
    "months_worked * 2 = 12",
    "months_worked / 2 = 6",
    "floor(months_worked) = 6",
    "ceil(months_worked) = 6",
    "months_worked > (6 if maternity else 3)",
    "count(disciplines) = 0",
    "count(disciplines where track = party) = 0",
    "any(disciplines where issued_on < 2024-01-01)",
    "none(disciplines)",
    "not any(disciplines)",
    "not none(disciplines where track = party)",
    "sum(1 of disciplines where duty_related) > 2",
    "unit.rating >= subject.rating",
    "unit.parent.rating = HTNV",
    "batch.on < 2024-12-14",
    "$way = wide",
    "true",
    "unknown",
    "short_year and count(unit.staff where short_year) > 1",
]


def said(text: str, lang: Lang) -> str:
    known = a_definition("short_year", "staff", "months_worked < 6")
    step = outline(typed(text, "staff", measures=True, definitions=known))
    return condition(step, lang, NAMES)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_kind_of_expression_is_said_in_both_languages(text: str) -> None:
    vi, en = said(text, "vi"), said(text, "en")
    for words in (vi, en):
        assert words == " ".join(words.split())
        assert not set(words) & set("{}$[]")
    assert vi != en


@pytest.mark.parametrize("text", EXPRESSIONS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_trace_of_every_kind_of_expression_is_said_too(text: str, lang: Lang) -> None:
    known = a_definition("short_year", "staff", "months_worked < 6")
    node = typed(text, "staff", measures=True, definitions=known)
    for months in ("", "5,5", "8"):
        world = a_world(a_person(months_worked=months, maternity="", leave_months=1))
        row = row_of(world, "A")
        words = phrase(trace(node, row, row, an_env(world)), lang, NAMES)
        assert words.strip()
        assert not set(words) & set("{}$")


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        (
            "months_worked < 6",
            "Số tháng công tác dưới 6",
            "Months worked is below 6",
        ),
        (
            "not (months_worked <= 6)",
            "Số tháng công tác vượt quá 6",
            "Months worked exceeds 6",
        ),
        (
            "rating in {HTNV, not_rated}",
            "Mức xếp loại thuộc: hoàn thành nhiệm vụ, không xếp loại",
            "Rating is one of: completion of tasks, not rated",
        ),
        (
            "count(disciplines where track = party) = 0",
            "không có quyết định kỷ luật nào mà Loại kỷ luật là kỷ luật Đảng",
            "there are no disciplinary decisions for which Track is Party discipline",
        ),
        (
            "count(disciplines) = 2",
            "số quyết định kỷ luật bằng 2",
            "the number of disciplinary decisions is 2",
        ),
        ("maternity", "“Nghỉ thai sản” là có", "“Maternity leave” is yes"),
        ("not maternity", "“Nghỉ thai sản” là không", "“Maternity leave” is no"),
        ("maternity = true", "Nghỉ thai sản là có", "Maternity leave is yes"),
        (
            "maternity and not party_member",
            "“Nghỉ thai sản” là có và “Đảng viên” là không",
            "“Maternity leave” is yes and “Party member” is no",
        ),
        (
            "minutes is given",
            "“Biên bản họp” đã được ghi",
            "“Minutes” has been told",
        ),
        (
            "not (minutes is given)",
            "“Biên bản họp” chưa được ghi",
            "“Minutes” has not been told",
        ),
        (
            "rating != not_rated",
            "Mức xếp loại là một trong bốn mức",
            "Rating is one of the four grades",
        ),
        (
            "not (rating = not_rated)",
            "Mức xếp loại là một trong bốn mức",
            "Rating is one of the four grades",
        ),
        (
            "any(disciplines where issued_on < 2024-01-01)",
            "có quyết định kỷ luật mà Ngày ra quyết định kỷ luật trước 01/01/2024",
            "there are disciplinary decisions for which Issued on is before 2024-01-01",
        ),
        (
            "decided_on >= year_from",
            "Ngày quyết định xếp loại từ ngày đầu năm đánh giá trở đi",
            "Decision date is on or after first day of the evaluation year",
        ),
        (
            "decided_on <= batch.on",
            "Ngày quyết định xếp loại không sau ngày đánh giá",
            "Decision date is on or before day of the rating act",
        ),
        (
            "not (decided_on <= batch.on)",
            "Ngày quyết định xếp loại sau ngày đánh giá",
            "Decision date is after day of the rating act",
        ),
        (
            "$way = wide",
            "“Hiểu rộng hay hẹp?” được hiểu là “rộng”",
            "“Wide or narrow?” is read as “wide”",
        ),
        (
            "$way != wide",
            "“Hiểu rộng hay hẹp?” không được hiểu là “rộng”",
            "“Wide or narrow?” is not read as “wide”",
        ),
        (
            "$way in {wide, narrow}",
            "“Hiểu rộng hay hẹp?” được hiểu là “rộng” / “hẹp”",
            "“Wide or narrow?” is read as “wide” / “narrow”",
        ),
        (
            "unit.parent.rating = HTNV",
            "Mức xếp loại đơn vị của đơn vị cấp trên là hoàn thành nhiệm vụ",
            "Unit rating of the superior unit is completion of tasks",
        ),
        (
            "decided_on < in_year(12-15, year_to)",
            "Ngày quyết định xếp loại trước ngày 15/12 trong năm của ngày cuối năm đánh giá",
            "Decision date is before 12-15 of the year of last day of the evaluation year",
        ),
        (
            "not (self_report_on <= meeting_on)",
            "Ngày tự đánh giá sau Ngày họp đánh giá",
            "Self-report date is after Meeting date",
        ),
        ("minutes is recorded", "“Biên bản họp” được ghi nhận là có", "“Minutes” is on record"),
        ("short_year", "lời", "words"),
        ("score + 1/2 = 2.5", "Tổng điểm + 0,5 bằng 2,5", "Score + 0.5 is 2.5"),
        ("score + 0 = 2.5", "Tổng điểm bằng 2,5", "Score is 2.5"),
        ("score * (0 + score) = 2.5", "Tổng điểm × Tổng điểm bằng 2,5", "Score × Score is 2.5"),
    ],
)
def test_an_expression_reads_as_a_sentence_part(text: str, vi: str, en: str) -> None:
    assert (said(text, "vi"), said(text, "en")) == (vi, en)


def test_conditions_joined_by_another_word_stand_in_brackets() -> None:
    assert said("(maternity or party_member) and rating = HTNV", "en").startswith("(")
    assert "(" not in said("maternity or party_member", "en")


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("(months_worked + score) * 2 = 1", "(Months worked + Score) × 2 is 1"),
        ("months_worked + score * 2 = 1", "Months worked + Score × 2 is 1"),
        ("months_worked - (score - 2) = 1", "Months worked \u2212 (Score \u2212 2) is 1"),
        ("months_worked - score - 2 = 1", "Months worked \u2212 Score \u2212 2 is 1"),
        ("(months_worked + score) / 2 = 1", "(Months worked + Score) : 2 is 1"),
        ("2 * twice = 1", "2 × (Score + Score) is 1"),
    ],
)
def test_arithmetic_keeps_the_brackets_it_needs(text: str, en: str) -> None:
    lets = {"twice": typed("score + score", "staff")}
    assert phrase(outline(typed(text, "staff", measures=True, lets=lets)), "en", {}) == en


def test_a_reading_and_a_figure_go_by_their_titles() -> None:
    reading = outline(typed("$way = wide", "staff")).parts[0]
    assert phrase(reading, "en", NAMES) == "Wide or narrow?"
    figure = outline(Parameter("share", Scalar.NUMBER))
    assert phrase(figure, "vi", NAMES) == "Tỷ lệ"


def test_a_figure_without_a_title_goes_by_its_name() -> None:
    assert phrase(outline(Parameter("other", Scalar.NUMBER)), "en", NAMES) == "other"


@pytest.mark.parametrize("record", VOCABULARY.records)
def test_every_column_of_every_record_has_words(record: str) -> None:
    bare = [
        (column, lang)
        for column in VOCABULARY[record].columns
        for lang in LANGS
        if column_name(record, column, lang) == column
    ]
    assert bare == []


# ------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (None, "chưa rõ", "not known"),
        (True, "đúng", "true"),
        (False, "sai", "false"),
        (6, "6", "6"),
        (Fraction(11, 2), "5,5", "5.5"),
        (Fraction(1, 3), "1/3", "1/3"),
        (Range(2, 4), "từ 2 đến 4", "between 2 and 4"),
        (Range(2, None), "từ 2 trở lên", "2 or more"),
        (Range(0, 0), "từ 0 đến 0", "between 0 and 0"),
        (date(2024, 12, 4), "04/12/2024", "2024-12-04"),
        ("HTTNV", "hoàn thành tốt nhiệm vụ", "good completion of tasks"),
        ("Trần Văn A", "Trần Văn A", "Trần Văn A"),
        (("U1", "U2"), "U1, U2", "U1, U2"),
    ],
)
def test_a_value_is_said_as_the_language_writes_it(value: Value, vi: str, en: str) -> None:
    assert (show_value(value, "vi"), show_value(value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "form", "vi"),
    [
        (Fraction(1, 5), "percent", "20%"),
        (Fraction(1, 3), "percent", "≈33,3%"),
        (Range(0, Fraction(1, 2)), "percent", "0%–50%"),
        (None, "percent", "chưa rõ"),
        ("HTNV", "grade", "hoàn thành nhiệm vụ"),
        (date(2024, 12, 4), "date", "04/12/2024"),
        (Fraction(11, 2), "", "5,5"),
    ],
)
def test_a_message_may_ask_for_a_form(value: Value, form: str, vi: str) -> None:
    assert show_as(value, form, "vi") == vi


def test_a_day_is_written_as_the_language_does() -> None:
    assert (show_day(date(2024, 1, 2), "vi"), show_day(date(2024, 1, 2), "en")) == (
        "02/01/2024",
        "2024-01-02",
    )


# ------------------------------------------------------------------------------ messages


def test_a_message_is_filled_in_both_languages() -> None:
    template = Text("Có {n} người, {share:percent}.", "{n} people, {share:percent}.")
    found = filled(template, {"n": 3, "share": Fraction(1, 8)})
    assert (found.vi, found.en) == ("Có 3 người, 12,5%.", "3 people, 12.5%.")


def test_a_message_says_what_is_not_known() -> None:
    assert filled(Text("{n} tháng", "{n} months"), {"n": None}).en == "not known months"
    assert filled(Text("{n} tháng", "{n} months"), {}).vi == "chưa rõ tháng"


def test_a_message_is_one_line() -> None:
    assert filled(Text("a\n  b  {n}", "a\nb"), {"n": 1}).vi == "a b 1"


def test_a_value_with_braces_is_put_in_as_it_is() -> None:
    assert filled(Text("{n}", "{n}"), {"n": "{x}"}).vi == "{x}"


# ------------------------------------------------------------------------ whole numbers


@pytest.mark.parametrize(
    ("left", "op", "right", "told"),
    [
        (3, "at-most", Fraction(2), "3 ≤ 2"),
        (3, "at-most", Fraction(11, 5), "15 ≤ 11"),
        (Fraction(1, 2), "less", Fraction(1, 3), "3 < 2"),
        (Fraction(11, 2), "equal", Fraction(11, 2), "11 = 11"),
        (1, "unequal", 2, "1 ≠ 2"),
        (1, "more", 2, "1 > 2"),
        (1, "at-least", 2, "1 ≥ 2"),
    ],
)
def test_a_comparison_is_multiplied_out_to_whole_numbers(
    left: Value, op: str, right: Value, told: str
) -> None:
    step = Step(op, "", parts=(Step("field", "", left), Step("field", "", right)))
    assert whole_numbers(step) == told


@pytest.mark.parametrize(
    ("left", "op", "right"),
    [
        (Range(1, 2), "less", 3),
        (None, "less", 3),
        (True, "equal", False),
        ("HTNV", "equal", "HTNV"),
        (date(2024, 1, 1), "less", date(2024, 1, 2)),
        (1, "add", 2),
    ],
)
def test_only_two_known_numbers_make_an_inequality(left: Value, op: str, right: Value) -> None:
    step = Step(op, "", parts=(Step("field", "", left), Step("field", "", right)))
    assert whole_numbers(step) is None


# ------------------------------------------------------------------------------ missing


def a_gap(column: str = "months_worked", *, absent: bool = False, row: int | None = 7) -> Fact:
    place = Place("staff.csv", row, 10, heading="Số tháng") if row else None
    return Fact("staff", "A12", column, None, place, absent)


@pytest.mark.parametrize(
    ("fact", "vi", "en"),
    [
        (
            a_gap(),
            "Số tháng công tác của A12 tại staff.csv!J7",
            "Months worked of A12 at staff.csv!J7",
        ),
        (a_gap(row=None), "Số tháng công tác của A12", "Months worked of A12"),
        (
            a_gap(absent=True, row=None),
            "chưa có cột “Số tháng công tác”",
            "the column “Months worked” was not given",
        ),
    ],
)
def test_what_is_missing_is_said_with_its_cell(fact: Fact, vi: str, en: str) -> None:
    assert missing_line(fact, "vi").startswith(vi)
    assert missing_line(fact, "en").startswith(en)


def test_a_table_that_is_missing_is_named() -> None:
    fact = Fact("discipline", "A", "", None, None, absent=True)
    assert "“Disciplines”" in missing_line(fact, "en")
    assert "“Kỷ luật”" in missing_line(fact, "vi")


def test_the_same_thing_missing_twice_is_said_once() -> None:
    assert len(list(missing_lines([a_gap(), a_gap()], "vi"))) == 1


def test_a_constant_is_said_by_its_value() -> None:
    assert phrase(outline(Literal(Fraction(1, 2), Scalar.NUMBER)), "vi", {}) == "0,5"


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("score if score <= 50 else 50", "the lower of Score and 50"),
        ("score if score >= 50 else 50", "the higher of Score and 50"),
        ("50 if score >= 50 else score", "50 if Score is at least 50, otherwise Score"),
    ],
)
def test_of_two_figures_that_are_compared_the_lower_one_is_named(text: str, en: str) -> None:
    step = outline(typed(f"months_worked = ({text})", "staff"))
    assert phrase(step.parts[1], "en", {}) == en


@pytest.mark.parametrize(
    ("text", "record", "vi", "en"),
    [
        ("kind = administrative", "unit", "cơ quan hành chính", "administrative agency"),
        (
            "kind in {administrative, party_mass}",
            "unit",
            "cơ quan hành chính, cơ quan đảng, đoàn thể",
            "administrative agency, Party or mass organisation",
        ),
        ("track = administrative", "discipline", "kỷ luật hành chính", "administrative discipline"),
    ],
)
def test_a_code_that_two_columns_have_is_called_as_its_own_column_calls_it(
    text: str, record: str, vi: str, en: str
) -> None:
    step = outline(typed(text, record))
    assert condition(step, "vi", {}).endswith(vi)
    assert condition(step, "en", {}).endswith(en)
