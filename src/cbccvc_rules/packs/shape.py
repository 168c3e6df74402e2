"""A pack file against its model: every fault at once, each at its line and column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from cbccvc_rules.marked import Marked, Path

Model = TypeVar("Model", bound=BaseModel)
DIGEST = r"^[0-9a-f]{64}$"
"""The pattern of a digest in a file."""


def shaped(marked: Marked, model: type[Model], problems: list[Problem]) -> Model | None:
    """Return the file as a model, or None with its faults added to `problems`."""
    problems.extend(marked.problems)
    if marked.data is None:
        if not marked.problems:
            problems.append(Problem("pack-file-empty", marked.place()))
        return None
    try:
        return model.model_validate(marked.data)
    except ValidationError as invalid:
        faults = plain_faults(invalid, marked)
        mistyped = {(*path[:-1], near) for path, near in _mistyped(faults, marked, model)}
        problems.extend(
            _problem(fault, marked, model)
            for fault in faults
            if fault["type"] != "missing" or path_of(fault, marked) not in mistyped
        )
        return None


def _mistyped(
    faults: Iterable[ErrorDetails], marked: Marked, model: type[BaseModel]
) -> Iterator[tuple[Path, str]]:
    """Yield the keys that mean nothing, each with the key that it most likely means."""
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            path = path_of(fault, marked)
            near = nearest(str(path[-1]), known_keys(model, path))
            if near is not None:
                yield path, near


def plain_faults(invalid: ValidationError, marked: Marked) -> list[ErrorDetails]:
    """Return one fault a place, the innermost: a union reports each of its branches."""
    kept: dict[Path, ErrorDetails] = {}
    for fault in invalid.errors(include_url=False):
        if path_of(fault, marked) in marked.aliases:  # told as such
            continue
        kept.setdefault(path_of(fault, marked), fault)
    return [
        fault
        for path, fault in kept.items()
        if fault["type"] != "string_type"
        or not any(other != path and other[: len(path)] == path for other in kept)
    ]


def path_of(fault: ErrorDetails, marked: Marked) -> Path:
    """Return the path of a fault in the file, without the names of union branches."""
    path: Path = ()
    here = marked.data
    for step in fault["loc"]:
        if isinstance(here, dict) and step in here:
            path, here = (*path, step), here[str(step)]
        elif isinstance(here, list) and isinstance(step, int):
            path, here = (*path, step), here[step]
    return (*path, fault["loc"][-1]) if fault["type"] == "missing" else path


def _problem(fault: ErrorDetails, marked: Marked, model: type[BaseModel]) -> Problem:
    path = path_of(fault, marked)
    key = str(path[-1]) if path else ""
    match fault["type"]:
        case "missing":
            params = {"key": key, "of": _owner(path, marked)}
            return Problem("pack-key-missing", marked.place(path[:-1]), params)
        case "extra_forbidden":
            known = known_keys(model, path)
            params = {"key": key, "nearest": nearest(key, known) or "", "known": ", ".join(known)}
            return Problem("pack-key-unknown", marked.key_place(path), params)
        case "literal_error":
            params = {"key": key, "known": ", ".join(f"`{word}`" for word in literals(fault))}
            return Problem("pack-value-unknown", marked.place(path), params, read=_short(fault))
        case "too_short" if (least := fault.get("ctx", {}).get("min_length", 1)) > 1:
            few = {"key": key, "least": str(least)}
            return Problem("pack-value-few", marked.place(path), few)
        case "too_short" | "string_too_short":
            return Problem("pack-value-empty", marked.place(path), {"key": key})
        case kind:
            said: dict[str, str | Text] = {"key": key, "needs": _needs(kind, fault)}
            return Problem("pack-value-wrong", marked.place(path), said, read=_short(fault))


_QUOTED = re.compile(r"'([^']+)'")


def literals(fault: ErrorDetails) -> list[str]:
    """Return the words that a closed list would have allowed."""
    return _QUOTED.findall(str(fault.get("ctx", {}).get("expected", "")))


def _needs(kind: str, fault: ErrorDetails) -> Text:
    """Return the form that a value should have."""
    context = fault.get("ctx", {})
    if kind == "value_error" and not isinstance(fault["input"], str):
        said = str(context.get("error", ""))  # what a model says of its parts together
        return Text(said, said)
    if context.get("pattern") == DIGEST:
        return _HEX
    return _NEEDS.get(kind) or Text(kind.replace("_", " "), kind.replace("_", " "))


def _alike(form: str) -> Text:
    return Text(form, form)


_DAY = _alike("yyyy-mm-dd")
_HEX = Text("64 chữ số 0-9 a-f", "64 digits 0-9 a-f")
_WORDS = Text("chữ", "text")
_KEYS = Text("khóa: giá trị", "key: value")
_NEEDS = {
    "value_error": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "int_parsing": _alike("1, 2, 3…"),
    "bool_parsing": _alike("true / false"),
    "string_type": _WORDS,
    "string_pattern_mismatch": _alike("a-z 0-9 - _"),
    "list_type": _alike("[…]"),
    "dict_type": _KEYS,
    "model_type": _KEYS,
}


def _short(fault: ErrorDetails) -> str:
    """Return what was written: words as they are, the rest by the brackets it stands in."""
    match fault["input"]:
        case None:
            return ""
        case str(words):
            return words[:60]
        case list(items):
            return "[…]" if items else "[]"
        case entries:
            return "{…}" if entries else "{}"


def _owner(path: Path, marked: Marked) -> str:
    """Return what a key is missing from: the keys above it, or the file."""
    return ".".join(str(step) for step in path[:-1]) or marked.source.rsplit("/", 1)[-1]


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """Return the keys that the model knows at the place of an unknown one."""
    here: type[BaseModel] | None = model
    for step in path[:-1]:
        if isinstance(step, int) or here is None:
            continue
        field = next(
            (info for name, info in here.model_fields.items() if (info.alias or name) == step), None
        )
        if field is not None:
            here = _model_in(field.annotation) or here
    return [] if here is None else [info.alias or name for name, info in here.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model that an annotation holds, through lists, maps and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
