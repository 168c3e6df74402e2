"""Files to library: every pack read, checked and typed together; every fault reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import PackError, Problem, nearest
from cbccvc_rules.lang.types import Coded, Vocabulary
from cbccvc_rules.marked import entries
from cbccvc_rules.packs.applies import read_applies
from cbccvc_rules.packs.draft import check_expressions, named_in
from cbccvc_rules.packs.files import PackFiles, pack_folders, read_file, read_pack
from cbccvc_rules.packs.library import Act, Applies, Library, Pack
from cbccvc_rules.packs.names import Names, gaps, visible_packs
from cbccvc_rules.packs.resolve import Resolver, text
from cbccvc_rules.packs.rule import read_rule
from cbccvc_rules.packs.schema import (
    ActsFile,
    AppliesFile,
    DefinitionsFile,
    FiguresFile,
    PackFileSpec,
    ParametersFile,
    ReadingsFile,
    RuleSpec,
)
from cbccvc_rules.packs.shape import shaped
from cbccvc_rules.packs.vocabulary import VOCABULARY, grades
from cbccvc_rules.sources import Text, packaged_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path as FilePath

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.marked import Marked


@dataclass(slots=True)
class _Loading:
    """What has been read so far, and what was wrong with it."""

    vocabulary: Vocabulary
    names: Names
    acts: dict[str, Act] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unusable: set[str] = field(default_factory=set)

    def resolver(self, marked: Marked) -> Resolver:
        return Resolver(marked, self.acts, self.problems)


def load(root: FilePath | None = None, extra: Sequence[FilePath] = ()) -> Library:
    """Load the rules under `root` (those of the library by default) and extra pack folders.

    Raises:
        PackError: with every fault of every file, each at its line and column.
    """
    root = packaged_rules() if root is None else root
    loading = _Loading(VOCABULARY, Names(VOCABULARY, grades()))
    _read_acts(loading, read_file(root / "acts.yaml", f"{root.name}/acts.yaml"))
    folders = [*pack_folders(root), *extra]
    files = [
        read_pack(folder, root if folder.parent == root else folder.parent) for folder in folders
    ]
    if not files:
        loading.problems.append(Problem("no-packs", None, {"folder": root.name}))
    for pack in files:
        if "acts.yaml" in pack.files:
            _read_acts(loading, pack.files["acts.yaml"])
    _read_headers(loading, files)
    _read_names(loading, files)
    _read_rules(loading, files)
    applies = _read_applies(loading, root)
    if loading.problems or applies is None:
        told = [one for one in loading.problems if not _follows(one, loading.unusable)]
        raise PackError(*sorted(told, key=_order))
    names = loading.names
    return Library(
        loading.acts,
        loading.packs,
        loading.rules,
        names.parameters,
        names.readings,
        names.definitions,
        applies,
    )


def _follows(problem: Problem, unusable: set[str]) -> bool:
    """Return whether a name is unknown solely because the file that gives it is at fault."""
    unknown = problem.code in {"column-unknown", "dollar-unknown"}
    return unknown and problem.params.get("name") in unusable


def _order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return ("", 0, 0) if place is None else (place.source, place.row or 0, place.column or 0)


def _read_acts(loading: _Loading, marked: Marked) -> None:
    file = shaped(marked, ActsFile, loading.problems)
    if file is None:
        # The fault is in the list, not in what cites an act that stands in it.
        named = entries(entries(marked.data).get("acts"))
        loading.acts.update({name: Act(Text(name, name), None) for name in named})
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


def _read_headers(loading: _Loading, files: Sequence[PackFiles]) -> None:
    specs: dict[str, tuple[PackFileSpec, Marked]] = {}
    for pack in files:
        marked = pack.files["pack.yaml"]
        spec = shaped(marked, PackFileSpec, loading.problems)
        if spec is None:
            continue
        if spec.id != pack.folder.name:
            params = {"id": spec.id, "folder": pack.folder.name}
            loading.problems.append(Problem("pack-id", marked.place(("id",)), params))
        if spec.id in specs:
            loading.problems.append(Problem("pack-twice", marked.place(("id",)), {"id": spec.id}))
        specs[spec.id] = (spec, marked)
        loading.packs[spec.id] = Pack(
            spec.id, text(spec.title), tuple(spec.uses), pack.digest, spec.by_default
        )
    for spec, marked in specs.values():
        for number, used in enumerate(spec.uses):
            if used not in specs:
                params = {"pack": used, "nearest": nearest(used, specs) or ""}
                place = marked.place(("uses", number))
                loading.problems.append(Problem("pack-unknown", place, params))


def _read_names(loading: _Loading, files: Sequence[PackFiles]) -> None:
    """Read parameters and readings of every pack, then definitions, used packs first."""
    for pack in files:
        name = pack.folder.name
        marked = pack.files.get("parameters.yaml")
        if marked is not None:
            parameters = shaped(marked, ParametersFile, loading.problems)
            if parameters is None:
                loading.unusable |= named_in(marked, "parameters")
            else:
                loading.names.add_parameters(parameters, name, loading.resolver(marked))
        marked = pack.files.get("readings.yaml")
        if marked is not None:
            readings = shaped(marked, ReadingsFile, loading.problems)
            if readings is None:
                loading.unusable |= named_in(marked, "readings")
            else:
                loading.names.add_readings(readings, name, loading.resolver(marked))
                _known_packs(loading, readings, marked)
    for pack in files:
        _read_figures(loading, pack)
    for pack in _used_first(files, _uses(loading)):
        marked = pack.files.get("definitions.yaml")
        if marked is not None:
            definitions = shaped(marked, DefinitionsFile, loading.problems)
            if definitions is None:
                loading.unusable |= named_in(marked, "definitions")
            else:
                visible = visible_packs(_uses(loading), pack.folder.name)
                resolver = loading.resolver(marked)
                loading.names.add_definitions(definitions, pack.folder.name, visible, resolver)
                loading.unusable |= named_in(marked, "definitions") - {
                    name for _, name in loading.names.definitions
                }


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
    file = None if marked is None else shaped(marked, FiguresFile, loading.problems)
    if marked is None or header is None or file is None:
        return
    visible = visible_packs(_uses(loading), header.id)
    figures = loading.names.figures(file, visible, loading.resolver(marked))
    loading.packs[header.id] = replace(header, figures=figures)


def _uses(loading: _Loading) -> dict[str, tuple[str, ...]]:
    return {name: pack.uses for name, pack in loading.packs.items()}


def _used_first(files: Sequence[PackFiles], uses: Mapping[str, tuple[str, ...]]) -> list[PackFiles]:
    reach = {pack.folder.name: len(visible_packs(uses, pack.folder.name)) for pack in files}
    return sorted(files, key=lambda pack: (reach[pack.folder.name], pack.folder.name))


def _read_rules(loading: _Loading, files: Sequence[PackFiles]) -> None:
    for pack in files:
        visible = visible_packs(_uses(loading), pack.folder.name)
        for marked in pack.rule_files():
            spec = shaped(marked, RuleSpec, loading.problems)
            if spec is None:
                check_expressions(marked, loading.names, visible, loading.resolver(marked))
                continue
            rule = read_rule(
                spec, pack.folder.name, loading.names, visible, loading.resolver(marked)
            )
            if rule is None:
                continue
            if rule.id in loading.rules:
                place = marked.place(("id",))
                loading.problems.append(Problem("rule-twice", place, {"id": rule.id}))
            loading.rules[rule.id] = rule
            _check_figures(loading, rule, marked)


def _check_figures(loading: _Loading, rule: Rule, marked: Marked) -> None:
    """A rule in force on a day when one of its figures has no value could decide nothing."""
    for name in sorted(rule.parameters()):
        for gap in gaps(loading.names.parameters[name], rule.in_force):
            params = {"name": name, "from": str(gap.first), "to": str(gap.last or "…")}
            loading.problems.append(Problem("parameter-gap", marked.place(("in_force",)), params))


def _read_applies(loading: _Loading, root: FilePath) -> Applies | None:
    marked = read_file(root / "applies.yaml", f"{root.name}/applies.yaml")
    file = shaped(marked, AppliesFile, loading.problems)
    if file is None:
        return None
    return read_applies(file, loading.packs, _categories(), loading.resolver(marked))


def _categories() -> Coded:
    kind = VOCABULARY["staff"].columns["category"]
    if not isinstance(kind, Coded):
        message = "the category of staff is a list of codes"
        raise TypeError(message)
    return kind
