"""The files of rule packs on disk: found, read with positions, hashed; nothing is interpreted.

A rules folder holds `acts.yaml`, `applies.yaml`, `scales/` and one folder a pack.
"""

from __future__ import annotations

from dataclasses import field
from hashlib import sha256
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.marked import Marked, read_marked
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CASES = ".cases.yaml"
CLAUSES = "clauses"
MUTANTS = "mutants.yaml"
PROOFS = "proofs.yaml"
ABOVE_PACKS = ("acts.yaml", "applies.yaml")
_NOT_PACKS = frozenset({"scales"})
_YAML = frozenset({".yaml", ".yml"})
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
    """Read every file of a pack but its cases, mutants and proofs, which `check` never opens."""
    files: dict[str, Marked] = {}
    digest = sha256()
    for path in sorted(folder.glob("*.yaml")):
        if not path.name.endswith(CASES) and path.name not in {MUTANTS, PROOFS}:
            files[path.name] = read_file(path, _shown(path, root))
            digest.update(f"{path.name}\0{files[path.name].text}\0".encode())
    return PackFiles(folder, files, digest.hexdigest())


def pack_folders(root: Path) -> list[Path]:
    """Return the folders under `root` that hold a pack, or files of one, in order of name."""
    folders = {path.parent for path in root.glob("*/*") if path.suffix.lower() in _YAML}
    return sorted(folder for folder in folders if folder.name not in _NOT_PACKS)


def unread_files(root: Path) -> Iterator[Problem]:
    """Yield a fault for every file above the packs that looks as if it were read and is not."""
    for path in sorted(root.iterdir()):
        if path.suffix.lower() in _YAML and path.name not in ABOVE_PACKS:
            known = ", ".join(f"`{name}`" for name in ABOVE_PACKS)
            params = {"known": known, "nearest": nearest(path.name, ABOVE_PACKS) or ""}
            yield Problem("rules-file-unread", Place(_shown(path, root)), params)


def unread_in(folder: Path, root: Path) -> Iterator[Problem]:
    """Yield a fault for every file of a pack that looks as if it were read and is not."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir():
            if path.name == CLAUSES:
                yield from unread_in(path, root)
            elif any(inner.suffix.lower() in _YAML for inner in path.rglob("*")):
                yield Problem("pack-folder-inside", Place(_shown(path, root)))
        elif path.suffix != ".yaml" and path.suffix.lower() in _YAML:
            params = {"suffix": path.suffix, "name": f"{path.stem}.yaml"}
            yield Problem("pack-file-ending", Place(_shown(path, root)), params)


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
