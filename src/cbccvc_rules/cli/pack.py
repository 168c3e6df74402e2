"""`cbccvc pack`: work on rule packs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.authoring.cases import cases_of_packs, run_case
from cbccvc_rules.authoring.coverage import coverage
from cbccvc_rules.authoring.coverage_said import (
    STATES,
    coverage_json,
    coverage_text,
    unlisted_line,
)
from cbccvc_rules.authoring.explained import explained_in
from cbccvc_rules.authoring.expressions import files_of
from cbccvc_rules.authoring.mutation import mutants
from cbccvc_rules.authoring.reached import unreached
from cbccvc_rules.authoring.said import (
    cases_summary,
    mismatch_line,
    pack_checked,
    pack_list,
    unreached_line,
)
from cbccvc_rules.authoring.said_mutants import FORMATS, said
from cbccvc_rules.authoring.schemas import ANSWERS, REPORT, REPORTS, SUMMARY, schema
from cbccvc_rules.authoring.schemas import KINDS as SCHEMAS
from cbccvc_rules.authoring.survivors import drawn, of_rules, outcomes, stale
from cbccvc_rules.authoring.trial import Bench
from cbccvc_rules.cli.options import answer_format_option, form_of, lang_option, output_option
from cbccvc_rules.cli.output import progress_bar, put, says_problems, talk
from cbccvc_rules.cli.pack_cases import pack_cases_command
from cbccvc_rules.cli.pack_diff import pack_diff_command
from cbccvc_rules.cli.proofs import pack_verify_command
from cbccvc_rules.packs.load import load
from cbccvc_rules.packs.outlines import outlines_text
from cbccvc_rules.packs.scale import read_labels
from cbccvc_rules.sources import packaged_rules

if TYPE_CHECKING:
    from cbccvc_rules.authoring.cases import Mismatch
    from cbccvc_rules.packs.schema import State
    from cbccvc_rules.sources import Lang

_MANY_CASES = 200
_rules = click.option(
    "--rules",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Rules folder; the one that comes with the library by default.",
)
_local = click.option(
    "--pack",
    "local",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The folder of a local pack, read beside the others.",
)


@click.group("pack")
def pack_group() -> None:
    """Read, check and test rule packs."""


@pack_group.command("list")
@_rules
@_local
@lang_option
@says_problems
def pack_list_command(rules: Path | None, local: tuple[Path, ...], lang: Lang) -> None:
    """List the packs with their rules and dates."""
    put(pack_list(load(rules, local), lang), None)


@pack_group.command("check")
@_rules
@_local
@lang_option
@says_problems
def pack_check_command(rules: Path | None, local: tuple[Path, ...], lang: Lang) -> None:
    """Check every file of every pack; all faults at once, with file:line:column."""
    put(pack_checked(load(rules, local), lang), None)


@pack_group.command("test")
@_rules
@_local
@lang_option
@says_problems
def pack_test_command(rules: Path | None, local: tuple[Path, ...], lang: Lang) -> None:
    """Run the cases beside the rules."""
    known = load(rules, local)
    cases = cases_of_packs(packaged_rules() if rules is None else rules, known, local)
    mismatches: list[Mismatch] = []
    with progress_bar("pack test", long=len(cases) >= _MANY_CASES) as progress:
        for number, case in enumerate(cases, 1):
            mismatches.extend(run_case(case, known))
            progress(number, len(cases))
    for found in mismatches:
        talk(mismatch_line(found, lang))
    for part in unreached(cases, known):
        talk(unreached_line(part, lang))
    without = sorted(set(known.rules) - {case.rule for case in cases})
    put(cases_summary(cases, mismatches, without, lang), None)
    sys.exit(1 if mismatches or without or not cases else 0)


@pack_group.command("coverage")
@_rules
@_local
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(STATES),
    help="Clauses in this state only.",
)
@answer_format_option(what="the matrix")
@output_option
@lang_option
@says_problems
def pack_coverage_command(
    rules: Path | None,
    local: tuple[Path, ...],
    states: tuple[State, ...],
    form: str | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print every clause of the acts listed: its state, rules and cases."""
    known = load(rules, local)
    cases = cases_of_packs(packaged_rules() if rules is None else rules, known, local)
    found = coverage(known, cases)
    as_json = form_of(form, output) == "json"
    put(coverage_json(found, states) if as_json else coverage_text(found, states, lang), output)
    for one in found.unlisted:
        talk(unlisted_line(one, lang))
    sys.exit(1 if found.unlisted else 0)


@pack_group.command("mutate")
@_rules
@_local
@click.option("--rule", "rules_asked", multiple=True, metavar="RULE", help="Mutants of this rule.")
@click.option("--sample", type=click.IntRange(min=1), help="So many of the mutants only.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which ones to draw.")
@answer_format_option(FORMATS)
@output_option
@lang_option
@says_problems
def pack_mutate_command(
    rules: Path | None,
    local: tuple[Path, ...],
    rules_asked: tuple[str, ...],
    sample: int | None,
    seed: int,
    form: str | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Put small mistakes into the rules, one at a time; each must turn a case.

    A mistake that no case notices survives: write the case, or say why in the pack's mutants.yaml.
    Exits 1 for a survivor without a reason, and for a reason that is no longer true.
    """
    root = packaged_rules() if rules is None else rules
    known = load(rules, local)
    files = list(files_of(root, local))
    every = mutants(known, files)
    asked = drawn(of_rules(every, rules_asked, known), sample, seed)
    reasons = explained_in(files)
    bench = Bench(known, cases_of_packs(root, known, local))
    with progress_bar("pack mutate", long=True) as progress:
        tried = outcomes(asked, bench, reasons, progress)
    put(said(tried, form_of(form, output, FORMATS), lang), output)
    faults = [*bench.faults(), *stale(reasons, every, tried)]
    for fault in faults:
        talk(fault.say(lang))
    sys.exit(1 if faults or any(one.unexplained for one in tried) or not tried else 0)


@pack_group.command("schema")
@click.argument("kind", type=click.Choice([*SCHEMAS, REPORT, REPORTS, SUMMARY, *ANSWERS]))
@output_option
@says_problems
def pack_schema_command(kind: str, output: Path | None) -> None:
    """Print the JSON Schema of a kind of file, of a report on rounds, or of an answer."""
    put(json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n", output)


@pack_group.command("outlines")
@_rules
@_local
@output_option
@says_problems
def pack_outlines_command(rules: Path | None, local: tuple[Path, ...], output: Path | None) -> None:
    """Print what `cbccvc-verify` holds a report against: every rule, figure and reading as data.

    The same packs give the same bytes, so that their SHA-256 can be published and compared.
    """
    put(outlines_text(load(rules, local), read_labels(rules)), output)


pack_group.add_command(pack_verify_command)
pack_group.add_command(pack_diff_command)
pack_group.add_command(pack_cases_command)
