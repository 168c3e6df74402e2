"""The four grades in order, the state beside them, and the table of labels that mean each.

The labels are data: this module only looks them up, whole, never by a part.
"""

from __future__ import annotations

from dataclasses import field, replace
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from cbccvc_rules.marked import Data, entries, read_marked
from cbccvc_rules.model.values import fold
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text, packaged_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GRADES: tuple[str, ...] = ("KHTNV", "HTNV", "HTTNV", "HTXSNV")
NOT_RATED = "not_rated"
RATINGS: tuple[str, ...] = (*GRADES, NOT_RATED)

# A column that holds no grades at all must not be slow: only so many labels are compared.
_COMPARED = 200
# Whatever is near to one letter, it is near by chance: `x` is no `XS`.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Doubt:
    """A label that is never guessed: what it may mean, and why it is left to a person."""

    may_mean: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class Labels:
    """Which label means which grade; built from data, or with the codes alone."""

    codes: Mapping[str, str] = field(default_factory=lambda: {fold(code): code for code in RATINGS})
    not_told: frozenset[str] = frozenset()
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)
    short_names: Mapping[str, Text] = field(default_factory=dict)
    _suggested: dict[str, tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def with_(self, told: Mapping[str, str]) -> Labels:
        """Return the table with what somebody who knows says of further labels, by label."""
        if not told:
            return self
        codes = {fold(label): code for label, code in told.items()}
        doubts = {label: doubt for label, doubt in self.doubts.items() if label not in codes}
        return replace(
            self,
            codes={**self.codes, **codes},
            not_told=self.not_told - codes.keys(),
            doubts=doubts,
        )

    def read(self, text: str) -> str | None:
        """Return the grade that a label means, None where it means none for certain."""
        return self.codes.get(fold(text))

    def means_not_told(self, text: str) -> bool:
        """Return whether a label says that there is no result yet, as an empty cell does."""
        return fold(text) in self.not_told

    def doubt(self, text: str) -> Doubt | None:
        """Return why a label is left to a person, None where nothing is known of it."""
        return self.doubts.get(fold(text))

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return the grades a label may mean, the closest first; to be offered, never taken.

        >>> Labels().suggest("HTSXNV")[0]
        'HTXSNV'
        """
        doubt = self.doubt(text)
        if doubt is not None:
            return doubt.may_mean
        label = fold(text)
        if len(label) < _SHORTEST:
            return ()
        if label not in self._suggested and len(self._suggested) < _COMPARED:
            close = get_close_matches(label, sorted(self.codes), n=2)
            self._suggested[label] = tuple(dict.fromkeys(self.codes[known] for known in close))
        return self._suggested.get(label, ())


@cache
def packaged_labels() -> Labels:
    """Return the table that comes with the library."""
    source = packaged_rules() / "scales" / "grades.yaml"
    return labels_from(read_marked(source.read_text(encoding="utf-8"), source.name).data)


def labels_from(data: Data) -> Labels:
    """Build the table from the plain data of a scale file.

    `grades` lists code, name, short and synonyms from low to high (code and name are labels, too);
    `not_rated` is one such entry;
    `not_told` and `ambiguous` are lists. A label with two meanings is refused.
    """
    scale = entries(data)
    grades = [entries(item) for item in _items(scale.get("grades"))]
    found = [*grades, entries(scale.get("not_rated"))]
    told = tuple(str(grade.get("code")) for grade in found)
    if told != RATINGS:
        message = f"the scale must be {', '.join(RATINGS)}, not {', '.join(told)}"
        raise ValueError(message)
    codes: dict[str, str] = {}
    for grade in found:
        code = str(grade["code"])
        name = _text(grade.get("name"))
        for label in (code, name.vi, name.en, *_texts(grade.get("synonyms"))):
            if codes.setdefault(fold(label), code) != code:
                message = f"the label `{label}` means both {codes[fold(label)]} and {code}"
                raise ValueError(message)
    doubts = _doubts(_items(scale.get("ambiguous")))
    not_told = frozenset(fold(label) for label in _texts(scale.get("not_told")))
    for label in (set(doubts) | not_told) & set(codes):
        message = f"the label `{label}` means {codes[label]} and is also left open"
        raise ValueError(message)
    return Labels(
        codes=codes,
        not_told=not_told,
        doubts=doubts,
        names={str(grade["code"]): _text(grade.get("name")) for grade in found},
        short_names={str(grade["code"]): _text(grade.get("short")) for grade in found},
    )


def _doubts(items: Iterable[Data]) -> dict[str, Doubt]:
    found: dict[str, Doubt] = {}
    for item in items:
        entry = entries(item)
        doubt = Doubt(tuple(_texts(entry.get("may_mean"))), _text(entry.get("reason")))
        found.update((fold(label), doubt) for label in _texts(entry.get("labels")))
    return found


def _items(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _texts(data: Data) -> list[str]:
    return [item for item in _items(data) if isinstance(item, str)]


def _text(data: Data) -> Text:
    words = entries(data)
    return Text(str(words.get("vi")), str(words.get("en")))
