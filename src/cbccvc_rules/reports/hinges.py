"""The lines on what is in keeping only as the law is read here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Flip
    from cbccvc_rules.model.findings import Hinge


def said_readings(flips: Iterable[Flip]) -> str:
    """Return the readings of flips, each once: `NAME=VALUE`, alternatives apart by a stroke."""
    said = (
        ", ".join(f"{name}={value}" for name, value in sorted(flip.readings.items()))
        for flip in flips
    )
    return " / ".join(dict.fromkeys(said))


def hinge_lines(hinges: Iterable[Hinge], book: Phrasebook) -> Iterator[str]:
    """Yield a line for each rule and reading: who would break the rule if it were read so."""

    def alike(hinge: Hinge) -> tuple[str, str]:
        return hinge.rule, said_readings(hinge.flips)

    ordered = sorted(hinges, key=alike)
    if ordered:
        yield ""
        yield f"{book.say('report', 'hinges')}:"
    for (rule, readings), group in groupby(ordered, key=alike):
        found = tuple(group)
        line = book.say("report", "hinge_line").format(
            title=found[0].title.in_(book.lang),
            rule=rule,
            readings=readings,
            number=len(found),
            who=", ".join(one.subject.id for one in found),
        )
        yield f"  - {line}"
