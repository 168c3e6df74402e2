"""What a round was worked out from, for reports that work it out again before one's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.extras import late

if TYPE_CHECKING:
    from cbccvc_rules.api.context import Context
    from cbccvc_rules.model.workings import Workings


def workings(context: Context) -> Workings:
    """Return the rows of a round and how each share limit is worked out from them."""
    made: Workings = late("solve.workings").workings(context.ruleset, context.world)
    return made
