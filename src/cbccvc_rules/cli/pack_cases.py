"""`cbccvc pack cases`: cases proposed by a solver, to be confirmed by a person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.cli.options import output_option
from cbccvc_rules.cli.output import progress_bar, put, says_problems
from cbccvc_rules.cli.proofs import solver_asked
from cbccvc_rules.errors import Problem, UsageError, nearest
from cbccvc_rules.packs.inforce import Choices
from cbccvc_rules.packs.load import load
from cbccvc_rules.solve.laws import laws
from cbccvc_rules.solve.propose import proposed
from cbccvc_rules.solve.said_proposed import said_proposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.packs.library import Library


@click.command("cases")
@click.option("--propose", is_flag=True, required=True, help="Propose cases at every border.")
@click.option("--rule", "names", multiple=True, metavar="RULE", help="Cases of this rule only.")
@click.option(
    "--pack",
    "local",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The folder of a local pack, read beside the others.",
)
@output_option
@says_problems
def pack_cases_command(
    propose: bool,
    names: tuple[str, ...],
    local: tuple[Path, ...],
    output: Path | None,
) -> None:
    """Propose cases on both sides of every border of the rules, by a solver.

    Two rounds that differ in one cell by the least there is: the rule is broken in one and not in
    the other. They are printed as case files, each case marked as not confirmed: hold it against
    the text of the law before it goes into a pack. Exits 1 where a rule has none.
    """
    solver = solver_asked()
    known = load(None, local)
    asked = _asked(names, known)
    added = tuple(name for one in local if (name := one.resolve().name) in known.packs)
    every = list(laws(known, Choices(packs=added)))
    files: list[str] = []
    with progress_bar("pack cases", long=propose and not names) as progress:
        for number, name in enumerate(asked, 1):
            found = list(proposed(solver, known, name, every))
            if found:
                files.append(said_proposed(known.rules[name], found))
            progress(number, len(asked))
    put("---\n".join(files), output)
    sys.exit(0 if len(files) == len(asked) else 1)


def _asked(names: Sequence[str], known: Library) -> list[str]:
    """Return the rules asked about, all of them by default.

    Raises:
        UsageError: with every rule that is not known.
    """
    unknown = [
        Problem("rule-unknown", None, {"rule": one, "nearest": nearest(one, known.rules) or ""})
        for one in names
        if one not in known.rules
    ]
    if unknown:
        raise UsageError(*unknown)
    return list(names) or sorted(known.rules)
