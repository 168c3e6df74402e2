"""The face of the package: what a caller may import, and that the first eight lines work."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

import cbccvc_rules
from cbccvc_rules import Batch, CbccvcError, check, explain, read, write

EXAMPLE = Path(__file__).parents[3] / "examples" / "01-phong-ban-2024"
PROMISED = {
    "Batch",
    "BatchError",
    "CbccvcError",
    "Citation",
    "Finding",
    "Findings",
    "NoLawError",
    "PackError",
    "Place",
    "Problem",
    "UsageError",
    "Verdict",
    "applies",
    "check",
    "explain",
    "read",
    "write",
}


def test_the_lines_of_the_readme_work(tmp_path: Path) -> None:
    batch = read(EXAMPLE)
    findings = check(batch)
    words = [str(explain(one, lang="vi")) for one in findings.broken]
    assert words
    assert all("Căn cứ:" in one for one in words)
    write(findings, tmp_path / "report.json")
    assert (tmp_path / "report.json").stat().st_size > 0


def test_one_person_is_enough() -> None:
    person = {"staff_id": "A", "unit_id": "U", "category": "VC", "months_worked": 5}
    batch = Batch.from_records(
        staff=[{**person, "maternity": False, "rating": "HTTNV"}], period="2024"
    )
    broken = {one.rule for one in check(batch).broken}
    assert "rated-under-six-months" in broken


def test_what_is_promised_is_there() -> None:
    assert set(cbccvc_rules.__all__) >= PROMISED


def test_every_name_of_the_face_can_be_imported_and_says_what_it_is() -> None:
    for name in cbccvc_rules.__all__:
        shown = getattr(cbccvc_rules, name)
        assert inspect.getdoc(shown), name


def test_every_function_of_the_face_is_typed() -> None:
    for name in cbccvc_rules.__all__:
        shown = getattr(cbccvc_rules, name)
        if inspect.isfunction(shown):
            signature = inspect.signature(shown)
            bare = inspect.Signature.empty
            assert signature.return_annotation is not bare, name
            assert all(one.annotation is not bare for one in signature.parameters.values()), name


def test_the_package_is_marked_as_typed() -> None:
    assert (Path(inspect.getfile(cbccvc_rules)).parent / "py.typed").is_file()


def test_every_error_of_the_face_is_one_kind() -> None:
    shown = [getattr(cbccvc_rules, name) for name in cbccvc_rules.__all__]
    errors = [one for one in shown if inspect.isclass(one) and issubclass(one, Exception)]
    assert len(errors) >= 5
    assert all(issubclass(one, CbccvcError) for one in errors)


def test_every_module_can_be_imported_by_itself() -> None:
    names = [
        one.name
        for one in pkgutil.walk_packages(cbccvc_rules.__path__, "cbccvc_rules.")
        if not one.name.endswith("__main__")
    ]
    assert len(names) > 50
    for name in names:
        assert importlib.import_module(name).__doc__, name
