"""Every engine on rules and rounds drawn from seeds: `make engines` has a hundred thousand rounds.

A seed whose verdicts differ is printed with the first that does; run again, it draws the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from click import echo

from cbccvc_rules.api import library
from cbccvc_rules.authoring.cases import cases_of_packs, run_case
from cbccvc_rules.authoring.said import mismatch_line
from cbccvc_rules.engines.kinds import KINDS
from cbccvc_rules.engines.world import World
from cbccvc_rules.extras import durable_rules
from cbccvc_rules.sources import packaged_rules
from properties.generated import Rounds, a_law, a_round, some_rules

if TYPE_CHECKING:
    from cbccvc_rules.lang.rules import Ruleset

INSTALLED = [name for name in KINDS if name != "durable" or durable_rules() is not None]
"""Every engine but the one that is not to be had for Python 3.13, where it is not."""
RULES = 12
GOVERNED = (("CB", "CC", "VC"), ("VC",), ("CC", "VC"))
Said = list[tuple[str, str, str]]


def drawn(seed: int, bodies: int) -> tuple[Ruleset, World]:
    """Return the rules and the round of a seed."""
    draw = Rounds(seed)
    stage = draw.choice(["decided", "decided", "proposed"])
    world = World(a_round(draw, bodies, stage))
    rules = some_rules(draw, RULES)
    governed = frozenset(draw.choice(GOVERNED))
    return a_law(*rules, governed=governed, base=draw.choice(["all", "good", "few"])), world


def said(engine: str, law: Ruleset, world: World) -> Said:
    """Return every verdict of an engine: rule, subject, verdict."""
    found = KINDS[engine]().judgements(law, world)
    return [(one.rule.id, one.subject.key, one.verdict.value) for one in found]


def differences(engine: str, seed: int, bodies: int) -> tuple[list[str], Said]:
    """Return what an engine says otherwise than the reference engine, and what that one says."""
    law, world = drawn(seed, bodies)
    meant, found = said("reference", law, world), said(engine, law, world)
    if len(meant) != len(found):
        return [f"seed {seed}: {len(meant)} verdicts, but {engine} has {len(found)}"], meant
    lines = [
        f"seed {seed}: {rule} on {subject}: {verdict}, but {engine} says {other[2]}"
        for (rule, subject, verdict), other in zip(meant, found, strict=True)
        if (rule, subject, verdict) != other
    ]
    return lines, meant


def main(rounds: int, bodies: int = 400) -> int:
    """Judge all cases and so many drawn rounds by every other engine; print what differs."""
    others = [name for name in INSTALLED if name != "reference"]
    verdicts: Counter[str] = Counter()
    failed = 0
    for engine in others:
        for case in cases_of_packs(packaged_rules(), library()):
            for one in run_case(case, library(), engine):
                failed += 1
                echo(f"{engine}: {mismatch_line(one, 'en')}")
        for seed in range(-(-rounds // bodies)):
            lines, meant = differences(engine, seed, bodies)
            verdicts.update(verdict for *_, verdict in meant)
            failed += len(lines)
            for line in lines[:1]:
                echo(line)
    shares = ", ".join(f"{verdict} {number}" for verdict, number in sorted(verdicts.items()))
    echo(f"engines: {', '.join(others)}; rounds: {rounds}; verdicts: {shares}; other: {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
