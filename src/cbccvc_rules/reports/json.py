"""The report machines read: every broken and unknown finding with its certificate."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range
from cbccvc_rules.explain.certify import inequality
from cbccvc_rules.model.finding import Finding, Flip, Subject, Verdict
from cbccvc_rules.model.statistics import statistics
from cbccvc_rules.reports.digest import ReportDigest
from cbccvc_rules.reports.written import json_text

if TYPE_CHECKING:
    from cbccvc_rules.errors import Problem
    from cbccvc_rules.model.earlier import Since
    from cbccvc_rules.model.findings import Findings, Hinge, Judging
    from cbccvc_rules.model.mapping import TableMapping
    from cbccvc_rules.model.missing import MissingCells
    from cbccvc_rules.model.rows import SourceFile
    from cbccvc_rules.model.statistics import RuleStatistics
    from cbccvc_rules.model.waiver import Waived
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.sources import Citation, Place, Text
    from cbccvc_rules.trace import Fact, Step, Value

SCHEMA_VERSION = "1"
Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def json_report(findings: Findings, options: Options) -> str:
    """Return the report as JSON, a finding a line; people go by their ids unless named."""
    return sealed_report(findings, options)[0]


def sealed_report(findings: Findings, options: Options) -> tuple[str, str]:
    """Return the same with the digest that it ends with."""
    named = options.names is True
    receipt = receipt_json(findings, options)
    report: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "tool": receipt["tool"],
        "batch": receipt["batch"],
        "mappings": [mapping_json(one) for one in findings.round.mappings],
        "engine": findings.judging.engine,
        "judged_again": _judged_again(findings.judging),
        "packs": receipt["packs"],
        "rules": list(findings.rules),
        "not_judged": [
            {"rule": one.rule, "reason": text_json(one.reason)} for one in findings.not_judged
        ],
        "readings": receipt["readings"],
        "readings_by_pack": receipt["readings_by_pack"],
        "parameters": receipt["parameters"],
        "counts": _counts(findings),
        "not_checkable": [
            {
                "rule": one.rule,
                "severity": one.severity,
                "missing": list(one.missing),
                "subjects": one.subjects,
            }
            for one in findings.not_checkable
        ],
        "not_asked": [
            {"rule": one.rule, "columns": list(one.columns)} for one in findings.not_asked
        ],
        "missing": [_missing(one) for one in findings.missing],
        "hinges": [_hinge(one, named=named) for one in findings.hinges],
        "not_governed": [
            {
                "id": one.id,
                "category": one.category,
                "outside": one.outside,
                "reason": text_json(one.reason),
            }
            for one in findings.not_governed
        ],
        "problems": [problem_json(one) for one in findings.problems],
        "statistics": [_statistics(one) for one in statistics(findings.findings)],
        "since": None if findings.since is None else _since(findings.since),
    }
    head = json_text(report, indent=2).removesuffix("\n}")
    digest, lines = ReportDigest(report), []
    for finding in findings.findings:
        one = finding_json(finding, named=named)
        digest.add(one)
        lines.append(f"    {json_text(one, indent=None)}")
    listed, sha256 = ",\n".join(lines), digest.hexdigest()
    return f'{head},\n  "findings": [\n{listed}\n  ],\n  "sha256": "{sha256}"\n}}\n', sha256


def receipt_json(findings: Findings, options: Options) -> dict[str, Json]:
    """Return by what a report, or an answer, was made: tool, files, packs, readings, figures."""
    return {
        "tool": {"name": options.tool, "version": options.version},
        "batch": _batch(findings),
        "packs": [
            {"id": pack.id, "title": text_json(pack.title), "sha256": pack.sha256}
            for pack in findings.packs
        ],
        "readings": dict(findings.readings),
        "readings_by_pack": {
            pack: dict(readings) for pack, readings in findings.readings_by_pack.items()
        },
        "parameters": dict(findings.parameters),
    }


def problem_json(problem: Problem) -> dict[str, Json]:
    """Return what is wrong with the data as JSON data."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "place": None if problem.place is None else _place(problem.place),
        "read": problem.read,
        "expected": None if problem.expected is None else text_json(problem.expected),
        "message": {"vi": problem.message("vi"), "en": problem.message("en")},
    }


