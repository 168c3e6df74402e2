"""Imports stand at the top; what is optional goes through `extras.py`.

Floors and circles are in `.importlinter`.
"""

from __future__ import annotations

import ast

from architecture.source import Source, faults, snippet

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
