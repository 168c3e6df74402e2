"""How proofs of local packs ended, kept in a folder from one run to the next.

A proof goes by the hash of all that it rests on: every pack's files, the day, what was chosen, this
library's code and the solver's release. Where a byte of these is another one it is not found, and
the solver is asked anew. What cannot be read is passed over; where nothing can be written, nothing
is kept.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from cbccvc_rules.packs.kept import made_from
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import packaged_rules
from cbccvc_rules.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cbccvc_rules.packs.inforce import Choices
    from cbccvc_rules.packs.library import Library

_SCHEMA = "1"
_IGNORED = "# Made by cbccvc-rules.\n*\n"
_CODE = ("engines", "solve")
"""Rooms of this library that proofs rest on beside those by which packs are read."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof is about, with the hash of all that it rests on."""

    local: str
    parent: str
    day: date
    rests_on: str

    @classmethod
    def of(
        cls,
        library: Library,
        local: str,
        parent: str,
        day: date,
        choices: Choices,
        solver: str,
    ) -> Proof:
        """Return the proof that a pack is as strict as its parent on a day."""
        told = [
            _SCHEMA,
            VERSION,
            _code(),
            f"z3 {solver}",
            f"{local} {parent} {day.isoformat()}",
            *(f"{name}={value}" for name, value in sorted(choices.readings.items())),
            *(f"{name}:={value}" for name, value in sorted(choices.parameters.items())),
            *(f"{name} {pack.digest}" for name, pack in sorted(library.packs.items())),
        ]
        return cls(local, parent, day, _hash(one.encode() for one in told))


def _hash(parts: Iterable[bytes]) -> str:
    digest = sha256()
    for part in parts:
        digest.update(f"{len(part)}\0".encode())
        digest.update(part)
    return digest.hexdigest()


@cache
def _code() -> str:
    """Return the hash of the packs that come with the library, and of the code of proofs."""
    package = Path(__file__).resolve().parents[1]
    files = sorted(file for room in _CODE for file in (package / room).rglob("*.py"))
    return _hash([made_from(packaged_rules()), *(file.read_bytes() for file in files)])


def kept(proof: Proof, folder: Path) -> tuple[str, ...] | None:
    """Return the rules that a proof left unproved, None where it is not known."""
    try:
        told = json.loads(_file(proof, folder).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict) or told.get("rests_on") != proof.rests_on:
        return None
    left = told.get("not_proved")
    if not isinstance(left, list) or not all(isinstance(one, str) for one in left):
        return None
    return tuple(left)


def keep(proof: Proof, left: tuple[str, ...], folder: Path) -> None:
    """Write down the rules that a proof left unproved: the whole file, or none of it."""
    told = {
        "schema_version": _SCHEMA,
        "local": proof.local,
        "parent": proof.parent,
        "on": proof.day.isoformat(),
        "not_proved": list(left),
        "rests_on": proof.rests_on,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text(_IGNORED, encoding="utf-8", newline="\n")
        with NamedTemporaryFile(dir=folder, prefix="proof-", delete=False) as file:
            file.write(json.dumps(told, ensure_ascii=False, indent=2).encode())
        Path(file.name).replace(_file(proof, folder))
    except OSError:
        return


def _file(proof: Proof, folder: Path) -> Path:
    return folder / f"proof-{proof.rests_on[:32]}.json"
