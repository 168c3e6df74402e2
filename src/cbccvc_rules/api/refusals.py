"""What a round cannot be checked for want of: the ratings of the stage asked about.

What would be lawful (`permitted`, `quota`) can be said without them, so reading does not refuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import BatchError, Problem
from cbccvc_rules.model.columns import columns_of
from cbccvc_rules.model.header import RATING_COLUMNS, STAGES
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.batch import Batch

_STAGES = {code.name: code.title for code in STAGES}


def need_ratings(batch: Batch) -> None:
    """Refuse a list in which nobody has a rating of the stage judged; totals are rated by nature.

    Raises:
        BatchError: saying which column to fill in, or which other stage has ratings.
    """
    column = batch.rating_column
    if batch.tables.get("counts") or _told(batch, column):
        return
    given = column in batch.columns.get("staff", frozenset())
    twice = [one for one in batch.problems if one.code == "heading-twice" and _is(one, column)]
    code = "rating-column-empty" if given else "rating-column-missing"
    first = twice or [Problem(code, _sheet(batch), _params(batch, column))]
    # What was left unread may be the rating; the other notices are about what is not judged now.
    others = [
        one
        for one in batch.problems
        if one not in twice and (one.severity != "notice" or one.code == "heading-unknown")
    ]
    raise BatchError(*first, *others)


def _is(problem: Problem, column: str) -> bool:
    return problem.params.get("column") == column


def _told(batch: Batch, column: str) -> bool:
    """Return whether anybody has a grade in a column."""
    if batch.in_file is not None:
        return batch.in_file.has_values(column)
    return any(row.values[column] is not None for row in batch.tables.get("staff", ()))


def _sheet(batch: Batch) -> Place | None:
    if batch.in_file is not None:
        return Place(batch.in_file.sheet.source, sheet=batch.in_file.sheet.sheet)
    sheet = next(
        (row.sheet for row in batch.tables.get("staff", ()) if row.sheet is not None), None
    )
    return None if sheet is None else Place(sheet.source, sheet=sheet.sheet)


def _params(batch: Batch, column: str) -> dict[str, str | Text]:
    title = next(one.title for one in columns_of("staff") if one.name == column)
    stage = _STAGES[batch.stage]
    others = list(_other_stages(batch))
    told = Text(
        ", ".join(f"`--stage {one}` ({_STAGES[one].vi})" for one in others),
        ", ".join(f"`--stage {one}` ({_STAGES[one].en})" for one in others),
    )
    joint = Text(f"; hoặc chọn giai đoạn đã có mức: {told.vi}", f"; or choose a stage: {told.en}")
    unread = any(one.table == "staff" and one.unread for one in batch.mappings)
    return {
        "column": column,
        "title": title,
        "stage": stage,
        "how": _other_column(column) if unread else "",
        "others": joint if others else "",
    }


def _other_column(column: str) -> Text:
    """Return what to say where the grades stand below a heading that is not known."""
    return Text(
        f"; nếu mức nằm ở cột chưa nhận ra thì `--map CỘT={column}`, các cột đánh dấu thì "
        f"`--map CỘT={column}.HTXSNV` và tương tự",
        f"; if they stand below a heading that is not known, `--map COLUMN={column}`, for columns "
        f"of marks `--map COLUMN={column}.HTXSNV` and so on",
    )


def _other_stages(batch: Batch) -> Iterator[str]:
    """Yield the stages of which the list has ratings."""
    for stage, column in RATING_COLUMNS.items():
        if _told(batch, column):
            yield stage
