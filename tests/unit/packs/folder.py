"""A rules folder without faults, as small as one can be; each test changes one place of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cbccvc_rules.errors import PackError
from cbccvc_rules.packs.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Lang

BOTH = "{vi: có, en: yes}"
CITE = "{act: 1/LAW, article: 2, confidence: certain}"

ACTS = f"""\
acts:
  1/LAW:
    name: {{vi: Luật 1, en: Law 1}}
    in_force: {{from: 2020-01-01, to: 2029-12-31}}
  2/LAW: {{name: {BOTH}}}
"""
APPLIES = f"""\
before: {BOTH}
entries:
  - {{category: CB, from: 2020-01-01, packs: [alpha], confidence: certain}}
  - {{category: CC, from: 2020-01-01, packs: [alpha, beta], confidence: certain}}
  - {{category: VC, from: 2020-01-01, to: 2024-12-31, packs: [alpha], confidence: certain}}
  - {{category: VC, from: 2025-01-01, hole: {BOTH}, confidence: probable}}
  - {{category: HD, from: 2020-01-01, hole: {BOTH}, outside: true, confidence: certain}}
"""
PACK = f"""\
id: alpha
title: {BOTH}
"""
PARAMETERS = f"""\
parameters:
  least_months:
    title: {BOTH}
    unit: months
    tighter: higher
    values:
      - {{from: 2020-01-01, to: 2022-12-31, value: 5.5, cites: [{CITE}]}}
      - {{from: 2023-01-01, value: 6, cites: [{CITE}]}}
  best_grade:
    title: {BOTH}
    unit: grade
    tighter: lower
    values:
      - {{from: 2020-01-01, value: HTNV, cites: [{CITE}]}}
"""
READINGS = f"""\
readings:
  counting:
    question: {BOTH}
    default: whole
    alternatives: {{whole: {BOTH}, half: {BOTH}}}
    source: {BOTH}
"""
DEFINITIONS = f"""\
definitions:
  short_year:
    of: staff
    is: months_worked < $least_months
    unless:
      - id: leave
        cites: [{CITE}]
        is: maternity
        says: {BOTH}
    says: {BOTH}
    cites: [{CITE}]
"""
RULE = f"""\
id: too-few-months
title: {BOTH}
cites: [{CITE}]
severity: violation
in_force: {{from: 2020-01-01, to: 2024-12-31}}
judges: staff
when: short_year
let:
  spare: months_worked - 1
require: rating = not_rated
measures:
  share: months_worked / 12
message: {{vi: "{{spare}} {{share:percent}}", en: "{{rating:grade}} of {{id}}"}}
remedy: {BOTH}
why: {BOTH}
example: {{breaks: {BOTH}, keeps: {BOTH}}}
"""
LABELLED = f"""\
id: two-points
title: {BOTH}
cites: [{CITE}]
severity: warning
in_force: {{from: 2020-01-01}}
judges: staff
require:
  - id: first
    cites: [{CITE}]
    is: rating in {{HTNV, KHTNV}}
    says: {BOTH}
  - id: second
    cites: [{CITE}]
    is: rating <= $best_grade if $counting = whole else not short_year
    says: {BOTH}
message: {BOTH}
remedy: {BOTH}
why: {BOTH}
example: {{breaks: {BOTH}, keeps: {BOTH}}}
"""
CLAUSES = f"""\
act: 1/LAW
sources: {{gazette: Gazette 1, copy: {BOTH}}}
clauses:
  - at: {{article: 2}}
    gist: {BOTH}
    confidence: certain
    sources: [gazette, copy]
    state: rule
    reason: {BOTH}
    encoded: {{rules: [too-few-months], definitions: [short_year], parameters: [best_grade]}}
  - at: {{article: 3, clause: 1, point: đ}}
    from: 2022-01-01
    to: 2023-06-30
    gist: {BOTH}
    confidence: probable
    sources: [gazette]
    state: repealed
    reason: {BOTH}
  - at: {{article: 3, clause: 2}}
    from: 2021-01-01
    gist: {BOTH}
    confidence: certain
    sources: [gazette]
    state: duty
    reason: {BOTH}
  - at: {{form: "01"}}
    gist: {BOTH}
    confidence: uncertain
    sources: []
    state: text-not-found
    reason: {BOTH}
"""
FILES = {
    "acts.yaml": ACTS,
    "applies.yaml": APPLIES,
    "alpha/pack.yaml": PACK,
    "alpha/parameters.yaml": PARAMETERS,
    "alpha/readings.yaml": READINGS,
    "alpha/definitions.yaml": DEFINITIONS,
    "alpha/too-few-months.yaml": RULE,
    "alpha/clauses/law-1.yaml": CLAUSES,
    "beta/pack.yaml": PACK.replace("alpha", "beta") + "uses: [alpha]\n",
    "beta/two-points.yaml": LABELLED,
}


@dataclass(frozen=True)
class RulesFolder:
    """A rules folder to be written; every change makes a new one."""

    files: dict[str, str] = field(default_factory=lambda: dict(FILES))

    def changed(self, file: str, old: str, new: str) -> RulesFolder:
        """Change one piece of one file, which must be there."""
        text = self.files[file]
        assert text.count(old) >= 1, f"{old!r} is not in {file}"
        return self.having(file, text.replace(old, new, 1))

    def having(self, file: str, text: str) -> RulesFolder:
        return replace(self, files={**self.files, file: text})

    def lacking(self, file: str) -> RulesFolder:
        return replace(self, files={name: self.files[name] for name in self.files if name != file})

    def written(self, folder: Path) -> Path:
        root = folder / "rules"
        for name, text in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    def loaded(self, folder: Path) -> Library:
        return load(self.written(folder))

    def faults(self, folder: Path, lang: Lang = "en") -> list[str]:
        """What is said of a folder that must not load."""
        try:
            load(self.written(folder))
        except PackError as found:
            return [problem.say(lang) for problem in found.problems]
        raise AssertionError("the folder was loaded without a fault")


def a_rules_folder() -> RulesFolder:
    return RulesFolder()
