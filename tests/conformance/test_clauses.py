"""The lists of clauses are whole: every provision of the digests, each with one state at a time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from cbccvc_rules.api import library
from cbccvc_rules.authoring.coverage import coverage
from cbccvc_rules.authoring.coverage_said import unlisted_line
from cbccvc_rules.authoring.provenance import source_lines
from cbccvc_rules.errors import PackError
from cbccvc_rules.lang.nodes import Named
from cbccvc_rules.lang.rules import walk
from cbccvc_rules.packs.load import load
from cbccvc_rules.sources import packaged_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.lang.rules import Interval
    from cbccvc_rules.packs.library import Clause
    from cbccvc_rules.sources import Citation, Steps

OUTLINE = yaml.load(
    Path(__file__).with_name("clauses.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
ACTS = [act for act in OUTLINE if act != "two_texts"]
POINTS = "abcdđeghiklmnopqrstuvxy"
RUN = re.compile(r"(\w+)–(\w+)")


def run(first: str, last: str) -> list[str]:
    if first.isdecimal():
        return [str(number) for number in range(int(first), int(last) + 1)]
    return list(POINTS[POINTS.index(first) : POINTS.index(last) + 1])


def expanded(words: str) -> Iterator[str]:
    """Yield `khoản 1 điểm a`, … for `khoản 1–4 điểm a–d`."""
    runs = [run(first, last) for first, last in RUN.findall(words)]
    template = RUN.sub("{}", words)
    yield from (template.format(*chosen) for chosen in product(*runs))


def outlined(lines: list[str]) -> list[str]:
    found = []
    for line in lines:
        whole, _, parts = line.partition(": ")
        for top in expanded(whole):
            for part in parts.split("; "):
                found += [top] if part == "*" else [f"{top} {one}" for one in expanded(part)]
    return found


def listed(act: str) -> list[Clause]:
    return [clause for clause in library().clauses if clause.act == act]


# Of the successor decrees only the provisions that a source tells are listed: numbers have holes.
PARTLY_KNOWN = ("335/2025/NĐ-CP", "233/2026/NĐ-CP")
# Of these the lists have only what the packs use, and say so.
USED_ALONE = (
    "22/2008/QH12",
    "52/2019/QH14",
    "58/2010/QH12",
    "80/2025/QH15",
    "129/2025/QH15",
    "08/2013/TT-BNV",
    "132-QĐ/TW",
    "21-HD/BTCTW",
    "124-QĐ/TW",
    "25-HD/BTCTW",
    "366-QĐ/TW",
    "43-HD/BTCTW",
)


def test_the_outline_is_read_as_it_is_meant() -> None:
    assert outlined(["Điều 1–2: *; khoản 1 điểm c–đ"]) == [
        "Điều 1",
        "Điều 1 khoản 1 điểm c",
        "Điều 1 khoản 1 điểm d",
        "Điều 1 khoản 1 điểm đ",
        "Điều 2",
        "Điều 2 khoản 1 điểm c",
        "Điều 2 khoản 1 điểm d",
        "Điều 2 khoản 1 điểm đ",
    ]


@pytest.mark.parametrize("act", ACTS)
def test_every_provision_of_the_digest_is_listed_and_no_other(act: str) -> None:
    provisions = {clause.provision("vi") for clause in listed(act)}
    assert provisions == set(outlined(OUTLINE[act]))


def test_every_act_that_may_be_cited_is_listed_and_those_listed_in_part_say_so() -> None:
    acts = library().acts
    assert {clause.act for clause in library().clauses} == {*ACTS, *PARTLY_KNOWN, *USED_ALONE}
    assert [name for name, act in acts.items() if act.provisions is None] == []
    assert {name for name, act in acts.items() if not act.whole} == set(USED_ALONE)


@pytest.mark.parametrize("act", USED_ALONE)
def test_a_list_in_part_has_nothing_that_the_packs_do_not_use(act: str) -> None:
    assert [str(one.place) for one in listed(act) if not one.encoded] == []


def _citations() -> Iterator[tuple[str, Citation, Interval]]:
    """Yield every citation of the packs with who makes it and the days on which it is made."""
    for name, rule in library().rules.items():
        below = (node for top in rule.nodes() for node in walk(top) if isinstance(node, Named))
        conditions = (cite for one in (*rule.unless, *rule.require) for cite in one.cites)
        cites = (*rule.cites, *conditions, *(cite for node in below for cite in node.cites))
        yield from ((name, cite, rule.in_force) for cite in cites)
    for name, spec in library().parameters.items():
        for dated in spec.values:
            yield from ((f"${name}", cite, dated.interval) for cite in dated.cites)


def test_every_citation_leads_to_a_source_or_says_that_none_was_found() -> None:
    cited = list(_citations())
    assert len(cited) > 500
    lines = {
        f"{name}: {cite.text('en')}": source_lines(library(), cite, during, "en")
        for name, cite, during in cited
    }
    assert [name for name, told in lines.items() if not told] == []
    assert [
        name for name, told in lines.items() if any("sources: " not in one for one in told)
    ] == []


@pytest.mark.parametrize(
    ("act", "provision", "told"),
    [
        (
            "58/2010/QH12",
            "article: 29, clause: 1, point: a",
            "hethongphapluat.vn/luat-vien-chuc-2010/dieu-29",
        ),
        ("22/2008/QH12", "article: 29, clause: 3", "Official Gazette 997+998 of 2019, page 36"),
        (
            "22/2008/QH12",
            "article: 56, clause: 2",
            "No page with the text of this clause was found",
        ),
        ("366-QĐ/TW", "article: 11", "1902011048a58e9d.md"),
    ],
)
def test_a_source_is_the_one_that_was_read(act: str, provision: str, told: str) -> None:
    clause = next(
        one
        for one in listed(act)
        if ", ".join(f"{step}: {value}" for step, value in one.steps) == provision
    )
    assert any(told in source.en for source in clause.sources)


def test_a_rule_that_cites_what_such_an_act_does_not_have_is_refused(tmp_path: Path) -> None:
    """The Law on Public Employees is listed in part; a made-up article of it is still a fault."""
    pack = tmp_path / "made-up"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        "id: made-up\ntitle: {vi: thử, en: a trial}\nextends: [law-vc-2010]\n", encoding="utf-8"
    )
    written = packaged_rules() / "law-vc-2010" / "public-employee-above-unit-led.yaml"
    rule = written.read_text(encoding="utf-8").replace(written.stem, "made-up-cited")
    at = "article: 41, clause: 2, point: b, amended_by: 52/2019/QH14"
    (pack / "made-up-cited.yaml").write_text(rule, encoding="utf-8")
    assert "made-up-cited" in load(extra=[pack]).rules
    made_up = rule.replace(at, "article: 999, clause: 7")
    assert made_up != rule
    (pack / "made-up-cited.yaml").write_text(made_up, encoding="utf-8")
    with pytest.raises(PackError) as refused:
        load(extra=[pack])
    faults = refused.value.problems
    assert {fault.code for fault in faults} == {"clause-unknown"}
    assert "has no `Article 999 clause 7`; did you mean `Article 44 clause 1`?" in faults[0].say(
        "en"
    )


@pytest.mark.parametrize("act", ACTS)
def test_a_provision_has_two_texts_only_where_one_took_the_place_of_the_other(act: str) -> None:
    texts = Counter(clause.provision("vi") for clause in listed(act))
    days = OUTLINE["two_texts"].get(act, {})
    wanted = {one: date.fromisoformat(day) for day, names in days.items() for one in names}
    assert {name for name, count in texts.items() if count > 1} == set(wanted)
    for name, day in wanted.items():
        old, new = (clause for clause in listed(act) if clause.provision("vi") == name)
        assert (old.state, old.interval.last) == ("repealed", day - timedelta(days=1))
        assert (new.interval.first, new.interval.last) == (day, None)


def holes(ways: set[Steps]) -> list[str]:
    """Return where numbers or letters of one level jump: 1, 2, 4 or a, c."""
    levels: dict[tuple[Steps, str], set[int]] = {}
    for way in ways:
        for length, (step, value) in enumerate(way):
            place = POINTS.index(value) + 1 if step == "point" else int(value)
            levels.setdefault((way[:length], step), set()).add(place)
    return [
        f"{above} {step}: {sorted(numbers)}"
        for (above, step), numbers in levels.items()
        if numbers != set(range(1, len(numbers) + 1))
    ]


@pytest.mark.parametrize("act", ACTS)
def test_no_number_is_left_out_in_between(act: str) -> None:
    assert holes({clause.steps for clause in listed(act)}) == []


def test_a_number_left_out_is_seen() -> None:
    ways: set[Steps] = {(("article", 1),), (("article", 3), ("point", "a"))}
    assert holes(ways) == ["() article: [1, 3]"]
    assert holes({(("article", 1), ("point", letter)) for letter in "acd"}) != []


def test_what_48_2023_added_was_not_there_before() -> None:
    added = {
        clause.provision("en"): clause.interval.first
        for clause in library().clauses
        if clause.added_by is not None
    }
    assert set(added) == {
        *(f"Article 2 clause 5 point {point}" for point in "abc"),
        *(f"Article 2 clause 6 sentence {number}" for number in (1, 2)),
    }
    assert set(added.values()) == {date(2023, 9, 15)}


def test_every_rule_that_cites_a_listed_clause_is_named_there() -> None:
    """Where this fails, the line says what to add to which clause's `encoded`."""
    assert [unlisted_line(one, "en") for one in coverage(library(), []).unlisted] == []


def test_every_rule_that_cites_a_listed_act_encodes_something_of_it() -> None:
    acts = set(ACTS)
    citing = {
        rule.id for rule in library().rules.values() if acts & {one.act for one in rule.cites}
    }
    encoding = {name for clause in library().clauses for name in clause.encoded.rules}
    assert citing - encoding == set()


def test_a_text_that_was_not_found_is_never_more_than_uncertain() -> None:
    unread = [clause for clause in library().clauses if clause.state == "text-not-found"]
    assert unread != []
    assert {clause.confidence for clause in unread} == {"uncertain"}


def test_no_gist_or_reason_says_the_same_in_both_languages() -> None:
    texts = [text for clause in library().clauses for text in (clause.gist, clause.reason)]
    assert [text.vi for text in texts if text.vi == text.en] == []
