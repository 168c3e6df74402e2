"""`cbccvc applies`: which law governs a category on a day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import applies, day_asked, library
from cbccvc_rules.cli.options import lang_option
from cbccvc_rules.cli.output import NOTHING_JUDGED, put, says_problems
from cbccvc_rules.reports.applies import applies_text

if TYPE_CHECKING:
    from cbccvc_rules.sources import Lang


@click.command("applies")
@click.option("--category", required=True, metavar="CB|CC|VC|HD", help="Category of staff.")
@click.option("--on", required=True, metavar="DAY", help="Day of the rating act (2024-12-14).")
@lang_option
@says_problems
def applies_command(category: str, on: str, lang: Lang) -> None:
    """Say which instruments govern, with their basis; outside all of them, say so and exit 2."""
    when = day_asked(on)
    found = applies(category, when)
    put(applies_text(category, when, found, library().applies.before, lang), None)
    if found is None or not found.packs:
        sys.exit(NOTHING_JUDGED)
