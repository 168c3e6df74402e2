"""The digest of a JSON report, so that whoever gets it can tell whether it was changed since."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReportDigest:
    """Takes in all of a report but its findings and the digest itself, then each finding.

    It says nothing of white space and of the order of keys: a report that another program has
    written anew is still the same.
    """

    def __init__(self, head: Mapping[str, object]) -> None:
        """Begin with all but the findings."""
        self._encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._made = sha256(self._bytes(head))

    def add(self, finding: object) -> None:
        """Take in the next finding."""
        self._made.update(b"\n" + self._bytes(finding))

    def hexdigest(self) -> str:
        """Return the digest of all that was taken in."""
        return self._made.hexdigest()

    def _bytes(self, data: object) -> bytes:
        return self._encoder.encode(data).encode("utf-8", "surrogatepass")
