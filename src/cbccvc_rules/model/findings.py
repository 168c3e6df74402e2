"""All findings of one round with their scope: what was judged, by which packs, and what was not."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from cbccvc_rules.model.finding import SEVERITIES, Finding, Flip, Severity, Subject, Verdict
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.distribution import Distribution
    from cbccvc_rules.model.earlier import Since
    from cbccvc_rules.model.mapping import TableMapping
    from cbccvc_rules.model.missing import MissingCells
    from cbccvc_rules.model.rows import SourceFile
    from cbccvc_rules.model.workings import Workings
    from cbccvc_rules.sources import Text


@dataclass(frozen=True, slots=True)
class NotCheckable:
    """A rule that could not be put to some subjects because columns or tables were not given."""

    rule: str
    title: Text
    severity: Severity
    missing: tuple[str, ...]
    subjects: int


@dataclass(frozen=True, slots=True)
class Hinge:
    """A rule that a subject keeps, or that does not apply to it, only as the law is read here.

    Each of `flips` is another choice of one reading under which the rule would be broken.
    """

    rule: str
    title: Text
    severity: Severity
    verdict: Verdict
    subject: Subject
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class NotGoverned:
    """A person whom no law in the packs governs, and why; `outside`: none is meant to."""

    id: str
    name: str | None
    category: str | None
    reason: Text
    outside: bool


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule asked for by name that is put to nobody in the round, and why."""

    rule: str
    title: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class PackUsed:
    """A pack that rules were taken from, with the digest of its files."""

    id: str
    title: Text
    sha256: str


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the round is: period, occasion, day, stage, files, how many people and units it has.

    `staff` are all the people it is about; of these, the rows of `dropped` could not be used.
    `unit_people` are those of each unit itself, as far as they are rows; nobody where they are not.
    `above` leads from a unit to the one it is part of; `masked`: there are pseudonyms for ids.
    """

    period: str
    occasion: str
    on: str
    stage: str
    sources: tuple[SourceFile, ...]
    mappings: tuple[TableMapping, ...]
    staff: int
    dropped: int
    units: int
    unit_names: Mapping[str, str | None]
    above: Mapping[str, str] = field(default_factory=dict)
    unit_people: Mapping[str, int] = field(default_factory=dict)
    masked: bool = False


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A rule that applies only where a cell is given, and the column was not."""

    rule: str
    title: Text
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judging:
    """Which engine judged, `asked` for by name or chosen by the size of the round.

    `again` of its verdicts, all those broken or open, and a sample of `sampled` others were judged
    by the reference engine, too, and found the same; it judged the rules `aside` alone, each for
    the reason given.
    """

    engine: str
    asked: bool
    again: int = 0
    sampled: int = 0
    aside: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """The outcome of `check`: every broken and unknown finding, and the scope of the check.

    The kept and not applicable verdicts are counted; they are among the `findings` only where
    every verdict was asked for, and among the `hinges` where another reading would break the rule.
    `rules` maps each rule judged to its title (`rules_chosen`: not all that apply were asked for;
    `not_judged`: those asked for by name all the same);
    `chosen` are the readings that are not the default, `figures_chosen` the figures set by hand;
    `not_asked` are rules that apply only where a cell is given, in a column that was not;
    `missing` turns the unknown ones and the `not_checkable` round: what each cell would settle;
    `names` gives the titles of parameters and readings; `judged` is the number of people that at
    least one law governs; `since` is what is new and what is mended since an earlier report;
    `distribution` and `workings` are there where they were asked for.
    """

    round: RoundFacts
    judging: Judging
    packs: tuple[PackUsed, ...]
    instruments: tuple[Text, ...]
    rules: Mapping[str, Text]
    rules_chosen: bool
    not_judged: tuple[NotJudged, ...]
    readings: Mapping[str, str]
    readings_by_pack: Mapping[str, Mapping[str, str]]
    chosen: Mapping[str, str]
    figures_chosen: Mapping[str, str]
    parameters: Mapping[str, str]
    names: Mapping[str, Text]
    judged: int
    counts: Mapping[Verdict, int]
    findings: tuple[Finding, ...]
    not_checkable: tuple[NotCheckable, ...]
    not_asked: tuple[NotAsked, ...]
    missing: tuple[MissingCells, ...]
    hinges: tuple[Hinge, ...]
    not_governed: tuple[NotGoverned, ...]
    problems: tuple[Problem, ...]
    since: Since | None = None
    distribution: Distribution | None = None
    workings: Workings | None = None

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The findings whose rule is broken, without those waived."""
        broken = (one for one in self.findings if one.verdict is Verdict.BROKEN)
        return tuple(one for one in broken if one.waived is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings whose rule is broken and waived."""
        return tuple(one for one in self.findings if one.waived is not None)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """The findings that an empty cell leaves open."""
        return tuple(one for one in self.findings if one.verdict is Verdict.UNKNOWN)

    def fails(self, level: Severity, *, strict: bool = False) -> bool:
        """Return whether the round fails at a level.

        It does when a rule at or above the level is broken or could not be decided, when a row
        could not be read, or when a person falls under no law that the packs know; and, when
        `strict`, when such a rule could not be checked with the columns given, or a local pack is
        not proved to be as strict as what it extends.
        """
        counted = {Verdict.BROKEN, Verdict.UNKNOWN}
        rules = any(
            one.verdict in counted and one.waived is None and at_least(one.severity, level)
            for one in self.findings
        )
        unread = any(problem.severity == "error" for problem in self.problems)
        ungoverned = any(not one.outside for one in self.not_governed)
        unchecked = strict and any(at_least(one.severity, level) for one in self.not_checkable)
        unproved = strict and any(problem.code in NOT_PROVED for problem in self.problems)
        return rules or unread or ungoverned or unchecked or unproved


NOT_PROVED = frozenset({"local-pack-no-solver", "local-pack-not-proved"})
"""What says that a local pack is not proved to be as strict as what it extends."""


def at_least(severity: Severity, level: Severity) -> bool:
    """Return whether a severity is at or above a level."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(level)
