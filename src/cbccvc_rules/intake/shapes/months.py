"""Months at work beside years of service, or months elsewhere: whether they are the year's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cbccvc_rules.intake.shapes.questions import question
from cbccvc_rules.model.chosen import NOT_USED
from cbccvc_rules.model.headings import heading_key
from cbccvc_rules.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.errors import Problem
    from cbccvc_rules.intake.base import Grid
    from cbccvc_rules.intake.shapes.known import Columns
    from cbccvc_rules.intake.shapes.paths import Heading

MONTHS = "months_worked"
_OF_YEAR = re.compile(r"trong năm|\b20[0-9]{2}\b")
_SERVICE = re.compile(r"\bsố năm\b|^năm (?:công tác|làm việc)\b|\bthâm niên\b")
_ELSEWHERE = re.compile(
    r"\btháng\b.*\b(?:đơn vị|cơ quan|nơi|trường|phòng)\b.*\b(?:cũ|khác|trước|mới|đi|đến)\b"
)


def months_open(grid: Grid, headings: Sequence[Heading], made: Columns) -> Iterator[Problem]:
    """Ask what months are that stand beside years of service, or beside months elsewhere.

    Then they may be those over the years, or a part of the year's alone.
    """
    own = made.at.get(MONTHS)
    if own is None or made.rules[MONTHS] == "told" or _OF_YEAR.search(heading_key(own.text)):
        return
    ours = {one.at for one in made.at.values()}  # a table with both of ours means ours
    for one in headings:
        key = heading_key(one.text)
        if one.at not in ours and (_SERVICE.search(key) or _ELSEWHERE.search(key)):
            asked = question(grid, own, (MONTHS, NOT_USED), "months-open", settled=False)
            beside = {**asked.params, "beside": shown(one.text)}
            yield replace(asked, params=beside)
            return
