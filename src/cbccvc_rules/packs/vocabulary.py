"""The records that rules may speak of: the tables of a batch with their relations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.lang.types import Coded, Record, Relation, Scalar, Type, Vocabulary
from cbccvc_rules.model.columns import DERIVED, columns_of
from cbccvc_rules.model.header import OCCASIONS, STAGES
from cbccvc_rules.model.scale import GRADES, NOT_RATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.column import Column

GRADE = Coded("grade", GRADES, ordered=True, states=(NOT_RATED,))

_SCALARS: Mapping[str, Scalar] = {
    "truth": Scalar.TRUTH,
    "number": Scalar.NUMBER,
    "whole": Scalar.NUMBER,
    "date": Scalar.DATE,
    "text": Scalar.TEXT,
    "list": Scalar.LIST,
}
_TABLES: Mapping[str, str] = {
    "staff": "staff",
    "unit": "units",
    "discipline": "disciplines",
    "history": "history",
    "scorecard": "scorecards",
}
_RELATIONS: Mapping[str, Mapping[str, Relation]] = {
    "staff": {
        "unit": Relation("unit", many=False),
        "own_body": Relation("unit", many=False),
        "led_units": Relation("unit", many=True),
        "bodies_managed": Relation("unit", many=True),
        "disciplines": Relation("discipline", many=True),
        "history": Relation("history", many=True),
        "scorecards": Relation("scorecard", many=True),
    },
    "unit": {
        "parent": Relation("unit", many=False),
        "superior": Relation("unit", many=False),
        "children": Relation("unit", many=True),
        "staff": Relation("staff", many=True),
        "scorecards": Relation("scorecard", many=True),
        "weighed_unlike": Relation("staff", many=True),
    },
    "discipline": {
        "staff": Relation("staff", many=False),
        "same_violation": Relation("discipline", many=True),
    },
    "history": {"staff": Relation("staff", many=False)},
    "scorecard": {},
    "group": {
        "unit": Relation("unit", many=False),
        "members": Relation("staff", many=True),
    },
    "batch": {},
}
_GROUP: Mapping[str, Type] = {
    "unit_id": Scalar.TEXT,
    "peer_group": Scalar.TEXT,
    "name": Scalar.TEXT,
}
_BATCH: Mapping[str, Type] = {
    "on": Scalar.DATE,
    "period": Scalar.TEXT,
    "occasion": Coded("occasion", tuple(code.name for code in OCCASIONS)),
    "stage": Coded("stage", tuple(code.name for code in STAGES)),
    "school_year": Scalar.TRUTH,
}
_DERIVED: Mapping[type, Scalar] = {
    date: Scalar.DATE,
    str: Scalar.TEXT,
    int: Scalar.NUMBER,
}


def _type(column: Column) -> Type:
    match column.kind:
        case "grade":
            return GRADE
        case "code":
            return Coded(column.name, column.codes, column.ordered)
        case kind:
            return _SCALARS[kind]


def _columns(record: str) -> Mapping[str, Type]:
    table = _TABLES.get(record)
    if table is None:
        return _GROUP if record == "group" else _BATCH
    derived = {name: _DERIVED[kind] for name, kind in DERIVED.get(table, {}).items()}
    return {**{column.name: _type(column) for column in columns_of(table)}, **derived}


VOCABULARY = Vocabulary(
    {
        record: Record(record, _columns(record), relations)
        for record, relations in _RELATIONS.items()
    }
)


def grades() -> Coded:
    """Return the type of the four grades and the state beside them."""
    return GRADE
