"""The verbs: check, explain, permitted, write; each a few lines over the rooms below."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.api.asides import answers_asked, with_more
from cbccvc_rules.api.audit import Progress, audit
from cbccvc_rules.api.context import Context, context
from cbccvc_rules.api.days import day_asked
from cbccvc_rules.api.refusals import need_ratings
from cbccvc_rules.api.selected import need_rules
from cbccvc_rules.engines.kinds import script_of
from cbccvc_rules.errors import Problem, UsageError, choices, language, nearest, several
from cbccvc_rules.explain.explanation import Explanation, explained
from cbccvc_rules.extras import late
from cbccvc_rules.packs.governing import governing
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.packs.kept import kept
from cbccvc_rules.reports.base import Options
from cbccvc_rules.reports.kinds import DRAWN, KINDS, WORKED
from cbccvc_rules.version import DISTRIBUTION, VERSION

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from cbccvc_rules.model.batch import Batch
    from cbccvc_rules.model.finding import Finding, Severity
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.sensitivity import Sensitivity
    from cbccvc_rules.packs.library import Governs, Library
    from cbccvc_rules.sources import Lang, Text

FORMATS = KINDS
DRAWN_FORMATS, WORKED_FORMATS = DRAWN, WORKED


def library(packs: Sequence[str] = ()) -> Library:
    """Return the packs that come with the library, and local ones named by folder; loaded once."""
    return _library_with(tuple(Path(pack) for pack in packs if _is_folder(pack)))


@cache
def _library_with(folders: tuple[Path, ...]) -> Library:
    if not folders and (library := kept()) is not None:
        return library
    found: Library = late("packs.load").load(extra=folders)
    return found


def _is_folder(pack: str) -> bool:
    """Return whether a pack is told by its folder: by a path, which a name never is."""
    return not pack.startswith("-") and ("/" in pack or "\\" in pack or Path(pack).is_dir())


def check(
    batch: Batch,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    engine: str = "auto",
    subjects: Collection[str] = (),
    every_verdict: bool = False,
    waivers: str | Path | None = None,
    baseline: str | Path | None = None,
    since: str | Path | None = None,
    called: Collection[str] = (),
    distribution: bool = False,
    workings: bool = False,
    proofs: Path | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Judge a round by the laws that govern its people on the day of the rating act.

    With `subjects`, only the findings on these people, units or groups are reported; with
    `every_verdict`, the rules they keep and those that do not apply to them, too. What a ledger of
    `waivers` or an earlier JSON report as `baseline` answers for is marked as waived; `since` is
    an earlier one to compare with. In a ledger of several rounds, those entries count that name one
    of `called`. With `distribution`, the grades of each unit are counted beside what is allowed
    (html, docx); with `workings`, what a share is worked out from is kept (xlsx), and in the folder
    `proofs` how those of local packs ended.

    Raises:
        BatchError: when nobody has a rating of the stage judged.
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown names, no rule in force, a ledger or report that cannot be used.
    """
    how = (on, packs, readings, parameters, select, ignore)
    if batch.in_file is not None:
        judged: Findings = late("api.listed").check_listed(
            *chosen(batch, *how),
            engine=engine,
            subjects=several("subjects", subjects),
            every_verdict=every_verdict,
            answered=lambda here: answers_asked(here, waivers, baseline, since, called=called),
            progress=progress,
        )
        return _with_proofs(judged, batch, how, proofs)
    here = bound(batch, *how)
    need_rules(here)
    need_ratings(batch)
    answers = answers_asked(here, waivers, baseline, since, called=called)
    who = several("subjects", subjects)
    findings = audit(
        here, engine=engine, subjects=who, every_verdict=every_verdict, progress=progress
    )
    if answers is not None:
        findings = answers.put_to(findings, lambda own: audit(bound(own, *how), engine=engine))
    more = with_more(findings, here, {"distribution": distribution, "workings": workings})
    return _with_proofs(more, batch, how, proofs)


_How = tuple[
    "date | str | None",
    "Sequence[str]",
    "Mapping[str, str] | None",
    "Mapping[str, str] | None",
    "Sequence[str]",
    "Sequence[str]",
]


def _with_proofs(findings: Findings, batch: Batch, how: _How, folder: Path | None) -> Findings:
    """Tell which local packs are not proved to be as strict as they must be."""
    local = [Path(pack).name for pack in several("packs", how[1]) if _is_folder(pack)]
    if not local:
        return findings
    _, known, choices = chosen(batch, *how)
    told: Findings = late("api.local_packs").with_proofs(findings, known, local, choices, folder)
    return told


def statements(
    batch: Batch,
    dialect: str,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    rules: Sequence[str] = (),
    lang: Lang = "vi",
) -> str:
    """Return the rules on a round as SQL, with comments; as text, nothing is run.

    Raises:
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, rules, readings, figures or dialects, or without sqlglot.
    """
    here = bound(batch, on, packs, readings, parameters, rules)
    need_rules(here)
    written: str = script_of(dialect)(here.ruleset, here.world, dialect, language(lang))
    return written