def _judged_again(judging: Judging) -> Json:
    """Return how much another engine than the reference one was checked; null where it judged."""
    if judging.engine == "reference":
        return None
    aside = {rule: text_json(reason) for rule, reason in judging.aside.items()}
    return {"open": judging.again, "sampled": judging.sampled, "by_reference": {**aside}}


def _batch(findings: Findings) -> dict[str, Json]:
    facts = findings.round
    return {
        "period": facts.period,
        "occasion": facts.occasion,
        "on": facts.on,
        "stage": facts.stage,
        "masked": facts.masked,
        "sources": [source_json(one) for one in facts.sources if not one.role],
        "beside": [{**source_json(one), "role": one.role} for one in facts.sources if one.role],
        "staff": facts.staff,
        "judged": findings.judged,
        "dropped": facts.dropped,
        "units": facts.units,
    }


def source_json(one: SourceFile) -> dict[str, Json]:
    """Return a file that was read as JSON data."""
    return {"path": one.path, "sha256": one.sha256}


def mapping_json(one: TableMapping) -> Json:
    """Return as what a table was taken as JSON data."""
    return {
        "table": one.table,
        "source": one.source,
        "sheet": one.sheet,
        "told_by": "previous" if one.period else "with" if one.file else "round",
        "period": one.period,
        "columns": [
            {
                "heading": read.heading,
                "column": read.field,
                "letters": read.letters,
                "rule": read.rule,
                "certainty": read.certainty,
            }
            for read in one.columns
            if read.rule != "filled"
        ],
        "filled": {read.column: read.heading for read in one.columns if read.rule == "filled"},
        "unread": list(one.unread),
        "labels": [
            {
                "column": label.column,
                "label": label.label,
                "value": label.value,
                "cells": label.cells,
            }
            for label in one.labels
        ],
    }


def _counts(findings: Findings) -> dict[str, Json]:
    """Return how many verdicts of each kind there are; what is waived is not among the broken."""
    counts: dict[str, Json] = {one.value: findings.counts.get(one, 0) for one in Verdict}
    waived = len(findings.waived)
    return {**counts, "broken": findings.counts.get(Verdict.BROKEN, 0) - waived, "waived": waived}


def finding_json(finding: Finding, *, named: bool) -> dict[str, Json]:
    """Return one finding as JSON data."""
    return {
        "rule": finding.rule,
        "title": text_json(finding.title),
        "verdict": finding.verdict.value,
        "severity": finding.severity,
        "contested": finding.contested,
        "flips": [_flip(flip) for flip in finding.flips],
        "subject": _subject(finding.subject, named=named),
        "cites": [citation_json(citation) for citation in finding.cites],
        "message": text_json(finding.message) if finding.verdict is Verdict.BROKEN else None,
        "measures": {name: value_json(value) for name, value in finding.measures.items()},
        "conditions": list(finding.conditions),
        "places": [_place(place) for place in finding.places],
        "missing": [_fact(fact) for fact in finding.missing],
        "trace": [_step(step) for step in finding.trace],
        "remedy": text_json(finding.remedy) if finding.verdict is Verdict.BROKEN else None,
        "also": list(finding.also),
        "waived": None if finding.waived is None else _waived(finding.waived),
        "facts_sha256": finding.facts,
        "fingerprint": finding.fingerprint,
    }


def _waived(waived: Waived) -> Json:
    return {
        "by": waived.by,
        "place": _place(waived.place),
        "ground": waived.ground,
        "approver": waived.approver,
        "decision": waived.decision,
        "from": None if waived.first is None else waived.first.isoformat(),
        "to": None if waived.last is None else waived.last.isoformat(),
    }


