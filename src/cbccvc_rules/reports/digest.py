"""The digest of a JSON report, so that whoever gets it can tell whether it was changed since."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NOT_OF_HEAD = frozenset({"findings", "reports", "sha256"})


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


def digest_of_several(head: Mapping[str, object], rounds: Iterable[Mapping[str, object]]) -> str:
    """Return the digest of what stands around the reports of several rounds.

    Of each round its name and why it was refused are taken in, and of its report the digest.
    """
    told = [{**one, "report": _own_digest(one.get("report"))} for one in rounds]
    return ReportDigest({**head, "reports": told}).hexdigest()


def has_own_digest(report: Mapping[str, object]) -> bool:
    """Return whether the digests of a report, of one round or of several, fit what stands in it."""
    rounds, findings = report.get("reports"), report.get("findings")
    head = {key: told for key, told in report.items() if key not in _NOT_OF_HEAD}
    if isinstance(rounds, list):
        every = [one["report"] for one in rounds if one["report"] is not None]
        # What earlier versions wrote of several rounds has no digest of its own.
        fits = report.get("sha256") in {None, digest_of_several(head, rounds)}
        return fits and all(map(has_own_digest, every))
    made = ReportDigest(head)
    for one in findings if isinstance(findings, list) else ():
        made.add(one)
    return made.hexdigest() == report.get("sha256")


def _own_digest(report: object) -> object:
    return report.get("sha256") if isinstance(report, dict) else None
