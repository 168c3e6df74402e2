"""The phrases of one language, read once from their file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.marked import Data, entries, read_marked
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cbccvc_rules.sources import Lang


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """How each operator, value and part of an explanation is said."""

    lang: Lang
    sections: Mapping[str, Mapping[str, str]]
    single: Mapping[str, str]

    def say(self, section: str, key: str) -> str:
        """Return a phrase that must exist."""
        return self.sections[section][key]

    def find(self, section: str, key: str) -> str | None:
        """Return a phrase, None where there is none."""
        return self.sections[section].get(key)


@cache
def phrasebook(lang: Lang) -> Phrasebook:
    """Return the phrases of a language."""
    source = Path(__file__).parent / "phrases" / f"{lang}.yaml"
    marked = read_marked(source.read_text(encoding="utf-8"), f"{lang}.yaml")
    data = entries(marked.data)
    sections = {key: _texts(value) for key, value in data.items() if isinstance(value, dict)}
    single = {key: value for key, value in data.items() if isinstance(value, str)}
    return Phrasebook(lang, sections, single)


def text_of(section: str, key: str) -> Text:
    """Return a phrase in both languages."""
    return Text(phrasebook("vi").say(section, key), phrasebook("en").say(section, key))


def _texts(value: Data) -> dict[str, str]:
    return {key: word for key, word in entries(value).items() if isinstance(word, str)}
