"""Data written as JSON: the one place where an answer's ids that are names get their stand-ins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cbccvc_rules.reports.discreet import unnamed
from cbccvc_rules.reports.entries import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping


def answer_json(told: Mapping[str, object], *, named: bool, indent: int = 2) -> str:
    """Return an answer as a document; nobody is named but where that is asked for."""
    shown = told if named else unnamed(told)
    return json_text(shown, indent=indent) + "\n"


def json_text(told: object, *, indent: int | None) -> str:
    """Return data as JSON; what steers a terminal or turns a text round stands as an escape."""
    return escaped(json.dumps(told, ensure_ascii=False, indent=indent))
