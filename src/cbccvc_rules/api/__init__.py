"""The verbs that the package and the command offer, each a few lines over the rooms below."""

from cbccvc_rules.api.columns import columns_json, columns_text, columns_told, columns_words
from cbccvc_rules.api.days import day_asked
from cbccvc_rules.api.lawful import permitted, quota
from cbccvc_rules.api.reading import read, read_frames
from cbccvc_rules.api.subjects import judged_subjects, related_subjects, subject_called
from cbccvc_rules.api.verbs import (
    DRAWN_FORMATS,
    FORMATS,
    WORKED_FORMATS,
    applies,
    check,
    explain,
    format_of,
    library,
    sensitivity,
    statements,
    version,
    write,
    write_text,
)

__all__ = [
    "DRAWN_FORMATS",
    "FORMATS",
    "WORKED_FORMATS",
    "applies",
    "check",
    "columns_json",
    "columns_text",
    "columns_told",
    "columns_words",
    "day_asked",
    "explain",
    "format_of",
    "judged_subjects",
    "library",
    "permitted",
    "quota",
    "read",
    "read_frames",
    "related_subjects",
    "sensitivity",
    "statements",
    "subject_called",
    "version",
    "write",
    "write_text",
]
