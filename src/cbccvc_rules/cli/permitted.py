"""`cbccvc permitted` and `cbccvc quota`: what would be lawful."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import library, permitted, quota, subject_called
from cbccvc_rules.cli.asked import law_asked, read_asked
from cbccvc_rules.cli.options import (
    Command,
    answer_format_option,
    form_of,
    lang_option,
    lock_option,
    locked,
    output_option,
    question_options,
)
from cbccvc_rules.cli.output import LONG_ROUND, progress_bar, put, says_problems
from cbccvc_rules.cli.receipts import made_by
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.reports.permitted import permitted_json, permitted_text
from cbccvc_rules.reports.quota import quota_json, quota_text

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.sources import Lang

_whole_options = (
    click.option(
        "--whole-round",
        is_flag=True,
        help="Tell as well what is possible where all limits of the round act together.",
    ),
    lock_option,
    click.option(
        "--lock-told",
        is_flag=True,
        help="With --whole-round: ratings that are told stay; only those not told are open.",
    ),
)


def _of_whole_round(command: Command) -> Command:
    """Add the options of the second meaning."""
    for option in reversed(_whole_options):
        command = option(command)
    return command


@click.command("permitted")
@question_options
@click.option("--subject", metavar="ID", help="One person only.")
@_of_whole_round
@answer_format_option()
@click.option("--names/--no-names", default=None, help="Name people in JSON.")
@output_option
@lang_option
@says_problems
def permitted_command(
    batch: str,
    subject: str | None,
    whole_round: bool,
    locks: tuple[str, ...],
    lock_told: bool,
    form: str | None,
    names: bool | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print the lawful ratings of each person, with the clause that excludes each other one."""
    as_json = form_of(form, output) == "json"
    rounds = read_asked(batch)
    with progress_bar(batch, long=rounds.people >= LONG_ROUND) as progress:
        people = permitted(
            rounds,
            **law_asked(),
            whole_round=whole_round,
            locked=tuple(locked(locks)),
            lock_told=lock_told,
            progress=progress,
        )
    if subject is not None:
        subject = subject_called(rounds, subject)
        known = [one.id for one in people]
        if subject not in known:
            params = {"subject": subject, "nearest": nearest(subject, known) or ""}
            raise UsageError(Problem("subject-unknown", None, params))
        people = tuple(one for one in people if one.id == subject)
    if as_json:
        asked = made_by(rounds, law_asked())
        put(permitted_json(people, named=bool(names), receipt=asked), output)
    else:
        put(permitted_text(people, lang), output)


@click.command("quota")
@question_options
@_of_whole_round
@answer_format_option()
@click.option("--names/--no-names", default=None, help="Name people in JSON.")
@output_option
@lang_option
@says_problems
def quota_command(
    batch: str,
    whole_round: bool,
    locks: tuple[str, ...],
    lock_told: bool,
    form: str | None,
    names: bool | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print how many HTXSNV each body and group may have, and has, under each reading."""
    as_json = form_of(form, output) == "json"
    rounds = read_asked(batch)
    groups = quota(
        rounds,
        **law_asked(),
        whole_round=whole_round,
        locked=tuple(locked(locks)),
        lock_told=lock_told,
    )
    if as_json:
        asked = made_by(rounds, law_asked())
        put(quota_json(groups, asked, named=bool(names)), output)
    else:
        put(quota_text(groups, lang, library().names()), output)
