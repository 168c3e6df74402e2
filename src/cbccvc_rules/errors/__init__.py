"""Problems and exceptions: what is wrong, where, why, and what to do about it."""

from cbccvc_rules.errors.asked import choices, language, several
from cbccvc_rules.errors.discreet import discreet, is_name, may_name, without_names
from cbccvc_rules.errors.problem import (
    BatchError,
    CbccvcError,
    EngineDisagreement,
    NoLawError,
    PackError,
    Problem,
    ProblemSeverity,
    UsageError,
)
from cbccvc_rules.errors.suggest import nearest
from cbccvc_rules.errors.system import said_by_system
from cbccvc_rules.errors.yaml_said import yaml_said

__all__ = [
    "BatchError",
    "CbccvcError",
    "EngineDisagreement",
    "NoLawError",
    "PackError",
    "Problem",
    "ProblemSeverity",
    "UsageError",
    "choices",
    "discreet",
    "is_name",
    "language",
    "may_name",
    "nearest",
    "said_by_system",
    "several",
    "without_names",
    "yaml_said",
]
