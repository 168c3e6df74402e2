"""`cbccvc applies` and `cbccvc rule`: which law governs on a day, and what a rule says."""

from __future__ import annotations

import pytest

from cbccvc_rules.api import library
from unit.cli.rounds import run


@pytest.mark.parametrize(
    ("category", "day", "act"),
    [
        ("CC", "2024-12-14", "48/2023"),
        ("VC", "2024-12-14", "58/2010"),
        ("CB", "2024-12-14", "48/2023"),
        ("CC", "2020-08-20", "90/2020"),
        ("VC", "2026-06-30", "48/2023"),
        ("CC", "2025-12-31", "48/2023"),
        ("CC", "2026-01-01", "335/2025"),
        ("VC", "2026-07-01", "233/2026"),
        ("VC", "2026-12-14", "48/2023"),
        ("VC", "2027-01-15", "233/2026"),
    ],
)
def test_the_law_of_the_day_is_named_with_its_basis(category: str, day: str, act: str) -> None:
    done = run("applies", "--category", category, "--on", day, "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    assert act in done.stdout
    assert "Provision: " in done.stdout
    assert "Packs: decree-" in done.stdout


def test_the_amendment_counts_from_its_first_day() -> None:
    before = run("applies", "--category", "CC", "--on", "2023-09-14", "--lang", "en").stdout
    after = run("applies", "--category", "CC", "--on", "2023-09-15", "--lang", "en").stdout
    assert "48/2023" not in before.splitlines()[0]
    assert "48/2023" in after.splitlines()[0]
    assert "2020-08-20 – 2023-09-14" in before
    assert "2023-09-15 – 2025-06-30" in after


@pytest.mark.parametrize(
    ("category", "day", "reason"),
    [
        ("CB", "2026-07-01", "90/2020"),
        ("HD", "2026-12-14", "233/2026"),
        ("CC", "2020-08-19", "56/2015"),
        ("VC", "2015-01-01", "56/2015"),
        ("HD", "2024-12-14", "labour contracts"),
    ],
)
def test_a_day_outside_every_law_is_2_with_the_reason(category: str, day: str, reason: str) -> None:
    done = run("applies", "--category", category, "--on", day, "--lang", "en")
    assert done.exit_code == 2
    assert "no law in the packs governs" in done.stdout
    assert reason in done.stdout


def test_the_directive_is_no_statute_and_never_named() -> None:
    for category in ("CB", "CC", "VC"):
        done = run("applies", "--category", category, "--on", "2024-12-14")
        assert "Chỉ thị" not in done.stdout


def test_a_category_that_does_not_exist_gets_the_nearest_one() -> None:
    done = run("applies", "--category", "cc", "--on", "2024-12-14")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`CC`" in done.stderr
    assert run("applies", "--category", "XX", "--on", "2024-12-14").exit_code == 2


@pytest.mark.parametrize("day", ["12/14/2024", "2024", "2024-02-30", ""])
def test_a_day_that_is_none_is_2(day: str) -> None:
    done = run("applies", "--category", "CC", "--on", day)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_category_and_a_day_are_needed() -> None:
    assert run("applies", "--category", "CC").exit_code == 2
    assert run("applies", "--on", "2024-12-14").exit_code == 2


def test_without_a_name_every_rule_is_listed_once() -> None:
    for lang in ("vi", "en"):
        lines = run("rule", "--lang", lang).stdout.splitlines()
        assert [line.split(maxsplit=1)[0] for line in lines] == sorted(library().rules)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("rule", sorted(library().rules))
def test_every_rule_has_a_page_in_both_languages(rule: str, lang: str) -> None:
    done = run("rule", rule, "--lang", lang)
    assert (done.exit_code, done.stderr) == (0, "")
    known = library().rules[rule]
    for text in (known.title, known.why, known.breaks, known.keeps):
        assert text.vi in done.stdout if lang == "vi" else text.en in done.stdout


def test_a_page_gives_clause_dates_figures_and_readings() -> None:
    page = run("rule", "excellent-share", "--lang", "en").stdout
    assert "Article 2 clause 6 of Decree 90/2020/NĐ-CP" in page
    assert "2023-09-15" in page
    assert "20%" in page
    assert "excellent_share_rounding" in page


def test_an_unknown_rule_gets_the_nearest_one() -> None:
    done = run("rule", "excelent-share")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`excellent-share`" in done.stderr
