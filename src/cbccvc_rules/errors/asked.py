"""What a Python caller asks for, checked where types alone would let a slip through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cbccvc_rules.errors.problem import Problem, UsageError
from cbccvc_rules.errors.suggest import nearest
from cbccvc_rules.sources import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cbccvc_rules.sources import Lang


def several(option: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names given for an option; one text would be taken letter by letter.

    Raises:
        UsageError: for a text in the place of a list.
    """
    if isinstance(names, str):
        raise UsageError(Problem("names-not-a-list", None, {"option": option}, read=names))
    return tuple(names)


def choices(option: str, told: Mapping[str, str] | None) -> dict[str, str]:
    """Return what is chosen for each name of an option.

    Raises:
        UsageError: for anything but names with their values.
    """
    if told is not None and not isinstance(told, Mapping):
        raise UsageError(Problem("choices-not-a-mapping", None, {"option": option}, read=str(told)))
    return dict(told or {})


def language(lang: Lang) -> Lang:
    """Return a language there is.

    Raises:
        UsageError: for any other.
    """
    if lang not in LANGS:
        params = {"known": ", ".join(LANGS), "nearest": nearest(str(lang), LANGS) or ""}
        raise UsageError(Problem("language-unknown", None, params, read=str(lang)))
    return lang
