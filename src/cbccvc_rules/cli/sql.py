"""`cbccvc sql`: the rules on a round as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import statements
from cbccvc_rules.cli.asked import law_asked, read_asked
from cbccvc_rules.cli.options import lang_option, output_option, question_options
from cbccvc_rules.cli.output import put, says_problems
from cbccvc_rules.engines.kinds import DIALECTS

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.sources import Lang


@click.command("sql")
@question_options
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default="duckdb",
    show_default=True,
    help="Dialect of SQL; tsql and oracle are not executed by the tests.",
)
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Write these rules only.")
@output_option
@lang_option
@says_problems
def sql_command(
    batch: str,
    dialect: str,
    rules: tuple[str, ...],
    output: Path | None,
    lang: Lang,
) -> None:
    """Print the rules on BATCH as SQL: the tables expected, the counts, the verdicts."""
    written = statements(
        read_asked(batch),
        dialect,
        **law_asked(),
        rules=rules,
        lang=lang,
    )
    put(written, output)
