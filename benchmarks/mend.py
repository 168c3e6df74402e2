"""The smallest mend of a nation, from a Parquet file: how long, beside reading and judging it.

`python -m benchmarks.mend [PEOPLE …]` makes up rounds of so many people (`benchmarks.nation`) and
mends each in a process of its own; `--folder FOLDER` takes a round that is there. What counts are
the ratios of one run: seconds hang on the machine and on what else it does.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.nation import Nation
from cbccvc_rules import read
from cbccvc_rules.api.listed_law import ListedLaw
from cbccvc_rules.api.repair import repair
from cbccvc_rules.api.verbs import chosen
from cbccvc_rules.engines.sql.list_plan import ListPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.repaired import Repair

SIZES = (23_000, 230_000, 2_300_000)
PEOPLE_OF_UNIT = 25
Figures = dict[str, float]


def mended(folder: Path) -> Figures:
    """Mend a round in its file; return processor seconds of each step, and what was found."""
    figures: Figures = {}

    def timed(name: str, step: Callable[[], object]) -> object:
        start = time.process_time()
        found = step()
        figures[name] = time.process_time() - start
        return found

    rounds: list[Batch] = []
    found: list[Repair] = []
    timed("read", lambda: rounds.append(read(folder, in_file=True)))
    (batch,) = rounds
    timed("judged once", lambda: _judged(batch))
    figures["megabytes judged"] = _megabytes()
    timed("mended", lambda: found.append(repair(batch)))
    figures["megabytes"] = _megabytes()
    figures["people changed"] = found[0].people
    figures["left"] = len(found[0].unmended)
    return figures


def _judged(batch: Batch) -> None:
    """Judge the list by every rule; nothing is explained."""
    listed = batch.in_file
    assert listed is not None
    told, library, choices = chosen(batch, None, (), None, None)
    law = ListedLaw.of(told, listed, library, choices)
    plan = ListPlan(listed, law.context.world, law.context.ruleset, law.standings, law.apart)
    plan.make_units()
    plan.compile()
    plan.make_people()
    plan.judge()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_process(folder: Path) -> Figures:
    words = [sys.executable, "-m", "benchmarks.mend", "--part", str(folder)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def _said(name: str, figures: Figures) -> str:
    read_, judged, whole = (figures[one] for one in ("read", "judged once", "mended"))
    return (
        f"{name}: read {read_:.1f} s, judged once {judged:.1f} s, mended {whole:.1f} s "
        f"({whole / judged:.1f} times judging, {whole / read_:.1f} times reading); "
        f"changed {figures['people changed']:.0f}, left {figures['left']:.0f}; "
        f"{figures['megabytes judged']:.0f} MB judged, {figures['megabytes']:.0f} MB mended\n"
    )


def main(told: Sequence[str]) -> None:
    """Measure rounds of the sizes told, or the round of a folder."""
    if told[:1] == ["--part"]:
        sys.stdout.write(json.dumps(mended(Path(told[1]))))
    elif told[:1] == ["--folder"]:
        sys.stdout.write(_said(told[1], _in_process(Path(told[1]))))
    else:
        for people in map(int, told or map(str, SIZES)):
            with TemporaryDirectory() as folder:
                Nation(people, max(people // PEOPLE_OF_UNIT, 1)).write(Path(folder), "parquet")
                (Path(folder) / "batch.yaml").write_text("period: 2024\n", encoding="utf-8")
                sys.stdout.write(_said(f"{people:,} people", _in_process(Path(folder))))


if __name__ == "__main__":
    main(sys.argv[1:])
