"""The clauses of acts with their states, as the packs list them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.packs.library import Clause, Encoded
from cbccvc_rules.packs.resolve import text
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import STEPS, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cbccvc_rules.marked import Path
    from cbccvc_rules.packs.resolve import Resolver
    from cbccvc_rules.packs.schema import ClausesFile, ClauseSpec, ProvisionSpec
    from cbccvc_rules.sources import Step, Steps

# The states that say of a clause that nothing of it is encoded, and those that say something is.
_NOTHING = frozenset({"out-of-scope", "text-not-found"})
_SOMETHING = frozenset({"rule", "definition"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A clause with the file and the place in it where it is listed."""

    clause: Clause
    resolver: Resolver
    path: Path

    def fault(self, code: str, key: Path, **params: str | Text) -> None:
        """Take down a fault of one of its keys."""
        place = self.resolver.marked.place((*self.path, *key))
        self.resolver.problems.append(Problem(code, place, params))


def read_clauses(file: ClausesFile, resolver: Resolver) -> list[Listed]:
    """Read the clauses of one file; an act that acts.yaml does not list is a fault."""
    if file.act not in resolver.acts:
        params = {"act": file.act, "nearest": nearest(file.act, resolver.acts) or ""}
        resolver.problems.append(Problem("act-unknown", resolver.marked.place(("act",)), params))
        return []
    sources = {
        key: Text(spec, spec) if isinstance(spec, str) else text(spec)
        for key, spec in file.sources.items()
    }
    listed = []
    for number, spec in enumerate(file.clauses):
        path: Path = ("clauses", number)
        one = Listed(_clause(spec, file.act, sources, path, resolver), resolver, path)
        for row, key in enumerate(spec.sources):
            if key not in sources:
                close = nearest(key, sources) or ""
                one.fault("clause-source-unknown", ("sources", row), source=key, nearest=close)
        if not spec.sources and spec.state != "text-not-found":
            one.fault("clause-needs-source", ("sources",))
        _check_state(one)
        listed.append(one)
    return listed


def _clause(
    spec: ClauseSpec, act: str, sources: Mapping[str, Text], path: Path, resolver: Resolver
) -> Clause:
    added = resolver.changing_act(spec.added_by, (*path, "added_by"))
    amended = resolver.changing_act(spec.amended_by, (*path, "amended_by"))
    encoded = spec.encoded
    return Clause(
        act=act,
        steps=_steps(spec.at),
        interval=resolver.interval(spec, path),
        added_by=None if added is None else added.name,
        amended_by=None if amended is None else amended.name,
        gist=text(spec.gist),
        confidence=spec.confidence,
        sources=tuple(sources[key] for key in spec.sources if key in sources),
        state=spec.state,
        reason=text(spec.reason),
        encoded=Encoded(
            rules=tuple(encoded.rules),
            definitions=tuple(encoded.definitions),
            parameters=tuple(encoded.parameters),
            readings=tuple(encoded.readings),
            columns=tuple(encoded.columns),
            applies=tuple(encoded.applies),
        ),
        place=resolver.marked.place(path),
    )


def _steps(at: ProvisionSpec) -> Steps:
    told: Iterator[tuple[Step, int | str | None]] = ((step, getattr(at, step)) for step in STEPS)
    return tuple((step, value) for step, value in told if value is not None)


def _check_state(one: Listed) -> None:
    state, encoded = one.clause.state, one.clause.encoded
    if state in _NOTHING and encoded:
        one.fault("clause-not-encoded", ("encoded",), state=state)
    elif state in _SOMETHING and not encoded:
        one.fault("clause-needs-encoding", ("state",), state=state)
    elif state == "rule" and not encoded.rules:
        one.fault("clause-needs-rule", ("state",))
    elif state == "repealed" and one.clause.interval.last is None:
        one.fault("clause-needs-end", ("state",))


def check_twice(listed: Iterable[Listed]) -> None:
    """A clause stands once in all files, or once for each of its texts."""
    met: dict[tuple[str, Steps], list[Listed]] = {}
    for one in listed:
        clause = one.clause
        before = met.setdefault((clause.act, clause.steps), [])
        other = next(
            (old for old in before if old.clause.interval.meets(clause.interval)),
            None,
        )
        if other is not None:
            named = Text(clause.provision("vi"), clause.provision("en"))
            place = str(other.clause.place)
            one.fault("clause-twice", (), act=clause.act, provision=named, other=place)
        before.append(one)
