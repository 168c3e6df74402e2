"""The rules over a nation, from a Parquet file: how long, in how much memory, beside others.

`python -m benchmarks.national [PEOPLE …]` makes up rounds of so many people (`benchmarks.nation`),
and judges each by every rule in a process of its own. For the largest but one it also asks eight
rules of polars, pandera, rule-engine and zen-engine, where they are installed:
`pip install polars 'pandera[polars]' rule-engine zen-engine`.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.eight import COLUMNS, EIGHT, by_pandera, by_polars, by_rule_engine, by_zen
from benchmarks.nation import Nation
from cbccvc_rules.api.listed_law import ListedLaw
from cbccvc_rules.api.verbs import chosen
from cbccvc_rules.engines.sql.list_plan import ListPlan
from cbccvc_rules.intake import list_scan
from cbccvc_rules.model.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cbccvc_rules.model.listed import Listed

from cbccvc_rules import read

SIZES = (23_000, 230_000, 2_300_000)
UNITS = 90_000
MEMORY = "400MB"
"""What DuckDB may take; the rest of the process is Python with its units."""
ONE_BY_ONE = 20_000
"""So many people are judged by what judges one person after another, and the time multiplied."""
Figures = dict[str, float]


class _Clock:
    """Measures a step: seconds of the wall and of the processor."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def of(self, name: str, step: Callable[[], object]) -> object:
        wall, processor = time.perf_counter(), time.process_time()
        found = step()
        self.figures[name] = time.perf_counter() - wall
        self.figures[f"{name} cpu"] = time.process_time() - processor
        return found


def ours(folder: Path, select: Sequence[str] = ()) -> Figures:
    """Judge a round from its file; return the figures of each step."""
    list_scan.MEMORY = MEMORY
    figures: Figures = {}
    clock = _Clock(figures)
    clock.of("read and checked", lambda: figures.update(_read(folder)))
    batch = _BATCHES[0]
    listed = batch.in_file
    assert listed is not None
    listed.make("SET threads = 2")
    law = ListedLaw.of(*_law(batch, listed, select))
    plan = ListPlan(listed, law.context.world, law.context.ruleset, law.standings, law.apart)
    clock.of("units loaded", plan.make_units)
    clock.of("written as statements", plan.compile)
    clock.of("columns taken", plan.make_people)
    clock.of("bare scan", lambda: listed.ask(_every_column(listed, plan)))
    clock.of("judged", plan.judge)
    counts = clock.of("verdicts counted", plan.counts)
    if not select:
        clock.of("other readings", plan.judge_otherwise)
    assert isinstance(counts, dict)
    figures["rules"] = len(counts)
    figures["broken"] = sum(one[Verdict.BROKEN] for one in counts.values())
    figures["verdicts"] = sum(sum(one.values()) for one in counts.values())
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


_BATCHES = []


def _read(folder: Path) -> Figures:
    _BATCHES.append(read(folder, in_file=True))
    return {}


def _law(batch: object, listed: Listed, select: Sequence[str]) -> tuple[object, ...]:
    told, library, choices = chosen(batch, None, (), None, None, select)
    return told, listed, library, choices


def _every_column(listed: Listed, plan: ListPlan) -> str:
    """Return a query that reads every column of the file that the rules need, and no more."""
    columns = [name for of, name in plan.tables.needs.columns if of == "staff"]
    needed = {plan.tables.staff.told_in(name) for name in columns}
    told = {"staff_id", "unit_id", "leads", "role", "category", "peer_group", *needed}
    columns = sorted(told & set(listed.columns))
    sums = ", ".join(f"max({listed.name_in_scan(name)})" for name in columns)
    return f"SELECT {sums} FROM list"


