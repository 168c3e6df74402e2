"""An earlier JSON report, read for what it found; its digest must fit, and nothing else is used."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, StringConstraints, ValidationError

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.earlier import Earlier, Known
from cbccvc_rules.model.finding import Severity
from cbccvc_rules.reports.digest import has_own_digest
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


class _Words(BaseModel):
    vi: str
    en: str


class _Subject(BaseModel):
    id: str


class _Found(BaseModel):
    rule: str
    title: _Words
    verdict: Literal["broken", "unknown", "kept", "not_applicable"]
    severity: Severity
    subject: _Subject
    facts_sha256: str
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class _Round(BaseModel):
    period: str
    occasion: str


class _Report(BaseModel):
    schema_version: Literal["1"]
    batch: _Round
    findings: list[_Found]


class _Named(BaseModel):
    name: str
    report: _Report | None


class _Reports(BaseModel):
    schema_version: Literal["1"]
    reports: list[_Named]


class _Either(BaseModel):
    reports: object = None


def read_earlier(path: Path, period: str, occasion: str, called: Collection[str] = ()) -> Earlier:
    """Read what an earlier report on the same round found broken or undecided.

    Of a report on several rounds, the one is meant that goes by one of the names in `called`; where
    it is not there, or could not be checked then, nothing was found.

    Raises:
        UsageError: where the file is no such report, one of another round, or one that was changed
            after it was written.
    """
    place = Place(path.as_posix())
    read, sealed = _parsed(path.read_bytes(), place)
    report = _of(read, called) if isinstance(read, _Reports) else read
    told = None if report is None else report.batch
    if told is not None and (told.period, told.occasion) != (period, occasion):
        params = {
            "period": told.period,
            "occasion": told.occasion,
            "own_period": period,
            "own_occasion": occasion,
        }
        raise UsageError(Problem("report-of-other-round", place, params))
    if not sealed:
        raise UsageError(Problem("report-changed", place))
    found = {
        one.fingerprint: Known(
            rule=one.rule,
            title=Text(one.title.vi, one.title.en),
            verdict=one.verdict,
            severity=one.severity,
            subject=one.subject.id,
            facts=one.facts_sha256,
        )
        for one in (() if report is None else report.findings)
        if one.verdict in {"broken", "unknown"}
    }
    return Earlier(path.as_posix(), period, occasion, found)


def need_report_of_several(path: Path) -> None:
    """Refuse a report on one round, where several are checked.

    Raises:
        UsageError: for a file that is no report, or one on one round.
    """
    place = Place(path.as_posix())
    if not isinstance(_parsed(path.read_bytes(), place)[0], _Reports):
        raise UsageError(Problem("report-of-one-round", place))


def _of(found: _Reports, called: Collection[str]) -> _Report | None:
    """Return the report on a round by what it goes by; its path may have begun otherwise then."""
    for own in (lambda name: name, lambda name: PurePath(name).name):
        alike = [one.report for one in found.reports if own(one.name) in called]
        if len(alike) == 1:
            return alike[0]
    return None


@lru_cache(maxsize=2)
def _parsed(data: bytes, place: Place) -> tuple[_Report | _Reports, bool]:
    """Return a report, and whether it is as it was sealed.

    The same file is asked for once for each of several rounds.
    """
    try:
        several = _Either.model_validate_json(data).reports is not None
        read = (_Reports if several else _Report).model_validate_json(data)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        said = f"{where}: {first['msg']}" if where else first["msg"]
        raise UsageError(Problem("report-not-json", place, {"said": said})) from invalid
    return read, has_own_digest(json.loads(data))
