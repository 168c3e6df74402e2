"""The cases of a rule as a table on its page: on which day, who is judged how, and by what law."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.markdown import both, table
from cbccvc_rules.packs.resolve import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cbccvc_rules.authoring.case_schema import CaseSpec
    from cbccvc_rules.authoring.cases import Case

_HEAD = "Ca / Case|Ngày / Day|Kết luận / Verdicts|Căn cứ / From"


def case_lines(cases: Iterable[Case], file: str) -> Iterator[str]:
    """Yield the section of a rule's page that lists its cases; `file` is where they stand."""
    rows = [(_plain(one.spec.name), _day(one.spec), _said(one.spec), _from(one)) for one in cases]
    yield from ("", "## Ca / Cases", "", f"`{file}`", "")
    yield table(_HEAD, rows)[:-1]


def _plain(words: str) -> str:
    return words.replace("|", "\\|")


def _day(spec: CaseSpec) -> str:
    return spec.period or "–" if spec.on is None else spec.on.isoformat()


def _said(spec: CaseSpec) -> str:
    """Return how many subjects have which verdict."""
    found = Counter(one.verdict or "refused" for one in spec.expect)
    return ", ".join(f"`{verdict}` × {number}" for verdict, number in sorted(found.items()))


def _from(case: Case) -> str:
    origin = case.spec.origin
    if origin.clause is None:
        return _plain(origin.source or "")
    gist = "" if origin.gist is None else f": {both(text(origin.gist))}"
    return _plain(f"{origin.clause}{gist}")
