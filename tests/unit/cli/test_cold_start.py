"""What one check of a list loads: nothing that it does without, for loading is most of its time."""

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.speed import a_list

from cbccvc_rules.api import FORMATS

NOT_ASKED = {
    "duckdb",
    "sqlglot",
    "durable",
    "durable_rules_engine",
    "pyarrow",
    "pandas",
    "psycopg",
    "pyspark",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
}
ASKED_BY = {"xlsx": {"openpyxl"}}
"""What a format is written with."""
WRITTEN_WITH = {form: f"cbccvc_rules.reports.{form}" for form in FORMATS}
AFTER = "import sys; sys.stderr.write('loaded ' + ' '.join(sys.modules))"


def loaded(work: str, *words: str) -> set[str]:
    """Return the modules that a process of its own has loaded at its end."""
    said = f"import atexit\natexit.register(lambda: exec({AFTER!r}))\n{work}"
    done = subprocess.run([sys.executable, "-c", said, *words], capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return set(done.stderr.decode().rpartition("loaded ")[2].split())


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_list(tmp_path_factory.mktemp("round"))


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_check_loads_nothing_it_does_without(staff: Path, form: str) -> None:
    work = "from cbccvc_rules.cli.main import main; main()"
    found = loaded(work, "check", str(staff), "--period", "2024", "--format", form)
    assert WRITTEN_WITH[form] in found
    others = {name for other, name in WRITTEN_WITH.items() if other != form}
    assert found & {*NOT_ASKED, *others} == ASKED_BY.get(form, set())
    rooms = {"authoring", "cli.whatif", "engines.durable", "engines.sql"}
    assert found & {f"cbccvc_rules.{room}" for room in rooms} == set()


def test_a_list_is_read_without_what_reads_records(staff: Path) -> None:
    work = "import sys; from cbccvc_rules import read; read(sys.argv[1], period='2024')"
    assert "pydantic" not in loaded(work, str(staff))


def test_a_record_is_read_by_pydantic() -> None:
    assert "pydantic" in loaded("from cbccvc_rules import Staff; Staff(staff_id='A')")
