"""The files around the code: few dependencies, exact pins, nothing of anyone's machine."""

from __future__ import annotations

import re
import subprocess
import tomllib

from architecture.source import ROOT

REQUIRED_DEPENDENCIES = 6
# No word or dot before the first slash: `example.vn/home/` is an address of the web.
MACHINE_PATH = re.compile(
    r"(?<![\w.~/])/(?:home|Users|root|work|opt|mnt|tmp)/[\w.]|\b[A-Z]:\\Users\\"
)
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.org|golang\.org|index[-]url|find[-]links|trusted[-]host"
)
PIN = re.compile(r"[A-Za-z0-9][\w.-]*==[\w.!+]+")


def personal_lines(name: str, text: str) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line) or REGISTRY.search(line)
    ]


def unpinned(constraints: str) -> list[str]:
    lines = [line for line in constraints.splitlines() if line and not line.startswith("#")]
    return [line for line in lines if not PIN.fullmatch(line)]


def project_texts() -> dict[str, str]:
    """Read every text file that git holds or would take; what is not UTF-8 is no text."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    texts: dict[str, str] = {}
    for name in filter(None, listing.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            texts[name] = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
    return texts


def test_no_file_names_a_machine_or_a_registry() -> None:
    texts = project_texts()
    assert "pyproject.toml" in texts
    assert [line for name, text in texts.items() for line in personal_lines(name, text)] == []


def test_few_packages_are_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert 0 < len(project["dependencies"]) <= REQUIRED_DEPENDENCIES


def test_every_constraint_is_one_exact_version() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "pydantic==" in constraints
    assert unpinned(constraints) == []


def test_the_paths_of_a_machine_are_caught() -> None:
    for folder in ("home/an", "root/x", "work/main", "opt/wheels", "tmp/x"):
        assert personal_lines("a.md", f"see /{folder}") == [f"a.md:1: see /{folder}"]
    assert personal_lines("a.md", "C:" + r"\Users\An") != []


def test_the_path_of_an_address_or_a_relative_path_is_let_be() -> None:
    assert personal_lines("a.md", "https://example.vn/home/x") == []
    assert personal_lines("a.md", "see docs/work/x and ./tmp/y") == []


def test_registries_are_caught() -> None:
    assert personal_lines("a.txt", "--index" + "-url https://example.org/simple") != []
    assert personal_lines("a.txt", "https://" + "pypi" + ".org/simple") != []


def test_a_constraint_that_is_no_exact_version_is_caught() -> None:
    bad = ["click>=8", "click @ file:///x.whl", "click==8.5 --hash=sha256:0"]
    assert unpinned("\n".join(["# pins", "click==8.5.1", *bad])) == bad
