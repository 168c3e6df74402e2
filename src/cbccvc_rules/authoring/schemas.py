"""JSON Schemas: of the files that people write, for their editors, of reports and answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.case_schema import CasesFile
from cbccvc_rules.authoring.explained import MutantsFile
from cbccvc_rules.model.forms import form_of
from cbccvc_rules.model.header import BatchHeader
from cbccvc_rules.packs.schema import (
    ActsFile,
    AppliesFile,
    ClausesFile,
    DefinitionsFile,
    FiguresFile,
    PackFileSpec,
    ParametersFile,
    ProofsFile,
    ReadingsFile,
    RuleSpec,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue

KINDS: Mapping[str, type[BaseModel]] = {
    "acts": ActsFile,
    "applies": AppliesFile,
    "batch": form_of(BatchHeader, closed=True),
    "cases": CasesFile,
    "clauses": ClausesFile,
    "definitions": DefinitionsFile,
    "figures": FiguresFile,
    "mutants": MutantsFile,
    "pack": PackFileSpec,
    "parameters": ParametersFile,
    "proofs": ProofsFile,
    "readings": ReadingsFile,
    "rule": RuleSpec,
}


REPORT = "report"
"""What the schema of the JSON report of `check` goes by, beside the kinds of files."""

REPORTS = "reports"
"""What that of the report on several rounds goes by."""

ANSWERS = ("mapping", "permitted", "quota", "repair", "sample", "sensitivity", "whatif")
"""The answers to a question about a round, by their commands."""

SUMMARY = "summary"
"""What that of the yearly tables goes by."""

_FILES = Path(__file__).parents[1] / "reports"
_SUMMARY_FILE = _FILES / "summary" / "summary.schema.json"


def schema(kind: str) -> JsonSchemaValue:
    """Return the JSON Schema of one kind of file, of a report, or of an answer."""
    if kind == REPORT:
        return _read(REPORT)
    if kind in ANSWERS:
        return _of_answer(kind)
    if kind == SUMMARY:
        return _of_summary(schema(REPORT))
    if kind == REPORTS:
        return _of_several(schema(REPORT))
    found = KINDS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _read(name: str) -> JsonSchemaValue:
    return dict(json.loads((_FILES / f"{name}.schema.json").read_text(encoding="utf-8")))


def _of_answer(kind: str) -> JsonSchemaValue:
    """Return the schema of an answer, which may lean on what the report defines and holds."""
    answer, report = _read(kind), _read(REPORT)
    told = report["properties"]
    if kind == "mapping":
        _add_receipt_of_reading(answer, told)
    else:
        _add_receipt(answer["properties"]["rounds"]["items"] if kind == "sample" else answer)
    held = {"problem": told["problems"]["items"], "mappings": told["mappings"]}
    return {**answer, "$defs": {**held, **report["$defs"], **answer.get("$defs", {})}}


def _add_receipt_of_reading(answer: JsonSchemaValue, told: JsonSchemaValue) -> None:
    """Add by what a list was read: the tool and the files, for no law is needed to read one."""
    batch = {name: told["batch"]["properties"][name] for name in _READ}
    answer["properties"]["receipt"] = _object({"tool": told["tool"], "batch": _object(batch)})
    answer["required"] = [*answer["required"], "receipt"]


_READ = ("period", "occasion", "on", "stage", "masked", "sources")


def _add_receipt(answer: JsonSchemaValue) -> None:
    """Add to the schema of an answer what every answer tells of how it was made."""
    told = _read(REPORT)["properties"]
    made_by = {name: told[name] for name in _RECEIPT}
    refused = {"type": "null", "description": "a round that was refused has none"}
    answer["properties"]["receipt"] = {"anyOf": [_object(made_by), refused]}
    answer["required"] = [*answer["required"], "receipt"]


_RECEIPT = ("tool", "batch", "packs", "readings", "readings_by_pack", "parameters")


def _of_summary(report: JsonSchemaValue) -> JsonSchemaValue:
    """Return the schema of the yearly tables; what it shares with the report is told there."""
    own = dict(json.loads(_SUMMARY_FILE.read_text(encoding="utf-8")))
    shared = {"problem": report["properties"]["problems"]["items"], **report["$defs"]}
    _add_receipt(own["properties"]["summaries"]["items"])
    return {**own, "$defs": {**shared, **own["$defs"]}}


def _of_several(report: JsonSchemaValue) -> JsonSchemaValue:
    """Return the schema of the report on several rounds: it holds the report of each as it is."""
    one = {key: part for key, part in report.items() if not key.startswith("$")}
    told = one["properties"]
    several = {
        "name": {"type": "string", "description": "the path of the round, as it was given"},
        "report": {"anyOf": [{"$ref": "#/$defs/report"}, {"type": "null"}]},
        "refused": {**told["problems"], "description": "why it could not be checked"},
    }
    properties = {
        "schema_version": told["schema_version"],
        "tool": told["tool"],
        "reports": {"type": "array", "items": _object(several)},
        "ranking": _object(
            {
                "agencies": {"type": "array", "items": {"$ref": "#/$defs/ranked"}},
                "units": {"type": "array", "items": {"$ref": "#/$defs/ranked"}},
                "clean_units": {"type": "integer", "minimum": 0},
            }
        ),
    }
    return {
        "$schema": report["$schema"],
        "$id": "urn:cbccvc-rules:reports:1",
        "title": "Report of cbccvc check on several rounds, version 1",
        **_object(properties),
        "$defs": {**report["$defs"], "report": one, "ranked": _ranked()},
    }


def _ranked() -> JsonSchemaValue:
    """Return the schema of an agency or unit with its rank."""
    number, text = {"type": "integer", "minimum": 0}, {"type": ["string", "null"]}
    counts = ("affected", "violation", "warning", "notice", "contested", "unknown")
    return _object(
        {
            "rank": {"type": "integer", "minimum": 1},
            "tied": {"type": "boolean", "description": "others have the same rank"},
            "round": {"type": "string"},
            "unit": {**text, "description": "null: the whole agency"},
            "name": text,
            "people": {"type": ["integer", "null"]},
            "share": {"$ref": "#/$defs/value"},
            **dict.fromkeys(counts, number),
        }
    )


def _object(properties: JsonSchemaValue) -> JsonSchemaValue:
    return {"type": "object", "properties": properties, "required": list(properties)}
