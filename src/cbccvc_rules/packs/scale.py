"""The scale of grades and its labels, from `scales/grades.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors import PackError, Problem
from cbccvc_rules.model.scale import Labels, labels_from
from cbccvc_rules.packs.files import read_file
from cbccvc_rules.sources import packaged_rules

if TYPE_CHECKING:
    from pathlib import Path


def read_labels(root: Path | None = None) -> Labels:
    """Return the table of labels.

    Raises:
        PackError: when the file cannot be read or its labels contradict each other.
    """
    root = packaged_rules() if root is None else root
    marked = read_file(root / "scales" / "grades.yaml", f"{root.name}/scales/grades.yaml")
    if marked.problems:
        raise PackError(*marked.problems)
    try:
        return labels_from(marked.data)
    except ValueError as fault:
        raise PackError(Problem("scale-labels", marked.place(), {"said": str(fault)})) from None
