"""The dossier of one person: own data with their cells, findings, lawful ratings; to be filed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.words import column_name, show_cell
from cbccvc_rules.model.columns import TABLE_TITLES, columns_of
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.reports.docx.cover import Cover, told_in
from cbccvc_rules.reports.docx.lines import put_finding, put_lines, put_sources
from cbccvc_rules.reports.docx.paper import Paper
from cbccvc_rules.reports.docx.shares import put_shares
from cbccvc_rules.reports.docx.tree import top_unit
from cbccvc_rules.reports.docx.words import WORDS
from cbccvc_rules.reports.hinges import hinge_lines, open_questions
from cbccvc_rules.reports.permitted import permitted_text
from cbccvc_rules.reports.scope import scope_lines, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.dossier import Dossier
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.rows import Row
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.sources import Lang

_OPEN = (Verdict.BROKEN, Verdict.UNKNOWN)
_WIDTHS = (6, 38, 34, 22)


def person_document(dossier: Dossier, options: Options) -> bytes:
    """Return the dossier as a document.

    Raises:
        UsageError: where it would tell of somebody else.
    """
    cover = _cover(dossier)
    written = _written(dossier, cover, options)
    others = told_in(written, cover)
    if others:
        params = {"subject": dossier.alone.person, "number": str(len(others))}
        raise UsageError(Problem("dossier-names-others", None, params))
    return written


def _cover(dossier: Dossier) -> Cover:
    """Return what is not to be told: everybody else; units, groups and posts are no people.

    Where one of these is called after somebody else who is listed, that name is covered in it.
    """
    alone, facts = dossier.alone, dossier.findings.round
    (row,) = dossier.rows["staff"]
    staff = alone.batch.tables["staff"]
    people = [one.values["name"] for one in staff if one.key in {alone.person, *alone.signers}]
    called = [*facts.unit_names.values(), row.values["peer_group"], row.values["position"]]
    known = [alone.person, *alone.signers, *facts.unit_names, row.values["unit_id"], *people]
    told = [str(one) for one in known if one is not None]
    cover = Cover(alone.ids, alone.names, told)
    texts = [str(one) for one in called if one is not None]
    told += [one for one in texts if not any(cover.found(one))]
    return Cover(alone.ids, alone.names, told)


def _written(dossier: Dossier, cover: Cover, options: Options) -> bytes:
    book = phrasebook(options.lang)
    lang, findings = book.lang, dossier.findings
    instead = WORDS["other_person"].in_(lang)
    title, made = WORDS["dossier"].in_(lang), f"{options.tool} {options.version}".strip()
    person = dossier.alone.person
    paper = Paper(f"{title} – {person}", lang, made, lambda words: cover.over(words, instead))
    top, units = top_unit(findings.round), findings.round.unit_names
    paper.letterhead("", "" if top is None else units[top] or top)
    (row,) = dossier.rows["staff"]
    name = row.values["name"]
    first, *scope = _scope(findings, book)
    paper.title(title, person if name is None else f"{person} – {name}", first)
    paper.line(WORDS["privacy"].in_(lang), "note")
    parts: dict[str, Callable[[], None]] = {
        "scope": lambda: put_lines(paper, scope),
        "own_data": lambda: _put_data(paper, dossier, lang),
        "own_findings": lambda: _put_findings(paper, findings, book),
        "lawful": lambda: _put_lawful(paper, dossier, lang),
        "own_shares": lambda: _put_shares(paper, dossier, book),
        "kept_rules": lambda: _put_kept(paper, findings, lang),
        "sources": lambda: put_sources(paper, findings, book),
        "end": lambda: put_lines(paper, summary(findings, book)),
    }
    for number, (key, put) in enumerate(parts.items(), 1):
        paper.heading(f"{number}. {WORDS[key].in_(lang)}")
        put()
    paper.line(WORDS["made_by"].in_(lang).format(made), "note")
    paper.signatures(WORDS["filed_by"].in_(lang), WORDS["head"].in_(lang))
    return paper.data()


def _scope(findings: Findings, book: Phrasebook) -> Iterator[str]:
    """Yield the lines of the scope; how many people were judged besides is no matter here."""
    yield from scope_lines(findings, book)


def _put_data(paper: Paper, dossier: Dossier, lang: Lang) -> None:
    """Put every cell of the person's own rows, a table for each kind of row."""
    heads = [WORDS[key].in_(lang) for key in ("row", "field", "value", "cell")]
    for table, rows in dossier.rows.items():
        paper.heading(TABLE_TITLES[table].in_(lang), 3)
        for row in rows:
            cells = list(_cells(row, dossier.columns[table], lang))
            paper.table(heads, ((str(at), *one) for at, one in enumerate(cells, 1)), _WIDTHS)


def _cells(row: Row, columns: frozenset[str], lang: Lang) -> Iterator[tuple[str, str, str]]:
    book = phrasebook(lang)
    for column in columns_of(row.table):
        value, typed = row.values.get(column.name), row.typed.get(column.name)
        if column.name not in columns and value is None:
            continue
        if value is not None and value != ():
            said = show_cell(value, lang, f"{row.table}.{column.name}")
        elif typed:
            said = book.say("parts", "typed").format(typed)
        else:
            said = book.say("values", "empty")
        yield column_name(row.table, column.name, lang), said, str(row.place(column.name) or "")


def _put_findings(paper: Paper, findings: Findings, book: Phrasebook) -> None:
    lang = book.lang
    told = [one for one in findings.findings if one.verdict in _OPEN]
    if not told:
        paper.line(WORDS["nothing_found"].in_(lang))
    for number, one in enumerate(told, 1):
        state = WORDS[one.counted_as].in_(lang)
        put_finding(paper, one, f"{number}. {state}:", findings.names, book)
    put_lines(paper, hinge_lines(findings.hinges, findings.names, book))
    put_lines(paper, open_questions(findings, book))


def _put_lawful(paper: Paper, dossier: Dossier, lang: Lang) -> None:
    if dossier.permitted is None:
        paper.line(WORDS["not_governed"].in_(lang))
        return
    _, *lines = permitted_text([dossier.permitted], lang).splitlines()
    put_lines(paper, (line.removeprefix("  ") for line in lines))


def _put_shares(paper: Paper, dossier: Dossier, book: Phrasebook) -> None:
    if dossier.shares:
        put_shares(paper, dossier.shares, book)
    else:
        paper.line(WORDS["no_shares"].in_(book.lang))


def _put_kept(paper: Paper, findings: Findings, lang: Lang) -> None:
    kept = [one for one in findings.findings if one.verdict is Verdict.KEPT]
    paper.lines(
        (0, f"- {one.title.in_(lang)} [{one.rule}]: {'; '.join(c.text(lang) for c in one.cites)}")
        for one in kept
    )
    counts = Counter(one.verdict for one in findings.findings)
    paper.line(WORDS["not_applying"].in_(lang).format(counts[Verdict.NOT_APPLICABLE]))
