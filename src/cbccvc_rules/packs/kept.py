"""The packs that come with the library as they are once read: the same library, much sooner.

Written beside the code by `make setup` and by the build of a wheel, never while a round is judged.
It begins with a hash of all it was made from: the packs' files and the code that reads them. Where
one byte of those differs, or of itself, it is passed over and the YAML files are read.
"""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass
from hashlib import sha256
from io import BytesIO
from os import walk
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.packs.files import CASES, MUTANTS, PROOFS
from cbccvc_rules.packs.library import Library
from cbccvc_rules.sources import packaged_rules

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

HERE = Path(__file__).parent
KEPT = HERE / "kept.bin"
_CODE = ("lang", "model", "packs")
_CODE_FILES = ("records.py", "exact.py", "marked.py", "sources.py", "version.py")
_PLAIN = frozenset({("datetime", "date"), ("fractions", "Fraction"), ("builtins", "frozenset")})
_ROOMS = ("cbccvc_rules.lang.", "cbccvc_rules.packs.", "cbccvc_rules.sources")
_DIGEST = sha256().digest_size


def kept(file: Path = KEPT, root: Path | None = None) -> Library | None:
    """Return the packs under `root` (those of the library by default) as they were kept.

    None where they were not, or where anything that they were made from is another one now.
    """
    try:
        content = file.read_bytes()
    except OSError:
        return None
    rests_on, own, data = content[:_DIGEST], content[_DIGEST : 2 * _DIGEST], content[2 * _DIGEST :]
    if rests_on != made_from(root or packaged_rules()) or own != sha256(data).digest():
        return None
    found = _Reader(BytesIO(data)).load()
    return found if isinstance(found, Library) else None


def keep(library: Library, file: Path = KEPT, root: Path | None = None) -> None:
    """Write what the packs under `root` were read as; the same packs give the same bytes."""
    data = BytesIO()
    _Writer(data, protocol=5).dump(_each_once(library, {}))
    content = data.getvalue()
    rests_on = made_from(root or packaged_rules())
    file.write_bytes(rests_on + sha256(content).digest() + content)


def _each_once(value: object, seen: dict[Hashable, object]) -> object:
    """Return the same value with equal parts being one: the law says many things many times."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = [_each_once(getattr(value, field.name), seen) for field in fields(value)]
        key: Hashable = (type(value), *map(id, parts))
        return seen[key] if key in seen else seen.setdefault(key, type(value)(*parts))
    if isinstance(value, dict):
        return {_each_once(k, seen): _each_once(v, seen) for k, v in value.items()}
    if isinstance(value, tuple):
        items = tuple(_each_once(item, seen) for item in value)
        return seen.setdefault((tuple, *map(id, items)), items)
    if isinstance(value, frozenset):
        return frozenset(_each_once(item, seen) for item in value)
    return seen.setdefault((type(value), value), value)


class _Writer(pickle.Pickler):
    """Writes sets in order: a set has none of its own."""

    def reducer_override(self, value: object) -> object:  # type: ignore[override]  # the stub leaves out NotImplemented
        if type(value) is frozenset:
            return frozenset, (sorted(value),)
        return NotImplemented


class _Reader(pickle.Unpickler):
    """Makes nothing but what a library is made of, whatever the file asks for."""

    def find_class(self, module: str, name: str, /) -> object:
        if (module, name) in _PLAIN or module.startswith(_ROOMS):
            return super().find_class(module, name)
        message = f"{module}.{name} is no part of a library"
        raise pickle.UnpicklingError(message)


def made_from(root: Path) -> bytes:
    """Return the hash of all that a library is read from."""
    digest = sha256()
    for name, path in _files(root):
        digest.update(f"{name}\0".encode())
        # A case is not read, but a file that should not be there is a fault: its name counts.
        if path is not None:
            with open(path, "rb") as file:  # noqa: PTH123  (of two hundred files, each a Path costs)
                content = file.read()
            digest.update(f"{len(content)}\0".encode())
            digest.update(content)
    return digest.digest()


def _files(root: Path) -> Iterator[tuple[str, Path | str | None]]:
    """Yield the name of every file, with its path where what it says counts."""
    found = [
        (f"{folder}/{name}".removeprefix(str(root)).replace("\\", "/"), f"{folder}/{name}")
        for folder, _, names in walk(root)
        for name in names
    ]
    for name, path in sorted(found):
        yield name, None if name.endswith((CASES, f"/{MUTANTS}", f"/{PROOFS}")) else path
    package = HERE.parent
    for room in _CODE:
        for code in sorted((package / room).glob("*.py")):
            yield f"{room}/{code.name}", code
    for name in _CODE_FILES:
        yield name, package / name
