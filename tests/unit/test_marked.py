"""The small YAML of the packs: everything stays text, and every fault has its place."""

from __future__ import annotations

from textwrap import dedent

import pytest
import yaml

from cbccvc_rules import marked as module
from cbccvc_rules.errors import yaml_said
from cbccvc_rules.marked import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MOST_PROBLEMS,
    Data,
    Marked,
    entries,
    read_marked,
)
from cbccvc_rules.sources import Place


def marked(text: str) -> Marked:
    return read_marked(dedent(text), "f.yaml")


def data(text: str) -> Data:
    found = marked(text)
    assert found.problems == []
    return found.data


def problems(text: str) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in marked(text).problems]


def at(line: int, column: int) -> Place:
    return Place("f.yaml", line, column)


# ------------------------------------------------------------------------------- plain values


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "off",
        "yes",
        "true",
        "010",
        "0o17",
        "0x1F",
        "1_000",
        "1e3",
        "5.50",
        ".inf",
        "12:30:45",
        "2024-12-14",
        "2024-12-14T10:00:00Z",
        "NO",
        "=",
        "Null",
        "20%",
    ],
)
def test_a_plain_value_stays_the_text_it_is(text: str) -> None:
    assert data(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_an_empty_value_is_nothing(text: str) -> None:
    assert data(f"a: {text}") == {"a": None}


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_a_quoted_value_is_text_even_where_it_looks_empty(text: str) -> None:
    assert data(f"a: '{text}'\nb: \"{text}\"") == {"a": text, "b": text}


def test_maps_and_lists_are_plain_data() -> None:
    assert data("a: [x, {b: y}]\nc:\n  - z\n  - - w") == {"a": ["x", {"b": "y"}], "c": ["z", ["w"]]}


def test_keys_stay_text() -> None:
    assert data("no: 1\n010: 2\n2024: 3") == {"no": "1", "010": "2", "2024": "3"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert data("<<: {a: b}") == {"<<": {"a": "b"}}


def test_vietnamese_text_is_kept_as_it_stands() -> None:
    assert data("điều: Hoàn thành xuất sắc") == {"điều": "Hoàn thành xuất sắc"}


@pytest.mark.parametrize("text", ["", "---", "# only a remark", "~"])
def test_a_file_without_content_has_no_data_and_no_fault(text: str) -> None:
    assert data(text) is None


def test_a_byte_order_mark_is_passed_over() -> None:
    assert data("\ufeffa: b") == {"a": "b"}


def test_entries_of_what_is_no_map_are_none() -> None:
    assert dict(entries("text")) == {}
    assert dict(entries(["a"])) == {}
    assert dict(entries({"a": "b"})) == {"a": "b"}


# ------------------------------------------------------------------------------------- faults


def test_a_key_that_stands_twice_is_a_fault_at_the_second() -> None:
    found = marked("a: 1\nb: 2\na: 3\n")
    assert [problem.say("en") for problem in found.problems] == [
        "f.yaml:3:1: the key `a` already stands in line 1; keep one of them"
    ]


def test_of_a_key_that_stands_twice_the_first_value_is_kept() -> None:
    assert marked("a: 1\na: 2").data == {"a": "1"}


def test_a_key_that_stands_twice_is_found_at_any_depth() -> None:
    assert problems("x:\n  - {a: 1, a: 2}") == [("yaml-duplicate-key", "f.yaml:2:12")]


def test_the_same_key_in_two_maps_is_no_fault() -> None:
    assert data("x: {a: 1}\ny: {a: 1}") == {"x": {"a": "1"}, "y": {"a": "1"}}


def test_an_anchor_and_its_aliases_are_one_fault_with_all_their_lines() -> None:
    (found,) = marked("a: &x 1\nb: *x\nc: [*x, *x]").problems
    assert (found.code, str(found.place)) == ("yaml-anchor", "f.yaml:1:4")
    assert found.params == {"name": "x", "lines": "1, 2, 3", "number": "4"}


def test_an_alias_for_a_key_is_one_fault_of_each_kind() -> None:
    found = [code for code, _ in problems("*x : 1")]
    assert sorted(found) == ["yaml-anchor", "yaml-key-not-text"]


def test_an_anchored_key_is_a_fault() -> None:
    assert problems("&x a: 1") == [("yaml-anchor", "f.yaml:1:1")]


@pytest.mark.parametrize("tag", ["!local", "!!int", "!!python/object/apply:os.system"])
def test_a_tag_is_a_fault_and_changes_nothing(tag: str) -> None:
    found = marked(f"a: {tag} 12")
    assert [problem.code for problem in found.problems] == ["yaml-tag"]
    assert found.data == {"a": "12"}


@pytest.mark.parametrize(
    ("key", "place"), [("[a]", "1:3"), ("{a: b}", "1:3"), ("~", "1:3"), ("", "1:2")]
)
def test_a_key_that_is_no_text_is_a_fault(key: str, place: str) -> None:
    assert problems(f"? {key}\n: 1") == [("yaml-key-not-text", f"f.yaml:{place}")]


def test_a_second_document_is_a_fault_and_the_first_is_kept() -> None:
    found = marked("a: 1\n---\nb: 2\n---\nc: 3")
    assert [str(problem.place) for problem in found.problems] == ["f.yaml:2:1"]
    assert found.problems[0].code == "yaml-two-documents"
    assert found.data == {"a": "1"}


def test_depth_is_bounded() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert problems(deepest) == []
    assert problems("[" + deepest + "]") == [("yaml-too-deep", f"f.yaml:1:{MAX_DEPTH + 1}")]


@pytest.mark.parametrize("piece", ["[", "{a: ", "- "])
def test_two_hundred_thousand_levels_are_one_fault(piece: str) -> None:
    assert [code for code, _ in problems(piece * 200_000)] == ["yaml-too-deep"]


def test_the_billion_laughs_never_grow() -> None:
    laughs = ["a0: &a0 [ha, ha]"]
    laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    found = marked("\n".join(laughs))
    codes = [problem.code for problem in found.problems]
    assert codes == ["yaml-anchor"]
    assert found.problems[0].params["lines"] == "1, 2, 3"
    assert found.data is None


def test_of_very_many_faults_the_first_are_told() -> None:
    found = marked("a: 1\n" * 1000)
    codes = [problem.code for problem in found.problems]
    assert codes == ["yaml-duplicate-key"] * MOST_PROBLEMS + ["yaml-many-faults"]
    assert found.data is None


def test_a_text_that_is_too_large_is_not_read_at_all() -> None:
    found = read_marked("a: 1" + " " * MAX_CHARACTERS, "f.yaml")
    assert [problem.code for problem in found.problems] == ["yaml-too-large"]
    assert found.data is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b: c", "f.yaml:1:5"),
        ("a:\n\t- b", "f.yaml:2:1"),
        ("a: 'b", "f.yaml:1:6"),
        ("a: 1\n b: 2", "f.yaml:2:3"),
        ('a: "\\q"', "f.yaml:1:5"),
    ],
)
def test_what_is_no_yaml_is_one_fault_where_it_was_noticed(text: str, place: str) -> None:
    found = marked(text)
    assert [(one.code, str(one.place)) for one in found.problems] == [("yaml-syntax", place)]
    assert found.data is None


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07", "a: \ud800"])
def test_a_character_that_yaml_does_not_allow_is_a_fault_of_the_file(text: str) -> None:
    assert problems(text) == [("yaml-syntax", "f.yaml")]


