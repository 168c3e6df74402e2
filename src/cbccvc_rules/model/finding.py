"""The judgement: verdicts, findings and what they were made of, ready to be printed."""

from __future__ import annotations

from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.records import dataclass
from cbccvc_rules.trace import facts_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.waiver import Waived
    from cbccvc_rules.sources import Citation, Place, Text
    from cbccvc_rules.trace import Fact, Step, Value

SubjectKind = Literal["staff", "unit", "group", "batch"]
Severity = Literal["violation", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "notice")


class Verdict(Enum):
    """What one rule says of one subject."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    # Verdicts are counted by the thousand, and each is one object; an Enum goes by its name.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a rule was put to; `unit` is the unit a report lists the finding under."""

    kind: SubjectKind
    id: str
    name: str | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Flip:
    """Another choice of readings under which the verdict would be another one."""

    readings: Mapping[str, str]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule on one subject, with its verdict and all that defends it.

    `also` names rules of other laws that say the same and are cited in this finding too; `why` is
    what the rule is for, with what its sources leave in doubt; `waived` says why a broken rule
    does not count, where that is so.

    `conditions` are the labels that failed; `trace` holds one step for each part of the rule:
    `when`, the exceptions tried (`unless:label`), the requirements (`require:label`).
    """

    rule: str
    title: Text
    verdict: Verdict
    severity: Severity
    subject: Subject
    cites: tuple[Citation, ...]
    message: Text
    remedy: Text
    measures: Mapping[str, Value]
    conditions: tuple[str, ...]
    places: tuple[Place, ...]
    missing: tuple[Fact, ...]
    trace: tuple[Step, ...]
    flips: tuple[Flip, ...]
    fingerprint: str
    also: tuple[str, ...] = ()
    why: Text | None = None
    waived: Waived | None = None

    @property
    def facts(self) -> str:
        """The digest of the facts that the verdict rests on; a waiver names it."""
        return facts_digest(self.trace)

    @property
    def counted_as(self) -> str:
        """What the finding is counted as: its severity where the rule is broken, or `waived`."""
        if self.waived is not None:
            return "waived"
        return self.severity if self.verdict is Verdict.BROKEN else str(self.verdict.value)

    @property
    def contested(self) -> bool:
        """Whether another reading of the rule would give another verdict."""
        return bool(self.flips)


def fingerprint(rule: str, subject: Subject, period: str, occasion: str) -> str:
    """Return an id that row order, file names, figures and pack releases do not change."""
    parts = (rule, subject.kind, subject.id, period, occasion)
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
