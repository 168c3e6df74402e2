"""The page of every point that the law leaves open: answered by a reading, or why by none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cbccvc_rules.packs.library import Library

HEAD = """# Những điểm luật bỏ ngỏ / The open points of the law

Mỗi điểm hoặc là một [cách hiểu](readings.md) có tên, hoặc có lý do vì sao không.
Each point is a named [reading](readings.md), or has a reason why not.
"""


def open_points(library: Library) -> str:
    """Return the page: number, question, and the readings or the reason."""
    rows: dict[str, tuple[str, str]] = {}
    for name, spec in sorted(library.readings.items()):
        for number in spec.ambiguities:
            question, answer = rows.get(number, (f"{spec.question.vi} / {spec.question.en}", ""))
            link = f"[`{name}`](readings.md#{name})"
            rows[number] = (question, f"{answer}, {link}" if answer else link)
    for number, settled in library.settled.items():
        question = f"{settled.question.vi} / {settled.question.en}"
        rows[number] = (question, f"{settled.reason.vi} / {settled.reason.en}")
    lines = ["| Số / Number | Câu hỏi / Question | Trả lời / Answer |", "| --- | --- | --- |"]
    lines += [f"| {number} | {rows[number][0]} | {rows[number][1]} |" for number in _ordered(rows)]
    return HEAD + "\n" + "\n".join(lines) + "\n"


def _ordered(numbers: dict[str, tuple[str, str]]) -> list[str]:
    return sorted(numbers, key=lambda one: (int(re.sub(r"\D", "", one) or 0), one))