def test_faults_are_collected_and_the_rest_is_read_all_the_same() -> None:
    found = marked("a: 1\na: 2\nb: !t 3\nc: &x 4\nd: 5")
    assert [problem.code for problem in found.problems] == [
        "yaml-duplicate-key",
        "yaml-tag",
        "yaml-anchor",
    ]
    assert found.data == {"a": "1", "b": "3", "c": "4", "d": "5"}


# ------------------------------------------------------------------------------------- places

FILE = """\
# a remark
title: {vi: một, en: one}
list:
  - first
  -
    second: 2
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 2, 1),
        (("title", "vi"), 2, 13),
        (("title", "en"), 2, 22),
        (("list", 0), 4, 5),
        (("list", 1), 6, 5),
        (("list", 1, "second"), 6, 13),
    ],
)
def test_a_value_has_its_line_and_column(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    assert marked(FILE).place(path) == at(line, column)


def test_a_key_has_a_place_of_its_own() -> None:
    assert marked(FILE).key_place(("title", "en")) == at(2, 18)
    assert marked(FILE).key_place(("list", 1, "second")) == at(6, 5)


def test_what_is_not_there_has_the_place_of_the_nearest_thing_above() -> None:
    assert marked(FILE).place(("title", "fr", "deep")) == at(2, 8)
    assert marked(FILE).key_place(("title", "fr")) == at(2, 8)


def test_the_place_of_an_empty_file_is_the_file() -> None:
    assert marked("").place(("a",)) == Place("f.yaml")


def test_data_is_reached_by_its_path() -> None:
    found = marked(FILE)
    assert found.at(("list", 1, "second")) == "2"
    assert found.at(("list", 9)) is None
    assert found.at(("title", "vi", "deep")) is None


STYLES = {
    "plain": "is: rating = HTTNV and months < 6\n",
    "plain over two lines": "is:\n  rating = HTTNV\n  and months < 6\n",
    "single quotes": "is: 'rating = HTTNV and months < 6'\n",
    "double quotes": 'is: "rating = HTTNV and months < 6"\n',
    "double quotes over two lines": 'is: "rating = HTTNV\n  and months < 6"\n',
    "literal": "is: |\n  rating = HTTNV\n  and months < 6\n",
    "folded": "is: >-\n  rating = HTTNV\n  and months < 6\nafter: x\n",
    "folded with a blank line": "is: >-\n\n  rating = HTTNV\n\n  and months < 6\n",
    "folded with a remark": "is: >- # why\n    rating = HTTNV\n    and months < 6\n",
    "in a list of maps": "all:\n  - id: x\n    is: rating = HTTNV and months < 6\n",
    "with Windows line ends": "a: b\r\nis: >-\r\n  rating = HTTNV\r\n  and months < 6\r\n",
    "after Vietnamese text": "{điểm: Điều 2 khoản 6, is: rating = HTTNV and months < 6}\n",
    "after a byte order mark": "\ufeffis: rating = HTTNV and months < 6\n",
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("word", ["rating", "HTTNV", "and", "months", "6"])
def test_a_word_inside_a_text_is_found_in_the_file_whatever_its_style(
    style: str, word: str
) -> None:
    text = STYLES[style]
    found = read_marked(text, "f.yaml")
    path = ("all", 0, "is") if style == "in a list of maps" else ("is",)
    value = found.at(path)
    assert isinstance(value, str)
    place = found.place_inside(path, value.index(word))
    line = text.removeprefix("\ufeff").split("\n")[(place.row or 0) - 1]
    assert line[(place.column or 0) - 1 :].startswith(word)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("is: rating and", at(1, 15)),
        ("is: 'rating and'", at(1, 16)),
        ("is: >-\n  rating\n  and\nafter: x", at(3, 6)),
        ("is: |\n  rating and\n", at(2, 13)),
    ],
)
def test_the_end_of_a_text_is_just_behind_its_last_character(text: str, place: Place) -> None:
    found = read_marked(text, "f.yaml")
    value = found.at(("is",))
    assert isinstance(value, str)
    assert found.place_inside(("is",), len(value)) == place


def test_a_place_inside_what_is_no_text_is_that_of_the_thing() -> None:
    assert marked(FILE).place_inside(("title",), 3) == at(2, 8)
    assert marked(FILE).place_inside(("missing",), 3) == at(2, 1)


# ------------------------------------------------------------------------------ what is no YAML


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("a: b: c", "giá trị có `: ` thì đặt trong ngoặc kép", "that contains `: ` needs quotes"),
        ("a: 1\n b: 2", "dòng thụt vào không đúng", "an indentation that does not fit"),
        ("a:\n\t- b", "thụt vào bằng dấu cách", "indent with spaces"),
        ("a: @x", "không được đứng đầu giá trị", "may not begin a value"),
        ("a: 'b", "mở mà không đóng", "is never closed"),
        ("a: [1", "thiếu dấu `,` hoặc `]`", "`,` or `]` is missing"),
        ("{a: 1", "thiếu dấu `,` hoặc `}`", "`,` or `}` is missing"),
        ("a: ]", "thừa dấu `,`, `]`", "a `,`, `]` or `}` too many"),
        ("a: -\n- b", "`- ` phải đứng đầu", "`- ` must begin"),
        ('a: "\\q"', "trong ngoặc kép", "in double quotes"),
        ("a: > x", "phải xuống dòng", "a new line must follow"),
        ("a: 1\nb", "thiếu dấu `:`", "the `:` after a key"),
        ("a : 'it's'", "sau dấu ngoặc đóng", "follow a closing quote"),
        ("a:\n  b: 1\n c: 2", "không khớp các dòng trên", "does not fit the lines above"),
        ("a: *", "`*` và `&` có nghĩa riêng", "`*` and `&` mean"),
        ("a: \x00", "ký tự điều khiển", "a control character"),
        ("a: \ud800", "ký tự điều khiển", "a control character"),
        ("a: 1\n...\nb: 2", "sau dấu kết thúc `...`", "follows the end `...`"),
        ("%YAML 3.0\n---\na: 1", "chỉ dẫn YAML", "a directive of YAML"),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_what_is_no_yaml_is_told_in_words_of_both_languages(
    text: str, vi: str, en: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOADER", getattr(yaml, loader))
    (problem,) = marked(text).problems
    assert problem.code == "yaml-syntax"
    assert vi in problem.say("vi")
    assert en in problem.say("en")


@pytest.mark.parametrize(
    ("sentence", "vi", "en"),
    [
        ("found a tab character where an indentation space is expected", "tab", "not with tabs"),
        ("did not find expected '-' indicator", "bắt đầu bằng `- `", "begins with `- `"),
        ("special characters are not allowed", "ký tự điều khiển", "a control character"),
    ],
)
def test_a_complaint_of_one_parser_alone_is_known(sentence: str, vi: str, en: str) -> None:
    assert vi in yaml_said(sentence).vi
    assert en in yaml_said(sentence).en


def test_a_complaint_that_is_not_known_is_told_as_it_is() -> None:
    assert yaml_said("found a unicorn").en == "found a unicorn"
    assert yaml_said("found a unicorn").vi.endswith("(trình đọc báo: found a unicorn)")
