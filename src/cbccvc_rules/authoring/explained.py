"""Mutants that no case can or need kill, each with its reason: `mutants.yaml` of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from cbccvc_rules.errors import PackError, Problem
from cbccvc_rules.packs.files import MUTANTS, read_file
from cbccvc_rules.packs.resolve import text
from cbccvc_rules.packs.schema import FileModel, TextSpec, Words
from cbccvc_rules.packs.shape import shaped
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.packs.files import PackFiles
    from cbccvc_rules.sources import Place, Text

Because = Literal["equivalent", "accepted"]


class ExplainedSpec(FileModel):
    """Mutants that survive for one reason: they change nothing, or what they change is accepted."""

    because: Because
    reason: TextSpec
    mutants: Annotated[list[Words], Field(min_length=1)]


class MutantsFile(FileModel):
    """mutants.yaml."""

    explained: Annotated[list[ExplainedSpec], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why one mutant of a pack survives, and where that is written."""

    mutant: str
    pack: str
    because: Because
    reason: Text
    place: Place


def explained_in(files: Iterable[PackFiles]) -> dict[str, Explained]:
    """Read the explanations of every pack, by mutant.

    Raises:
        PackError: with every fault of every file, and every mutant explained twice.
    """
    problems: list[Problem] = []
    found: dict[str, Explained] = {}
    for pack in files:
        name = pack.folder.name
        if not (pack.folder / MUTANTS).is_file():
            continue
        marked = read_file(pack.folder / MUTANTS, pack.shown(MUTANTS))
        file = shaped(marked, MutantsFile, problems)
        for group, spec in enumerate(() if file is None else file.explained):
            for number, mutant in enumerate(spec.mutants):
                place = marked.place(("explained", group, "mutants", number))
                if mutant in found:
                    params = {"mutant": mutant, "place": str(found[mutant].place)}
                    problems.append(Problem("mutant-twice", place, params))
                found[mutant] = Explained(mutant, name, spec.because, text(spec.reason), place)
    if problems:
        raise PackError(*problems)
    return found
