"""A finding explained: provision, facts with their cells, exceptions tried, numbers, remedy."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from cbccvc_rules.explain.missing import missing_lines, unranked_lines
from cbccvc_rules.explain.phrase import condition
from cbccvc_rules.explain.phrasebook import Phrasebook, phrasebook
from cbccvc_rules.explain.readings import said_choice, said_choices
from cbccvc_rules.explain.reasons import Line, Teller
from cbccvc_rules.model.finding import Finding, Verdict
from cbccvc_rules.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cbccvc_rules.sources import Citation, Lang, Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one finding in one language; printing it gives the text."""

    finding: Finding
    lang: Lang
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        return "\n".join("  " * line.depth + line.words for line in self.lines)


class _Same(Generic[T]):
    """Something that is told by what it is, not by what it says: that takes less time."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


def explanation(finding: Finding, names: Mapping[str, Text], lang: Lang) -> Explanation:
    """Explain a finding; `names` are the titles of the parameters and readings it may use."""
    book = phrasebook(lang)
    lines = [
        *_head(finding, book),
        *grounds(finding, names, book),
        *_remedy(finding, book),
        *_why(finding, book),
    ]
    return Explanation(finding, lang, tuple(lines))


@lru_cache(maxsize=256)
def _kept(finding: _Same[Finding], names: _Same[Mapping[str, Text]], lang: Lang) -> Explanation:
    return explanation(finding.it, names.it, lang)


def explained(finding: Finding, names: Mapping[str, Text], lang: Lang) -> Explanation:
    """Explain a finding, or recall how it was explained a short time ago.

    What an edit mends was explained when it was broken.
    """
    return _kept(_Same(finding), _Same(names), lang)


def grounds(finding: Finding, names: Mapping[str, Text], book: Phrasebook) -> Iterator[Line]:
    """Yield what a finding rests on: provisions, facts with their cells, exceptions tried."""
    yield from _citations(finding, book)
    for op in ("when", "unless", "require"):
        yield from _section(finding, op, book, names)
    yield from _chosen(finding, book, names)
    yield from _contested(finding, book, names)
    yield from _missing(finding, book)


def mending_first(finding: Finding, names: Mapping[str, Text], book: Phrasebook) -> Iterator[Line]:
    """Yield what would mend a finding, then what it rests on and what its rule is for."""
    yield from _remedy(finding, book)
    yield from grounds(finding, names, book)
    yield from _why(finding, book)


def _head(finding: Finding, book: Phrasebook) -> Iterator[Line]:
    lang = book.lang
    subject = finding.subject
    name = f"{subject.id} – {subject.name}" if subject.name else subject.id
    severity = book.say("severities", finding.severity)
    verdict = book.say("verdicts", finding.verdict.value)
    if finding.verdict is Verdict.BROKEN:
        verdict = f"{book.say('broken', finding.severity)} ({severity})"
    yield Line(0, f"{book.say('parts', 'who')}: {name}")
    yield Line(0, f"{book.say('parts', 'rule')}: {finding.title.in_(lang)} [{finding.rule}]")
    yield Line(0, f"{book.say('parts', 'verdict')}: {verdict}")
    if finding.verdict is Verdict.BROKEN:
        yield Line(1, finding.message.in_(lang))


def _citations(finding: Finding, book: Phrasebook) -> Iterator[Line]:
    yield Line(0, f"{book.say('parts', 'cites')}:")
    for citation in finding.cites:
        yield Line(1, f"- {cited(citation, book.lang)}")


def cited(citation: Citation, lang: Lang) -> str:
    """Return a citation with how sure its text is."""
    book = phrasebook(lang)
    sure = book.say("confidences", citation.confidence)
    said = f"{citation.text(lang)} [{book.say('parts', 'confidence').format(sure)}]"
    return said if citation.note is None else f"{said} – {citation.note.in_(lang)}"


# A demand of several parts that would be longer than this is told part by part.
_LONG = 300
_OUTCOMES: Mapping[str, Mapping[object, str]] = {
    "when": {True: "met", False: "failed"},
    "unless": {True: "tried_holds", False: "tried_fails", None: "tried_unknown"},
    "require": {True: "met", False: "failed", None: "undecided"},
}


def _section(
    finding: Finding, op: str, book: Phrasebook, names: Mapping[str, Text]
) -> Iterator[Line]:
    """Explain the parts of one kind; a rule that always applies has no condition to explain."""
    steps = [step for step in finding.trace if step.op == op]
    steps = [step for step in steps if step.text != "true"]
    if not steps:
        return
    teller = Teller(book, names)
    yield Line(0, f"{book.say('parts', op)}:")
    for step in steps:
        below = step.parts[0]
        said = step.says.in_(book.lang) if step.says else condition(below, book.lang, names)
        in_parts = step.says is None and below.op == "and" and len(said) > _LONG
        if in_parts:
            said = book.say("parts", "all_of_these")
        outcome = book.say("parts", _OUTCOMES[op].get(step.value, "undecided"))
        points = "; ".join(citation.pointed(book.lang) for citation in step.cites)
        where = f" ({points})" if points else ""
        yield Line(1, f"- {said}{where} → {outcome}")
        named = below.op in {"definition", "let"}
        for part in below.parts if named else (below,):
            yield from teller.reasons(part, 2, said=step.says is None and not (named or in_parts))


def _chosen(finding: Finding, book: Phrasebook, names: Mapping[str, Text]) -> Iterator[Line]:
    """Say which readings the verdict rests on, and which figures of the law."""
    steps = {
        below.name: below
        for top in finding.trace
        for below in top.walk()
        if below.op == "reading" and below.value is not None
    }
    if not steps:
        return
    yield Line(0, f"{book.say('parts', 'readings')}:")
    for name in sorted(steps):
        question = names[name].in_(book.lang) if name in names else name
        told = said_choice(name, str(steps[name].value), book.lang, names)
        yield Line(1, f"- {question} → {told}")


def _contested(finding: Finding, book: Phrasebook, names: Mapping[str, Text]) -> Iterator[Line]:
    if not finding.flips:
        return
    yield Line(0, f"{book.say('parts', 'contested')}:")
    for flip in finding.flips:
        read = said_choices(flip.readings, book.lang, names)
        verdict = book.say("verdicts", flip.verdict.value)
        yield Line(1, f"- {book.say('parts', 'flip').format(read, verdict)}")


def _missing(finding: Finding, book: Phrasebook) -> Iterator[Line]:
    for key, lines in (
        ("missing", missing_lines(finding.missing, book.lang)),
        ("incomparable", unranked_lines(finding.missing, book.lang)),
    ):
        for number, words in enumerate(lines):
            if number == 0:
                yield Line(0, f"{book.say('parts', key)}:")
            yield Line(1, f"- {words}")


def _remedy(finding: Finding, book: Phrasebook) -> Iterator[Line]:
    if finding.verdict is Verdict.BROKEN:
        yield Line(0, f"{book.say('parts', 'remedy')}: {finding.remedy.in_(book.lang)}")


def _why(finding: Finding, book: Phrasebook) -> Iterator[Line]:
    """Say what the rule is for and what its sources leave in doubt."""
    if finding.why is not None:
        yield Line(0, f"{book.say('parts', 'why')}: {finding.why.in_(book.lang).strip()}")
