"""What people install holds the law as well as the code."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from architecture.source import PACKAGE, ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and the source distribution, without reaching for the network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True)
    return folder


def wheel_names(folder: Path) -> set[str]:
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_rule_file(built: Path) -> None:
    rules = {
        f"cbccvc_rules/{file.relative_to(ROOT).as_posix()}" for file in ROOT.glob("rules/**/*.yaml")
    }
    assert rules != set()
    assert rules - wheel_names(built) == set()


def test_the_wheel_holds_every_file_of_the_package(built: Path) -> None:
    files = {
        file.relative_to(PACKAGE.parent).as_posix()
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert "cbccvc_rules/py.typed" in files
    assert files - wheel_names(built) == set()


def test_the_wheel_holds_nothing_beside_the_package_and_the_verifier(built: Path) -> None:
    tops = {name.split("/")[0] for name in wheel_names(built)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "cbccvc_rules",
        "cbccvc_verify.py",
    }


def test_the_source_distribution_holds_the_rules_and_the_licence(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    rules = {file.relative_to(ROOT).as_posix() for file in ROOT.glob("rules/**/*.yaml")}
    assert (rules | {"LICENSE", "pyproject.toml", "CHANGELOG.md"}) - names == set()
