"""The files of rule packs on disk: found, read with positions, hashed; nothing is interpreted.

A rules folder holds `acts.yaml`, `applies.yaml`, `scales/` and one folder a pack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from cbccvc_rules.errors import PackError, Problem
from cbccvc_rules.marked import Marked, read_marked
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from pathlib import Path

CASES = ".cases.yaml"
CLAUSES = "clauses"
MUTANTS = "mutants.yaml"
SPECIAL = frozenset(
    {
        "pack.yaml",
        "acts.yaml",
        "parameters.yaml",
        "figures.yaml",
        "readings.yaml",
        "definitions.yaml",
    }
)


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of one pack, by name; every file but the special ones is a rule."""

    folder: Path
    files: dict[str, Marked] = field(default_factory=dict)
    digest: str = ""

    def shown(self, name: str) -> str:
        """Return how messages name a file of the pack."""
        source = self.files["pack.yaml"].source
        return source.removesuffix("pack.yaml") + name

    def rule_files(self) -> list[Marked]:
        """Return the rule files in order of name."""
        return [marked for name, marked in sorted(self.files.items()) if name not in SPECIAL]


def read_file(path: Path, shown: str) -> Marked:
    """Read one YAML file; what cannot be read is a problem of the result."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return _unread(shown, Problem("pack-file-missing", Place(shown)))
    except UnicodeDecodeError:
        return _unread(shown, Problem("pack-file-not-utf8", Place(shown)))
    return read_marked(text, shown)


def _unread(shown: str, problem: Problem) -> Marked:
    marked = Marked(shown, "")
    marked.problems.append(problem)
    return marked


def read_pack(folder: Path, root: Path) -> PackFiles:
    """Read every file of a pack but its cases and mutants, which `check` never opens."""
    if not (folder / "pack.yaml").is_file():
        shown = _shown(folder, root)
        raise PackError(Problem("pack-not-a-pack", Place(shown), {"folder": shown}))
    files: dict[str, Marked] = {}
    digest = sha256()
    for path in sorted(folder.glob("*.yaml")):
        if not path.name.endswith(CASES) and path.name != MUTANTS:
            files[path.name] = read_file(path, _shown(path, root))
            digest.update(f"{path.name}\0{files[path.name].text}\0".encode())
    return PackFiles(folder, files, digest.hexdigest())


def pack_folders(root: Path) -> list[Path]:
    """Return the folders under `root` that hold a pack, in order of name."""
    return sorted(path.parent for path in root.glob("*/pack.yaml"))


def case_files(folder: Path, root: Path) -> list[Marked]:
    """Read the case files of a pack."""
    return [read_file(path, _shown(path, root)) for path in sorted(folder.glob(f"*{CASES}"))]


def clause_files(folder: Path, root: Path) -> list[Marked]:
    """Read the lists of clauses of a pack, which no finding depends on: no part of its digest."""
    paths = sorted((folder / CLAUSES).glob("*.yaml"))
    return [read_file(path, _shown(path, root)) for path in paths]


def _shown(path: Path, root: Path) -> str:
    """Show a path from the folder above the rules, so that messages hold no machine's paths."""
    try:
        return path.relative_to(root.parent).as_posix()
    except ValueError:
        return path.name
