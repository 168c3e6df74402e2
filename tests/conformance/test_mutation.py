"""The cases notice what is written wrong in the rules: a sample here, all by `make mutate`."""

from __future__ import annotations

from functools import cache

from cbccvc_rules.api import library
from cbccvc_rules.authoring.cases import cases_of_packs
from cbccvc_rules.authoring.explained import explained_in
from cbccvc_rules.authoring.expressions import files_of
from cbccvc_rules.authoring.mutation import mutants
from cbccvc_rules.authoring.survivors import drawn, outcomes, stale
from cbccvc_rules.authoring.trial import Bench
from cbccvc_rules.sources import packaged_rules

SAMPLE = 60
SEED = 90
FILES = list(files_of(packaged_rules()))
MUTANTS = mutants(library(), FILES)
EXPLAINED = explained_in(FILES)


@cache
def bench() -> Bench:
    return Bench(library(), cases_of_packs(packaged_rules(), library()))


def test_a_sample_of_mistakes_is_noticed_or_explained() -> None:
    sample = drawn(MUTANTS, SAMPLE, SEED)
    tried = outcomes(sample, bench(), EXPLAINED, lambda number, whole: None)
    assert len(tried) == SAMPLE
    assert [f"{one.mutant.place}: {one.mutant.id}" for one in tried if one.unexplained] == []
    faults = [*bench().faults(), *stale(EXPLAINED, MUTANTS, tried)]
    assert [problem.say("en") for problem in faults] == []


def test_every_rule_and_definition_has_mutants() -> None:
    owners = {one.id.partition("/")[0] for one in MUTANTS}
    definitions = {f"{record}.{name}" for record, name in library().definitions}
    assert (set(library().rules) | definitions) - owners == set()


def test_no_two_mutants_have_one_name() -> None:
    assert len({one.id for one in MUTANTS}) == len(MUTANTS)