def beside(folder: Path, people: int, asked: str) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of the same eight rules by another one; it must find the same."""
    path = folder / "staff.parquet"
    small = min(people, ONE_BY_ONE)
    for name, count, times in (
        ("polars", lambda: by_polars(path), 1.0),
        ("pandera", lambda: by_pandera(path), 1.0),
        ("rule-engine", lambda: by_rule_engine(path, small), people / small),
        ("zen-engine", lambda: by_zen(path, small), people / small),
    ):
        if name == asked:
            yield name, _beside(count, times)


def _beside(count: Callable[[], Mapping[str, int]], times: float) -> Figures:
    figures: Figures = {}
    try:
        found = _Clock(figures).of("judged", count)
    except ImportError:
        return {}
    assert isinstance(found, dict)
    return {
        "judged": figures["judged"] * times,
        "judged cpu": figures["judged cpu"] * times,
        "broken": sum(found.values()) * times,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _in_process(*told: str) -> dict[str, Figures]:
    """Measure in a process of its own, so that no figure has what another one left behind."""
    words = [sys.executable, "-m", "benchmarks.national", "--part", *told]
    found = subprocess.run(words, check=True, capture_output=True, text=True)
    answer: dict[str, Figures] = json.loads(found.stdout)
    return answer


def _part(told: Sequence[str]) -> dict[str, Figures]:
    what, folder, *rest = told
    if what == "ours":
        return {"ours": ours(Path(folder))}
    if what == "eight":
        return {"ours": ours(Path(folder), tuple(EIGHT))}
    return dict(beside(Path(folder), int(rest[0]), what))


def measured(sizes: Sequence[int]) -> Iterator[str]:
    """Yield the lines of the table."""
    full: dict[int, Figures] = {}
    with TemporaryDirectory() as above:
        for people in sizes:
            folder = Path(above) / str(people)
            Nation(people, min(UNITS, max(1, people // 25))).write(folder, "parquet")
            (folder / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
            full[people] = _in_process("ours", str(folder))["ours"]
            yield from _lines(people, full[people])
        yield f"slope of judging over people: {_slope(full):.2f} (1 is linear)"
        people = max((one for one in sizes if one <= SIZES[-1]), default=0)
        if not people:
            return
        folder = Path(above) / str(people)
        eight = _in_process("eight", str(folder))["ours"]
        yield f"eight rules on {people} people, {len(COLUMNS)} columns:"
        taken = _whole(eight)
        yield f"  ours: {taken:.2f} s, {eight['megabytes']:.0f} MB, broken {eight['broken']:.0f}"
        for name in ("polars", "pandera", "rule-engine", "zen-engine"):
            figures = _in_process(name, str(folder), str(people))[name]
            if not figures:
                yield f"  {name}: not installed"
                continue
            yield (
                f"  {name}: {figures['judged']:.2f} s ({figures['judged'] / taken:.1f} × ours), "
                f"{figures['megabytes']:.0f} MB, broken {figures['broken']:.0f}"
            )


def _whole(figures: Figures, kind: str = "") -> float:
    """Return how long it took from the file to the counts of the verdicts."""
    return sum(figures[name + kind] for name in ("columns taken", "judged", "verdicts counted"))


def _lines(people: int, figures: Figures) -> Iterator[str]:
    scan, whole = figures["bare scan"], _whole(figures)
    yield (
        f"{people} people, {figures['rules']:.0f} rules, {figures['verdicts']:.0f} verdicts, "
        f"broken {figures['broken']:.0f}"
    )
    for name in (
        *("read and checked", "units loaded", "written as statements", "columns taken", "judged"),
        *("verdicts counted", "other readings", "bare scan"),
    ):
        yield f"  {name}: {figures[name]:.2f} s ({figures[f'{name} cpu']:.2f} s of the processor)"
    yield (
        f"  from Parquet to counted verdicts {whole:.2f} s ({_whole(figures, ' cpu'):.2f} s of the "
        f"processor), {whole / scan:.0f} × the bare scan; peak of the process "
        f"{figures['megabytes']:.0f} MB, of DuckDB at most {MEMORY}"
    )


def _slope(full: Mapping[int, Figures]) -> float:
    """Return by what power of the number of people the time grows."""
    points = [
        (math.log(people), math.log(_whole(figures, " cpu"))) for people, figures in full.items()
    ]
    if len(points) < 2:
        return 1.0
    (first, low), (last, high) = points[-2:]  # of few people most of it is the same for all sizes
    return (high - low) / (last - first)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--part"]:
        sys.stdout.write(json.dumps(_part(sys.argv[2:])))
    else:
        for line in measured([int(word) for word in sys.argv[1:]] or SIZES):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
