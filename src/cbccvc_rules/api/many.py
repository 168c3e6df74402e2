"""Several agencies at once: which rounds some paths lead to, and who stands in more than one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import permutations
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError, discreet
from cbccvc_rules.extras import late
from cbccvc_rules.intake.database import is_address
from cbccvc_rules.intake.folder import not_read_in, rounds_in
from cbccvc_rules.intake.shapes.same_people import BY_BIRTH, BY_POST
from cbccvc_rules.model.values import fold
from cbccvc_rules.model.written_alike import name_key
from cbccvc_rules.records import dataclass
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.kinds import shown_in, unnamed_in
from cbccvc_rules.version import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.many import CheckedRound
    from cbccvc_rules.sources import Lang, Place, Text

_FEW = 10
_MADE_IDS = "rows"  # how the ids of a list without any are found: by its rows


def rounds_of(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the rounds that paths lead to, each once: a folder that is none leads to those in it.

    The names of what is in a folder begin with that of the folder, as it was given.
    """
    found: dict[str, None] = {}
    for path in paths:
        inside = [] if not path.strip() or is_address(path) else rounds_in(Path(path))
        found.update(dict.fromkeys([Path(path, one).as_posix() for one in inside] or [path]))
    return tuple(found)


def files_not_read(path: str) -> list[Problem]:
    """Say which files lie in a folder of rounds and are no lists: some may be an agency's own."""
    return [] if not path.strip() or is_address(path) else list(not_read_in(Path(path)))


def round_names(rounds: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return what each round may be called: its path as given, and the end of it where that tells.

    >>> sorted(round_names(["so/a.csv", "so/b.csv"])["so/a.csv"])
    ['a.csv', 'so/a.csv']
    >>> sorted(round_names(["x/a.csv", "y/a.csv"])["x/a.csv"])
    ['x/a.csv']
    """
    ends = {name: PurePath(name).name for name in rounds}
    alike = Counter(ends.values())
    return {
        name: frozenset({name, end} if end and alike[end] == 1 else {name})
        for name, end in ends.items()
    }


@dataclass(frozen=True, slots=True)
class _Listed:
    """Where a person is listed, under which name; of those without an id, when born, which post."""

    round: str
    name: str
    place: Place | None
    id: str = ""
    born: str = ""
    post: str = ""


def many_text(
    rounds: Sequence[CheckedRound],
    form: str,
    *,
    lang: Lang = "vi",
    names: bool | None = None,
    colour: bool = False,
    fail_level: Severity = "violation",
    strict: bool = False,
    statistics: bool = False,
    beside: Sequence[str | None] = (),
) -> str | bytes:
    """Return the report of several rounds in one of the formats, as `write_text` does of one.

    `beside` are the names of the files that each round has of its own.

    Raises:
        UsageError: for a format that tells of one round alone.
    """
    options = Options(
        lang,
        names,
        colour,
        tool=DISTRIBUTION,
        version=VERSION,
        fail_level=fail_level,
        strict=strict,
        statistics=statistics,
        beside=tuple(beside),
    )
    write: Callable[[Sequence[CheckedRound], Options], str | bytes] | None = getattr(
        late("reports.many"), f"{form}_of", None
    )
    if write is None:
        raise UsageError(Problem("one-round-alone", None, {"option": f"format {form}"}))
    return write([_shown(one, form, names) for one in rounds], options)


def _shown(one: CheckedRound, form: str, names: bool | None) -> CheckedRound:
    """Return a round as a format shows it: to machines nobody is named unless asked for."""
    if not unnamed_in(form, names):
        return one
    refused = tuple(discreet(problem) for problem in one.refused)
    found = None if one.findings is None else shown_in(form, one.findings, names)
    return replace(one, findings=found, refused=refused)


Listed = dict[str, list[_Listed]]
"""Where each id is listed."""


def listed(batches: Iterable[tuple[str, Batch]]) -> Listed:
    """Return where each person is listed."""
    found: Listed = defaultdict(list)
    for name, batch in batches:
        for row in batch.tables.get("staff", ()):
            called, post = row.values["name"], row.values["position"]
            told = called if isinstance(called, str) else ""
            if row.sheet is not None and _MADE_IDS in row.sheet.reads_by("staff_id"):
                born = row.sheet.born.get(row.number, "")
                held = fold(post) if isinstance(post, str) else ""
                one = _Listed(name, told, row.place("name"), row.key, born, held)
                found[f"{_BY_NAME}{name_key(told)}"].append(one)
            else:
                found[row.key].append(_Listed(name, told, row.place("staff_id")))
    return found


_BY_NAME = "\n"  # no id holds a break, so that a name is never taken for one


def told_of_each_other(
    rounds: Sequence[CheckedRound], people: Mapping[str, Sequence[_Listed]]
) -> tuple[CheckedRound, ...]:
    """Say in each round which of its people are listed in another one, too.

    Where agencies number their people themselves, an id of two names is of two people. Where a
    name is not told, the ids that are the same are told together.
    """
    twice: dict[str, list[Problem]] = defaultdict(list)
    unnamed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, places in people.items():
        if key.startswith(_BY_NAME):
            for one, problem in _may_be_same(places):
                twice[one.round].append(problem)
            continue
        for one in places:
            for other in places:
                if other.round == one.round:
                    continue
                if not (one.name and other.name):
                    unnamed[one.round, other.round].append(key)
                elif fold(one.name) == fold(other.name):
                    twice[one.round].append(_twice(key, one, other))
    for (here, there), ids in unnamed.items():
        twice[here].append(_same_ids(there, ids))
    return tuple(_with(one, twice[one.name]) for one in rounds)


def _may_be_same(places: Sequence[_Listed]) -> Iterator[tuple[_Listed, Problem]]:
    """Yield those without ids who may be one: of one name and birth, else of one name and post."""
    for one, other in permutations(places, 2):
        born = one.born and one.born == other.born
        post = not (one.born or other.born) and one.post and one.post == other.post
        if one.name and one.round != other.round and (born or post):
            params: dict[str, str | Text] = {
                "id": one.id,
                "other": other.id,
                "round": other.round,
                "place": str(other.place or ""),
                "by": BY_BIRTH if born else BY_POST,
            }
            problem = Problem("person-may-be-same", one.place, params, severity="notice")
            yield one, problem


def _twice(key: str, one: _Listed, other: _Listed) -> Problem:
    params = {"id": key, "round": other.round, "place": str(other.place or "")}
    return Problem("person-in-two-rounds", one.place, params, severity="notice")


def _same_ids(there: str, ids: Sequence[str]) -> Problem:
    few = ", ".join(ids[:_FEW]) + ("…" if len(ids) > _FEW else "")
    params = {"round": there, "number": str(len(ids)), "ids": few}
    return Problem("ids-in-two-rounds", None, params, severity="notice")


def _with(one: CheckedRound, problems: Iterable[Problem]) -> CheckedRound:
    found = one.findings
    told = tuple(problems)
    if found is None or not told:
        return one
    return replace(one, findings=replace(found, problems=(*found.problems, *told)))
