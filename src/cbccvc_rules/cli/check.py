"""`cbccvc check`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypedDict, Unpack

import click

from cbccvc_rules.api import DRAWN_FORMATS, FORMATS, WORKED_FORMATS, check, library, write_text
from cbccvc_rules.api.many import (
    files_not_read,
    listed,
    many_text,
    round_names,
    rounds_of,
    told_of_each_other,
)
from cbccvc_rules.cli.asked import folder_of, law_asked, mapping_to_save, read_asked, rules_asked
from cbccvc_rules.cli.mapping import tell_columns
from cbccvc_rules.cli.options import (
    engine_option,
    fail_level_option,
    lang_option,
    rounds_options,
    save_mapping_option,
)
from cbccvc_rules.cli.output import (
    LONG_ROUND,
    NOTHING_JUDGED,
    progress_bar,
    put,
    says_problems,
    spare_what_was_read,
    talk,
    without_password,
)
from cbccvc_rules.cli.written import Written, numbered, written_where
from cbccvc_rules.errors import BatchError, NoLawError, Problem, UsageError
from cbccvc_rules.extras import late
from cbccvc_rules.model.many import CheckedRound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Severity
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.sources import Lang

PROOFS = Path(".cbccvc_cache")
"""Where the command is run: how proofs of local packs ended, for the next time."""
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class HowWritten(TypedDict):
    """How a report is written, whether of one round or of several."""

    lang: Lang
    names: bool | None
    fail_level: Severity
    strict: bool
    statistics: bool


@click.command("check")
@rounds_options
@engine_option
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Format of the report; by the end of --output's name, else text; again for more.",
)
@click.option(
    "--output",
    "-o",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Write to a file instead; again for more, each in the format its name ends in.",
)
@lang_option
@fail_level_option()
@click.option("--strict", is_flag=True, help="Fail where a rule could not be checked, too.")
@click.option(
    "--names/--no-names",
    default=None,
    help="Name people (text, html, docx and xlsx do by default, machine formats do not).",
)
@click.option(
    "--all-verdicts",
    "every_verdict",
    is_flag=True,
    help="List the rules kept and those that do not apply, too.",
)
@click.option(
    "--waivers",
    type=_FILE,
    help="Ledger of waivers (YAML); what it answers for is marked and does not count.",
)
@click.option(
    "--baseline",
    type=_FILE,
    help="Earlier JSON report; what it has, for the same facts, does not count.",
)
@click.option(
    "--diff",
    "since",
    type=_FILE,
    help="Earlier JSON report; tell what is new and what is mended since.",
)
@click.option(
    "--statistics", is_flag=True, help="In text, count what each rule found instead of telling it."
)
@save_mapping_option
@says_problems
def check_command(
    batches: tuple[str, ...],
    engine: str,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    every_verdict: bool,
    waivers: Path | None,
    baseline: Path | None,
    since: Path | None,
    **how: Unpack[HowWritten],
) -> None:
    """Judge every rule on every subject of BATCH: a folder, a workbook, or a list with --period.

    Several are judged one by one and reported together; so is all that is in a folder that is no
    round itself. BATCH may be the address of a database as well, with --staff naming a table or a
    query.
    """
    written = written_where(formats, outputs)
    kept, paths = _kept_for(written), rounds_of(batches)
    for one in (problem for batch in batches for problem in files_not_read(batch)):
        talk(one.say(how["lang"]))
    names = round_names([without_password(path) for path in paths])

    def judged(batch: str) -> tuple[Batch, Findings]:
        rounds = read_asked(batch, in_rows=_in_rows(engine, kept), among=paths)
        tell_columns(rounds, batch, how["lang"])
        with progress_bar(batch, long=rounds.people >= LONG_ROUND) as progress:
            return rounds, check(
                rounds,
                **rules_asked(),
                engine=engine,
                every_verdict=every_verdict,
                waivers=waivers,
                baseline=baseline,
                since=since,
                called=names[without_password(batch)],
                proofs=PROOFS,
                **kept,
                progress=progress,
            )

    if len(paths) > 1 or paths != batches:
        _look_ahead(paths, waivers, [one for one in (baseline, since) if one], how["lang"])
        _tell_many(_each(paths, judged), written, how)
    folder, (_, found) = folder_of(paths[0]), judged(paths[0])
    _put_each(written, lambda form, **way: write_text(found, form, folder=folder, **way, **how))
    sys.exit(1 if found.fails(how["fail_level"], strict=how["strict"]) else 0)


class _Kept(TypedDict):
    """What is worked out for some formats alone."""

    distribution: bool
    workings: bool


def _kept_for(written: Sequence[Written]) -> _Kept:
    """Return what the formats asked for need beside the findings."""
    forms = {form for form, _ in written}
    return {"distribution": bool(forms & DRAWN_FORMATS), "workings": bool(forms & WORKED_FORMATS)}


def _in_rows(engine: str, kept: _Kept) -> bool:
    """Return whether people must be rows: for most engines, and where the rows are shown."""
    return kept["workings"] or engine not in {"auto", "sql"}


def _put_each(written: Sequence[Written], made: Callable[..., str | bytes]) -> None:
    """Make every report, then write each where it goes; on a terminal it may be in colour."""
    spare_what_was_read(output for _, output in written)
    reports = [
        (made(form, colour=output is None and sys.stdout.isatty()), output)
        for form, output in written
    ]
    for report, output in reports:
        put(report, output)


def _look_ahead(
    paths: Sequence[str],
    waivers: Path | None,
    earlier: Sequence[Path],
    lang: Lang,
) -> None:
    """Refuse what does not go with several rounds, before the first of them is judged."""
    if mapping_to_save() is not None:
        raise UsageError(Problem("one-round-alone", None, {"option": "save-mapping"}))
    rounds = [without_password(path) for path in paths]
    need_of_several = late("api.answers").need_of_several
    for problem in need_of_several(waivers, earlier, library(law_asked()["packs"]).rules, rounds):
        talk(problem.say(lang))


def _each(
    paths: Sequence[str], judged: Callable[[str], tuple[Batch, Findings]]
) -> tuple[CheckedRound, ...]:
    """Judge rounds one by one; one that cannot be judged loses none of the others."""
    found: list[CheckedRound] = []
    batches: list[tuple[str, Batch]] = []
    for path in paths:
        name, folder = without_password(path), folder_of(path)
        try:
            batch, findings = judged(path)
        except (BatchError, NoLawError) as refused:
            found.append(CheckedRound(name, folder, refused=refused.problems))
        else:
            batches.append((name, batch))
            found.append(CheckedRound(name, folder, findings))
    return told_of_each_other(found, listed(batches))


def _tell_many(
    found: Sequence[CheckedRound], written: Sequence[Written], how: HowWritten
) -> NoReturn:
    """Write the report of several rounds, and end with the worst of their exit codes.

    The workbook of each round is a file of its own, beside that of all of them.
    """
    beside = {
        target: numbered(target, found)
        for form, target in written
        if form in WORKED_FORMATS and target is not None
    }
    spare_what_was_read(one for paths in beside.values() for one in paths if one is not None)
    for form, target in written:
        way = {"colour": target is None and sys.stdout.isatty()}
        paths = beside.get(target, ()) if target is not None else ()
        names = tuple(None if path is None else path.name for path in paths)
        put(many_text(found, form, beside=names, **way, **how), target)
        for one, path in zip(found, paths, strict=False):
            if one.findings is not None and path is not None:
                put(write_text(one.findings, form, folder=one.folder, **way, **how), path)
    level, strict = how["fail_level"], how["strict"]
    sys.exit(max(_code(one, level, strict=strict) for one in found))


def _code(one: CheckedRound, level: Severity, *, strict: bool) -> int:
    """Return the exit code that a round would have alone."""
    if one.findings is None:
        return NOTHING_JUDGED
    return 1 if one.findings.fails(level, strict=strict) else 0
