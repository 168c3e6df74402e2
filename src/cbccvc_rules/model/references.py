"""The ids that a table knows, and the one a mistyped id is near to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cbccvc_rules.errors import nearest
from cbccvc_rules.model.values import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# A list whose ids all lead nowhere must not be slow: only so many are compared letter by letter.
_COMPARED = 50


_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def bare(name: str) -> str:
    """Return an id without what a slip of writing changes: case, spaces, leading zeros."""
    return _LEADING_ZEROS.sub("", fold(name).replace(" ", ""))


class KnownIds:
    """A set of ids that answers which of them an unknown one may be."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Keep the ids."""
        self._ids = frozenset(ids)
        self._folded = {bare(one): one for one in sorted(self._ids)}
        self._answers: dict[str, str | None] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._ids

    def slip_of(self, name: str) -> str | None:
        """Return the id that differs from a name in case, spaces or leading zeros alone."""
        return self._folded.get(bare(name))

    def near(self, name: str) -> str | None:
        """Return the id that a name is near to, None where none is."""
        if name not in self._answers:
            found = self.slip_of(name)
            if found is None and len(self._answers) < _COMPARED:
                found = nearest(name, self._ids)
            self._answers[name] = found
        return self._answers[name]
