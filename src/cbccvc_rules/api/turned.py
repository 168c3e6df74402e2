"""Findings of one round set beside those of another: which verdicts differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.sensitivity import Turned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.model.finding import Finding


def turned(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Turned]:
    """Yield what comes, goes or changes, in the order of the reports."""
    olds = {one.fingerprint: one for one in before}
    news = {one.fingerprint: one for one in after}
    for key in dict.fromkeys([*olds, *news]):
        old, new = olds.get(key), news.get(key)
        verdicts = (
            None if old is None else old.verdict,
            None if new is None else new.verdict,
        )
        one = new or old
        if one is not None and verdicts[0] is not verdicts[1]:
            yield Turned(one, *verdicts)
