"""The page as a file: what stands in it, and that nothing of a round can be more than text."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from cbccvc_rules import Batch, check
from cbccvc_rules.api import DRAWN_FORMATS, FORMATS, write_text
from cbccvc_rules.api.many import many_text
from cbccvc_rules.errors import Problem
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.many import CheckedRound
from cbccvc_rules.model.waiver import Waived
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.states import STATES
from cbccvc_rules.sources import LANGS, Lang, Place
from unit.reports.rounds import HOSTILE, RULES, UNITS, a_person, a_round, findings, hostile, text

if TYPE_CHECKING:
    from cbccvc_rules.model.findings import Findings

GAP = "\x01"


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the words in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.inside.append("")
        self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[-1] += data


def page(found: Findings | None = None, **options: Any) -> str:  # noqa: ANN401
    words = write_text(found or drawn(), "html", **options)
    assert isinstance(words, str)
    return words


def drawn() -> Findings:
    batch = Batch.from_records(a_round(), UNITS, period="2024")
    return check(batch, select=RULES, distribution=True)


def blocks(words: str, kind: str) -> list[Any]:
    elements = Elements(words)
    return [
        json.loads(inside)
        for (tag, attributes), inside in zip(elements.found, elements.inside, strict=True)
        if tag == "script" and attributes.get("class") == kind
    ]


def data(words: str) -> dict[str, Any]:
    (found,) = blocks(words, "data")
    return dict(found)


def said(packed: Any, head: dict[str, Any]) -> str:  # noqa: ANN401
    """A packed sentence as the script of the page puts it together."""
    if isinstance(packed, int):
        return str(head["frames"][packed])
    first, *parts = head["frames"][packed[0]].split(GAP)
    told = zip(packed[1:], parts, strict=True)
    return first + "".join(word + part for word, part in told)


def lines(at: int, words: str) -> list[tuple[int, str]]:
    """What a row opens to."""
    head = data(words)
    packed = blocks(words, "details")[at // head["block"]][at % head["block"]]
    run, rest = (packed, []) if isinstance(packed, int) else (packed[0], packed[1:])
    found = []
    shape = head["runs"][run]
    for depth, frame in zip(shape[::2], shape[1::2], strict=True):
        gaps = head["frames"][frame].count(GAP)
        told, rest = rest[:gaps], rest[gaps:]
        found.append((depth, said([frame, *told], head)))
    assert rest == []
    return found


def rows(words: str) -> list[dict[str, Any]]:
    head = data(words)
    return [
        {
            "state": head["states"][state][0],
            "rule": head["rules"][rule][0],
            "who": said(who, head),
            "unit": None if unit < 0 else head["units"][unit],
            "said": said(message, head),
            "cites": said(cites, head),
            "contested": bool(contested),
        }
        for state, rule, who, unit, message, cites, contested in head["rows"]
    ]


def test_there_is_a_row_for_everything_found() -> None:
    found = drawn()
    listed = rows(page(found))
    told = [row for row in listed if row["state"] not in {"data", "not_governed", "not_checkable"}]
    assert [(row["rule"], row["who"].split()[0]) for row in told] == [
        (one.rule, one.subject.id) for one in found.findings
    ]
    rest = len(found.problems) + len(found.not_checkable)
    rest += sum(not one.outside for one in found.not_governed)
    assert len(listed) - len(told) == rest


def test_a_row_has_message_clause_and_unit() -> None:
    (row,) = [one for one in rows(page()) if one["who"] == "A Họ Tên A"]
    assert row["state"] == "violation"
    assert row["unit"] == ["U", "Sở Y tế"]
    assert "4,5" in row["said"]
    assert row["cites"].startswith("Điều 2 khoản 3")


def test_a_row_opens_to_remedy_clause_cells_and_requirement() -> None:
    words = page()
    at = next(at for at, row in enumerate(rows(words)) if row["who"] == "A Họ Tên A")
    told = lines(at, words)
    first = [line for depth, line in told if depth == 0]
    assert first[0].startswith("Cách khắc phục: ")
    assert "Căn cứ:" in first
    assert "Yêu cầu của quy định:" in first
    assert any(depth > 0 and "4,5" in line for depth, line in told)


def test_the_details_are_those_of_the_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cbccvc_rules.reports.html.data.BLOCK", 2)
    found = drawn()
    words = page(found)
    assert len(blocks(words, "details")) == -(-len(rows(words)) // 2)
    listed = rows(words)
    for one in found.findings:
        at = next(at for at, row in enumerate(listed) if _is(row, one.rule, one.subject.id))
        assert lines(at, words)[-1] == (0, f"Mã kết luận: {one.fingerprint}")


def _is(row: dict[str, Any], rule: str, who: str) -> bool:
    return row["rule"] == rule and row["who"].split()[0] == who


def test_the_page_begins_with_the_scope_and_ends_with_what_a_report_is_not() -> None:
    head = data(page())
    assert head["scope"][0][1] == text().splitlines()[0]
    assert head["sum"][-1][1] == text().splitlines()[-1]


def test_people_are_named_unless_told_otherwise() -> None:
    assert "Họ Tên A" in page()
    assert "Họ Tên" not in page(names=False)


def test_the_grades_of_the_whole_round_and_of_each_unit_are_counted() -> None:
    head = data(page())
    assert head["grades"]["names"][0] == "hoàn thành xuất sắc nhiệm vụ"
    assert head["grades"]["whole"] == [3, 2, 0, 0, 0, 0]
    units = {head["units"][at][0]: counts for at, *counts in head["grades"]["units"]}
    assert units == {"U": [3, 1, 0, 0, 0, 0], "P": [0, 1, 0, 0, 0, 0]}


def test_a_share_stands_beside_its_limit() -> None:
    head = data(page())
    (share,) = head["shares"]
    assert (share["given"], share["base"], share["limit"], share["allowed"]) == (
        "3",
        "5",
        "20%",
        "1",
    )
    assert (share["share"], share["bound"]) == ([600, 600], 200)
    assert head["rules"][share["rule"]][0] == "excellent-share"


def test_a_share_that_is_not_known_has_both_ends() -> None:
    staff = [*a_round(), {**a_round()[0], "staff_id": "Y", "months_worked": "12", "rating": ""}]
    batch = Batch.from_records(staff, UNITS, period="2024")
    (share,) = data(page(check(batch, select=RULES, distribution=True)))["shares"]
    least, most = share["share"]
    assert least < most


def test_without_the_counts_there_are_no_charts_and_it_is_said() -> None:
    head = data(page(findings()))
    assert head["grades"] is None
    assert head["shares"] == []
    assert "distribution=True" in head["words"]["not_counted"]


def test_a_finding_that_is_waived_is_marked_and_says_why() -> None:
    found = drawn()
    waived = Waived("baseline", Place("old.json"), "", "", "", None, None)
    marked = tuple(
        replace(one, waived=waived) if one.verdict is Verdict.BROKEN else one
        for one in found.findings
    )
    words = page(replace(found, findings=marked))
    states = {row["state"] for row in rows(words)}
    assert "waived" in states
    assert "violation" not in states
    at = next(at for at, row in enumerate(rows(words)) if row["state"] == "waived")
    assert "old.json" in lines(at, words)[0][1]


def test_every_verdict_is_a_state_of_the_page() -> None:
    states: set[str] = set()
    for staff in (a_round(), [a_person("G"), a_person("H")]):
        batch = Batch.from_records(staff, UNITS, period="2024")
        states |= {
            one["state"] for one in rows(page(check(batch, select=RULES, every_verdict=True)))
        }
    assert states >= {"violation", "unknown", "kept", "not_applicable"}
    assert states <= set(STATES)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_speaks_one_language(lang: Lang) -> None:
    words = page(lang=lang)
    assert f'<html lang="{lang}">' in words
    told = {"vi": "Bỏ mọi lọc", "en": "Clear filters"}
    assert [key for key, one in told.items() if one in words] == [lang]


def test_the_policy_lets_this_script_and_this_style_run_and_nothing_else() -> None:
    elements = Elements(page())
    both = list(zip(elements.found, elements.inside, strict=True))
    (policy,) = [
        attributes["content"]
        for (tag, attributes), _ in both
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    (style,) = [inside for (tag, _), inside in both if tag == "style"]
    (script,) = [inside for (tag, attributes), inside in both if tag == "script" and not attributes]
    digests = [
        f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in (style, script)
    ]
    assert policy is not None
    assert policy.split("; ")[:3] == [
        "default-src 'none'",
        f"style-src {digests[0]}",
        f"script-src {digests[1]}",
    ]
    assert "unsafe" not in policy


def test_nothing_leads_outside_the_file() -> None:
    elements = Elements(page(hostile()))
    attributes = [one for _, found in elements.found for one in found.items()]
    assert {name for name, _ in attributes} <= {"lang", "charset", "http-equiv", "content"} | {
        "name",
        "type",
        "class",
        "id",
    }
    assert not [value for _, value in attributes if value and re.search(r"//|url\(", value)]
    style = next(
        inside
        for (tag, _), inside in zip(elements.found, elements.inside, strict=True)
        if tag == "style"
    )
    assert "url(" not in style
    assert "@import" not in style


def test_text_of_a_round_adds_no_element() -> None:
    def tags(found: Findings) -> list[str]:
        return [tag for tag, _ in Elements(page(found)).found]

    assert tags(hostile()) == tags(findings())


def test_hostile_text_comes_out_as_it_is_but_for_control_characters() -> None:
    found = hostile()
    told = {row["who"] for row in rows(page(found))}
    ids = {one.subject.id for one in found.findings}
    assert len(ids) >= len(HOSTILE)
    for key in ids:
        assert any(one.startswith(printable(key)) for one in told), key


def test_data_holds_nothing_that_ends_its_element_or_a_line_of_a_script() -> None:
    rest = page(hostile()).split('<script type="application/json"', 1)[1]
    inside = rest[rest.index(">") + 1 : rest.index("</script>")]
    assert not set("<>&\u2028\u2029") & set(inside)
    assert "\x1b" not in inside


def test_the_format_is_drawn_and_there_are_no_others() -> None:
    assert {"html", "docx"} == DRAWN_FORMATS
    assert set(FORMATS) >= DRAWN_FORMATS


# --------------------------------------------------------------- several rounds
def several() -> str:
    """A page on two rounds with the same people and units, and one that was refused."""
    refused = CheckedRound("c.csv", "", refused=(Problem("path-empty"),))
    rounds = (CheckedRound("so/a", "so/a", drawn()), CheckedRound("so/b", "so/b", drawn()), refused)
    words = many_text(rounds, "html")
    assert isinstance(words, str)
    return words


def test_rows_of_several_rounds_tell_their_round() -> None:
    head = data(several())
    alone = len(data(page())["rows"])
    assert [row[7] for row in head["rows"]] == [0] * alone + [1] * alone + [2]
    assert [name for name, *_ in head["rounds"]] == ["so/a", "so/b", "c.csv"]
    assert [checked for _, checked, *_ in head["rounds"]] == [True, True, False]


def test_units_of_two_rounds_with_the_same_id_are_two() -> None:
    head = data(several())
    assert sorted(head["units"]) == sorted(
        [name, title, at] for at in (0, 1) for name, title in data(page())["units"]
    )
    for row in head["rows"]:
        assert row[3] < 0 or head["units"][row[3]][2] == row[7]


def test_grades_and_shares_of_several_rounds_are_those_of_each() -> None:
    head, alone = data(several()), data(page())
    assert head["grades"]["whole"] == [2 * number for number in alone["grades"]["whole"]]
    groups = [one["group"] for one in head["shares"]]
    assert groups == [
        f"{name}: {one['group'].split(' (')[0]} ({one['group'].split(' (')[1]}"
        if " (" in one["group"]
        else f"{name}: {one['group']} ({one['group']})"
        for name in ("so/a", "so/b")
        for one in alone["shares"]
    ]


def test_a_refused_round_has_a_row_for_each_reason_and_says_why() -> None:
    head = data(several())
    assert head["states"][head["rows"][-1][0]][0] == "data"
    *_, lines_ = head["rounds"][2]
    assert lines_[0][1] == "Không kiểm tra được:"
    assert Problem("path-empty").say("vi") in lines_[1][1]


def test_the_page_on_several_rounds_ends_with_the_sum_of_all() -> None:
    head = data(several())
    assert head["sum"][-1][1] == "Kết quả kiểm tra dữ liệu theo quy tắc, không phải tư vấn pháp lý."
    assert any("so/b" in said_ for _, said_ in head["sum"])
    assert any(said_.startswith("Tổng cộng: 4 vi phạm") for _, said_ in head["sum"])


def test_what_opens_is_the_finding_of_the_same_round() -> None:
    words = several()
    alone = page()
    count = len(data(alone)["rows"])
    assert [lines(at, words) for at in range(2 * count)] == 2 * [
        lines(at, alone) for at in range(count)
    ]


def test_names_of_rounds_are_text() -> None:
    words = many_text([CheckedRound("</script><b>", "", drawn())], "html")
    assert isinstance(words, str)
    assert "<b>" not in words
    assert data(words)["rounds"][0][0] == "</script><b>"
