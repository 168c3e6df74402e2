"""Lists of clauses: what is read of them, and what a citation may name on which days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.errors import PackError
from cbccvc_rules.lang.rules import Interval
from cbccvc_rules.packs.load import load
from cbccvc_rules.packs.provisions import Provisions
from cbccvc_rules.sources import Citation, Text
from unit.packs.folder import BOTH, RULE, a_rules_folder

if TYPE_CHECKING:
    from pathlib import Path

LIST = "alpha/clauses/law-1.yaml"
RULE_FILE = "alpha/too-few-months.yaml"
DEFINITIONS = "alpha/definitions.yaml"
LAW = Text("Luật 1", "Law 1")
OLD, NEW = date(2022, 12, 31), date(2023, 1, 1)
TWO_TEXTS = Provisions.of(
    [
        ((("article", 1), ("clause", 1)), Interval(None, OLD)),
        ((("article", 1), ("clause", 1)), Interval(NEW)),
        ((("article", 1), ("clause", 2), ("point", "a")), Interval(NEW)),
        ((("article", 1), ("clause", 2), ("point", "b")), Interval(None, OLD)),
        ((("article", 2), ("sentence", 1)), Interval(None, OLD)),
    ]
)


def code(during: Interval | None, **steps: int | str) -> str | None:
    """What is wrong with a citation of `steps` made on the days `during`."""
    told = {name: value for name, value in steps.items() if isinstance(value, int)}
    point = steps.get("point")
    cited = Citation("1/LAW", LAW, **told, point=point if isinstance(point, str) else None)
    fault = TWO_TEXTS.fault(cited, during)
    return None if fault is None else fault.code


def test_a_clause_is_read_with_everything_said_of_it(tmp_path: Path) -> None:
    clauses = a_rules_folder().loaded(tmp_path).clauses
    assert [one.provision("en") for one in clauses] == [
        "Article 2",
        "Article 3 clause 1 point đ",
        "Article 3 clause 2",
        "Form 01",
    ]
    first, second, *_ = clauses
    assert (first.act, first.state, first.confidence) == ("1/LAW", "rule", "certain")
    assert first.encoded.rules == ("too-few-months",)
    assert first.sources == (Text("Gazette 1", "Gazette 1"), Text("có", "yes"))
    assert second.interval == Interval(date(2022, 1, 1), date(2023, 6, 30))
    assert str(second.place) == "rules/alpha/clauses/law-1.yaml:11:5"


def test_an_act_without_a_list_may_be_cited_anywhere(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE_FILE, "act: 1/LAW, article: 2", "act: 2/LAW, article: 9")
    rule = folder.loaded(tmp_path).rules["too-few-months"]
    assert rule.cites[0].text("en") == "Article 9 of yes"


def test_a_rule_encodes_what_its_definitions_cite(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE_FILE, "act: 1/LAW, article: 2", "act: 2/LAW, article: 9")
    assert folder.loaded(tmp_path).clauses[0].encoded.rules == ("too-few-months",)
    folder = folder.changed(RULE_FILE, "when: short_year\n", "")
    (fault,) = folder.faults(tmp_path)
    assert "`too-few-months` is said to encode Article 2" in fault


def test_a_whole_act_and_what_contains_a_clause_may_be_cited() -> None:
    assert code(None) is None
    assert code(None, article=1) is None
    assert code(None, article=1, clause=2) is None
    assert code(None, article=2) is None
    assert code(None, article=2, clause=1) == "clause-unknown"


def test_a_text_that_was_replaced_can_be_cited_on_all_days() -> None:
    assert code(Interval(date(2020, 1, 1)), article=1, clause=1) is None


def test_a_clause_is_not_cited_after_its_last_day() -> None:
    assert code(Interval(None, OLD), article=1, clause=2, point="b") is None
    assert code(Interval(None, NEW), article=1, clause=2, point="b") == "clause-repealed"
    assert code(Interval(None), article=1, clause=2, point="b") == "clause-repealed"
    assert code(Interval(NEW), article=2) == "clause-repealed"


def test_a_clause_is_not_cited_before_its_first_day() -> None:
    assert code(Interval(NEW), article=1, clause=2, point="a") is None
    assert code(Interval(OLD), article=1, clause=2, point="a") == "clause-not-yet"
    assert code(Interval(None), article=1, clause=2, point="a") == "clause-not-yet"


def test_a_citation_that_names_the_adding_act_is_left_out_before_it() -> None:
    added = Citation("1/LAW", LAW, article=1, clause=2, point="a", added_by_act="2/LAW")
    assert TWO_TEXTS.fault(added, Interval(OLD)) is None


def test_what_contains_clauses_is_there_as_long_as_any_of_them() -> None:
    assert code(Interval(date(2020, 1, 1)), article=1, clause=2) is None


def test_a_rule_may_not_rest_on_a_clause_that_has_ended(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(DEFINITIONS, "article: 2", "article: 3, clause: 1, point: đ")
    folder = folder.changed(LIST, "definitions: [short_year], ", "")
    assert folder.faults(tmp_path) == [
        f"rules/{file}:1:5: Article 3 clause 1 point đ of `1/LAW` ended on 2023-06-30 but is cited "
        f"until {until}"
        for file, until in ((RULE_FILE, "2024-12-31"), ("beta/two-points.yaml", "…"))
    ]


def test_a_list_at_fault_makes_no_citation_unknown(tmp_path: Path) -> None:
    faults = a_rules_folder().changed(LIST, "state: rule", "state: ruled").faults(tmp_path)
    assert len(faults) == 1
    assert "`ruled`" in faults[0]


def test_a_clause_may_stand_once_for_each_of_its_texts(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(LIST, "{article: 3, clause: 2}", "{article: 3, clause: 1}")
    folder = folder.changed(LIST, "{article: 3, clause: 1, point: đ}", "{article: 3, clause: 1}")
    folder = folder.changed(LIST, "from: 2021-01-01", "from: 2023-07-01")
    first, old, new, _ = folder.loaded(tmp_path).clauses
    assert old.steps == new.steps != first.steps


def test_a_clause_of_an_amending_act_is_encoded_by_what_names_it(tmp_path: Path) -> None:
    folder = a_rules_folder().changed(RULE_FILE, "article: 2", "article: 2, amended_by: 2/LAW")
    told = f"gist: {BOTH}\n    confidence: certain\n    sources: [g]\n    reason: {BOTH}"
    folder = folder.having(
        "beta/clauses/law-2.yaml",
        f"act: 2/LAW\nsources: {{g: G}}\nclauses:\n  - at: {{article: 1, clause: 1}}\n    {told}\n"
        "    state: rule\n    encoded: {rules: [too-few-months]}\n",
    )
    assert len(folder.loaded(tmp_path).clauses) == 5


def test_a_local_pack_lists_the_clauses_of_its_own_act(tmp_path: Path) -> None:
    root = a_rules_folder().written(tmp_path)
    local = tmp_path / "local"
    (local / "clauses").mkdir(parents=True)
    (local / "pack.yaml").write_text(f"id: local\ntitle: {BOTH}\nuses: [alpha]\n", "utf-8")
    (local / "acts.yaml").write_text(f"acts:\n  3/RULES: {{name: {BOTH}}}\n", "utf-8")
    rule = RULE.replace("too-few-months", "of-ours").replace(
        "1/LAW, article: 2", "3/RULES, item: 2"
    )
    (local / "of-ours.yaml").write_text(rule, "utf-8")
    (local / "clauses" / "ours.yaml").write_text(
        f"act: 3/RULES\nsources: {{us: Us}}\nclauses:\n  - at: {{item: 1}}\n    gist: {BOTH}\n"
        f"    confidence: certain\n    sources: [us]\n    state: duty\n    reason: {BOTH}\n",
        "utf-8",
    )
    try:
        load(root, [local])
    except PackError as found:
        (said,) = [problem.say("vi") for problem in found.problems]
    assert said.partition("local/")[2] == (
        "of-ours.yaml:3:30: danh sách điều khoản của `3/RULES` không có `mục 2`; "
        "có phải bạn định viết `mục 1`?"
    )


AS_SUCH = f"""\
act: 2/LAW
whole: false
sources: {{g: G}}
clauses:
  - at: {{as_such: true}}
    gist: {BOTH}
    confidence: probable
    sources: [g]
    state: rule
    reason: {BOTH}
    encoded: {{rules: [too-few-months]}}
