"""Why a broken rule does not count, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.explain.words import show_day

if TYPE_CHECKING:
    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.waiver import Waived


def said_waived(waived: Waived, book: Phrasebook) -> str:
    """Return who waives a finding, why and until when; or which report has it already."""
    if waived.first is None or waived.last is None:
        return book.say("waived", "baseline").format(place=waived.place)
    return book.say("waived", "ledger").format(
        ground=waived.ground,
        approver=waived.approver,
        decision=waived.decision,
        first=show_day(waived.first, book.lang),
        last=show_day(waived.last, book.lang),
        place=waived.place,
    )
