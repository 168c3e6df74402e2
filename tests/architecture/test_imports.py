"""Imports stand at the top; what is optional goes through `extras.py`.

Floors and circles are in `.importlinter`.
"""

from __future__ import annotations

import ast
from configparser import ConfigParser

from architecture.source import ROOT, Source, faults, snippet, sources

EXTRAS = "extras.py"


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _inside(node: ast.AST) -> list[ast.AST]:
    """Everything below a function, without what only type checkers see."""
    found: list[ast.AST] = []
    for child in ast.iter_child_nodes(node):
        if not _is_type_checking(child):
            found += [child, *_inside(child)]
    return found


def imports_in_functions(source: Source) -> list[str]:
    if source.path == EXTRAS:
        return []
    return sorted(
        {
            source.at(inner, ast.unparse(inner))
            for node in ast.walk(source.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for inner in _inside(node)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def imports_by_name(source: Source) -> list[str]:
    """Find `import_module("…")` and `__import__("…")`, which no import contract can see."""
    if source.path == EXTRAS:
        return []
    return [
        source.at(node, ast.unparse(node))
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}
    ]


def late_modules(source: Source) -> list[ast.Call]:
    """Return the calls of `late("…")`, which import by name."""
    return [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "late"
    ]


def floors() -> dict[str, int]:
    """Return the floor of each room, the lowest last, as the import contract lists them."""
    contract = ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    listed = contract["importlinter:contract:floors"]["layers"].split("\n")
    rooms = ((number, room) for number, floor in enumerate(listed) for room in floor.split("|"))
    return {room.strip(" ()"): number for number, room in rooms}


def late_climbs(source: Source) -> list[str]:
    """Find modules asked for by name that are neither of the same room nor on a floor below."""
    known = floors()
    found = []
    for call in late_modules(source):
        asked = ast.unparse(call.args[0]).lstrip("f").strip("'\"").split(".")[0]
        if asked != source.room and not known[asked] > known[source.room]:
            found.append(source.at(call, asked))
    return found


def test_no_room_asks_for_one_above_it_by_name() -> None:
    assert sum(len(late_modules(source)) for source in sources()) > 3
    assert faults(late_climbs) == []


def test_a_room_that_asks_for_one_above_it_by_name_is_caught() -> None:
    assert late_climbs(snippet('late("api.verbs")', "packs/snippet.py")) != []
    assert late_climbs(snippet('late("engines.world")', "packs/snippet.py")) != []
    assert late_climbs(snippet('late(f"packs.{name}")', "packs/snippet.py")) == []


def test_no_function_imports() -> None:
    assert faults(imports_in_functions) == []


def test_nothing_is_imported_by_name() -> None:
    assert faults(imports_by_name) == []


def test_an_import_inside_a_method_is_caught() -> None:
    method = """
        class A:
            def f(self):
                if self:
                    from json import dumps
    """
    assert imports_in_functions(snippet(method)) == ["lang/snippet.py:5: from json import dumps"]


def test_an_import_for_type_checkers_alone_is_let_be() -> None:
    function = """
        def f():
            if TYPE_CHECKING:
                import json
    """
    assert imports_in_functions(snippet(function)) == []


def test_the_file_of_optional_imports_may_import_inside_functions() -> None:
    lazy = "def f():\n    import json\n    return import_module('duckdb')\n"
    assert imports_in_functions(snippet(lazy, "extras.py")) == []
    assert imports_by_name(snippet(lazy, "extras.py")) == []
    assert imports_in_functions(snippet(lazy, "lang/extras.py")) != []


def test_an_import_by_name_is_caught() -> None:
    assert imports_by_name(snippet("importlib.import_module('duckdb')")) != []
    assert imports_by_name(snippet("__import__('duckdb')")) != []
