"""Packs kept as they are once read: the same library, or none where anything has changed."""

from __future__ import annotations

import pickle
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from cbccvc_rules.packs import kept as room
from cbccvc_rules.packs.kept import keep, kept
from cbccvc_rules.packs.load import load
from cbccvc_rules.sources import packaged_rules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the rules that may be changed."""
    folder = tmp_path_factory.mktemp("kept") / "rules"
    shutil.copytree(packaged_rules(), folder)
    return folder


@pytest.fixture(scope="module")
def file(rules: Path) -> Path:
    """Return the file that the copy is kept in."""
    file = rules.parent / "kept.bin"
    keep(load(rules), file, rules)
    return file


def test_what_was_kept_is_what_is_read(rules: Path, file: Path) -> None:
    assert kept(file, rules) == load(rules)


def test_the_same_packs_give_the_same_bytes(rules: Path, file: Path) -> None:
    again = file.with_name("again.bin")
    keep(load(rules), again, rules)
    assert again.read_bytes() == file.read_bytes()


def test_nothing_is_kept_where_there_is_no_file(rules: Path) -> None:
    assert kept(rules / "none.bin", rules) is None


def test_any_other_byte_in_a_pack_makes_it_stale(rules: Path, file: Path) -> None:
    path = rules / "acts.yaml"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        assert kept(file, rules) is None
    finally:
        path.write_bytes(before)
    assert kept(file, rules) is not None


def test_a_file_that_should_not_be_there_makes_it_stale(rules: Path, file: Path) -> None:
    stranger = rules / "stranger.yml"
    stranger.touch()
    try:
        assert kept(file, rules) is None
    finally:
        stranger.unlink()


def test_a_case_that_changed_does_not(rules: Path, file: Path) -> None:
    case = next(rules.glob("*/*.cases.yaml"))
    case.write_bytes(case.read_bytes() + b"\n")
    assert kept(file, rules) is not None


def test_other_code_makes_it_stale(
    rules: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "cbccvc_rules"
    shutil.copytree(room.HERE.parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(room, "HERE", package / "packs")
    assert kept(file, rules) is not None
    (package / "lang" / "rules.py").write_text("# another rule\n", encoding="utf-8")
    assert kept(file, rules) is None


def test_a_damaged_file_is_passed_over(rules: Path, file: Path) -> None:
    content = bytearray(file.read_bytes())
    for damaged in (content[:-1], content[:40], b"", bytes([*content[:-1], content[-1] ^ 1])):
        broken = file.with_name("broken.bin")
        broken.write_bytes(damaged)
        assert kept(broken, rules) is None


def test_it_makes_nothing_that_is_no_part_of_a_library(rules: Path, file: Path) -> None:
    class Hostile:
        def __reduce__(self) -> tuple[object, ...]:
            return print, ("said by a file",)

    data = pickle.dumps(Hostile())
    hostile = file.with_name("hostile.bin")
    made_from = file.read_bytes()[: sha256().digest_size]
    hostile.write_bytes(made_from + sha256(data).digest() + data)
    with pytest.raises(pickle.UnpicklingError, match=r"builtins\.print"):
        kept(hostile, rules)
