"""Which reports are written where: `--format` and `--output`, each of which may be given again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.api import format_of
from cbccvc_rules.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cbccvc_rules.model.many import CheckedRound

Written = tuple[str, "Path | None"]
"""A format, and the file; none for standard output."""


def written_where(formats: Sequence[str], outputs: Sequence[Path]) -> tuple[Written, ...]:
    """Return each report asked for with where it goes.

    A file takes the format that its name ends in, where that is asked for or none is; what is left
    goes to the files that are left, in order, and one format without a file to standard output.

    Raises:
        UsageError: for a name whose end stands for no format, where none is left for it; for two
            formats or more without a file; for a file named twice.
    """
    twice = [path for path, times in Counter(outputs).items() if times > 1]
    if twice:
        paths = ", ".join(f"`{path}`" for path in twice)
        raise UsageError(Problem("output-twice", None, {"paths": paths}))
    left = list(formats)
    found: dict[Path, str] = {}
    for path in outputs:
        ending = _ending(path)
        if ending in left:
            left.remove(ending)
            found[path] = ending
    for path in outputs:
        if path not in found:
            found[path] = left.pop(0) if left else format_of(path)
    if len(left) > 1:
        raise UsageError(Problem("formats-without-output", None, {"formats": ", ".join(left)}))
    files = [(found[path], path) for path in outputs]
    shown = left or ([] if outputs else [format_of(None)])
    return (*files, *((form, None) for form in shown))


def numbered(path: Path, rounds: Sequence[CheckedRound]) -> tuple[Path | None, ...]:
    """Return a file beside another for each of some rounds; none for one that has no findings.

    They are numbered as the rounds are told, from 1, with as many digits as the last needs.
    """
    digits = len(str(len(rounds)))
    return tuple(
        None
        if one.findings is None
        else path.with_name(f"{path.stem}-{number:0{digits}}{path.suffix}")
        for number, one in enumerate(rounds, 1)
    )


def _ending(path: Path) -> str | None:
    """Return the format that the end of a name stands for, None where it stands for none."""
    try:
        return format_of(path)
    except UsageError:
        return None
