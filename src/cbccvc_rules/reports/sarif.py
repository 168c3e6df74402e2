"""SARIF 2.1.0, which code scanning reads: a run with its rules, files, results and notifications.

A broken rule is a `fail`; one that could not be decided is `open`, SARIF's word for a lack of
data, and has no level, as the standard asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.waived import said_waived
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.reports.entries import entries, file_path, line_of, path_of, printable
from cbccvc_rules.reports.scope import scope_lines, summary
from cbccvc_rules.reports.since import since_told
from cbccvc_rules.reports.written import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.explain.phrasebook import Phrasebook
    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.entries import Entry, Level
    from cbccvc_rules.sources import Place

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "cbccvcFinding/v1"
"""The name of the fingerprint; its number changes when what it is made of does."""

SHOWN = 5_000
"""How many results of one run GitHub keeps."""

_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "notice": "note"}
_KINDS: dict[Verdict, str] = {
    Verdict.BROKEN: "fail",
    Verdict.UNKNOWN: "open",
    Verdict.KEPT: "pass",
    Verdict.NOT_APPLICABLE: "notApplicable",
}


def sarif_report(findings: Findings, options: Options) -> str:
    """Return the report as SARIF; people go by their ids unless named."""
    return sarif_log([sarif_run(findings, options)])


def sarif_log(runs: list[Json]) -> str:
    """Return runs as a log."""
    log: dict[str, Json] = {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}
    return json_text(log, indent=1) + "\n"


def sarif_run(findings: Findings, options: Options, name: str = "") -> Json:
    """Return the run of a round; `name` tells it from the others of a log."""
    book = phrasebook(options.lang)
    told = list(entries(findings, options))
    found = [entry for entry in told if entry.kind == "finding"]
    rules = _rules(findings, found, options)
    order = {rule: index for index, rule in enumerate(rules)}
    facts = findings.round
    compared: list[Json] = [printable(line.strip()) for line in since_told(findings, book)]
    return {
        "tool": {"driver": _driver(options, list(rules.values()))},
        "automationDetails": {"id": _run_id(facts.period, facts.occasion, name)},
        "language": options.lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(told, len(found), book, options)],
        "artifacts": [_artifact(one.path, one.sha256, options) for one in facts.sources],
        "results": [_result(entry, order, options) for entry in found],
        "properties": {
            "scope": [printable(line.strip()) for line in scope_lines(findings, book)],
            "summary": [printable(line) for line in summary(findings, book)],
            "counts": {one.value: findings.counts.get(one, 0) for one in Verdict},
            "packs": [f"{pack.id} {pack.sha256}" for pack in findings.packs],
            **({"since": compared} if compared else {}),
        },
    }


def refused_run(told: list[Entry], options: Options, name: str) -> Json:
    """Return the run of a round that could not be checked, and why."""
    return {
        "tool": {"driver": _driver(options, [])},
        "automationDetails": {"id": _run_id("refused", name)},
        "language": options.lang,
        "invocations": [
            {
                "executionSuccessful": False,
                "toolExecutionNotifications": [_notification(one, options) for one in told],
            }
        ],
        "results": [],
    }


def _run_id(*parts: str) -> str:
    """Return what tells a run from others; runs of one id would take each other's place.

    >>> _run_id("2024", "annual", ""), _run_id("2024", "annual", "sở a/ds.xlsx")
    ('cbccvc/2024/annual/', 'cbccvc/2024/annual/sở a:ds.xlsx/')
    """
    return "/".join(["cbccvc", *(printable(one).replace("/", ":") for one in parts if one), ""])


def _driver(options: Options, rules: list[Json]) -> Json:
    driver: dict[str, Json] = {"name": options.tool or "cbccvc", "rules": rules}
    if options.version:
        driver["version"] = options.version
    return driver


def _rules(findings: Findings, found: list[Entry], options: Options) -> dict[str, Json]:
    """Return every rule judged, whether it found anything or not, by its id."""
    titles = {rule: title.in_(options.lang) for rule, title in findings.rules.items()}
    titles.update((entry.code, entry.title) for entry in found)
    first: dict[str, Finding] = {}
    for entry in found:
        if entry.finding is not None:
            first.setdefault(entry.code, entry.finding)
    return {rule: _rule(rule, title, first.get(rule), options) for rule, title in titles.items()}


def _rule(rule: str, title: str, one: Finding | None, options: Options) -> Json:
    data: dict[str, Json] = {"id": rule, "shortDescription": {"text": _words(title)}}
    if one is not None:
        cited = "; ".join(citation.text(options.lang) for citation in one.cites)
        why = "" if one.why is None else f" {one.why.in_(options.lang)}"
        data["help"] = {"text": _words(f"{title}. {cited}.{why}")}
    return data


def _result(entry: Entry, order: dict[str, int], options: Options) -> Json:
    one = entry.finding
    verdict = Verdict.BROKEN if one is None else one.verdict
    who = f"{entry.who}: " if entry.who else ""
    where = "" if entry.place is None else f" ({entry.place})"
    data: dict[str, Json] = {
        "ruleId": entry.code,
        "ruleIndex": order[entry.code],
        "kind": _KINDS[verdict],
        # The standard has no level for what is no failure.
        "level": _LEVELS[entry.level] if verdict is Verdict.BROKEN else "none",
        "message": {"text": _words(f"{who}{entry.message}{where}")},
        "locations": [_location(entry, options)],
    }
    if one is not None:
        related = [place for place in one.places if place != entry.place]
        data["relatedLocations"] = [
            {**_where(place, options), "id": number, "message": {"text": _words(str(place))}}
            for number, place in enumerate(dict.fromkeys(related), 1)
        ]
        data["partialFingerprints"] = {FINGERPRINT: one.fingerprint}
        data["suppressions"] = _suppressions(one, options)
        data["properties"] = {
            "severity": one.severity,
            "contested": one.contested,
            "subjectKind": one.subject.kind,
            "also": list(one.also),
        }
    return data


def _location(entry: Entry, options: Options) -> Json:
    """Return the cell to look at first, and whose it is; the subject alone where no cell is."""
    where = {} if entry.place is None else _where(entry.place, options)
    logical = [*_logical(entry.place), *_subject(entry)]
    return {**where, "logicalLocations": logical} if logical else where


def _subject(entry: Entry) -> Iterator[Json]:
    if entry.who:
        unit = f"{entry.unit}/" if entry.unit else ""
        name = printable(f"{unit}{entry.who}")
        yield {"name": printable(entry.who), "fullyQualifiedName": name, "kind": "member"}


def _logical(place: Place | None) -> Iterator[Json]:
    """Yield the cell as a spreadsheet names it, which no region of a binary file can."""
    if place is not None and place.cell is not None:
        yield {
            "name": place.cell,
            "fullyQualifiedName": printable(str(place)),
            "kind": "element",
        }


def _where(place: Place, options: Options) -> dict[str, Json]:
    """Return the file and line of a place, with its cell; a table in a database has no file."""
    where: dict[str, Json] = {}
    logical = list(_logical(place))
    if logical:
        where["logicalLocations"] = logical
    path = path_of(place, options)
    if path is None:
        return where
    physical: dict[str, Json] = {"artifactLocation": {"uri": _uri(path)}}
    line = line_of(place)
    if line is not None:
        # A column of SARIF is a character; of a table, only which cell it is is known.
        column = place.column if place.heading is None else None
        physical["region"] = {"startLine": line, **({"startColumn": column} if column else {})}
    return {"physicalLocation": physical, **where}


def _invocation(told: list[Entry], results: int, book: Phrasebook, options: Options) -> Json:
    """Return what is wrong with the data, and which rules could not be put to it."""
    data = [_notification(one, options) for one in told if one.kind in {"problem", "not_governed"}]
    rules = [_notification(one, options) for one in told if one.kind == "not_checkable"]
    if results > SHOWN:
        said = book.say("report", "sarif_shows").format(shown=SHOWN, number=results)
        rules.append({"level": "warning", "message": {"text": said}})
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": data,
        "toolConfigurationNotifications": rules,
    }


def _suppressions(one: Finding, options: Options) -> Json:
    """Return why a result does not count; none where it does, which the standard asks to say."""
    if one.waived is None:
        return []
    said = said_waived(one.waived, phrasebook(options.lang))
    return [{"kind": "external", "status": "accepted", "justification": _words(said)}]


def _notification(entry: Entry, options: Options) -> Json:
    who = f"{entry.who}: " if entry.who else ""
    data: dict[str, Json] = {
        "descriptor": {"id": entry.code},
        "level": _LEVELS[entry.level],
        "message": {"text": _words(f"{who}{entry.message}")},
    }
    if entry.place is not None:
        data["locations"] = [_where(entry.place, options)]
    return data


def _artifact(source: str, sha256: str, options: Options) -> Json:
    path = file_path(source, options)
    data: dict[str, Json] = {"roles": ["analysisTarget"], "hashes": {"sha-256": sha256}}
    if path is not None:
        data["location"] = {"uri": _uri(path)}
    return data


def _uri(path: str) -> str:
    """Return a path as a reference: relative as it is, from the root or a drive as a file.

    >>> _uri("đợt 1/a.csv"), _uri("/a b.csv"), _uri("C:/a.csv")
    ('%C4%91%E1%BB%A3t%201/a.csv', 'file:///a%20b.csv', 'file:///C:/a.csv')
    """
    if path[1:3] == ":/":
        return f"file:///{path[:2]}{quote(path[2:])}"
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _words(words: str) -> str:
    """Return a message; SARIF takes `[a](b)` for a link and `{0}` for an argument.

    >>> _words("[a](https://b) {0}")
    '[a] (https://b) {{0}}'
    """
    return printable(words).replace("](", "] (").replace("{", "{{").replace("}", "}}")
