"""Untyped tree to typed tree: every name resolved, every type checked, every fault reported.

A bare word is looked up as a code where the other side of a comparison has codes; else as a let,
a column of the row at hand, or a definition on it. There is no conversion of any kind.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from cbccvc_rules.errors import nearest
from cbccvc_rules.lang.nodes import (
    Anchor,
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Follow,
    Given,
    In,
    InYear,
    Literal,
    Named,
    Node,
    Not,
    Or,
    Parameter,
    Population,
    Reading,
    Recorded,
    Round,
    RowNode,
    Sum,
    Tally,
    type_of,
)
from cbccvc_rules.lang.read import SyntaxFaultError, read
from cbccvc_rules.lang.syntax import (
    Binary,
    Call,
    Conditional,
    Constant,
    Dollar,
    Fault,
    Membership,
    Path,
    Rows,
    Syntax,
    Told,
    Unary,
    YearDay,
    chain,
)
from cbccvc_rules.lang.types import Coded, Record, Relation, Scalar, Type, type_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.lang.scope import Scope


def check(text: str, scope: Scope, expected: Type | None = None) -> tuple[Node | None, list[Fault]]:
    """Read and type an expression; without a tree there is at least one fault."""
    try:
        tree = read(text)
    except SyntaxFaultError as found:
        return None, [found.fault]
    checker = _Checker(scope)
    node = checker.node(tree, expected)
    if node is not None and expected is not None:
        checker.need(node, expected, tree)
    return (None if checker.faults else node), checker.faults


class _Checker:
    """Types one expression; inside `where` a checker of the member rows does the work."""

    def __init__(self, scope: Scope, faults: list[Fault] | None = None) -> None:
        self.scope = scope
        self.faults: list[Fault] = [] if faults is None else faults

    def fault(self, code: str, offset: int, **params: str) -> None:
        self.faults.append(Fault(code, offset, tuple(params.items())))

    def need(self, node: Node, expected: Type, tree: Syntax) -> None:
        found = type_of(node)
        if found != expected:
            names = {"expected": type_name(expected), "found": type_name(found)}
            self.fault("type-mismatch", tree.offset, **names)

    def node(self, tree: Syntax, hint: Type | None = None) -> Node | None:
        match tree:
            case Constant(value):
                return _literal(value)
            case Path():
                return self._path(tree, hint)
            case Dollar():
                return self._dollar(tree)
            case Unary():
                return self._unary(tree)
            case Binary(sign="and" | "or"):
                return self._logic(tree)
            case Binary(sign="+" | "-" | "*" | "/"):
                return self._arithmetic(tree)
            case Binary():
                return self._comparison(tree)
            case Membership():
                return self._membership(tree)
            case Told():
                return self._told(tree)
            case Conditional():
                return self._conditional(tree, hint)
            case Call():
                return self._call(tree)
            case YearDay():
                item = self.typed(tree.item, Scalar.DATE)
                return None if item is None else InYear(tree.month, tree.day, item, tree.next_year)
        assert_never(tree)

    def typed(self, tree: Syntax, expected: Type) -> Node | None:
        node = self.node(tree, expected)
        if node is not None:
            self.need(node, expected, tree)
        return node

    def _unary(self, tree: Unary) -> Node | None:
        if tree.sign == "not":
            item = self.typed(tree.item, Scalar.TRUTH)
            return None if item is None else Not(item)
        item = self.typed(tree.item, Scalar.NUMBER)
        if isinstance(item, Literal) and isinstance(item.value, (int, Fraction)):
            return Literal(-item.value, Scalar.NUMBER)
        return None if item is None else Arithmetic("-", Literal(0, Scalar.NUMBER), item)

    def _logic(self, tree: Binary) -> Node | None:
        sides = [self.typed(side, Scalar.TRUTH) for side in chain(tree, tree.sign)]
        parts = tuple(side for side in sides if side is not None)
        if len(parts) < len(sides):
            return None
        return And(parts) if tree.sign == "and" else Or(parts)

    def _arithmetic(self, tree: Binary) -> Node | None:
        left = self.typed(tree.left, Scalar.NUMBER)
        right = self.typed(tree.right, Scalar.NUMBER)
        if tree.sign == "/" and not self.scope.measures:
            self.fault("division-in-verdict", tree.offset)
        if left is None or right is None:
            return None
        match tree.sign:
            case "+" | "-" | "*" | "/":
                return Arithmetic(tree.sign, left, right)
            case _:
                return None

    def _comparison(self, tree: Binary) -> Node | None:
        """Type the side that is no bare word first: it says which codes the other may be."""
        first, second = tree.left, tree.right
        swapped = self._is_bare_code(first) and not self._is_bare_code(second)
        if swapped:
            first, second = second, first
        one = self.node(first)
        if one is None and self._is_bare_code(second):
            return None
        other = self.node(second, None if one is None else type_of(one))
        if one is None or other is None:
            return None
        kind = type_of(one)
        self.need(other, kind, second)
        self._comparable(tree, kind)
        left, right = (other, one) if swapped else (one, other)
        match tree.sign:
            case "=" | "!=" | "<" | "<=" | ">" | ">=":
                return Compare(tree.sign, left, right, kind)
            case _:
                return None

    def _comparable(self, tree: Binary, kind: Type) -> None:
        if kind is Scalar.LIST:
            self.fault("not-comparable", tree.offset, found=type_name(kind))
        ordered = kind in {Scalar.NUMBER, Scalar.DATE} or (isinstance(kind, Coded) and kind.ordered)
        if tree.sign not in {"=", "!="} and not ordered:
            self.fault("not-ordered", tree.offset, found=type_name(kind), sign=tree.sign)

    def _is_bare_code(self, tree: Syntax) -> bool:
        if not isinstance(tree, Path) or len(tree.words) > 1:
            return False
        name = tree.words[0]
        known = self.scope.vocabulary[self.scope.this]
        return not (
            name in self.scope.lets
            or name in known.columns
            or (self.scope.this, name) in self.scope.definitions
        )

    def _membership(self, tree: Membership) -> Node | None:
        item = self.node(tree.item)
        if item is None:
            return None
        kind = type_of(item)
        if not isinstance(kind, Coded):
            self.fault("not-coded", tree.offset, found=type_name(kind))
            return None
        for word in tree.words:
            name = ".".join(word.words)
            if name not in kind.words:
                self._unknown("code-unknown", word.offset, name, kind.words, list=kind.name)
        return In(item, tuple(word.words[0] for word in tree.words), kind)

    def _told(self, tree: Told) -> Node | None:
        item = self.node(tree.item)
        if item is None:
            return None
        if isinstance(item, Field):
            return Given(item) if tree.word == "given" else Recorded(item)
        self.fault("given-needs-column", tree.offset, word=tree.word)
        return None

    def _conditional(self, tree: Conditional, hint: Type | None) -> Node | None:
        condition = self.typed(tree.condition, Scalar.TRUTH)
        value = self.node(tree.value, hint)
        other = self.node(tree.other, hint if value is None else type_of(value))
        if condition is None or value is None or other is None:
            return None
        self.need(other, type_of(value), tree.other)
        return Choose(condition, value, other)

    def _call(self, tree: Call) -> Node | None:
        if tree.item is not None and tree.rows is None:
            return self._round(tree, tree.item)
        if tree.rows is None:
            return None
        population, members = self._rows(tree.rows)
        if members is not None and tree.item is not None:
            item = members.typed(tree.item, Scalar.NUMBER)
            return None if item is None or population is None else Sum(item, population)
        match tree.name:
            case "count" | "any" | "none":
                return None if population is None else Tally(tree.name, population)
            case _:
                return None

    def _round(self, tree: Call, item: Syntax) -> Node | None:
        if not self.scope.measures:
            self.fault("rounding-in-verdict", tree.offset, name=tree.name)
        node = self.typed(item, Scalar.NUMBER)
        match tree.name:
            case "floor" | "ceil":
                return None if node is None else Round(tree.name, node)
            case _:
                return None

    def _rows(self, rows: Rows) -> tuple[Population | None, _Checker | None]:
        """Resolve a path to many rows; return it with the checker of its member rows."""
        found = self._walk(rows.path.way)
        if found is None:
            return None, None
        base, record = found
        name = rows.path.words[-1]
        relation = record.relations.get(name)
        if relation is None or not relation.many:
            many = [word for word, way in record.relations.items() if way.many]
            offset = rows.path.offsets[-1]
            self._unknown("rows-unknown", offset, name, many, record=record.name)
            return None, None
        inner = replace(self.scope, this=relation.target)
        members = _Checker(inner, self.faults)
        where = None if rows.where is None else members.typed(rows.where, Scalar.TRUTH)
        if rows.where is not None and where is None:
            return None, members
        return Population(base, name, relation.target, where), members

    def _dollar(self, tree: Dollar) -> Node | None:
        if tree.name in self.scope.parameters:
            return Parameter(tree.name, self.scope.parameters[tree.name])
        if tree.name in self.scope.readings:
            return Reading(tree.name, self.scope.readings[tree.name])
        known = [*self.scope.parameters, *self.scope.readings]
        self._unknown("dollar-unknown", tree.offset, tree.name, known)
        return None

    def _path(self, tree: Path, hint: Type | None) -> Node | None:
        name = tree.words[0]
        if len(tree.words) == 1:
            if isinstance(hint, Coded) and name in hint.words:
                return Literal(name, hint)
            if name in self.scope.lets:
                subject = Anchor("subject", self.scope.subject or "")
                return Named("let", name, subject, self.scope.lets[name])
        found = self._walk(tree.way)
        if found is None:
            return None
        row, record = found
        last = tree.words[-1]
        if last in record.columns:
            return Field(row, last, record.columns[last])
        if (record.name, last) in self.scope.definitions:
            known = self.scope.definitions[record.name, last]
            return Named("definition", last, row, known.body, known.says, known.cites)
        self._name_fault(tree, last, record, hint)
        return None

    def _name_fault(self, tree: Path, name: str, record: Record, hint: Type | None) -> None:
        offset = tree.offsets[-1]
        if len(tree.words) == 1 and isinstance(hint, Coded):
            self._unknown("code-unknown", offset, name, hint.words, list=hint.name)
        elif name in record.relations:
            self.fault("rows-not-value", offset, name=name)
        else:
            names = [*self._ways(record), *(self.scope.lets if len(tree.words) == 1 else ())]
            self._unknown("column-unknown", offset, name, names, record=record.name)

    def _ways(self, record: Record) -> list[str]:
        defined = [name for owner, name in self.scope.definitions if owner == record.name]
        return [*record.columns, *record.relations, *defined]

    def _walk(self, path: Path) -> tuple[RowNode, Record] | None:
        """Follow relations to one row; a word that leads to no row, or to many, is a fault."""
        records = self.scope.vocabulary.records
        row: RowNode = Anchor("this", self.scope.this)
        ways = list(zip(path.words, path.offsets, strict=True))
        if path.words[:1] == ("subject",):
            if self.scope.subject is None:
                self.fault("subject-in-definition", path.offset)
                return None
            row, ways = Anchor("subject", self.scope.subject), ways[1:]
        elif path.words[:1] == ("batch",):
            row, ways = Anchor("batch", "batch"), ways[1:]
        record = records[row.record]
        for word, offset in ways:
            relation: Relation | None = record.relations.get(word)
            if relation is None:
                known = [*record.relations, *(_STARTS if offset == path.offset else ())]
                self._unknown("rows-unknown", offset, word, known, record=record.name)
                return None
            if relation.many:
                self.fault("rows-not-one", offset, name=word)
                return None
            row, record = Follow(row, word, relation.target), records[relation.target]
        return row, record

    def _unknown(
        self, code: str, offset: int, name: str, known: Iterable[str], **params: str
    ) -> None:
        close = nearest(name, known)
        self.fault(code, offset, name=name, **params, nearest=close or "")


_STARTS = ("subject", "batch")


def _literal(value: bool | int | Fraction | date | None) -> Literal:
    if value is None or isinstance(value, bool):
        return Literal(value, Scalar.TRUTH)
    return Literal(value, Scalar.DATE if isinstance(value, date) else Scalar.NUMBER)
