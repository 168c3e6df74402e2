"""Labels of grades: whole, closed, never by likeness."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from cbccvc_rules.marked import read_marked
from cbccvc_rules.model.scale import GRADES, NOT_RATED, Labels, labels_from, packaged_labels

SCALE = """
grades:
  - {code: KHTNV, name: {vi: Không hoàn thành nhiệm vụ, en: K}, short: {vi: k, en: k},
     synonyms: [Không hoàn thành nhiệm vụ]}
  - {code: HTNV, name: {vi: Hoàn thành nhiệm vụ, en: H}, short: {vi: h, en: h},
     synonyms: [Hoàn thành nhiệm vụ, HT]}
  - {code: HTTNV, name: {vi: Hoàn thành tốt nhiệm vụ, en: T}, short: {vi: t, en: t},
     synonyms: [Hoàn thành tốt nhiệm vụ, HTT]}
  - {code: HTXSNV, name: {vi: Hoàn thành xuất sắc nhiệm vụ, en: X}, short: {vi: x, en: x},
     synonyms: [Hoàn thành xuất sắc nhiệm vụ, XS]}
not_rated: {code: not_rated, name: {vi: Không xếp loại, en: N}, short: {vi: n, en: n},
            synonyms: [Không xếp loại]}
not_told: [Chưa đánh giá]
ambiguous:
  - {labels: [A], may_mean: [HTXSNV, HTTNV], reason: {vi: Tùy nơi., en: It depends.}}
"""


def the_labels(text: str = SCALE) -> Labels:
    marked = read_marked(text, "scale.yaml")
    assert marked.problems == []
    return labels_from(marked.data)


def test_the_grades_go_from_low_to_high_and_not_rated_is_none_of_them() -> None:
    assert GRADES == ("KHTNV", "HTNV", "HTTNV", "HTXSNV")
    assert NOT_RATED not in GRADES


@pytest.mark.parametrize(
    ("label", "grade"),
    [
        ("HTXSNV", "HTXSNV"),
        ("htxsnv", "HTXSNV"),
        (" Hoàn  thành tốt\nnhiệm vụ ", "HTTNV"),
        ("HT", "HTNV"),
        ("HTT", "HTTNV"),
        ("KHÔNG XẾP LOẠI", "not_rated"),
        ("Hoàn thành nhiệm vụ", "HTNV"),
        ("Không hoàn thành nhiệm vụ", "KHTNV"),
    ],
)
def test_a_label_is_matched_whole(label: str, grade: str) -> None:
    assert the_labels().read(label) == grade


@pytest.mark.parametrize("label", ["HTTTNV", "Không hoàn thành NV", "A", "hoàn thành", "", "Khá"])
def test_what_is_not_in_the_table_means_nothing(label: str) -> None:
    assert the_labels().read(label) is None


def test_a_typo_is_offered_the_closest_grade_first() -> None:
    assert the_labels().suggest("HTTTNV")[0] == "HTTNV"
    assert the_labels().suggest("HTSXNV")[0] == "HTXSNV"


def test_an_ambiguous_label_is_offered_what_it_may_mean() -> None:
    labels = the_labels()
    assert labels.suggest("a") == ("HTXSNV", "HTTNV")
    doubt = labels.doubt("A")
    assert doubt is not None
    assert doubt.reason.en == "It depends."


def test_nothing_is_suggested_for_what_is_like_nothing() -> None:
    assert the_labels().suggest("97,685") == ()


def test_nothing_is_suggested_for_a_mark() -> None:
    assert packaged_labels().suggest("x") == ()


# Every label of real files that means one grade for certain, whatever case it is written in.
MET = {
    "HTXSNV": (
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành xuất sắc",
        "Hoàn Thành Xuất Sắc",
        "HTXSNV",
        "HTXS",
        "Xuất sắc",
        "XUẤT SẮC",
        "XS",
        "xếp loại A (hoàn thành xuất sắc nhiệm vụ)",
        "EXCELLENT",
        "Excellent completion of tasks",
    ),
    "HTTNV": (
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành tốt",
        "HTTNV",
        "HTT",
        "HTTốt",
        "Tốt",
        "GOOD",
    ),
    "HTNV": ("Hoàn thành nhiệm vụ", "HTNV", "HT", "Hoàn thành"),
    "KHTNV": ("Không hoàn thành nhiệm vụ", "KHTNV", "KHT", "Không hoàn thành"),
    "not_rated": ("Không đánh giá", "KHÔNG PHÂN LOẠI", "Không xếp loại"),
}
LEFT_OPEN = {
    "HTTTNV": ("HTTNV",),
    "HTSXNV": ("HTXSNV",),
    "Hoàn Thành Xuất": ("HTXSNV",),
    "Khá": ("HTTNV", "HTNV"),
    "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực": ("HTNV",),
    **dict.fromkeys(("A", "A+", "B", "C", "D", "1", "2", "3", "4"), GRADES[::-1]),
    "E": ("not_rated",),
    **dict.fromkeys(("TRUNG BÌNH", "YẾU", "Kém"), ("HTNV", "KHTNV")),
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_labels_met_in_real_files_mean_their_grade(form: Literal["NFC", "NFD"]) -> None:
    for grade, labels in MET.items():
        found = {label: packaged_labels().read(normalize(form, label)) for label in labels}
        assert set(found.values()) == {grade}, found


def test_labels_in_doubt_are_never_the_nearest_grade_and_say_what_they_may_mean() -> None:
    for label, may_mean in LEFT_OPEN.items():
        assert packaged_labels().read(label) is None, label
        assert packaged_labels().suggest(label) == may_mean, label


@pytest.mark.parametrize("label", ["Chưa xếp loại", "Chưa tự đánh giá", "CHƯA ĐG", "Chờ chuẩn y"])
def test_labels_of_no_result_yet_are_no_grade(label: str) -> None:
    assert packaged_labels().means_not_told(label)
    assert packaged_labels().read(label) is None


def test_some_labels_say_that_there_is_no_result_yet() -> None:
    assert the_labels().means_not_told("CHƯA ĐÁNH GIÁ")
    assert not the_labels().means_not_told("Không xếp loại")


def test_names_of_the_grades_come_with_the_labels() -> None:
    assert the_labels().names["HTTNV"].vi == "Hoàn thành tốt nhiệm vụ"
    assert the_labels().short_names["not_rated"].vi == "n"


def test_without_data_only_the_codes_are_known() -> None:
    assert Labels().read("HTTNV") == "HTTNV"
    assert Labels().read("Hoàn thành tốt nhiệm vụ") is None


def test_a_label_with_two_meanings_is_refused() -> None:
    with pytest.raises(ValueError, match="means both"):
        the_labels(SCALE.replace("[Hoàn thành tốt nhiệm vụ, HTT]", "[HT]"))


def test_a_label_that_is_both_known_and_open_is_refused() -> None:
    with pytest.raises(ValueError, match="left open"):
        the_labels(SCALE.replace("labels: [A]", "labels: [XS]"))


def test_a_scale_with_another_grade_is_refused() -> None:
    with pytest.raises(ValueError, match="the scale must be"):
        the_labels(SCALE.replace("code: HTNV", "code: TB"))


def test_the_scale_that_comes_with_the_rules_can_be_read() -> None:
    text = (Path(__file__).parents[3] / "rules/scales/grades.yaml").read_text(encoding="utf-8")
    labels = the_labels(text)
    assert labels.read("Hoàn thành xuất sắc") == "HTXSNV"
    assert labels.read("HTTTNV") is None
