"""The rules asked for by name that are put to nobody in a round, and why; none goes silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.explain.words import show_day
from cbccvc_rules.model.findings import NotJudged
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cbccvc_rules.api.context import Context
    from cbccvc_rules.lang.rules import Interval

_GOVERNS_NOBODY = Text(
    "văn bản chứa quy tắc này không điều chỉnh ai trong đợt vào ngày đánh giá",
    "the act it belongs to governs nobody in the round on the day of the rating act",
)


def not_judged(context: Context) -> Iterator[NotJudged]:
    """Yield the rules selected that are not in force on the day, or govern nobody in the round."""
    choices, day = context.choices, context.batch.on
    judged = {rule.id for rule in context.ruleset.rules}
    for name in dict.fromkeys(choices.select):
        rule = context.library.rules[name]
        if name in judged or name in choices.ignore:
            continue
        reason = _GOVERNS_NOBODY if day in rule.in_force else _out_of_force(rule.in_force, day)
        yield NotJudged(name, rule.title, reason)


def need_rules(context: Context) -> None:
    """Refuse to judge by no rule at all.

    Raises:
        UsageError: naming the days on which the rules asked for are in force.
    """
    if context.ruleset.rules:
        return
    problems = [Problem("no-rule-left", None, {"on": context.batch.on.isoformat()})]
    problems += [
        Problem("rule-not-judged", None, {"rule": one.rule, "reason": one.reason})
        for one in not_judged(context)
    ]
    raise UsageError(*problems)


def _out_of_force(days: Interval, on: date) -> Text:
    vi = " ".join(
        f"{word} {show_day(day, 'vi')}"
        for word, day in (("từ", days.first), ("đến hết", days.last))
        if day is not None
    )
    en = " ".join(
        f"{word} {day.isoformat()}"
        for word, day in (("from", days.first), ("to", days.last))
        if day is not None
    )
    return Text(
        f"không có hiệu lực vào ngày {show_day(on, 'vi')}; chỉ có hiệu lực {vi}",
        f"not in force on {on.isoformat()}; in force {en} only",
    )
