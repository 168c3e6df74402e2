"""Forms of discipline that lists name: what is none of them, or says that there is none, is told.

The rules ask whether there was a discipline, not of which form; a row that tells of none, or of
something lighter, must not count as one without a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem
from cbccvc_rules.errors.suggest import nearest
from cbccvc_rules.model.values import fold, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.model.draft import Draft
    from cbccvc_rules.sources import Text

FORMS: tuple[str, ...] = (
    "khiển trách",
    "cảnh cáo",
    "hạ bậc lương",
    "giáng chức",
    "cách chức",
    "buộc thôi việc",
    "bãi nhiệm",
    "khai trừ",
)
_IN_ENGLISH = ("reprimand", "warning", "demotion", "dismissal", "removal", "expulsion", "salary")
_KNOWN = re.compile("|".join((*FORMS, *_IN_ENGLISH)))
_NONE = frozenset({"không", "không có", "chưa", "chưa có", "không bị kỷ luật", "no", "none"})


def with_discipline(drafts: Sequence[Draft], problems: list[Problem]) -> list[Draft]:
    """Return the rows that tell of a discipline; those that say there is none are left out, told.

    A form that is not known is told with those that are.
    """
    kept: list[Draft] = []
    none: list[Draft] = []
    for draft in drafts:
        (none if _says_none(draft) else kept).append(draft)
    problems.extend(_unknown(kept))
    for draft in none:
        params = {"heading": shown(draft.heading("form"))}
        read = draft.quoted("form")
        place = draft.place("form")
        problems.append(Problem("discipline-none", place, params, severity="notice", read=read))
    return kept


def _says_none(draft: Draft) -> bool:
    form = draft.values["form"]
    return isinstance(form, str) and fold(form) in _NONE


def _unknown(drafts: Sequence[Draft]) -> Iterator[Problem]:
    for draft in drafts:
        form = draft.values["form"]
        if not isinstance(form, str) or _KNOWN.search(fold(form)) is not None:
            continue
        near = nearest(fold(form), FORMS)
        params: dict[str, str | Text] = {
            "heading": shown(draft.heading("form")),
            "known": ", ".join(f"`{one}`" for one in FORMS),
            "nearest": near or "",
        }
        yield Problem("discipline-form-unknown", draft.place("form"), params, read=shown(form))
        draft.spoil("form")
