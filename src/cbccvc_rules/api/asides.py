"""What is read before a check and worked out beside it; each is loaded where somebody asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.extras import late

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from cbccvc_rules.api.answers import Answers
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.findings import Findings


def with_more(findings: Findings, here: Context, asked: Mapping[str, bool]) -> Findings:
    """Return findings with what is worked out for some reports alone."""
    wanted = [name for name, is_asked in asked.items() if is_asked]
    made = {name: getattr(late(f"api.{name}"), name)(here) for name in wanted}
    return replace(findings, **made)


def answers_asked(
    here: Context, *told: str | Path | None, called: Collection[str]
) -> Answers | None:
    """Return what already answers for findings: waivers, a baseline, an earlier report."""
    if all(path is None for path in told):
        return None
    found: Answers = late("api.answers").read_answers(here, *told, called)
    return found
