"""The tables and the header as pydantic models: they read a record of Python, and give the schemas.

They are made of what the tables say of themselves, when somebody asks: loading pydantic and making
them takes longer than reading a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model
from pydantic_core import core_schema

from cbccvc_rules.model import discipline, staff, unit
from cbccvc_rules.model.column import About, Kind
from cbccvc_rules.model.scale import RATINGS, Labels
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

    from cbccvc_rules.trace import Value

_CODES_ALONE = Labels()


_MADE: dict[tuple[type, bool], type[BaseModel]] = {}


def form_of(declared: type, *, closed: bool = False) -> type[BaseModel]:
    """Return the model of what a class declares; a `closed` one refuses unknown keys."""
    key = (declared, closed)
    if key not in _MADE:
        _MADE[key] = _made(declared, closed=closed)
    return _MADE[key]


def _made(declared: type, *, closed: bool) -> type[BaseModel]:
    config = ConfigDict(
        extra="forbid" if closed else "ignore",
        frozen=True,
        strict=closed,
        arbitrary_types_allowed=True,
    )
    fields = {name: _field(hint) for name, hint in _hints(declared).items()}
    make: Callable[..., type[BaseModel]] = create_model  # whose signature asks for Any
    told = {"__config__": config, "__doc__": declared.__doc__, "__module__": __name__}
    return make(declared.__name__, **told, **fields)


def _hints(declared: type) -> Mapping[str, object]:
    return get_type_hints(declared, include_extras=True)


def _field(hint: object) -> tuple[object, Mapping[str, str] | None]:
    """Return the annotation and the default that pydantic makes a field of."""
    kind, *told = get_args(hint)
    cell = any(isinstance(one, Kind) for one in told)
    for one in told:
        kind = Annotated[kind, _Cell(one) if isinstance(one, Kind) else _Said(one)]
    return kind, None if cell else {}


@dataclass(frozen=True, slots=True)
class _Cell:
    """Has a cell read by the kind of its column."""

    kind: Kind

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let pydantic read cells with this kind alone."""
        return core_schema.no_info_plain_validator_function(self._read)

    def _read(self, cell: object) -> Value:
        return self.kind.value(cell, _CODES_ALONE)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe what may be written in a cell, for editors."""
        kind = self.kind
        if kind.name == "truth":
            return {"type": ["boolean", "string", "null"]}
        if kind.name in {"code", "grade"}:
            words = [code.name for code in kind.codes] if kind.codes else list(RATINGS)
            return {"type": ["string", "null"], "examples": words}
        if kind.name in {"number", "whole"}:
            return {"type": ["number", "string", "null"]}
        if kind.name == "list":
            return {"type": ["array", "string", "null"], "items": {"type": "string"}}
        return {"type": ["string", "null"]}


@dataclass(frozen=True, slots=True)
class _Said:
    """Adds the titles of a field to the schema that editors read."""

    about: About

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the titles."""
        described = handler(schema)
        title, says = self.about.title, self.about.says
        described["title"] = f"{title.vi} / {title.en}"
        described["description"] = f"{says.vi} / {says.en}"
        return described


if TYPE_CHECKING:  # what type checkers see: the columns, and what every model can do

    class Discipline(discipline.Discipline, BaseModel):
        """A disciplinary decision on one person."""

        def __init__(self, **cells: object) -> None: ...

    class Staff(staff.Staff, BaseModel):
        """A rated person and the facts that the law asks about."""

        def __init__(self, **cells: object) -> None: ...

    class Unit(unit.Unit, BaseModel):
        """An agency, organisation or unit, or a room or team inside one."""

        def __init__(self, **cells: object) -> None: ...

else:
    Discipline = form_of(discipline.Discipline)
    Staff = form_of(staff.Staff)
    Unit = form_of(unit.Unit)
