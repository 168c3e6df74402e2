"""Every expression of the packs that a verdict rests on, with its place in its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.engines.tables import TABLES
from cbccvc_rules.lang.nodes import Arithmetic, Compare, Field, Named, Node, Sum, Tally
from cbccvc_rules.lang.offsets import trees
from cbccvc_rules.lang.outline import body_and_exceptions
from cbccvc_rules.lang.read import read
from cbccvc_rules.lang.rewrite import at, ways
from cbccvc_rules.lang.syntax import start
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.packs.files import SPECIAL, pack_folders, read_pack
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as FilePath

    from cbccvc_rules.lang.rewrite import Way
    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.lang.scope import Definition
    from cbccvc_rules.marked import Marked, Path
    from cbccvc_rules.packs.files import PackFiles
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Citation, Place

Role = Literal["when", "unless", "require", "let", "measures", "definition", "exception"]

_PERCENT = re.compile(r"[0-9./]+%")


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of a rule or a definition; `label` tells it from others of its role."""

    owner: Rule | Definition
    pack: str
    role: Role
    label: str
    node: Node
    cites: tuple[Citation, ...]
    marked: Marked
    path: Path

    @property
    def part(self) -> str:
        """What part of its owner it is: `when`, `require.criteria-deficient`."""
        role = {"definition": "is", "exception": "unless"}.get(self.role, self.role)
        return f"{role}.{self.label}" if self.label else role

    @property
    def text(self) -> str:
        """The expression as it is written; empty where the file leaves it to the default."""
        written = self.marked.at(self.path)
        return written if isinstance(written, str) else ""

    def offsets(self) -> dict[Way, int]:
        """Return where each node stands in the text; a comparison at its sign."""
        if not self.text:
            return {}
        return {
            way: tree.offset if isinstance(at(self.node, way), Compare) else start(tree)
            for way, tree in trees(read(self.text), self.node)
        }

    def place(self, offset: int | None) -> Place:
        """Return the place of a character of the text, or of the whole."""
        if offset is None:
            return self.marked.place(self.path)
        return self.marked.place_inside(self.path, offset)

    def is_percent(self, offset: int | None) -> bool:
        """Return whether the number at an offset is written with a percent sign."""
        return offset is not None and _PERCENT.match(self.text, offset) is not None


def files_of(root: FilePath, extra: Iterable[FilePath] = ()) -> Iterator[PackFiles]:
    """Read every pack under a rules folder, and extra pack folders."""
    for folder in pack_folders(root):
        yield read_pack(folder, root)
    for folder in extra:
        yield read_pack(folder, folder.parent)


def expressions(library: Library, files: Iterable[PackFiles]) -> Iterator[Expression]:
    """Yield every expression of every rule and definition, in the order of the files."""
    for pack in files:
        for name, marked in sorted(pack.files.items()):
            if name == "definitions.yaml":
                yield from _of_definitions(library, pack.folder.name, marked)
            elif name not in SPECIAL and (rule := library.rules.get(name.removesuffix(".yaml"))):
                yield from _of_rule(rule, marked)


def _of_rule(rule: Rule, marked: Marked) -> Iterator[Expression]:
    for name, node in rule.lets.items():
        path = ("let", name)
        yield Expression(rule, rule.pack, "let", name, node, rule.cites, marked, path)
    for name, node in rule.measures.items():
        path = ("measures", name)
        yield Expression(rule, rule.pack, "measures", name, node, rule.cites, marked, path)
    yield Expression(rule, rule.pack, "when", "", rule.when, rule.cites, marked, ("when",))
    listed = isinstance(marked.at(("require",)), list)
    for number, one in enumerate(rule.unless):
        here = ("unless", number, "is")
        yield Expression(rule, rule.pack, "unless", one.id, one.node, one.cites, marked, here)
    for number, one in enumerate(rule.require):
        where: Path = ("require", number, "is") if listed else ("require",)
        yield Expression(rule, rule.pack, "require", one.id, one.node, one.cites, marked, where)


def _of_definitions(library: Library, pack: str, marked: Marked) -> Iterator[Expression]:
    for definition in library.definitions.values():
        here: Path = ("definitions", definition.name)
        if marked.at((*here, "of")) != definition.record:
            continue
        body, exceptions = taken_apart(definition)
        path = (*here, "is")
        yield Expression(definition, pack, "definition", "", body, definition.cites, marked, path)
        for number, one in enumerate(exceptions):
            where = (*here, "unless", number, "is")
            cites = one.cites
            yield Expression(
                definition, pack, "exception", one.name, one.body, cites, marked, where
            )


def taken_apart(definition: Definition) -> tuple[Node, tuple[Named, ...]]:
    """Return the body of a definition as written, and its exceptions."""
    return body_and_exceptions(definition.body)


def wholes(found: Iterable[Expression]) -> Mapping[str, tuple[Field | Named, ...]]:
    """Return the totals that a share is taken of anywhere in the packs, by record."""
    known: dict[str, dict[str, Field | Named]] = {}
    for one in found:
        for _, node in ways(one.node):
            if not isinstance(node, Arithmetic) or node.sign != "*":
                continue
            for side in (node.left, node.right):
                total = _as_total(side)
                if total is not None:
                    known.setdefault(total.row.record, {})[total.name] = total
    return {record: tuple(one for _, one in sorted(own.items())) for record, own in known.items()}


def _as_total(node: Node) -> Field | Named | None:
    """Return what is multiplied if it is a total: a whole number of a row, or a count of rows."""
    while isinstance(node, Named) and node.kind == "let":
        node = node.body
    match node:
        case Field(row, name, _) if row.record in TABLES:
            columns = {column.name: column.kind for column in columns_of(TABLES[row.record])}
            return node if columns.get(name) == "whole" else None
        case Named(_, _, _, Sum() | Tally()):
            return node
        case _:
            return None
