"""One round judged by two laws: whose verdict is another one, by rule and clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.api.verbs import check, library
from cbccvc_rules.errors import NoLawError
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.sources import Citation


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that is another one by another law; None where no finding is there."""

    rule: str
    subject: str
    cites: tuple[Citation, ...]
    before: Verdict | None
    after: Verdict | None


def turned(
    batch: Batch,
    before: tuple[date, Sequence[str], str | None],
    after: tuple[date, Sequence[str], str | None],
) -> list[Turned]:
    """Return whose verdict is another one between two laws: a day, packs, a pack alone.

    A rule that is kept, does not apply or is not in force makes no finding.
    """
    old, new = _found(batch, *before), _found(batch, *after)
    changes: list[Turned] = []
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        first = None if one is None else one.verdict
        second = None if other is None else other.verdict
        told = other or one
        if first is not second and told is not None:
            changes.append(Turned(key[0], key[1], told.cites, first, second))
    return changes


def _found(
    batch: Batch, on: date, packs: Sequence[str], pack: str | None
) -> dict[tuple[str, str], Finding]:
    try:
        found = check(batch, on=on, packs=packs)
    except NoLawError:
        return {}
    rules = library(packs).rules
    return {
        (one.rule, one.subject.id): one
        for one in found.findings
        if one.verdict in {Verdict.BROKEN, Verdict.UNKNOWN}
        and (pack is None or rules[one.rule].pack == pack)
    }
