"""Why what `pack verify` finds stands: `proofs.yaml` of a pack, each reason with what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import PackError, Problem, nearest
from cbccvc_rules.packs.files import PROOFS, pack_folders, read_file
from cbccvc_rules.packs.resolve import text
from cbccvc_rules.packs.schema import ProofsFile
from cbccvc_rules.packs.shape import shaped
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from cbccvc_rules.packs.schema import Because
    from cbccvc_rules.sources import Place, Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one finding about a pack stands, and where that is written."""

    found: str
    pack: str
    because: Because
    open_point: str | None
    says: Text
    place: Place


def reasons_in(root: Path, local: Iterable[Path] = ()) -> dict[str, Reason]:
    """Read the reasons of every pack, by what they are of.

    Raises:
        PackError: with every fault of every file, and everything explained twice.
    """
    problems: list[Problem] = []
    found: dict[str, Reason] = {}
    folders = [(folder, root) for folder in pack_folders(root)]
    for folder, above in (*folders, *((one, one.parent) for one in local)):
        path = folder / PROOFS
        if not path.is_file():
            continue
        shown = f"{above.name}/{path.relative_to(above).as_posix()}"
        marked = read_file(path, shown)
        file = shaped(marked, ProofsFile, problems)
        for group, spec in enumerate(() if file is None else file.stands):
            for number, name in enumerate(spec.found):
                place = marked.place(("stands", group, "found", number))
                if name in found:
                    params = {"found": name, "place": str(found[name].place)}
                    problems.append(Problem("proof-reason-twice", place, params))
                found[name] = Reason(
                    name, folder.name, spec.because, spec.open_point, text(spec.reason), place
                )
    if problems:
        raise PackError(*problems)
    return found


def stale(reasons: Mapping[str, Reason], found: Collection[str]) -> Iterator[Problem]:
    """Yield a fault for every reason for what is no longer found."""
    for name, reason in reasons.items():
        if name not in found:
            params = {"found": name, "nearest": nearest(name, found) or ""}
            yield Problem("proof-reason-stale", reason.place, params)
