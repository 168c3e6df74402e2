"""An earlier JSON report, read for what it found; nothing else in it is trusted or used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, StringConstraints, ValidationError

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.model.earlier import Earlier, Known
from cbccvc_rules.model.finding import Severity
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
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


def read_earlier(path: Path, period: str, occasion: str) -> Earlier:
    """Read what an earlier report on the same round found broken or undecided.

    Raises:
        UsageError: where the file is no such report, or one of another round.
    """
    place = Place(path.as_posix())
    report = _parsed(path, place)
    told = report.batch
    if (told.period, told.occasion) != (period, occasion):
        params = {
            "period": told.period,
            "occasion": told.occasion,
            "own_period": period,
            "own_occasion": occasion,
        }
        raise UsageError(Problem("report-of-other-round", place, params))
    found = {
        one.fingerprint: Known(
            rule=one.rule,
            title=Text(one.title.vi, one.title.en),
            verdict=one.verdict,
            severity=one.severity,
            subject=one.subject.id,
            facts=one.facts_sha256,
        )
        for one in report.findings
        if one.verdict in {"broken", "unknown"}
    }
    return Earlier(path.as_posix(), told.period, told.occasion, found)


def _parsed(path: Path, place: Place) -> _Report:
    try:
        return _Report.model_validate_json(path.read_bytes())
    except ValidationError as invalid:
        first = invalid.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        said = f"{where}: {first['msg']}" if where else first["msg"]
        raise UsageError(Problem("report-not-json", place, {"said": said})) from invalid
