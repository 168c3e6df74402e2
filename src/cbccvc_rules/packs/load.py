"""Files to library: every pack read, checked and typed together; every fault reported at once."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from cbccvc_rules.errors import PackError, Problem, nearest
from cbccvc_rules.lang.types import Coded, Vocabulary
from cbccvc_rules.packs.applies import read_applies
from cbccvc_rules.packs.clauses import check_twice, read_clauses
from cbccvc_rules.packs.draft import check_definition_draft, check_loosely, check_rule_draft
from cbccvc_rules.packs.encoders import Encoders
from cbccvc_rules.packs.files import (
    PackFiles,
    clause_files,
    pack_folders,
    read_file,
    read_pack,
    unread_files,
    unread_in,
)
from cbccvc_rules.packs.library import Act, Applies, Library, Pack
from cbccvc_rules.packs.mend import LeftOut, act_meant, mended, names_meant
from cbccvc_rules.packs.names import Names, gaps, visible_packs
from cbccvc_rules.packs.provisions import Provisions
from cbccvc_rules.packs.resolve import Resolver, text
from cbccvc_rules.packs.rule import read_rule
from cbccvc_rules.packs.schema import (
    ActsFile,
    AppliesFile,
    ClausesFile,
    DefinitionsFile,
    FiguresFile,
    PackFileSpec,
    ParametersFile,
    ReadingsFile,
    RuleSpec,
)
from cbccvc_rules.packs.vocabulary import VOCABULARY, grades
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text, packaged_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path as FilePath

    from cbccvc_rules.lang.rules import Interval, Rule
    from cbccvc_rules.marked import Marked
    from cbccvc_rules.packs.clauses import Listed
    from cbccvc_rules.sources import Steps


Model = TypeVar("Model", bound=BaseModel)


@dataclass(slots=True)
class _Loading:
    """What has been read so far, and what was wrong with it.

    `unusable` names, `unread_packs` and, where there is no list of them, acts are known to those
    who wrote what is at fault: whoever uses them makes no fault of their own. Of `unlisted` acts
    some clauses could not be read.
    """

    vocabulary: Vocabulary
    names: Names
    acts: dict[str, Act] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    clauses: list[Listed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unusable: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)
    unread_packs: set[str] = field(default_factory=set)
    acts_unread: bool = False

    def resolver(self, marked: Marked) -> Resolver:
        """Return what reads a file of names, which others use."""
        return Resolver(marked, self.acts, self.problems, self.unusable)

    def rule_resolver(self, marked: Marked) -> Resolver:
        """Return what reads a rule file, whose names nobody else uses."""
        return Resolver(marked, self.acts, self.problems, set(self.unusable))

    def follows(self, problem: Problem) -> bool:
        """Return whether a name is unknown solely because what gives it is at fault."""
        match problem.code:
            case "parameter-unknown":
                return problem.params["parameter"] in self.unusable
            case "pack-unknown":
                return problem.params["pack"] in self.unread_packs
            case "act-unknown":
                return self.acts_unread
            case _:
                return False


def load(root: FilePath | None = None, extra: Sequence[FilePath] = ()) -> Library:
    """Load the rules under `root` (those of the library by default) and extra pack folders.

    Raises:
        PackError: with every fault of every file, each at its line and column.
    """
    root = packaged_rules() if root is None else root
    loading = _Loading(VOCABULARY, Names(VOCABULARY, grades()))
    _read_acts(loading, read_file(root / "acts.yaml", f"{root.name}/acts.yaml"))
    folders = [
        (folder, root if folder.parent == root else folder.parent)
        for folder in (*pack_folders(root), *extra)
    ]
    files = [read_pack(folder, above) for folder, above in folders]
    loading.problems.extend(unread_files(root))
    for folder, above in folders:
        loading.problems.extend(unread_in(folder, above))
    if not files:
        loading.problems.append(Problem("no-packs", None, {"folder": root.name}))
    for pack in files:
        if "acts.yaml" in pack.files:
            _read_acts(loading, pack.files["acts.yaml"])
    _read_clauses(
        loading, [one for folder, above in folders for one in clause_files(folder, above)]
    )
    _read_headers(loading, files)
    _read_names(loading, files)
    _read_rules(loading, files)
    applies = _read_applies(loading, root)
    _check_clauses(loading, applies)
    if loading.problems or applies is None:
        told = [one for one in loading.problems if not loading.follows(one)]
        raise PackError(*sorted(told, key=_order))
    names = loading.names
    return Library(
        loading.acts,
        loading.packs,
        loading.rules,
        names.parameters,
        names.readings,
        names.settled,
        names.definitions,
        applies,
        tuple(one.clause for one in loading.clauses),
    )


def _order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return ("", 0, 0) if place is None else (place.source, place.row or 0, place.column or 0)


def _read_acts(loading: _Loading, marked: Marked) -> None:
    file, left_out = mended(marked, ActsFile, loading.problems, "acts")
    # The fault is in the list, not in what cites an act that stands in it.
    named = names_meant(marked, "acts") if file is None else set(left_out)
    loading.acts.update({name: Act(Text(name, name), None) for name in named})
    for name, data in left_out.items():
        check_loosely(data, ("acts", name), loading.resolver(marked))
    if file is None:
        loading.acts_unread |= not named
        return
    for name, spec in file.acts.items():
        if name in loading.acts:
            place = marked.key_place(("acts", name))
            loading.problems.append(Problem("name-twice", place, {"name": name}))
            continue
        days = spec.in_force
        here = ("acts", name, "in_force")
        interval = None if days is None else loading.resolver(marked).interval(days, here)
        loading.acts[name] = Act(text(spec.name), interval)


def _read_clauses(loading: _Loading, files: Sequence[Marked]) -> None:
    """Read the lists of clauses; from here on, a citation of a listed act is held against them."""
    partial: set[str] = set()
    for marked in files:
        file, _ = mended(marked, ClausesFile, loading.problems)
        if file is None:
            loading.unlisted.add(act_meant(marked))
            check_loosely(marked.data, (), loading.resolver(marked))
        else:
            loading.clauses.extend(read_clauses(file, loading.resolver(marked)))
            if not file.whole:
                partial.add(file.act)
    check_twice(loading.clauses)
    ways: dict[str, list[tuple[Steps, Interval]]] = {}
    for one in loading.clauses:
        ways.setdefault(one.clause.act, []).append((one.clause.steps, one.clause.interval))
    for act, listed in ways.items():
        if act not in loading.unlisted:
            provisions = Provisions.of(listed)
            known = loading.acts[act]
            whole = act not in partial
            loading.acts[act] = replace(known, provisions=provisions, whole=whole)


def _check_clauses(loading: _Loading, applies: Applies | None) -> None:
    """Hold the lists of clauses against the rules, where these could all be read."""
    if loading.problems:
        return
    encoders = Encoders.of(loading.rules, loading.names, applies)
    for rule in loading.rules.values():
        loading.problems.extend(encoders.repeals(rule, loading.acts))
    for one in loading.clauses:
        encoders.check(one)


def _read_headers(loading: _Loading, files: Sequence[PackFiles]) -> None:
    specs: dict[str, tuple[PackFileSpec, Marked]] = {}
    for pack in files:
        marked = pack.files.get("pack.yaml")
        if marked is None:
            shown = f"{pack.folder.parent.name}/{pack.folder.name}"
            problem = Problem("pack-not-a-pack", Place(shown), {"folder": shown})
            loading.problems.append(problem)
            loading.unread_packs.add(pack.folder.name)
            continue
        spec, _ = mended(marked, PackFileSpec, loading.problems)
        if spec is None:
            loading.unread_packs.add(pack.folder.name)
            continue
        if spec.id != pack.folder.name:
            loading.unread_packs.add(pack.folder.name)
            params = {"id": spec.id, "folder": pack.folder.name}
            loading.problems.append(Problem("pack-id", marked.place(("id",)), params))
        if spec.id in specs:
            loading.problems.append(Problem("pack-twice", marked.place(("id",)), {"id": spec.id}))
        specs[spec.id] = (spec, marked)
        loading.packs[spec.id] = Pack(
            spec.id, text(spec.title), (*spec.uses, *spec.extends), pack.digest, spec.by_default
        )
    for spec, marked in specs.values():
        for key, named in (("uses", spec.uses), ("extends", spec.extends)):
            for number, used in enumerate(named):
                if used not in specs:
                    params = {"pack": used, "nearest": nearest(used, specs) or ""}
                    place = marked.place((key, number))
                    loading.problems.append(Problem("pack-unknown", place, params))


def _read_names(loading: _Loading, files: Sequence[PackFiles]) -> None:
    """Read parameters and readings of every pack, then definitions, used packs first."""
    for pack in files:
        name = pack.folder.name
        marked = pack.files.get("parameters.yaml")
        if marked is not None:
            parameters, _ = _named(loading, marked, ParametersFile, "parameters")
            if parameters is not None:
                loading.names.add_parameters(parameters, name, loading.resolver(marked))
        marked = pack.files.get("readings.yaml")
        if marked is not None:
            readings, _ = _named(loading, marked, ReadingsFile, "readings")
            if readings is not None:
                loading.names.add_readings(readings, name, loading.resolver(marked))
                _known_packs(loading, readings, marked)
    for pack in files:
        _read_figures(loading, pack)
    for pack in _used_first(files, _uses(loading, files)):
        marked = pack.files.get("definitions.yaml")
        if marked is not None:
            definitions, left_out = _named(loading, marked, DefinitionsFile, "definitions")
            visible = visible_packs(_uses(loading, files), pack.folder.name)
            resolver = loading.resolver(marked)
            if definitions is not None:
                loading.names.add_definitions(definitions, pack.folder.name, visible, resolver)
            for name, data in left_out.items():
                check_definition_draft(name, data, loading.names, visible, resolver)


def _named(
    loading: _Loading, marked: Marked, model: type[Model], key: str
) -> tuple[Model | None, LeftOut]:
    """Read a file of named entries; those left out are names all the same."""
    file, left_out = mended(marked, model, loading.problems, key)
    loading.unusable |= names_meant(marked, key) if file is None else set(left_out)
    for name, data in left_out.items():
        check_loosely(data, (key, name), loading.resolver(marked))
    return file, left_out


def _known_packs(loading: _Loading, file: ReadingsFile, marked: Marked) -> None:
    """A default of its own is given to a pack that there is."""
    for name, spec in file.readings.items():
        for pack in spec.default_in:
            if pack not in loading.packs:
                params = {"pack": pack, "nearest": nearest(pack, loading.packs) or ""}
                place = marked.key_place(("readings", name, "default_in", pack))
                loading.problems.append(Problem("pack-unknown", place, params))


def _read_figures(loading: _Loading, pack: PackFiles) -> None:
    """Read the values that a pack puts in the place of those it can see."""
    marked = pack.files.get("figures.yaml")
    header = loading.packs.get(pack.folder.name)
    if marked is None:
        return
    file, _ = _named(loading, marked, FiguresFile, "figures")
    if header is None or file is None:
        return
    visible = visible_packs(_uses(loading, ()), header.id)
    figures = loading.names.figures(file, visible, loading.resolver(marked))
    loading.packs[header.id] = replace(header, figures=figures)


def _uses(loading: _Loading, files: Sequence[PackFiles]) -> dict[str, tuple[str, ...]]:
    """Return what each pack uses; of one whose header is at fault, it may be any other."""
    every = tuple(pack.folder.name for pack in files)
    unread = dict.fromkeys(loading.unread_packs, every)
    return {**unread, **{name: pack.uses for name, pack in loading.packs.items()}}


def _used_first(files: Sequence[PackFiles], uses: Mapping[str, tuple[str, ...]]) -> list[PackFiles]:
    reach = {pack.folder.name: len(visible_packs(uses, pack.folder.name)) for pack in files}
    return sorted(files, key=lambda pack: (reach[pack.folder.name], pack.folder.name))


def _read_rules(loading: _Loading, files: Sequence[PackFiles]) -> None:
    tightening: list[tuple[str, Place]] = []
    for pack in files:
        visible = visible_packs(_uses(loading, files), pack.folder.name)
        for marked in pack.rule_files():
            resolver = loading.rule_resolver(marked)
            spec, _ = mended(marked, RuleSpec, loading.problems)
            if spec is None:
                check_rule_draft(loading.names, visible, resolver)
                continue
            rule = read_rule(spec, pack.folder.name, loading.names, visible, resolver)
            if rule is None:
                continue
            if rule.id in loading.rules:
                place = marked.place(("id",))
                loading.problems.append(Problem("rule-twice", place, {"id": rule.id}))
            loading.rules[rule.id] = rule
            _check_figures(loading, rule, marked)
            tightening += [
                (name, marked.place(("tightens", number)))
                for number, name in enumerate(rule.tightens)
            ]
    # A rule at fault is not read; who names it makes no fault of their own.
    at_fault = any(problem.place is not None for problem in loading.problems)
    for name, place in () if at_fault else tightening:
        if name not in loading.rules:
            params = {"rule": name, "nearest": nearest(name, loading.rules) or ""}
            loading.problems.append(Problem("rule-unknown", place, params))


def _check_figures(loading: _Loading, rule: Rule, marked: Marked) -> None:
    """A rule in force on a day when one of its figures has no value could decide nothing."""
    for name in sorted(rule.parameters()):
        for gap in gaps(loading.names.parameters[name], rule.in_force):
            params = {"name": name, "from": str(gap.first), "to": str(gap.last or "…")}
            loading.problems.append(Problem("parameter-gap", marked.place(("in_force",)), params))


def _read_applies(loading: _Loading, root: FilePath) -> Applies | None:
    marked = read_file(root / "applies.yaml", f"{root.name}/applies.yaml")
    file, _ = mended(marked, AppliesFile, loading.problems)
    if file is None:
        check_loosely(marked.data, (), loading.resolver(marked))
        return None
    return read_applies(file, loading.packs, _categories(), loading.resolver(marked))


def _categories() -> Coded:
    kind = VOCABULARY["staff"].columns["category"]
    if not isinstance(kind, Coded):
        message = "the category of staff is a list of codes"
        raise TypeError(message)
    return kind
