"""One rule file to one typed rule."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.lang.nodes import Literal, Node
from cbccvc_rules.lang.rules import Condition, Interval, Rule
from cbccvc_rules.lang.types import Scalar
from cbccvc_rules.packs.resolve import Resolver, text
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.lang.scope import Scope
    from cbccvc_rules.packs.names import Names
    from cbccvc_rules.packs.schema import RuleSpec, TextSpec
    from cbccvc_rules.sources import Citation

FORMATS = frozenset({"", "percent", "date", "grade"})
ALWAYS_NAMED = frozenset({"id", "name"})


def read_rule(
    spec: RuleSpec, pack: str, names: Names, visible: frozenset[str], resolver: Resolver
) -> Rule | None:
    """Type a rule; None when it has a fault, which `resolver` has taken down."""
    faults_before = len(resolver.problems)
    during = resolver.interval(spec.in_force, ("in_force",))
    cites = resolver.citations(spec.cites, ("cites",), during)
    typed = type_expressions(spec, names, visible, cites, resolver, during)
    check_parts(spec, names, typed.scope, frozenset(one.confidence for one in cites), resolver)
    if typed.when is None or len(resolver.problems) > faults_before:
        return None
    return Rule(
        id=spec.id,
        pack=pack,
        title=text(spec.title),
        cites=cites,
        severity=spec.severity,
        in_force=during,
        judges=spec.judges,
        when=typed.when,
        unless=typed.unless,
        require=typed.require,
        lets=typed.scope.lets,
        measures=typed.measures,
        message=text(spec.message),
        remedy=text(spec.remedy),
        why=text(spec.why),
        breaks=text(spec.example.breaks),
        keeps=text(spec.example.keeps),
        says_same=spec.says_same,
        criteria_of=spec.criteria_of,
        concerns=spec.concerns,
        place=resolver.marked.place(("id",)),
        tightens=tuple(spec.tightens),
    )


def check_parts(
    spec: RuleSpec, names: Names, scope: Scope, confidences: frozenset[str], resolver: Resolver
) -> None:
    """Take down the faults of what a rule says beside its expressions."""
    _check_identity(spec, resolver)
    _check_criteria(spec, names, resolver)
    _check_severity(spec, confidences, resolver)
    for key in ("message", "remedy"):
        _check_message(key, getattr(spec, key), spec, scope, resolver)


@dataclass(frozen=True, slots=True)
class Typed:
    """The expressions of a rule, and what those of its messages may name."""

    scope: Scope
    when: Node | None
    unless: tuple[Condition, ...]
    require: tuple[Condition, ...]
    measures: Mapping[str, Node]


def type_expressions(
    spec: RuleSpec,
    names: Names,
    visible: frozenset[str],
    cites: tuple[Citation, ...],
    resolver: Resolver,
    during: Interval | None = None,
) -> Typed:
    """Type every expression of a rule; faults go to `resolver`."""
    base = names.scope(visible, spec.judges, spec.judges)
    scope = replace(base, lets=_lets(spec, base, resolver))
    return Typed(
        scope=scope,
        when=resolver.expression(spec.when, ("when",), scope),
        unless=resolver.conditions(spec.unless, ("unless",), scope, during),
        require=_require(spec, scope, cites, during, resolver),
        measures=_measures(spec, scope, resolver),
    )


def _lets(spec: RuleSpec, scope: Scope, resolver: Resolver) -> dict[str, Node]:
    """Type the lets in the order written; each may use those before it."""
    lets: dict[str, Node] = {}
    for name, source in spec.let.items():
        here = replace(scope, lets=dict(lets))
        if name in scope.vocabulary[spec.judges].columns:
            place = resolver.marked.key_place(("let", name))
            resolver.problems.append(Problem("name-twice", place, {"name": name}))
            continue
        node = resolver.expression(source, ("let", name), here, expected=None)
        if node is None:
            resolver.unusable.add(name)
        else:
            lets[name] = node
    return lets


def _require(
    spec: RuleSpec,
    scope: Scope,
    cites: tuple[Citation, ...],
    during: Interval | None,
    resolver: Resolver,
) -> tuple[Condition, ...]:
    """Return the conditions; a rule with a single unlabelled one has no label to name."""
    if isinstance(spec.require, str):
        node = resolver.expression(spec.require, ("require",), scope)
        return (Condition("", node or _TRUE, None, cites),)
    return resolver.conditions(spec.require, ("require",), scope, during)


_TRUE = Literal(True, Scalar.TRUTH)


def _measures(spec: RuleSpec, scope: Scope, resolver: Resolver) -> dict[str, Node]:
    """Type the measures in the order written; each may use the lets and those before it."""
    measures: dict[str, Node] = {}
    for name, source in spec.measures.items():
        here = replace(scope, measures=True, lets={**scope.lets, **measures})
        node = resolver.expression(source, ("measures", name), here, expected=None)
        if node is None:
            resolver.unusable.add(name)
        else:
            measures[name] = node
    return measures


def _check_identity(spec: RuleSpec, resolver: Resolver) -> None:
    file = resolver.marked.source.rsplit("/", 1)[-1]
    if file != f"{spec.id}.yaml":
        params = {"id": spec.id, "file": file}
        place = resolver.marked.place(("id",))
        resolver.problems.append(Problem("rule-file-name", place, params))


def _check_criteria(spec: RuleSpec, names: Names, resolver: Resolver) -> None:
    """A rule that holds the criteria of a grade names one of the scale."""
    grade = spec.criteria_of
    if grade is not None and grade not in names.grades.codes:
        params = {"name": grade, "list": names.grades.name}
        params["nearest"] = nearest(grade, names.grades.codes) or ""
        place = resolver.marked.place(("criteria_of",))
        resolver.problems.append(Problem("code-unknown", place, params))


def _check_severity(spec: RuleSpec, confidences: frozenset[str], resolver: Resolver) -> None:
    """A rule whose source is uncertain is never more than a notice."""
    if "uncertain" in confidences and spec.severity != "notice":
        place = resolver.marked.place(("severity",))
        resolver.problems.append(Problem("uncertain-not-notice", place, read=spec.severity))


def _check_message(
    key: str, words_of: TextSpec, spec: RuleSpec, scope: Scope, resolver: Resolver
) -> None:
    """Every placeholder of a message names something that the finding will have."""
    columns = scope.vocabulary[scope.this].columns
    known = {*ALWAYS_NAMED, *spec.measures, *spec.let, *columns}
    for lang, words in (("vi", words_of.vi), ("en", words_of.en)):
        place = resolver.marked.place((key, lang))
        try:
            parts = list(Formatter().parse(words))
        except ValueError as fault:
            resolver.problems.append(Problem("message-braces", place, {"said": str(fault)}))
            continue
        for _, name, form, _ in parts:
            if name is not None and name not in known:
                params = {"name": name, "nearest": nearest(name, known) or ""}
                resolver.problems.append(Problem("message-name", place, params))
            if form and form not in FORMATS:
                params = {"form": form, "known": ", ".join(sorted(FORMATS - {""}))}
                resolver.problems.append(Problem("message-format", place, params))
