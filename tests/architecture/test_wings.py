"""A wing lists its kinds once, in `KINDS`, and no kind imports another."""

from __future__ import annotations

import ast

from architecture.source import Source, snippet, sources

WINGS = ("engines", "intake", "reports")
SHARED = {"cbccvc_rules.engines.reference"}
"""The meaning of the rules: the other engines may ask it."""


def registries(wing: str, files: tuple[Source, ...]) -> dict[str, ast.expr]:
    """Return, by file, what stands in `KINDS` at the top of a file of the wing."""
    found: dict[str, ast.expr] = {}
    for source in files:
        for node in source.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id="KINDS")], value=value) if source.room == wing:
                    found[source.path] = value
                case ast.AnnAssign(target=ast.Name(id="KINDS"), value=ast.expr() as value) if (
                    source.room == wing
                ):
                    found[source.path] = value
    return found


def imports(source: Source) -> dict[str, str]:
    """Return the names that a file imports from modules, each with its module."""
    return {
        alias.asname or alias.name: node.module
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def module_of(source: Source) -> str:
    return f"cbccvc_rules.{source.path.removesuffix('.py').replace('/', '.')}"


def kinds_of(wing: str, files: tuple[Source, ...]) -> set[str]:
    """Return the modules that what stands in `KINDS` comes from."""
    kinds: set[str] = set()
    for source in files:
        if listed := registries(wing, files).get(source.path):
            known = imports(source)
            names = {node.id for node in ast.walk(listed) if isinstance(node, ast.Name)}
            kinds |= {known[name] for name in names if name in known}
    return {kind for kind in kinds if kind.startswith(f"cbccvc_rules.{wing}.")} - SHARED


def kinds_that_know_another(wing: str, files: tuple[Source, ...]) -> list[str]:
    kinds = kinds_of(wing, files)
    return [
        f"{source.path} imports {module}"
        for source in files
        if module_of(source) in kinds
        for module in sorted(set(imports(source).values()) & (kinds - {module_of(source)}))
    ]


def test_each_wing_lists_its_kinds_in_one_place() -> None:
    assert {wing: len(registries(wing, sources())) for wing in WINGS} == dict.fromkeys(WINGS, 1)


def test_no_kind_imports_another() -> None:
    found = [fault for wing in WINGS for fault in kinds_that_know_another(wing, sources())]
    assert found == []


A_LIST = """
    from cbccvc_rules.reports.base import Report
    from cbccvc_rules.reports.json import json_report
    from cbccvc_rules.reports.text import text_report
    KINDS: Mapping[str, Report] = {"text": text_report, "json": json_report}
"""
LIST = snippet(A_LIST, "reports/kinds.py")


def test_the_kinds_are_found_from_their_list() -> None:
    assert kinds_of("reports", (LIST,)) == {
        "cbccvc_rules.reports.json",
        "cbccvc_rules.reports.text",
    }


def test_a_kind_that_imports_another_is_caught() -> None:
    text = "from cbccvc_rules.reports.base import Report\n"
    bad = text + "from cbccvc_rules.reports.json import rows\n"
    assert kinds_that_know_another("reports", (LIST, snippet(text, "reports/text.py"))) == []
    assert kinds_that_know_another("reports", (LIST, snippet(bad, "reports/text.py"))) == [
        "reports/text.py imports cbccvc_rules.reports.json"
    ]


def test_a_second_list_of_kinds_is_caught() -> None:
    again = snippet("KINDS = {'text': 1}", "reports/base.py")
    elsewhere = snippet("KINDS = {'text': 1}", "cli.py")
    assert len(registries("reports", (LIST, again, elsewhere))) == 2
