"""The table of excellent ratings beside their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.words import show_as, show_value
from cbccvc_rules.reports.docx.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.answers import Quota
    from cbccvc_rules.reports.docx.paper import Paper

_HEADS = ("row", "group", "given", "base", "share", "limit", "allowed", "verdict")
_WIDTHS = (5, 24, 8, 8, 10, 8, 8, 13)


def put_shares(paper: Paper, shares: Iterable[Quota], book: Phrasebook) -> None:
    """Put a row for each group that a share rule judges."""
    lang = book.lang
    rows = [
        (
            str(number),
            one.name or one.group,
            show_value(one.given, lang),
            show_value(one.measures.get("base"), lang),
            show_as(one.share, "percent", lang),
            show_as(one.measures.get("limit"), "percent", lang),
            show_value(one.allowed, lang),
            WORDS[f"share_{one.verdict.value}"].in_(lang),
        )
        for number, one in enumerate(shares, 1)
    ]
    paper.table([WORDS[key].in_(lang) for key in _HEADS], rows, _WIDTHS)
