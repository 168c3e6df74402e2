"""`cbccvc pack diff`: what changes between two days or two packs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api import day_asked, read
from cbccvc_rules.api.compared import turned
from cbccvc_rules.cli.options import answer_format_option, form_of, lang_option, output_option
from cbccvc_rules.cli.output import put, says_problems
from cbccvc_rules.cli.proofs import solver_asked
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.model.finding import Verdict
from cbccvc_rules.packs.load import load
from cbccvc_rules.solve.differ import Asked, changes, day_of_pack
from cbccvc_rules.solve.said import FORMATS
from cbccvc_rules.solve.said_changes import said_changes
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cbccvc_rules.api.compared import Turned
    from cbccvc_rules.packs.library import Library
    from cbccvc_rules.sources import Lang

_NOBODY = Text("Không kết luận nào thay đổi", "No verdict changes")
_NO_FINDING = Text("không có kết luận", "no finding")
_VERDICTS: Mapping[Verdict, Text] = {
    Verdict.BROKEN: Text("vi phạm", "broken"),
    Verdict.UNKNOWN: Text("chưa rõ", "not known"),
}
_BY_RULE = Text("{rule}: {count} thay đổi ({clause})", "{rule}: changes: {count} ({clause})")


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--batch", metavar="BATCH", help="Say whose verdict changes in this round.")
@click.option("--on", metavar="DAY", help="The day of packs that tell none.")
@answer_format_option(FORMATS)
@output_option
@lang_option
@says_problems
def pack_diff_command(
    before: str,
    after: str,
    batch: str | None,
    on: str | None,
    form: str | None,
    output: Path | None,
    lang: Lang,
) -> None:
    """Say what changes between A and B: two days, or two packs (NAME, FOLDER or NAME@DAY).

    Without data: the smallest rounds that one side permits and the other forbids, both ways, rule
    by rule. With --batch: whose verdict changes, rule by rule. A pack that tells no day is taken as
    of --on, or of the last days on which it has rules in force. Exits 0 where nothing changes,
    else 1.
    """
    form = form_of(form, output, FORMATS)
    named = [Path(one.partition("@")[0]) for one in (before, after)]
    folders = [path for path in named if path.is_dir()]
    known = load(None, folders)
    sides = (_asked(before, known, on), _asked(after, known, on))
    if batch is not None:
        packs = [str(folder) for folder in folders]
        one, two = ((side.on, packs, side.pack) for side in sides)
        found = turned(read(batch), one, two)
        put(_said(found, form, lang), output)
        sys.exit(1 if found else 0)
    changed = changes(solver_asked(), known, *sides)
    put(said_changes(changed, known, sides, form, lang), output)
    sys.exit(1 if any(one.witness is not None or one.why for one in changed) else 0)


def _asked(told: str, known: Library, on: str | None) -> Asked:
    """Return one side: a day, or a pack as of a day.

    Raises:
        UsageError: for what is neither a day nor a pack, and for a pack without a day.
    """
    name, _, day = told.partition("@")
    pack = Path(name).resolve().name if Path(name).is_dir() else name
    if pack in known.packs:
        asked = day or on
        as_of = day_of_pack(known, pack) if not asked else day_asked(asked)
        if as_of is not None:
            return Asked(f"{pack} ({as_of.isoformat()})", as_of, pack)
    if told[:1].isdigit():
        as_of = day_asked(told)
        return Asked(as_of.isoformat(), as_of)
    near = nearest(pack, known.packs) or ""
    raise UsageError(Problem("pack-unknown", None, {"pack": pack, "nearest": near}))


def _said(found: Sequence[Turned], form: str, lang: Lang) -> str:
    if form == "json":
        rows = [
            {
                "rule": one.rule,
                "subject": one.subject,
                "cites": [cite.text("vi") for cite in one.cites],
                "before": None if one.before is None else one.before.value,
                "after": None if one.after is None else one.after.value,
            }
            for one in found
        ]
        told = {"schema_version": "1", "changes": rows}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(found, lang)) + "\n"


def _lines(found: Sequence[Turned], lang: Lang) -> Iterator[str]:
    if not found:
        yield _NOBODY.in_(lang)
    for rule in dict.fromkeys(one.rule for one in found):
        own = [one for one in found if one.rule == rule]
        clause = "; ".join(cite.text(lang) for cite in own[0].cites)
        yield _BY_RULE.in_(lang).format(rule=rule, count=len(own), clause=clause)
        for one in own:
            before, after = (_verdict(verdict, lang) for verdict in (one.before, one.after))
            yield f"  {one.subject}: {before} → {after}"


def _verdict(verdict: Verdict | None, lang: Lang) -> str:
    return (_NO_FINDING if verdict is None else _VERDICTS[verdict]).in_(lang)
