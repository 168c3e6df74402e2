"""A command line that cannot be understood is told so in the language asked for."""

from __future__ import annotations

import pytest

from unit.cli.rounds import run


@pytest.mark.parametrize(
    ("asked", "vi", "en"),
    [
        ("chek", "không có lệnh `chek`; các lệnh: applies", "there is no command `chek`; the comm"),
        ("pack chek", "có phải bạn định viết `check`?", "did you mean `check`?"),
        ("check", "thiếu BATCH", "BATCH is missing"),
        ("quota . more", "thừa `more`", "`more` is too much"),
        ("check . --stag x", "không có tùy chọn `--stag`; có phải", "there is no option `--stag`;"),
        ("check . --stage final", "chọn một trong: decided, pro", "choose one of: decided, propo"),
        ("check . --fail-level notic", "bạn định viết `notice`?", "did you mean `notice`?"),
        ("check . --strict=1", "`--strict` không nhận giá trị", "`--strict` takes no value"),
        ("check . --period", "`--period` cần một giá trị", "`--period` needs a value"),
        ("explain .", "thiếu tùy chọn `--subject`", "the option `--subject` is missing"),
        ("applies", "thiếu tùy chọn `--category`", "the option `--category` is missing"),
        (
            "pack check --rules no",
            "không có `no`; hãy kiểm tra",
            "there is no `no`; check the path",
        ),
        ("template --output .", "`.` không dùng được ở đây", "`.` cannot be used here"),
    ],
)
def test_a_fault_of_use_is_told_in_both_languages(asked: str, vi: str, en: str) -> None:
    words = asked.split()
    for lang, said in (("vi", vi), ("en", en)):
        # Before the value that is missing, so that it is missing all the same.
        at = 2 if words[0] == "pack" else 1
        done = run(*words[:at], f"--lang={lang}", *words[at:])
        last = done.stderr.splitlines()[-1]
        assert (done.exit_code, done.stdout) == (2, "")
        assert last.startswith({"vi": "Lỗi: ", "en": "Error: "}[lang])
        assert said in last


def test_vietnamese_is_the_default_and_the_way_to_use_the_command_comes_first() -> None:
    assert run("check").stderr.splitlines() == [
        "Cách dùng: cbccvc check [OPTIONS] BATCH...",
        "Xem thêm: cbccvc check --help",
        "",
        "Lỗi: thiếu BATCH",
    ]
    assert run("check", "--lang", "en").stderr.startswith(
        "Usage: cbccvc check [OPTIONS] BATCH...\n"
    )


def test_an_option_before_the_command_is_told_too() -> None:
    assert run("--strict", "check").stderr.splitlines()[-1] == "Lỗi: không có tùy chọn `--strict`"


def test_a_group_without_a_command_shows_its_help() -> None:
    for group in ((), ("pack",)):
        done = run(*group)
        assert done.exit_code == 2
        assert "Commands:" in done.stderr
