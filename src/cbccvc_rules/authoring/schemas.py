"""JSON Schemas of the files that people write, for their editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.authoring.case_schema import CasesFile
from cbccvc_rules.authoring.explained import MutantsFile
from cbccvc_rules.model.header import BatchHeader
from cbccvc_rules.packs.schema import (
    ActsFile,
    AppliesFile,
    ClausesFile,
    DefinitionsFile,
    FiguresFile,
    PackFileSpec,
    ParametersFile,
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
    "batch": BatchHeader,
    "cases": CasesFile,
    "clauses": ClausesFile,
    "definitions": DefinitionsFile,
    "figures": FiguresFile,
    "mutants": MutantsFile,
    "pack": PackFileSpec,
    "parameters": ParametersFile,
    "readings": ReadingsFile,
    "rule": RuleSpec,
}


def schema(kind: str) -> JsonSchemaValue:
    """Return the JSON Schema of one kind of file."""
    found = KINDS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
