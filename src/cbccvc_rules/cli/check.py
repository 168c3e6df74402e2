"""`cbccvc check`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import FORMATS, check, format_of, read, write_text
from cbccvc_rules.cli.options import (
    asked_of_reading,
    day,
    folder_of,
    lang_option,
    output_option,
    pairs,
    round_options,
)
from cbccvc_rules.cli.output import LONG_ROUND, progress_bar, put, says_problems
from cbccvc_rules.engines.kinds import KINDS as ENGINES
from cbccvc_rules.model.finding import SEVERITIES, Severity

if TYPE_CHECKING:
    from cbccvc_rules.sources import Lang

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("check")
@round_options
@click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    show_default=True,
    help="Which engine judges; the findings are the same.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Format of the report; by the end of --output's name, else text.",
)
@output_option
@lang_option
@click.option(
    "--fail-level",
    type=click.Choice(SEVERITIES),
    default="violation",
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
@click.option("--strict", is_flag=True, help="Fail where a rule could not be checked, too.")
@click.option(
    "--names/--no-names",
    default=None,
    help="Name people (text does by default, machine formats do not).",
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
@says_problems
def check_command(
    batch: str,
    period: str | None,
    on: str | None,
    stage: str | None,
    packs: tuple[str, ...],
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    previous: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    engine: str,
    form: str | None,
    output: Path | None,
    lang: Lang,
    fail_level: Severity,
    strict: bool,
    names: bool | None,
    every_verdict: bool,
    waivers: Path | None,
    baseline: Path | None,
    since: Path | None,
    statistics: bool,
) -> None:
    """Judge every rule on every subject of BATCH: a folder, a workbook, or a list with --period.

    BATCH may be the address of a database as well, with --staff naming a table or a query.
    """
    written = form or format_of(output)
    rounds = read(
        batch, period=period, on=day(on), stage=stage, previous=previous, **asked_of_reading()
    )
    with progress_bar(batch, long=rounds.people >= LONG_ROUND) as progress:
        findings = check(
            rounds,
            packs=packs,
            readings=pairs(readings),
            parameters=pairs(parameters),
            select=select,
            ignore=ignore,
            engine=engine,
            every_verdict=every_verdict,
            waivers=waivers,
            baseline=baseline,
            since=since,
            progress=progress,
        )
    report = write_text(
        findings,
        written,
        lang=lang,
        names=names,
        colour=output is None and sys.stdout.isatty(),
        folder=folder_of(batch),
        fail_level=fail_level,
        strict=strict,
        statistics=statistics,
    )
    put(report, output)
    sys.exit(1 if findings.fails(fail_level, strict=strict) else 0)
