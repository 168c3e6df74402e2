"""`cbccvc pack verify` and its kin: questions about the packs, put to a solver."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import day_asked
from cbccvc_rules.cli.asked import pairs
from cbccvc_rules.cli.options import answer_format_option, form_of, lang_option, output_option
from cbccvc_rules.cli.output import progress_bar, put, says_problems, talk
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.extras import SOLVE, z3
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.packs.load import load
from cbccvc_rules.solve.reasons import reasons_in, stale
from cbccvc_rules.solve.said import FORMATS, said, unexplained
from cbccvc_rules.solve.said_tightens import said_tightens
from cbccvc_rules.solve.tightens import tightened
from cbccvc_rules.solve.verify import verify
from cbccvc_rules.solve.written import write_round
from cbccvc_rules.sources import packaged_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.tightens import Tightened
    from cbccvc_rules.sources import Lang


def solver_asked() -> ModuleType:
    """Return the solver.

    Raises:
        UsageError: where it is not installed, with what to install.
    """
    found = z3()
    if found is None:
        raise UsageError(Problem("extra-missing", None, {"extra": SOLVE}))
    return found


@click.command("verify")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option(
    "--rules",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Rules folder; the one that comes with the library by default.",
)
@click.option("--on", metavar="DAY", help="Ask of the law of this day only.")
@click.option(
    "--reading",
    "readings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Ask under a reading; of the others the defaults hold.",
)
@click.option(
    "--tightens",
    metavar="PARENT",
    help="Prove that one local PACK permits nothing that this pack forbids.",
)
@click.option(
    "--witness",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With --tightens: write the round that refutes it as tables into this folder.",
)
@answer_format_option(FORMATS)
@output_option
@lang_option
@says_problems
def pack_verify_command(
    packs: tuple[str, ...],
    rules: Path | None,
    on: str | None,
    readings: tuple[str, ...],
    tightens: str | None,
    witness: Path | None,
    form: str | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Ask what the packs leave open, forbid twice or turn around, by proof.

    PACK is a pack's name or the folder of a local one; all of them by default. Every record must
    admit a lawful grade, no rule may be dead, contradict or repeat another, no better grade of a
    unit may break what was kept: what is found is listed with a smallest round that shows it and
    must have its reason in the pack's proofs.yaml. Exits 1 where a reason is missing or no longer
    true, and where the solver gives up.

    With --tightens PARENT it is proved of one local pack that it permits nothing that its parent
    forbids, or refuted by a smallest round. Exits 1 unless it is proved.
    """
    form = form_of(form, output, FORMATS)
    solver = solver_asked()
    told = packs if tightens is None else (*packs, tightens)
    local = [Path(name) for name in told if Path(name).is_dir()]
    known = load(rules, local)
    asked = _names(packs, known)
    chosen = Choices(readings=pairs(readings))
    if tightens is not None:
        (parent,) = _names([tightens], known)
        day = None if on is None else day_asked(on)
        held = tightened(solver, known, _one(asked), parent, day=day, choices=chosen)
        put(said_tightens(held, known, form, lang), output)
        _write(held, witness)
        sys.exit(0 if held.proved else 1)
    reasons = reasons_in(packaged_rules() if rules is None else rules, local)
    day = None if on is None else day_asked(on)
    choices = Choices(packs=_added(known, local), readings=chosen.readings)
    with progress_bar("pack verify", long=True) as progress:
        done = verify(solver, known, choices, reasons, progress, asked, day)
    put(said(done, known, form, lang), output)
    whole = not asked and day is None and not readings
    faults = list(stale(reasons, {one.found.id for one in done.listed})) if whole else []
    for fault in faults:
        talk(fault.say(lang))
    sys.exit(1 if faults or done.given_up or unexplained(done) else 0)


def _one(asked: Sequence[str]) -> str:
    """Return the one pack that is held against a parent.

    Raises:
        UsageError: where not just one is told.
    """
    if len(asked) != 1:
        raise UsageError(Problem("one-pack-alone"))
    return asked[0]


def _write(done: Tightened, folder: Path | None) -> None:
    """Write the rounds that refute a pack: one into the folder, several into folders in it."""
    refuted = [one for one in done.claims if one.witness is not None]
    for one in () if folder is None else refuted:
        if one.witness is not None and folder is not None:
            own = folder if len(refuted) == 1 else folder / one.rule
            write_round(one.witness, own, done.chosen)


def _names(packs: Sequence[str], known: Library) -> list[str]:
    """Return the ids of the packs asked about.

    Raises:
        UsageError: with every pack that is not known.
    """
    names = [Path(name).resolve().name if Path(name).is_dir() else name for name in packs]
    unknown = [name for name in names if name not in known.packs]
    if unknown:
        raise UsageError(
            *(
                Problem(
                    "pack-unknown", None, {"pack": one, "nearest": nearest(one, known.packs) or ""}
                )
                for one in unknown
            )
        )
    return names


def _added(known: Library, local: Sequence[Path]) -> tuple[str, ...]:
    return tuple(name for one in local if (name := one.resolve().name) in known.packs)
