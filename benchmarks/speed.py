"""Measure and print: `python -m benchmarks.speed`. Ratios travel; seconds do not.

What is measured is the processor's time, not the wall's: another program may be running.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.peer import facts, pairs
from benchmarks.people import made_up
from cbccvc_rules import Session, check, explain
from cbccvc_rules.api.context import context
from cbccvc_rules.api.verbs import library
from cbccvc_rules.model.scale import GRADES
from cbccvc_rules.packs.inforce import Choices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROUNDS = 5
PROCESSES = 15
SIZES = (1_000, 5_000)
LIST = 200
UNIT = 50
AGENCY = 5_000
EDITS = 30
ONE = "CC00007"
WHICH = ("each person and grade for the first time", "again", "one person to and fro")
BARE = "import pydantic, click, yaml; pydantic.BaseModel"


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median seconds of some rounds of work."""

    def once() -> float:
        begun = process_time()
        work()
        return process_time() - begun

    return median(once() for _ in range(rounds))


def beside_peer(people: int) -> tuple[int, float, float]:
    """Return how many conditions are judged, and microseconds for one: ours, the peer's."""
    here = context(made_up(people), library(), Choices((), {}, {}, (), ()))
    both = list(pairs(here.ruleset, here.world))
    rows = here.world.staff
    told = [facts(row) for row in rows]

    def ours() -> None:
        for pair in both:
            for row in rows:
                pair.ours(row)

    def peers() -> None:
        for pair in both:
            for fact in told:
                pair.peer.matches(fact)

    judged = len(both) * len(rows)
    return len(both), timed(ours) / judged * 1e6, timed(peers) / judged * 1e6


def whole_check(people: int) -> float:
    """Return the seconds of `check` with every rule."""
    batch = made_up(people)
    return timed(lambda: check(batch), rounds=3)


def edits() -> tuple[float, float, float]:
    """Return the median seconds of an edit with its explanations in a round of 50 held open.

    Each edit gives somebody another grade, so that verdicts turn. First every grade that everybody
    has not, each once; then the same again in another order; then one person to and fro.
    """
    batch = made_up(UNIT)
    session = Session(batch)
    grades = {row.key: row.values["rating"] for row in batch.tables["staff"]}
    others = [(key, one) for key, own in grades.items() for one in GRADES if one != own]
    told = [median(seconds(session, order)) for order in shuffled(others)]
    to_and_fro = islice(((ONE, grade) for grade in cycle(GRADES[1:])), EDITS)
    return told[0], told[1], median(seconds(session, to_and_fro))


def shuffled(edits: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield edits in two orders, the same in every run."""
    for seed in (7, 8):
        yield Random(seed).sample(edits, len(edits))


def seconds(session: Session, edits: Iterable[tuple[str, str]]) -> Iterator[float]:
    """Yield the seconds of each edit, with every explanation of what it turned put into words."""
    for key, grade in edits:
        begun = process_time()
        for one in session.change(key, rating=grade).turned:
            str(explain(one.finding))
        yield process_time() - begun


def whatif_beside_check() -> tuple[float, float]:
    """Return the seconds of `cbccvc whatif` and of `cbccvc check`, each on a list of an agency."""
    with tempfile.TemporaryDirectory() as folder:
        path = a_list(Path(folder), AGENCY)
        asked = (str(path), "--period", "2024")
        edit = ("--set", "CC00007.rating=HTNV")
        return (
            process_seconds("-m", "cbccvc_rules", "whatif", *asked, *edit),
            process_seconds("-m", "cbccvc_rules", "check", *asked),
        )


def a_list(folder: Path, people: int = LIST) -> Path:
    """Write a staff list with the columns such lists have."""
    path = folder / "staff.csv"
    columns = ("staff_id", "unit_id", "category", "role", "months_worked", "rating")
    rows = [row.values for row in made_up(people).tables["staff"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def beside_bare_process(people: int) -> tuple[float, float]:
    """Return the seconds of `cbccvc check` on a list and of a process that only imports."""
    with tempfile.TemporaryDirectory() as folder:
        path = a_list(Path(folder), people)
        command = ("-m", "cbccvc_rules", "check", str(path), "--period", "2024")
        both = [(process_seconds(*command), process_seconds("-c", BARE)) for _ in range(PROCESSES)]
    ours, bare = zip(*both[1:], strict=True)  # the first compiles what is imported
    return median(ours), median(bare)


def process_seconds(*words: str) -> float:
    """Return the seconds of a process of its own, its modules compiled as after an installation."""
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run((sys.executable, *words), env=environment, capture_output=True)
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def page() -> Iterator[str]:
    """Yield the table of figures."""
    yield "| measured | ours | beside it | ratio |"
    yield "|---|---|---|---|"
    for people in SIZES:
        number, ours, peer = beside_peer(people)
        what = f"one of {number} conditions on one of {people} people, beside rule-engine"
        yield f"| {what} | {ours:.2f} µs | {peer:.2f} µs | {ours / peer:.2f} |"
    small, large = (whole_check(people) for people in SIZES)
    what = f"`check`, every rule, {SIZES[1]} people beside {SIZES[0]}, per person"
    per = (large / SIZES[1], small / SIZES[0])
    yield f"| {what} | {per[0] * 1e3:.2f} ms | {per[1] * 1e3:.2f} ms | {per[0] / per[1]:.2f} |"
    batch = made_up(UNIT)
    whole = timed(lambda: check(batch))
    for edit, which in zip(edits(), WHICH, strict=True):
        what = f"`Session.change` with its explanations, beside `check`, {UNIT} people: {which}"
        yield f"| {what} | {edit * 1e3:.1f} ms | {whole * 1e3:.0f} ms | {edit / whole:.3f} |"
    edit, whole = whatif_beside_check()
    what = f"`cbccvc whatif` beside `cbccvc check`, a list of {AGENCY}"
    yield f"| {what} | {edit:.2f} s | {whole:.2f} s | {edit / whole:.2f} |"
    for people in (LIST, AGENCY):
        ours, bare = beside_bare_process(people)
        what = (
            f"`cbccvc check` on a list of {people}, "
            "beside a process that imports pydantic, click, yaml"
        )
        yield f"| {what} | {ours:.2f} s | {bare:.2f} s | {ours / bare:.2f} |"


if __name__ == "__main__":
    for line in page():
        print(line, flush=True)  # noqa: T201
