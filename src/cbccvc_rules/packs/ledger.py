"""A ledger of waivers, read as strictly as a pack: every fault at once, each at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints

from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.marked import entries
from cbccvc_rules.model.waiver import MOST_MONTHS, Waiver, means_several
from cbccvc_rules.packs.files import read_file
from cbccvc_rules.packs.schema import Day, FileModel, Words
from cbccvc_rules.packs.shape import DIGEST, shaped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from cbccvc_rules.marked import Marked

Digest = Annotated[str, StringConstraints(pattern=DIGEST)]


class WaiverSpec(FileModel):
    """One waiver: what is let stand, for whom, why, by whose decision, from when to when."""

    rule: Words
    subject: Words
    ground: Words
    approver: Words
    decision: Words
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    facts: Digest
    round: Words | None = None


_LONGEST = 60  # months; who wants a rule out of force for longer has to change the rule


class LedgerFile(FileModel):
    """waivers.yaml; `most_months` is how long an entry may run."""

    waivers: Annotated[list[WaiverSpec], Field(min_length=1)]
    most_months: Annotated[int, Field(ge=1, le=_LONGEST)] = MOST_MONTHS


def read_ledger(path: Path, rules: Collection[str]) -> tuple[Waiver, ...]:
    """Read a ledger; `rules` are those there are.

    Raises:
        UsageError: with every fault of the file, each at its place.
    """
    marked = read_file(path, path.as_posix())
    problems: list[Problem] = []
    file = shaped(marked, LedgerFile, problems)
    problems = [*_unfilled(marked), *(one for one in problems if not _of_nothing(one))]
    found = () if file is None else tuple(_waivers(file, marked, rules, problems))
    if problems:
        raise UsageError(*problems)
    return found


def _unfilled(marked: Marked) -> Iterator[Problem]:
    """Yield one problem for each entry that a drafted ledger left empty: nobody answers for it."""
    listed = entries(marked.data).get("waivers")
    for number, entry in enumerate(listed if isinstance(listed, list) else ()):
        empty = [key for key, value in entries(entry).items() if value in {None, ""}]
        if empty:
            place = marked.place(("waivers", number))
            yield Problem("waiver-not-filled", place, {"keys": ", ".join(empty)})


def _of_nothing(problem: Problem) -> bool:
    """Return whether a problem is about a value that is empty; its entry is told as a whole."""
    return problem.code == "pack-value-empty" or problem.read == ""


def _waivers(
    file: LedgerFile, marked: Marked, rules: Collection[str], problems: list[Problem]
) -> Iterator[Waiver]:
    """Yield the entries; add what is wrong with one that has the right shape."""
    seen: dict[tuple[str | None, str, str, date], Waiver] = {}
    for number, spec in enumerate(file.waivers):
        here = ("waivers", number)
        place = marked.place(here)
        if spec.rule not in rules and not means_several(spec.rule):
            params = {"rule": spec.rule, "nearest": nearest(spec.rule, rules) or ""}
            problems.append(Problem("rule-unknown", marked.place((*here, "rule")), params))
        if spec.last < spec.first:
            problems.append(Problem("waiver-days-reversed", marked.place((*here, "to"))))
        one = Waiver(
            rule=spec.rule,
            subject=spec.subject,
            ground=spec.ground,
            approver=spec.approver,
            decision=spec.decision,
            first=spec.first,
            last=spec.last,
            facts=spec.facts,
            place=place,
            round=spec.round,
            most_months=file.most_months,
        )
        key = (spec.round, spec.rule, spec.subject, spec.first)
        if key in seen:
            params = {"rule": spec.rule, "subject": spec.subject, "place": str(seen[key].place)}
            problems.append(Problem("waiver-twice", place, params))
        seen[key] = one
        yield one