"""


def test_an_act_may_be_listed_as_such_and_then_no_clause_of_it_may_be_cited(tmp_path: Path) -> None:
    folder = a_rules_folder().having("beta/clauses/law-2.yaml", AS_SUCH)
    cited = folder.changed(RULE_FILE, "act: 1/LAW, article: 2", "act: 2/LAW")
    (clause,) = (one for one in cited.loaded(tmp_path).clauses if one.act == "2/LAW")
    assert (clause.steps, clause.provision("vi")) == ((), "cả văn bản")
    made_up = folder.changed(RULE_FILE, "act: 1/LAW, article: 2", "act: 2/LAW, article: 9")
    (fault,) = made_up.faults(tmp_path)
    assert fault.endswith("the list of clauses of `2/LAW` has no `Article 9`")


def test_where_a_clause_stands_is_told_in_one_way(tmp_path: Path) -> None:
    both = AS_SUCH.replace("{as_such: true}", "{as_such: true, article: 2}")
    (fault,) = a_rules_folder().having("beta/clauses/law-2.yaml", both).faults(tmp_path)
    assert "is not valid for `at`" in fault


def test_a_list_in_part_makes_the_act_one_that_is_listed_in_part(tmp_path: Path) -> None:
    folder = a_rules_folder().having("beta/clauses/law-2.yaml", AS_SUCH)
    cited = folder.changed(RULE_FILE, "act: 1/LAW, article: 2", "act: 2/LAW")
    acts = cited.loaded(tmp_path).acts
    assert [acts[name].whole for name in ("1/LAW", "2/LAW")] == [True, False]
