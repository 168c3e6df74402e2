"""The verb behind `explain --format docx`: a person's dossier, in which nobody else can be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.api.audit import audit
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.api.verbs import bound
from cbccvc_rules.errors import Problem, UsageError, language, nearest
from cbccvc_rules.explain.apart import apart
from cbccvc_rules.extras import late
from cbccvc_rules.model.alone import alone
from cbccvc_rules.model.dossier import Dossier
from cbccvc_rules.reports.base import Options
from cbccvc_rules.version import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cbccvc_rules.api.audit import Progress
    from cbccvc_rules.model.alone import Alone
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.sources import Lang

    How = tuple[
        date | str | None,
        Sequence[str],
        Mapping[str, str] | None,
        Mapping[str, str] | None,
        Sequence[str],
        Sequence[str],
    ]


def dossier(
    batch: Batch,
    person: str,
    *,
    lang: Lang = "vi",
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    progress: Progress | None = None,
) -> bytes:
    """Return the dossier of a person as a Word document.

    It holds the person's own data, and of everybody else numbers alone; those who decided or
    signed are named. Before it is returned it is looked through for anybody else's id or name.

    Raises:
        UsageError: for somebody who is not in the round, where python-docx is not installed, and
            where the document would tell of somebody else after all.
    """
    how = (on, packs, readings, parameters, select, ignore)
    options = Options(language(lang), tool=DISTRIBUTION, version=VERSION)
    room = late("reports.docx").docx_room("person")
    written: bytes = room.person_document(dossier_of(batch, person, how, progress), options)
    return written


def dossier_of(
    batch: Batch,
    person: str,
    how: How = (None, (), None, None, (), ()),
    progress: Progress | None = None,
) -> Dossier:
    """Return what is told of a person; `how` are the choices that `bound` takes.

    Raises:
        UsageError: for somebody who is not in the round.
    """
    bound(batch, *how)  # what cannot be asked is refused for the round as it was read
    known = [row.key for row in batch.tables.get("staff", ())]
    if person not in known:
        params = {"subject": person, "nearest": nearest(person, known) or ""}
        raise UsageError(Problem("dossier-of-no-person", None, params))
    one = alone(batch, person)
    here = bound(one.batch, *how)
    need_rules(here)
    need_ratings(one.batch)
    found = audit(here, subjects=(person,), every_verdict=True, progress=progress)
    own = (finding for finding in found.findings if finding.subject.kind == "staff")
    quotas = tuple(late("solve.quota").quotas(here.ruleset, here.world))
    lawful = late("solve.permitted").permitted(here.ruleset, here.world, quotas, {person})
    return Dossier(
        one,
        _rows(one),
        one.batch.columns,
        replace(
            found,
            findings=tuple(apart(finding, one.is_of_another) for finding in own),
            not_governed=tuple(left for left in found.not_governed if left.id == person),
            problems=(),
        ),
        next(iter(lawful), None),
        tuple(quota for quota in quotas if person in quota.members),
    )


def _rows(one: Alone) -> dict[str, tuple[Row, ...]]:
    """Return the person's own rows, by table; a table in which there is none is left out."""
    found: dict[str, tuple[Row, ...]] = {}
    for table, rows in one.batch.tables.items():
        if own := tuple(row for row in rows if row.values.get("staff_id") == one.person):
            found[table] = own
    return found
