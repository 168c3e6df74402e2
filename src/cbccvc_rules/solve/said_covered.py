"""What an answer of the solver covers: which rounds, under which readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.solve.unlike import others
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cbccvc_rules.solve.unlike import Unlike
    from cbccvc_rules.sources import Lang

OCCASION, STAGE = "annual", "decided"
"""The rounds that the solver is asked about."""
_COVERED = Text(
    "Phạm vi: đợt xếp loại hằng năm, mức đã quyết định; cách hiểu: {readings}",
    "Covers: the yearly round, decided; readings: {readings}",
)
_FOLLOWS = Text(
    "Đợt đề xuất, tự xếp loại và các dịp khác: mỗi quy tắc nói như ở đợt trên hoặc không áp dụng, "
    "nên không còn gì khác để tìm{and_}{but}. Năm học: không hỏi.",
    "Rounds proposed or rated by oneself, and other occasions: each rule says what it does in that "
    "round or does not apply, so there is nothing else to find{and_}{but}. "
    "School years: not asked.",
)
_AND = Text(
    "; được hỏi riêng, vì chỉ đợt hằng năm chia người theo quy chế cũ: {names}",
    "; asked for themselves, for only the yearly round tells people under an older regulation "
    "apart: {names}",
)
_BUT = Text("; không hỏi, vì ở đó khác: {names}", "; not asked, for they are unlike there: {names}")
_NONE = Text("không quy tắc nào ở đây phụ thuộc", "none that these rules hang on")
_DEFAULT = Text("{name}={value} (mặc định)", "{name}={value} (default)")
_CHOSEN = Text("{name}={value}", "{name}={value}")
_OTHERS = Text("mặc định", "the defaults")
_CHOSEN_AND = Text("{chosen}; còn lại mặc định", "{chosen}; the others by default")


def covered(readings: Mapping[str, str], chosen: Mapping[str, str], lang: Lang) -> str:
    """Return what is covered, with each reading that was taken, by choice or by default."""
    told = [
        (_CHOSEN if name in chosen else _DEFAULT).in_(lang).format(name=name, value=value)
        for name, value in sorted(readings.items())
    ]
    return _COVERED.in_(lang).format(readings=", ".join(told) or _NONE.in_(lang))


def covered_by_choice(chosen: Mapping[str, str], lang: Lang) -> str:
    """Return what is covered where every rule is asked about, with the readings chosen."""
    told = ", ".join(f"{name}={value}" for name, value in sorted(chosen.items()))
    said = _CHOSEN_AND.in_(lang).format(chosen=told) if told else _OTHERS.in_(lang)
    return _COVERED.in_(lang).format(readings=said)


def follows(unlike: Iterable[Unlike], asked: Iterable[tuple[str, str]], lang: Lang) -> str:
    """Return what is known of rounds of other occasions and stages, and what is not asked there.

    `asked` are the occasions that the solver was asked about, each with how people stand.
    """
    told = _told((one.name, one.occasion) for one in unlike)
    but = _BUT.in_(lang).format(names=told) if told else ""
    those = _told(asked)
    and_ = _AND.in_(lang).format(names=those) if those else ""
    return _FOLLOWS.in_(lang).format(but=but, and_=and_)


def _told(names: Iterable[tuple[str, str]]) -> str:
    found: dict[str, set[str]] = {}
    for name, occasion in names:
        found.setdefault(name, set()).add(occasion)
    return "; ".join(f"{name} ({', '.join(sorted(at))})" for name, at in sorted(found.items()))


def follows_data(
    unlike: Iterable[Unlike], asked: Iterable[tuple[str, str]] = ()
) -> dict[str, object]:
    """Return the same as plain data."""
    return {
        "follows": [{"occasion": one, "stage": two} for one, two in others()],
        "asked": [{"standing": one, "occasion": two} for one, two in sorted(asked)],
        "unlike": [
            {"name": one.name, "occasion": one.occasion, "stage": one.stage}
            for one in sorted(unlike, key=lambda one: (one.name, one.occasion, one.stage))
        ],
        "not_asked": ["school_year"],
    }


def covers_data(readings: Mapping[str, str]) -> dict[str, object]:
    """Return what is covered as plain data."""
    return {"occasion": OCCASION, "stage": STAGE, "readings": dict(sorted(readings.items()))}
