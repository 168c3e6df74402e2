"""The receipt of an answer as JSON: what tool, files, packs, readings and figures made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.api.receipt import receipt
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.json import receipt_json
from cbccvc_rules.version import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from cbccvc_rules.cli.asked import LawAsked, RulesAsked
    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.reports.json import Json


def made_by(batch: Batch, asked: LawAsked | RulesAsked) -> Json:
    """Return the receipt of an answer on a round that was asked so."""
    return receipt_json(receipt(batch, **asked), Options(tool=DISTRIBUTION, version=VERSION))
