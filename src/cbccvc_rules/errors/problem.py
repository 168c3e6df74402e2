"""A problem found in what was given: what, where, why, what to do; and the tree of exceptions.

Problems are values: readers collect them all and go on. An exception is raised only when nothing
is left to work on, and then it carries every problem at once.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from cbccvc_rules.errors.catalogue import CATALOGUE
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Lang, Place, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

ProblemSeverity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file, a cell, a pack or a request.

    `code` names an entry of the catalogue, `params` fill its template (a Text in the language of
    the reader), `read` is what was typed, `expected` says what would have been understood.
    """

    code: str
    place: Place | None = None
    params: Mapping[str, str | Text] = field(default_factory=dict)
    severity: ProblemSeverity = "error"
    read: str | None = None
    expected: Text | None = None

    def message(self, lang: Lang) -> str:
        """Return what is wrong and what to do, without the place."""
        words = {"read": self.read or ""}
        for name, value in self.params.items():
            words[name] = value.in_(lang) if isinstance(value, Text) else value
        said, _, optional = CATALOGUE[self.code].in_(lang).partition("[[")
        if words.get("nearest"):
            said += optional.removesuffix("]]")
        said = said.format_map(words)
        if self.expected is not None:
            said += f"; {_EXPECTED[lang]} {self.expected.in_(lang)}"
        return " ".join(said.split())

    def say(self, lang: Lang) -> str:
        """Return the problem as one line that begins with its place."""
        said = self.message(lang)
        return said if self.place is None else f"{self.place}: {said}"

    def __str__(self) -> str:
        return self.say("en")


_EXPECTED: dict[Lang, str] = {"vi": "cần", "en": "expected"}


class CbccvcError(Exception):
    """What stops the work; every problem found is in `problems`.

    CbccvcError
     ├── BatchError       the round cannot be read, or nothing in it can be judged
     ├── PackError        a rule pack is at fault
     ├── NoLawError       nobody in the round falls under a law that the packs know
     ├── UsageError       what was asked for does not exist or does not fit together
     └── EngineDisagreement   two engines judge differently: a fault of ours
    """

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems; at least one is needed."""
        if not problems:
            message = "an error without a problem explains nothing"
            raise ValueError(message)
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def __str__(self) -> str:
        return "\n".join(problem.say("en") for problem in self.problems)


class BatchError(CbccvcError):
    """The round cannot be read, or nothing in it can be judged."""


class PackError(CbccvcError):
    """A rule pack is at fault."""


class NoLawError(CbccvcError):
    """Nobody in the round falls under a law that the packs know."""


class UsageError(CbccvcError):
    """What was asked for does not exist or does not fit together."""


class EngineDisagreement(CbccvcError):
    """Two engines judge one subject differently: a fault of the library, never of the round."""
