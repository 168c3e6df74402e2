"""`cbccvc check postgresql://…`: people who are in a database, on a real server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import psycopg
import pytest

from cbccvc_rules import BatchError, UsageError, check, read
from unit.cli.rounds import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from clusters import Cluster

PEOPLE = """
    CREATE SCHEMA nhansu;
    CREATE TABLE nhansu.canbo (staff_id text, unit_id text, category text, months_worked numeric,
        leave_months float8, maternity boolean, rating text, decided_on date, seen timestamptz);
    INSERT INTO nhansu.canbo VALUES
        ('A', 'U', 'VC', 12, 0, false, 'HTTNV', '2024-12-10', now()),
        ('B', 'U', 'VC', 12, 0.5, false, 'HTNV', '2024-12-10', now()),
        ('C', 'U', 'VC', 5, 0, false, 'HTTNV', '2024-12-10', now());
    CREATE TABLE units (unit_id text, name text);
    INSERT INTO units VALUES ('U', 'Phòng Nội vụ');
    GRANT USAGE ON SCHEMA nhansu TO reader, guest;
    GRANT SELECT ON nhansu.canbo TO reader, guest
"""
STAFF = "select staff_id, unit_id, category, months_worked, leave_months, maternity, rating "
ORDERED = STAFF + "from nhansu.canbo order by staff_id"
NAME = "postgresql:///hr"


@pytest.fixture(scope="module")
def hr(server: Cluster) -> Iterator[Cluster]:
    server.run(*PEOPLE.split(";"))
    yield server
    server.run("DROP SCHEMA nhansu CASCADE", "DROP TABLE units")


def asked(server: Cluster, staff: str, *others: str, user: str = "reader") -> Result:
    address = server.url(user)
    return run("check", address, "--staff", staff, "--period", "2024", "--lang", "en", *others)


def refused(done: Result) -> str:
    """Return the one message of a command that could do nothing."""
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


def findings(done: Result) -> list[tuple[str, str, str]]:
    found = json.loads(done.stdout)["findings"]
    return [(one["rule"], one["subject"]["id"], one["verdict"]) for one in found]


def test_a_query_and_a_table_are_read_and_judged(hr: Cluster) -> None:
    done = asked(hr, ORDERED, "--units", "units", "--format", "json")
    assert done.exit_code == 1
    assert ("rated-under-six-months", "C", "broken") in findings(done)
    places = [place for one in json.loads(done.stdout)["findings"] for place in one["places"]]
    months = [place for place in places if place["heading"] == "months_worked"]
    assert (months[0]["source"], months[0]["sheet"], months[0]["row"]) == (NAME, "staff", 3)


def test_a_cell_is_told_by_the_number_of_its_row_and_the_name_of_its_column(hr: Cluster) -> None:
    address, query = hr.reader, ("--staff", ORDERED, "--period", "2024", "--lang", "en")
    done = run("explain", address, *query, "--subject", "C", "--rule", "rated-under-six-months")
    assert f"{NAME}, staff:3:months_worked" in done.stdout


def test_the_engine_in_the_database_finds_what_the_reference_engine_finds(hr: Cluster) -> None:
    there = asked(hr, ORDERED, "--engine", "sql", "--format", "json")
    here = asked(hr, ORDERED, "--engine", "reference", "--format", "json")
    assert json.loads(there.stdout)["engine"] == "sql (PostgreSQL)"
    assert findings(there) == findings(here) != []


def test_the_digest_of_the_source_tells_whether_the_answer_changed(hr: Cluster) -> None:
    first, again, other = (
        json.loads(asked(hr, query, "--format", "json").stdout)["batch"]["sources"]
        for query in (ORDERED, ORDERED, ORDERED + " desc")
    )
    assert first == again != other
    assert [one["path"] for one in first] == [NAME]


def test_python_reads_it_the_same_way(hr: Cluster) -> None:
    batch = read(hr.reader, staff="nhansu.canbo", units='public."units"', period="2024")
    assert batch.people == 3
    assert hr.reader not in repr(batch)
    assert any(one.rule == "rated-under-six-months" for one in check(batch).broken)


def test_many_rows_come_in_chunks_and_none_is_lost(hr: Cluster) -> None:
    many = "select 'S' || i as staff_id, 'U' as unit_id, 'VC' as category from generate_series"
    assert read(hr.reader, staff=f"{many}(1, 25001) i", period="2024").people == 25_001


NO_ANSWER = f"{NAME}, staff: the database gives no answer for the table `staff`"


@pytest.mark.parametrize(
    ("staff", "said"),
    [
        ("nhansu.canbbo", f'{NO_ANSWER} (relation "nhansu.canbbo" does not exist)'),
        ("select 1/0 as staff_id", f"{NO_ANSWER} (division by zero)"),
        ("select 1; drop table units", f"{NO_ANSWER} (cannot insert multiple commands"),
        ("select 1; commit; select 2", f"{NO_ANSWER} (cannot insert multiple commands"),
        (
            "with gone as (delete from units returning *) select * from gone",
            f"{NO_ANSWER} (DECLARE CURSOR must not contain data-modifying statements in WITH)",
        ),
        ("select nextval('tally')", f"{NO_ANSWER} (cannot execute nextval() in a read-only"),
        ("delete from units", "`delete from units` is neither the name of a table"),
        ("", "`` is neither the name of a table"),
        (
            "select i::text as staff_id from generate_series(1, 1000000) i",
            f"{NAME}, staff: the table has more than 250000 rows",
        ),
        (
            "select seen as decided_on, staff_id, unit_id, category from nhansu.canbo",
            f"{NAME}, staff: the column `decided_on` is of the type `timestamptz`",
        ),
        (
            "select staff_id, unit_id, category, row(1, 2)::text::bytea as rating "
            "from nhansu.canbo",
            f"{NAME}, staff: the column `rating` is of the type `bytea`",
        ),
        (
            "select pg_terminate_backend(pg_backend_pid())",
            f"{NAME}: the database broke the connection off (terminating connection",
        ),
    ],
)
def test_what_cannot_be_read_is_one_clear_message(hr: Cluster, staff: str, said: str) -> None:
    hr.run("CREATE SEQUENCE IF NOT EXISTS tally", "GRANT USAGE ON SEQUENCE tally TO reader")
    assert refused(asked(hr, staff)).startswith(said)
    with psycopg.connect(hr.reader) as connection:
        assert connection.execute("SELECT name FROM units").fetchall() == [("Phòng Nội vụ",)]


@pytest.mark.parametrize(
    ("staff", "said"),
    [
        (
            "select unit_id, category from nhansu.canbo",
            "the column `staff_id` (Staff id) is mis",
        ),
        (ORDERED.replace("order", "where false order"), "the table has headings but no rows"),
        (f"({ORDERED}) union all ({ORDERED})", "staff:1:staff_id: `A` stands in 2 rows"),
        ("select 7 as rating, staff_id, unit_id, category from nhansu.canbo", "not a grade"),
        ("select staff_id, staff_id as id, * from nhansu.canbo", "staff_id"),
    ],
)
def test_a_table_at_fault_is_told_as_one_of_a_file_is(hr: Cluster, staff: str, said: str) -> None:
    done = asked(hr, staff)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_role_without_the_right_to_read_is_told_so(hr: Cluster) -> None:
    hr.run("CREATE TABLE kin (staff_id text)", "REVOKE ALL ON kin FROM guest")
    said = refused(asked(hr, "kin", user="guest"))
    hr.run("DROP TABLE kin")
    assert said.startswith(f"{NO_ANSWER} (permission denied for table kin)")


def test_a_role_without_temporary_tables_is_judged_here_but_not_there(hr: Cluster) -> None:
    assert asked(hr, ORDERED, user="guest").exit_code == 1
    said = refused(asked(hr, ORDERED, "--engine", "sql", user="guest"))
    assert said.startswith(f"{NAME}: the database allows no temporary tables (permission denied")


def test_nothing_is_written_where_the_report_would_go(hr: Cluster, tmp_path: object) -> None:
    target = f"{tmp_path}/report.json"
    refused(asked(hr, "select 1/0 as staff_id", "--output", target))
    with pytest.raises(FileNotFoundError):
        open(target).close()  # noqa: PTH123


def test_a_database_that_is_not_there_is_told_without_the_password(hr: Cluster) -> None:
    done = run(
        "check", hr.url("reader", "gone", "tr%40p"), "--staff", "x", "--period", "2024",
        "--lang", "en",
    )  # fmt: skip
    said = refused(done)
    assert said.startswith("no connection to `postgresql:///gone` (")
    assert 'database "gone" does not exist' in said
    assert "tr%40p" not in said
    assert "tr@p" not in said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://u:secret@host/hr", "an address `mysql://` cannot be read from"),
        ("postgresq://u:secret@host/hr", "did you mean `postgresql`?"),
        ("postgresql:/u:secret@host/hr", "an address `postgresql://` cannot be read from"),
        ("postgresql://u:sec@ret@host/hr", "the address of the database cannot be understood"),
        ("postgresql://u:sec/ret@host/hr", "the address of the database cannot be understood"),
        ("postgresql://u:sec%ret@host/hr", "the address of the database cannot be understood"),
        ("postgresql://u:secret@127.0.0.1:1/hr", "no connection to `postgresql://127.0.0.1:1/hr`"),
    ],
)
def test_an_address_at_fault_is_told_without_the_password(address: str, said: str) -> None:
    done = run("check", address, "--staff", "x", "--period", "2024", "--lang", "en")
    assert said in refused(done)
    assert not any(part in done.output for part in ("secret", "sec", "ret@"))


def test_an_address_in_the_wrong_place_is_told_without_the_password() -> None:
    done = run("check", "round", "postgresql://u:secret@host/hr", "--lang", "en")
    assert done.exit_code == 2
    assert "postgresql://u:***@host/hr" in done.output
    assert "secret" not in done.output


def test_what_does_not_go_together_is_told() -> None:
    address = "postgresql://u:secret@host/hr"
    with pytest.raises(BatchError, match="nothing is asked of the database"):
        read(address, period="2024")
    with pytest.raises(BatchError, match="the period is not told"):
        read(address, staff="x")
    with pytest.raises(UsageError, match="`--units` goes with a database"):
        read("round", units="x")
    with pytest.raises(UsageError, match="an earlier round must be a file or a folder"):
        read("examples/01-phong-ban-2024", previous=address)