def sensitivity(
    batch: Batch,
    *,
    on: date | str | None = None,
    packs: Sequence[str] = (),
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    sets: Sequence[Mapping[str, str]] = (),
    progress: Progress | None = None,
) -> Sensitivity:
    """Return which findings hang on a reading, and what the round is under each set of readings.

    Without `sets`, every other alternative is tried by itself, and those that change a finding are
    told.

    Raises:
        NoLawError: when no law in the packs governs anybody in the round.
        UsageError: for unknown packs, readings or figures.
    """
    here = bound(batch, on, packs, readings, parameters)
    told: Sensitivity = late("api.sensitive").sensitive(here, sets, progress)
    return told


def bound(
    batch: Batch,
    on: date | str | None,
    packs: Sequence[str],
    readings: Mapping[str, str] | None,
    parameters: Mapping[str, str] | None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Context:
    """Bind a round to its laws, with what it chooses and what its reader chooses.

    Raises:
        UsageError: for people who stay in their file: what is asked of them needs their rows.
    """
    if batch.in_file is not None:
        raise UsageError(Problem("list-in-file"))
    return context(*chosen(batch, on, packs, readings, parameters, select, ignore))


def chosen(
    batch: Batch,
    on: date | str | None,
    packs: Sequence[str],
    readings: Mapping[str, str] | None,
    parameters: Mapping[str, str] | None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Batch, Library, Choices]:
    """Join what the round chooses with what its reader chooses; the reader goes first."""
    if on is not None:
        batch = replace(batch, on=day_asked(on))
    packs = several("packs", packs)
    names = [Path(pack).name if _is_folder(pack) else pack for pack in packs]
    read, set_ = choices("readings", readings), choices("parameters", parameters)
    asked = {*(("readings", name) for name in read), *(("parameters", name) for name in set_)}
    made = Choices(
        packs=(*batch.packs, *names),
        readings={**batch.readings, **read},
        parameters={**batch.parameters, **set_},
        select=several("select", select),
        ignore=several("ignore", ignore),
        places={at: place for at, place in batch.places.items() if at not in asked},
    )
    return batch, library(packs), made


def explain(finding: Finding, lang: Lang = "vi") -> Explanation:
    """Explain a finding: provision, facts with their cells, exceptions tried, numbers, remedy.

    Raises:
        UsageError: for a language that does not exist.
    """
    return explained(finding, _titles(), language(lang))


@cache
def _titles() -> Mapping[str, Text]:
    return library().names()


def applies(category: str, on: date | str) -> Governs | None:
    """Return which law governs a category of staff on a day; None before the table begins.

    Raises:
        UsageError: for a category that does not exist, and a text that is no day.
    """
    known = library().applies
    categories = {entry.category for entry in known.entries}
    if category not in categories:
        params = {
            "category": category,
            "known": ", ".join(sorted(categories)),
            "nearest": nearest(category, categories) or "",
        }
        raise UsageError(Problem("category-unknown", None, params))
    return governing(known, category, day_asked(on))


def write_text(
    findings: Findings,
    form: str,
    *,
    lang: Lang = "vi",
    names: bool | None = None,
    colour: bool = False,
    folder: str = "",
    fail_level: Severity = "violation",
    strict: bool = False,
    statistics: bool = False,
) -> str | bytes:
    """Return a report in one of the formats: text, or the bytes of a file that is no text.

    `folder` is where the files of the round stand; `fail_level` and `strict` say what a report
    that passes or fails fails for; with `statistics`, text counts what each rule found.

    Raises:
        UsageError: for a format or a language that does not exist.
    """
    if form not in FORMATS:
        params = {
            "format": form,
            "known": ", ".join(FORMATS),
            "nearest": nearest(form, FORMATS) or "",
        }
        raise UsageError(Problem("format-unknown", None, params))
    options = Options(
        language(lang),
        names,
        colour,
        tool=DISTRIBUTION,
        version=version(),
        folder=folder,
        fail_level=fail_level,
        strict=strict,
        statistics=statistics,
    )
    return FORMATS[form](findings, options)


_ENDINGS = {"": "text", ".txt": "text", ".xml": "junit", **{f".{form}": form for form in FORMATS}}


def format_of(path: Path | None, formats: Collection[str] = tuple(FORMATS)) -> str:
    """Return which of some formats the end of a file's name asks for; text where it has none.

    Raises:
        UsageError: for an ending that stands for none of them.
    """
    ending = "" if path is None else path.suffix.lower()
    form = _ENDINGS.get(ending)
    if form is None or form not in formats:
        params = {"path": str(path), "suffix": ending, "known": ", ".join(formats)}
        raise UsageError(Problem("ending-no-format", None, params))
    return form


def write(
    findings: Findings,
    path: str | Path,
    form: str | None = None,
    *,
    lang: Lang = "vi",
    names: bool | None = None,
) -> None:
    """Write a report to a file; without a format, the end of its name tells which.

    Raises:
        UsageError: for a format that does not exist, or a name whose end stands for none.
    """
    target = Path(path)
    written = write_text(findings, form or format_of(target), lang=lang, names=names)
    if isinstance(written, bytes):
        target.write_bytes(written)
    else:
        target.write_text(written, encoding="utf-8", newline="\n")


def version() -> str:
    """Return the version of the library."""
    return VERSION
