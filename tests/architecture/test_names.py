"""Names are whole words of the domain, and the face of the package lists exactly what it shows."""

from __future__ import annotations

import ast
import inspect
import re

import cbccvc_rules
from architecture.source import Source, faults, snippet, sources

# Some 25 is what a reader takes in at a glance. Verbs, errors and what they are made of were 25
# already; `Session` is a promise of its own, and nothing that is here could go without a loss.
PUBLIC_NAMES = 26
VAGUE_MODULE = re.compile(r"_?(utils?|helpers?|misc|common)")
VAGUE_TYPE = re.compile(r"_?(Base[A-Z]\w*|\w*(Manager|Helper|Utils?|Helpers))")
VAGUE_FUNCTION = re.compile(r"(\w*_)?(utils?|helpers?)(_\w*)?")


def vague_modules(source: Source) -> list[str]:
    parts = source.path.removesuffix(".py").split("/")
    return [f"{source.path}: {part}" for part in parts if VAGUE_MODULE.fullmatch(part)]


def vague_definitions(source: Source) -> list[str]:
    return [
        source.at(node, node.name)
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.ClassDef) and VAGUE_TYPE.fullmatch(node.name))
        or (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and VAGUE_FUNCTION.fullmatch(node.name)
        )
    ]


def bound_names(face: Source) -> set[str]:
    """Return the public names that a module imports, defines or assigns at its top."""
    bound: set[str] = set()
    body = list(face.tree.body)
    for node in face.tree.body:
        # What is loaded when it is asked for is bound for type checkers alone.
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            body += node.body
    for node in body:
        match node:
            case ast.Import() | ast.ImportFrom():
                bound |= {alias.asname or alias.name for alias in node.names}
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                bound.add(node.name)
            case ast.Assign():
                bound |= {name.id for name in node.targets if isinstance(name, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                bound.add(name)
    return {name for name in bound - {"annotations", "TYPE_CHECKING"} if not name.startswith("_")}


def listed_names(face: Source) -> list[str]:
    for node in face.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def in_order(names: list[str]) -> list[str]:
    """Sort as the linter does: constants, types, functions."""

    def rank(name: str) -> int:
        return 0 if name.isupper() else 1 if name[0].isupper() else 2

    return sorted(names, key=lambda name: (rank(name), name))


def face_faults(face: Source) -> list[str]:
    listed, bound = listed_names(face), bound_names(face)
    found = [f"{name}: listed but not there" for name in listed if name not in bound]
    found += [f"{name}: there but not listed" for name in sorted(bound - set(listed))]
    if listed != in_order(listed) or len(set(listed)) != len(listed):
        found.append("__all__ is not sorted")
    if len(listed) > PUBLIC_NAMES:
        found.append(f"{len(listed)} public names")
    return found


def own_docstring(value: object) -> str:
    """Return a docstring that is not inherited from a base class."""
    doc = value.__dict__.get("__doc__") if inspect.isclass(value) else value.__doc__
    return doc or ""


def undocumented(names: dict[str, object]) -> list[str]:
    """Find names without a docstring of their own (a dataclass is given its signature as one)."""
    return [
        name
        for name, value in names.items()
        if inspect.isroutine(value) or inspect.isclass(value)
        if not (doc := own_docstring(value)) or doc.startswith(f"{name}(")
    ]


def the_face() -> Source:
    return next(source for source in sources() if source.path == "__init__.py")


def test_no_module_has_a_vague_name() -> None:
    assert faults(vague_modules) == []


def test_no_type_or_function_has_a_vague_name() -> None:
    assert faults(vague_definitions) == []


def test_the_face_lists_exactly_what_it_shows() -> None:
    assert listed_names(the_face()) != []
    assert face_faults(the_face()) == []


def test_every_public_name_is_documented() -> None:
    shown = {name: getattr(cbccvc_rules, name) for name in cbccvc_rules.__all__}
    assert undocumented(shown) == []


def test_vague_names_are_caught() -> None:
    assert vague_modules(snippet("", "intake/utils.py")) == ["intake/utils.py: utils"]
    assert vague_modules(snippet("", "helpers/csv.py")) == ["helpers/csv.py: helpers"]
    for bad in ("class PackManager: ...", "class BaseEngine: ...", "def csv_helper(): ..."):
        assert vague_definitions(snippet(bad)) != [], bad


def test_the_file_called_base_and_plain_words_are_let_be() -> None:
    assert vague_modules(snippet("", "engines/base.py")) == []
    assert vague_definitions(snippet("class Based: ...\nclass Basis: ...\n")) == []


def test_a_face_that_lists_too_much_or_too_little_is_caught() -> None:
    face = snippet("from x import read, check\n__all__ = ['write', 'check']\n")
    assert face_faults(face) == [
        "write: listed but not there",
        "read: there but not listed",
        "__all__ is not sorted",
    ]


def test_a_face_with_one_name_too_many_is_caught() -> None:
    names = [f"n{number:02}" for number in range(27)]
    face = snippet(f"from x import {', '.join(names)}\n__all__ = {names}\n")
    assert face_faults(face) == ["27 public names"]


def test_a_missing_docstring_is_caught() -> None:
    def read() -> None: ...

    class Batch: ...

    class Finding:
        """One rule, one subject."""

    assert undocumented({"read": read, "Batch": Batch, "Finding": Finding}) == ["read", "Batch"]
