"""What is said of what changes between two laws."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cbccvc_rules.solve.said import witness_data, witness_said
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.solve.differ import Asked, Change
    from cbccvc_rules.sources import Lang

_HEADS: Mapping[str, Text] = {
    "after": Text(
        "Hợp lệ theo {before}, vi phạm theo {after}: {count}",
        "Lawful by {before}, unlawful by {after}: {count}",
    ),
    "before": Text(
        "Vi phạm theo {before}, hợp lệ theo {after}: {count}",
        "Unlawful by {before}, lawful by {after}: {count}",
    ),
}
_SAME = Text(
    "Câu chữ khác mà không làm đợt nào đổi: {rules}",
    "Other words that change no round: {rules}",
)
_NOT_ASKED = Text("Không hỏi được: {rules}", "Could not be asked: {rules}")
_NONE = Text("Không có gì thay đổi", "Nothing changes")
_NEW = Text("chỉ có ở đó", "there alone")
_CHANGED = Text("có ở cả hai, khác nhau", "on both sides, otherwise")
_SMALLEST = Text("Đợt nhỏ nhất: {rows}", "Smallest round: {rows}")


def said_changes(
    found: Sequence[Change],
    library: Library,
    sides: tuple[Asked, Asked],
    form: str,
    lang: Lang,
) -> str:
    """Return what changes, in a format."""
    if form == "json":
        return json.dumps(_data(found, sides), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(found, library, sides, lang)) + "\n"


def _lines(
    found: Sequence[Change], library: Library, sides: tuple[Asked, Asked], lang: Lang
) -> Iterator[str]:
    names = {"before": sides[0].name, "after": sides[1].name}
    for side in ("after", "before"):
        own = [one for one in found if one.side == side and one.witness is not None]
        if own:
            yield _HEADS[side].in_(lang).format(count=len(own), **names)
        for one in own:
            yield from _of_one(one, library, lang)
    same = [one.rule for one in found if one.witness is None and not one.why]
    if same:
        yield _SAME.in_(lang).format(rules=", ".join(dict.fromkeys(same)))
    aside = [f"{one.rule} ({one.why})" for one in found if one.why]
    if aside:
        yield _NOT_ASKED.in_(lang).format(rules=", ".join(dict.fromkeys(aside)))
    if not found:
        yield _NONE.in_(lang)


def _of_one(one: Change, library: Library, lang: Lang) -> Iterator[str]:
    rule = library.rules[one.rule]
    kind = (_NEW if one.new else _CHANGED).in_(lang)
    yield f"  {one.rule} ({', '.join(one.standings)}; {kind})"
    yield f"    {'; '.join(cite.text(lang) for cite in rule.cites)}"
    if one.witness is not None:
        yield "    " + _SMALLEST.in_(lang).format(rows=witness_said(one.witness, lang))


def _data(found: Sequence[Change], sides: tuple[Asked, Asked]) -> dict[str, object]:
    return {
        "schema_version": "1",
        "before": sides[0].name,
        "after": sides[1].name,
        "changes": [
            {
                "rule": one.rule,
                "unlawful": one.side,
                "standings": list(one.standings),
                "on_one_side_alone": one.new,
                "witness": None if one.witness is None else witness_data(one.witness),
                "not_asked": one.why or None,
            }
            for one in found
        ],
    }
