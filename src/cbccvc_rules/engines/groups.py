"""The people of a unit, or a peer group of them, as a subject of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.model.rows import Row

if TYPE_CHECKING:
    from cbccvc_rules.trace import Value


def group_key(unit: str, peer_group: Value) -> str:
    """Return the id of a group: its unit's, with the name of the peer group after a slash."""
    return unit if peer_group is None else f"{unit}/{peer_group}"


def group_of(unit: Row, peer_group: str | None) -> Row:
    """Return the people of a unit, or a peer group of them, as a row of their own."""
    unit_name = unit.values["name"]
    name = unit_name if peer_group is None else f"{unit_name or unit.key} / {peer_group}"
    values: dict[str, Value] = {"unit_id": unit.key, "peer_group": peer_group, "name": name}
    return Row("groups", group_key(unit.key, peer_group), values, None, 0, {})
