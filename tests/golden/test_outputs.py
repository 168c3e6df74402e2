"""The output for example 01 equals the files kept here, byte for byte."""

from __future__ import annotations

import pytest

from golden.outputs import GOLDEN, HERE, IN_EXAMPLES, INSPECTED, said


@pytest.mark.parametrize("name", GOLDEN)
def test_the_output_is_the_one_kept(name: str) -> None:
    kept = (HERE / name).read_bytes().decode("utf-8")
    assert GOLDEN[name]() == kept, "if the change is meant: python tests/golden/outputs.py"


@pytest.mark.parametrize("name", IN_EXAMPLES)
def test_what_the_inspectors_example_holds_is_what_the_commands_write(name: str) -> None:
    kept = (INSPECTED / name).read_bytes().decode("utf-8")
    assert IN_EXAMPLES[name]() == kept, "if the change is meant: python tests/golden/outputs.py"


def test_every_file_kept_is_compared() -> None:
    kept = {path.name for path in HERE.iterdir() if path.suffix not in {".py", ".md", ""}}
    assert kept == set(GOLDEN)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_shows_no_colour_and_leaves_no_placeholder_open(lang: str) -> None:
    for words in (
        said("check", "--lang", lang),
        said("explain", "--subject=CC007", "--lang", lang),
    ):
        assert "\033" not in words
        assert "{" not in words
        assert "None" not in words.replace("“None; ", "")  # an alternative begins so


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_begins_with_the_scope_and_ends_with_the_sum(lang: str) -> None:
    lines = said("check", "--lang", lang).splitlines()
    assert "2024" in lines[0]
    assert any("42/43" in line or "42 of 43" in line for line in lines[:6])
    assert (
        lines[-1]
        == {
            "vi": "Kết quả kiểm tra dữ liệu theo quy tắc, không phải tư vấn pháp lý.",
            "en": "A check of data against rules, not legal advice.",
        }[lang]
    )
