"""Figures of tasks that stand in for task-result criteria where no column tells these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.exact import Range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.trace import Value

# Where no column of task-result criteria was given, the task figures stand in (each task is then
# one criterion); deficient are the tasks that were not done on time with quality. Where the work as
# a whole is of low effectiveness, any of the others may be deficient, too: how many is not told.
STAND_INS: Mapping[str, str] = {
    "criteria_total": "tasks_total",
    "criteria_completed": "tasks_completed",
    "criteria_deficient": "tasks_on_time_quality",
}


def not_assured(row: Row) -> Value:
    """Return how many tasks were not done on time with quality, or may have been."""
    total, assured = row.values["tasks_total"], row.values["tasks_on_time_quality"]
    if not isinstance(total, int) or not isinstance(assured, int):
        return None
    late = total - assured
    return Range(late, total) if row.values["effectiveness"] == "low" and late < total else late
