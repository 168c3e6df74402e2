"""A round whose people stay in their file, judged there: the same findings, row for row.

The database finds and counts the verdicts. Whatever is broken or unknown is judged again by the
reference engine on the people concerned alone, which also explains it; of the rest a sample is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import report_order, scope_of
from cbccvc_rules.api.listed_law import ListedLaw
from cbccvc_rules.api.listed_work import Work
from cbccvc_rules.api.missing import missing_cells
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.api.unchecked import joined
from cbccvc_rules.engines.world import World
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.extras import late
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.model.findings import Judging
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from cbccvc_rules.api.answers import Answers
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.engines.sql.list_plan import ListPlan
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.listed import Listed
    from cbccvc_rules.packs.inforce import Choices
    from cbccvc_rules.packs.library import Library

ENGINE = "sql (DuckDB)"
_SETTLED = (Verdict.KEPT, Verdict.NOT_APPLICABLE)
_OF_ROUND = Text("quy tắc kiểm tra cả đợt", "it judges the round as a whole")


def check_listed(
    batch: Batch,
    library: Library,
    choices: Choices,
    *,
    engine: str = "auto",
    subjects: Collection[str] = (),
    every_verdict: bool = False,
    answered: Callable[[Context], Answers | None],
    progress: Callable[[int, int], None] | None = None,
) -> Findings:
    """Judge a round whose people stay in their file.

    Raises:
        BatchError: when nobody has a rating of the stage judged.
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for an engine that needs rows, and for rules that cannot be judged this way.
    """
    listed = batch.in_file
    if listed is None or engine not in {"auto", "sql"}:
        raise UsageError(Problem("list-engine", None, {"engine": engine}))
    if every_verdict:
        raise UsageError(Problem("list-all-verdicts"))
    law = ListedLaw.of(batch, listed, library, choices)
    need_rules(law.context)
    need_ratings(batch)
    answers = answered(law.context)
    plan = late("engines.sql.list_plan").ListPlan(
        listed, law.context.world, law.context.ruleset, law.standings, law.apart
    )
    plan.run()
    all_can(plan)
    work = Work(plan, law, listed, tuple(subjects), progress)
    work.run()
    findings = _reported(law, listed, work, asked=engine != "auto")
    return findings if answers is None else answers.put_to(findings, lambda _: findings)


def all_can(plan: ListPlan) -> None:
    """Refuse rules that the tables of a long list cannot judge."""
    aside: dict[str, Text] = dict(plan.aside)
    aside.update({rule.id: _OF_ROUND for rule in plan.ruleset.rules if rule.judges == "batch"})
    if aside:
        raise UsageError(
            *(
                Problem("list-rule", None, {"rule": rule, "reason": why})
                for rule, why in aside.items()
            )
        )


def _reported(law: ListedLaw, listed: Listed, work: Work, *, asked: bool) -> Findings:
    """Put together what the parts of the round came to."""
    judging = Judging(ENGINE, asked, work.again, work.sampled, {})
    scope = scope_of(law.context, judging)
    counts: Counter[Verdict] = Counter(work.counts)
    counts.update(work.settled)
    findings = tuple(sorted(work.findings, key=report_order))
    not_checkable = tuple(joined(work.not_checkable))
    people = World(replace(law.context.batch, tables=work.tables(), in_file=None))
    people.batch = law.context.batch
    return replace(
        scope,
        round=replace(
            scope.round,
            staff=listed.people + law.context.batch.dropped,
            unit_people=_people_of_units(law, listed),
        ),
        instruments=law.instruments(),
        judged=listed.people - law.not_governed_people,
        not_governed=tuple(law.not_governed()),
        problems=(*law.context.batch.problems, *law.decided_elsewhere()),
        counts={one: number for one, number in counts.items() if number or one in _SETTLED},
        findings=findings,
        not_checkable=not_checkable,
        missing=missing_cells(findings, not_checkable, people),
        hinges=tuple(work.hinges_in_order()),
    )


def _people_of_units(law: ListedLaw, listed: Listed) -> dict[str, int]:
    """Return how many people each unit itself has."""
    units = tuple(law.context.world.units)
    found = listed.ask(
        "SELECT unit_no, count(*) FROM staff_row WHERE unit_no IS NOT NULL GROUP BY unit_no"
    )
    return {units[int(str(number))]: int(str(times)) for number, times in found}
