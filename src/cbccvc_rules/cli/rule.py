"""`cbccvc rule`: read a rule as prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import library
from cbccvc_rules.authoring.provenance import lookup
from cbccvc_rules.cli.options import lang_option
from cbccvc_rules.cli.output import put, says_problems
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.explain.rule_page import rule_list, rule_page

if TYPE_CHECKING:
    from cbccvc_rules.sources import Lang


@click.command("rule")
@click.argument("rule_id", required=False, metavar="[RULE]")
@lang_option
@says_problems
def rule_command(rule_id: str | None, lang: Lang) -> None:
    """Print what RULE says, its clause, dates, readings and examples; without one, list them."""
    known = library()
    if rule_id is None:
        put(rule_list(known.rules, lang), None)
        return
    if rule_id not in known.rules:
        params = {"rule": rule_id, "nearest": nearest(rule_id, known.rules) or ""}
        raise UsageError(Problem("rule-unknown", None, params))
    put(str(rule_page(known.rules[rule_id], lookup(known), lang)), None)
