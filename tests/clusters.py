"""A PostgreSQL of our own for a test: made in a temporary folder, reached by a socket, stopped.

Nothing of a server that may run on the machine is touched, and no port is taken.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_FOUND = "PostgreSQL's `initdb` is not installed (Debian: apt-get install postgresql)"
NOT_AS_ROOT = "PostgreSQL does not run as root, and there is no user `postgres` to run it as"
SETTINGS = {
    "listen_addresses": "''",  # no port: a socket in the folder alone
    "fsync": "off",
    "shared_buffers": "16MB",
    "max_connections": "10",
}
READER_PASSWORD = "p@ss/w0rd:%"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server: `reader` may read and make temporary tables, nothing else."""

    folder: Path

    def url(self, user: str, database: str = "hr", password: str = "") -> str:
        """Return the address of a database in it."""
        named = f"{user}:{password}@" if password else f"{user}@"
        return f"postgresql://{named}/{database}?host={self.folder}"

    @property
    def reader(self) -> str:
        """The address as the role that may read."""
        return self.url("reader")

    def run(self, *statements: str, database: str = "hr") -> None:
        """Run statements as the owner of everything."""
        with psycopg.connect(self.url("owner", database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def why_not() -> str:
    """Return why there can be no server here, nothing where there can."""
    if binaries() is None:
        return NOT_FOUND
    if os.name == "posix" and os.getuid() == 0 and not _has_user_postgres():
        return NOT_AS_ROOT
    return ""


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs: the newest of Debian's, or that on the path."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda one: float(one.parts[-3]))
    if found:
        return found[-1].parent
    here = shutil.which("initdb")
    return None if here is None else Path(here).resolve().parent


def _has_user_postgres() -> bool:
    return shutil.which("runuser") is not None and "postgres:" in Path("/etc/passwd").read_text(
        encoding="utf-8"
    )


def _run(folder: Path, program: str, *options: str) -> None:
    found = binaries()
    if found is None:
        raise LookupError(NOT_FOUND)
    command = [str(found / program), *options]
    if os.name == "posix" and os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    with (folder / "said").open("a", encoding="utf-8") as said:
        done = subprocess.run(command, stdout=said, stderr=said, cwd=folder, check=False)
    if done.returncode:
        print((folder / "said").read_text(encoding="utf-8"), file=sys.stderr)  # noqa: T201
        done.check_returncode()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a server with a database `hr` and the roles; stop it and take it away."""
    # A socket's path may have some hundred characters: the folders of pytest are too deep.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.name == "posix" and os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")
    try:
        _run(folder, "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync")  # fmt: skip
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        _run(folder, "pg_ctl", "-D", data, "-w", "-o", f"-k {folder} {options}",
             "-l", str(folder / "log"), "start")  # fmt: skip
        try:
            here = Cluster(folder)
            _make_roles(here)
            yield here
        finally:
            _run(folder, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_roles(here: Cluster) -> None:
    here.run("CREATE DATABASE hr", database="postgres")
    here.run(
        "CREATE ROLE reader LOGIN",
        "CREATE ROLE guest LOGIN",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON DATABASE hr FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE hr TO reader",
        "GRANT CONNECT ON DATABASE hr TO guest",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader, guest",
    )
