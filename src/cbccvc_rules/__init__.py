"""Check the quality ratings of Vietnamese public staff against the law, clause by clause.

from cbccvc_rules import read, check, explain, write

findings = check(read("round-2024/"))
for finding in findings.broken:
print(explain(finding, lang="vi"))
write(findings, "report.json")
"""

from typing import TYPE_CHECKING

from cbccvc_rules.api import (
    applies,
    check,
    explain,
    permitted,
    quota,
    read,
    read_frames,
    sensitivity,
    write,
)
from cbccvc_rules.api.session import Session
from cbccvc_rules.errors import (
    BatchError,
    CbccvcError,
    NoLawError,
    PackError,
    Problem,
    UsageError,
)
from cbccvc_rules.explain.explanation import Explanation
from cbccvc_rules.extras import late as _late
from cbccvc_rules.model.batch import Batch
from cbccvc_rules.model.finding import Finding, Verdict
from cbccvc_rules.model.findings import Findings
from cbccvc_rules.sources import Citation, Place

if TYPE_CHECKING:
    from cbccvc_rules.model.forms import Discipline, Staff, Unit

__all__ = [
    "Batch",
    "BatchError",
    "CbccvcError",
    "Citation",
    "Discipline",
    "Explanation",
    "Finding",
    "Findings",
    "NoLawError",
    "PackError",
    "Place",
    "Problem",
    "Session",
    "Staff",
    "Unit",
    "UsageError",
    "Verdict",
    "applies",
    "check",
    "explain",
    "permitted",
    "quota",
    "read",
    "read_frames",
    "sensitivity",
    "write",
]


def __getattr__(name: str) -> object:
    """Return a table as its pydantic model, which is made when somebody asks for it."""
    if name in {"Discipline", "Staff", "Unit"}:
        return getattr(_late("model.forms"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