def _statistics(one: RuleStatistics) -> Json:
    return {
        "rule": one.rule,
        "severity": one.severity,
        "broken": one.broken,
        "waived": one.waived,
        "unknown": one.unknown,
    }


def _since(since: Since) -> Json:
    return {
        "report": since.path,
        "new": list(since.new),
        "same": since.same,
        "mended": [
            {
                "rule": one.rule,
                "title": text_json(one.title),
                "verdict": one.verdict,
                "severity": one.severity,
                "subject": one.subject,
            }
            for one in since.mended
        ],
    }


def _subject(subject: Subject, *, named: bool) -> Json:
    return {
        "kind": subject.kind,
        "id": subject.id,
        "name": subject.name if named or subject.kind != "staff" else None,
        "unit": subject.unit,
    }


def _missing(one: MissingCells) -> Json:
    return {
        "unit": one.unit,
        "record": one.record,
        "column": one.column,
        "absent": one.absent,
        "blank": one.blank,
        "rows": [
            {"id": row.id, "place": None if row.place is None else _place(row.place)}
            for row in one.rows
        ],
        "rules": [
            {"rule": rule.rule, "verdicts": rule.verdicts, "alone": rule.alone}
            for rule in one.rules
        ],
    }


def _hinge(hinge: Hinge, *, named: bool) -> Json:
    return {
        "rule": hinge.rule,
        "severity": hinge.severity,
        "verdict": hinge.verdict.value,
        "subject": _subject(hinge.subject, named=named),
        "flips": [_flip(flip) for flip in hinge.flips],
    }


def _flip(flip: Flip) -> Json:
    return {"readings": dict(flip.readings), "verdict": flip.verdict.value}


def text_json(text: Text) -> Json:
    """Return a text of both languages as JSON data."""
    return {"vi": text.vi, "en": text.en}


def citation_json(citation: Citation) -> Json:
    """Return a citation as JSON data, its text in both languages."""
    return {
        "act": citation.act,
        "item": citation.item,
        "article": citation.article,
        "clause": citation.clause,
        "point": citation.point,
        "paragraph": citation.paragraph,
        "added_by": citation.added_by_act,
        "amended_by": citation.amended_by_act,
        "confidence": citation.confidence,
        "note": None if citation.note is None else text_json(citation.note),
        "text": citation.text("vi"),
        "text_en": citation.text("en"),
    }


def _place(place: Place) -> Json:
    return {
        "source": place.source,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "heading": place.heading,
        "cell": place.cell,
    }


def _fact(fact: Fact) -> Json:
    data: dict[str, Json] = {
        "record": fact.record,
        "id": fact.key,
        "column": fact.column,
        "value": value_json(fact.value),
        "absent": fact.absent,
        "place": None if fact.place is None else _place(fact.place),
    }
    if fact.typed is not None:
        data["typed"] = fact.typed
    return data


def _step(step: Step) -> Json:
    """Return a step; empty parts are left out, the inequality is multiplied to whole numbers."""
    data: dict[str, Json] = {"op": step.op, "text": step.text, "value": value_json(step.value)}
    if step.name:
        data["name"] = step.name
    if step.fact is not None:
        data["fact"] = _fact(step.fact)
    if step.rows:
        data["rows"] = list(step.rows)
    numbers = inequality(step)
    if numbers is not None:
        data["inequality"] = {"left": numbers[0], "sign": numbers[1], "right": numbers[2]}
    if step.parts:
        data["parts"] = [_step(part) for part in step.parts]
    return data


def value_json(value: Value) -> Json:
    """Return a value without any loss: whole numbers as such, other exact numbers as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return int(value) if value.denominator == 1 else str(value)
        case date():
            return value.isoformat()
        case Range(lo, hi):
            return {"least": value_json(lo), "most": None if hi is None else value_json(hi)}
        case tuple():
            return list(value)
