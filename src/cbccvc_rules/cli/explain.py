"""`cbccvc explain`: why a subject was flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import (
    check,
    explain,
    judged_subjects,
    library,
    related_subjects,
    subject_called,
)
from cbccvc_rules.api.dossier import dossier
from cbccvc_rules.cli.asked import read_asked, rules_asked
from cbccvc_rules.cli.options import (
    answer_format_option,
    form_of,
    lang_option,
    output_option,
    round_options,
)
from cbccvc_rules.cli.output import LONG_ROUND, progress_bar, put, says_problems
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.hinges import hinge_lines, open_questions
from cbccvc_rules.reports.nothing import nothing_text

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.sources import Lang


_FORMATS = ("text", "docx")


@click.command("explain")
@round_options
@click.option("--subject", required=True, metavar="ID", help="Person, unit, or UNIT/PEER GROUP.")
@click.option("--rule", "rule", metavar="RULE", help="One rule only.")
@answer_format_option(_FORMATS, what="the answer; docx is a dossier of one person")
@output_option
@lang_option
@says_problems
def explain_command(
    batch: str,
    subject: str,
    rule: str | None,
    form: str | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Explain every finding on one subject of BATCH: facts, numbers, clause, exceptions, remedy.

    With --rule, a rule that the subject keeps or that does not apply is explained, too. As docx it
    is the dossier of a person: the own data and findings, of everybody else numbers alone.
    """
    rounds = read_asked(batch)
    subject = subject_called(rounds, subject)
    known = judged_subjects(rounds)
    if subject not in known:
        params = {"subject": subject, "nearest": nearest(subject, known) or ""}
        raise UsageError(Problem("subject-unknown", None, params))
    how = rules_asked()
    if rule is not None:
        how["select"] = (rule,)
    with progress_bar(batch, long=rounds.people >= LONG_ROUND) as progress:
        if form_of(form, output, _FORMATS) == "docx":
            put(dossier(rounds, subject, lang=lang, progress=progress, **how), output)
            return
        findings = check(
            rounds,
            subjects=(subject,),
            every_verdict=rule is not None,
            progress=progress,
            **how,
        )
    said = "\n\n".join(str(explain(one, lang)) for one in findings.findings)
    if not said:
        asked = None if rule is None else library(how["packs"]).rules[rule]
        related = () if asked is None else related_subjects(rounds, subject, asked.judges)
        said = nothing_text(subject, findings, asked, related, lang)
    book = phrasebook(lang)
    hinges = () if rule else hinge_lines(findings.hinges, findings.names, book)
    questions = () if rule else open_questions(findings, book, hinges_alone=True)
    put(printable("\n".join([said, *hinges, *questions])), output)
